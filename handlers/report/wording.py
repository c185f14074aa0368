"""How a report says its period and its regime, and of a task the deadline and the note: what was reported in the
period, or else what the plan itself notes."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.report.content import Report
from handlers.words.catalogue import Words
from handlers.words.formats import day
from handlers.words.keys import REGIME, STATE
from handlers.words.periods import period_inside
from storage.ground.days.periods import PeriodKind
from storage.ground.days.working_time import LOCAL_ZONE
from storage.models import ProgressState
from storage.plan.tasks import TaskRow
from storage.report.documents import Document


def period_words(say: Words, report: Report) -> str:
    """`quý III/2019`, or for any two dates `từ ngày … đến ngày …`"""
    if report.period.kind in (PeriodKind.CUSTOM, PeriodKind.WEEK):
        return days_words(say, report)
    return period_inside(report.period)


def days_words(say: Words, report: Report) -> str:
    if report.days.first == report.days.last:
        return say("report_text.one_day", day=day(report.days.first))
    return say("report_text.days", first=day(report.days.first), last=day(report.days.last))


def stands_words(say: Words, report: Report) -> str:
    """`hết ngày 30/06/2026`; while the day runs `12 giờ 00 ngày 15/06/2026`."""
    if report.is_over:
        return say("report_text.end_of_day", day=day(report.stands_at))
    local = report.made_at.astimezone(LOCAL_ZONE)
    return say("report_text.moment", hour=f"{local:%H}", minute=f"{local:%M}", day=day(local.date()))


def covered_words(say: Words, report: Report) -> str:
    """Behind the name of the period: which days the figures cover, as far as the name does not say it."""
    days = days_words(say, report)
    parts = [] if days == period_words(say, report) else [days]
    if not report.is_over or report.stands_at < report.days.last:
        parts.append(say("report_text.until_now", stands=stands_words(say, report)))
    return say("report_text.counted", days=", ".join(parts)) if parts else ""


def title(say: Words, report: Report) -> str:
    return say("report_text.title", regime=say(REGIME[report.regime]), period=period_words(say, report))


def subject_words(say: Words, report: Report) -> str:
    """Its title in the midst of a sentence."""
    return say("report_text.subject", regime=say(REGIME[report.regime]), period=period_words(say, report))


def document_words(say: Words, document: Document) -> str:
    """`Kế hoạch số 12/KH-SM ngày 05/06/2026 về rà soát thủ tục`; with whose it is where that is known."""
    return say(
        "report_text.document",
        kind=document.kind,
        number=document.label,
        day=day(document.issued_on),
        issuer=say("report_text.of_issuer", issuer=document.issuer) if document.issuer else "",
        subject=say("report_text.about", subject=document.subject) if document.subject else "",
    )


def opening(say: Words, report: Report) -> str:
    """The first paragraph, with what the report is based on."""
    subject, counted = subject_words(say, report), covered_words(say, report)
    based = "; ".join(document_words(say, document) for document in report.bases)
    key = "report_text.opening_based" if based else "report_text.opening"
    return say(key, unit=report.unit, subject=subject, counted=counted, bases=based)


def plan_numbers(say: Words, report: Report) -> str:
    """`số 12/KH-SM ngày 15/01/2026`, where the plan's number is known."""
    named = [
        say("report_text.plan_number", number=number, on=say("report_text.on_day", day=day(on)) if on else "")
        for number, on in report.plans
    ]
    return "; ".join(named)


def plan_words(say: Words, report: Report) -> str:
    """` (số 12/KH-SM ngày 15/01/2026)`"""
    numbers = plan_numbers(say, report)
    return say("report_text.plan_numbers", numbers=numbers) if numbers else ""


def task_note(say: Words, report: Report, task: TaskRow) -> str:
    """The latest result of the period in the words of who reported it. Its state has a column of its own."""
    said = report.said.get(task.id, ())
    for one in reversed(said):
        if words := one.text.strip():
            return words
    if said:
        nothing = said[-1].state is ProgressState.NOTHING
        return say("report_text.note_nothing" if nothing else "report_text.note_reported", day=day(said[-1].on))
    if task.is_done and task.last_on:
        return say("report_text.note_done_before", day=day(task.last_on))
    if task.note:
        return say("report_text.note_of_plan", note=task.note)
    return say("report_text.note_none")


def state_words(say: Words, task: TaskRow) -> str:
    """`Đang làm, 80%`"""
    state = say(STATE[task.state])
    return state if task.is_closed or task.last_percent is None else f"{state}, {task.last_percent}%"


def deadline_words(say: Words, task: TaskRow) -> str:
    """As the plan has it; of one that comes round, with the day that is open."""
    if not task.open_days:
        return task.deadline_text
    return task.deadline_text + say("report_text.occurrence", day=day(task.open_days[0]))


def task_rows(say: Words, report: Report) -> Sequence[tuple[TaskRow, str]]:
    """Each task with its note; those carried over from the year before stand at the end, as an area of their own."""
    area = say("report_text.carried_area", year=report.figures.year - 1)
    before = (*report.figures.carried, *report.carried_done)
    carried = [replace(task, area=area, area_id=0) for task in before]
    return [(task, task_note(say, report, task)) for task in (*report.figures.tasks, *carried)]
