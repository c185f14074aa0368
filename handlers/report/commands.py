"""`/baocao quý 3 2019`, `/baocao 9 tháng 2019 ksTTHC`: the official report, without retyping."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.context import Answer, Context
from handlers.kit.long_work import Workshop
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.lint.collecting import count_severities, findings_of
from handlers.making.lint_rules.findings import Severity
from handlers.replies import Button, Reply
from handlers.report.actions import IssueReport, MakeReport, MakeWithout
from handlers.report.content import Report
from handlers.report.questions import AskPeriod, Make
from handlers.report.stopped import fault_lines, left_out_lines
from handlers.report.wording import days_words
from handlers.routing import OFFICER
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from handlers.words.keys import REGIME
from handlers.words.periods import period_inside, period_label
from storage.ground.days.calendars import Regime
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.report.reports import NewReport, files_of, scope_of, store_report

if TYPE_CHECKING:
    from handlers.report.making import Made

_REGIME = re.compile(r"\b(?:(?P<kstthc>ks\s?-?tthc|kiem soat(?: thu tuc(?: hanh chinh)?)?)|cchc)\b")


_BARE = frozenset({"thang", "quy", "nam"})  # `/baocao năm`: this one


def read_wish(text: str) -> tuple[str, Regime]:
    """The words of the period, and the regime; CCHC where none is named."""
    folded = fold(text)
    match = _REGIME.search(folded)
    regime = Regime.KSTTHC if match and match["kstthc"] else Regime.CCHC
    words = _REGIME.sub(" ", folded).strip()
    return f"{words} nay" if words in _BARE else words, regime


async def report_command(context: Context, argument: str) -> Answer:
    words, regime = read_wish(argument)
    if not words:
        return await _ask(context)
    period = parse_period(words, context.today)
    if period is None:
        raise Refusal("period.unknown")
    return await _start(context, period, regime)


async def _ask(context: Context) -> Reply:
    say = context.say
    await context.ask(AskPeriod())
    rows = tuple(
        (
            Button(period_label(period), MakeReport(Regime.CCHC, period)),
            Button(say("button.kstthc", period=period_label(period)), MakeReport(Regime.KSTTHC, period)),
        )
        for words in ("quý này", "quý trước", "năm nay")
        if (period := parse_period(words, context.today))
    )
    return screen(say, say("report_chat.which"), rows)


async def period_answered(context: Context, question: AskPeriod, text: str) -> Answer:
    return await report_command(context, text)


async def report_for(context: Context, action: MakeReport) -> Answer:
    return await _start(context, action.period, action.regime)


async def report_without(context: Context, action: MakeWithout) -> Answer:
    return await _start(context, action.period, action.regime, leave_out=True)


async def _start(context: Context, period: Period, regime: Regime, *, leave_out: bool = False) -> Reply:
    units = sorted(await reach(context, OFFICER))
    if period.first > context.today:
        raise Refusal("report.to_come")
    context.start(Make(units, period, regime, leave_out))
    return Reply(context.say("report_chat.making", period=period_inside(period), regime=context.say(REGIME[regime])))


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, and how many findings there are about what it is made of."""

    made: "Made"
    findings: Mapping[Severity, int]


async def make(workshop: Workshop, job: Make) -> Checked:
    from handlers.report.making import make_report  # loaded with the first report

    wanted, now = job.wanted, workshop.clock()
    made = await make_report(workshop.database, workshop.office, wanted, now, leave_out=job.leave_out)
    async with workshop.database.read() as db:
        findings = await findings_of(db, wanted.unit_ids, made.report.days, local_day(now))
    return Checked(made, count_severities(findings))


async def hand_over(context: Context, job: Make, checked: Checked) -> Answer:
    """Stores the report exactly as it is handed over: from here on it can be issued. One that says something false is
    handed to nobody."""
    made = checked.made
    if made.faults:
        return _stopped(context.say, made)
    say, report = context.say, made.report
    new = NewReport(
        scope=await scope_of(context.db, job.units),
        unit=report.unit,
        regime=report.regime,
        period=report.period,
        figures=made.figures,
        made_at=report.made_at,
        made_by=context.sender.id,
        files=[(file.name, file.media_type, file.content) for file in made.files],
    )
    report_id = await store_report(context.db, new)
    issue = Button(say("button.report_issue"), IssueReport(report_id))
    return [*await file_replies(context, report_id), screen(say, _ready(say, checked), [issue])]


def _ready(say: Words, checked: Checked) -> list[str]:
    made, report = checked.made, checked.made.report
    values = {"period": period_inside(report.period), "regime": say(REGIME[report.regime])}
    lines = [say("report_chat.ready", **values, days=days_words(say, report))]
    if made.template:
        lines.append(say("template.used", name=made.template))
    lines.append(_findings_words(say, report, checked.findings))
    if unregistered := sum(not document.registered for document in report.documents):
        lines.append(say("report_chat.not_registered", count=integer(unregistered)))
    return [*lines, *left_out_lines(say, made.left_out)]


def _stopped(say: Words, made: "Made") -> Reply:
    report = made.report
    values = {"period": period_inside(report.period), "regime": say(REGIME[report.regime])}
    lines = [say("report_proof.stopped", **values, count=integer(len(made.faults))), ""]
    lines += [*fault_lines(say, made.faults), "", say("report_proof.what_to_do")]
    anew = Button(say("button.report_anew"), MakeReport(report.regime, report.period))
    without = Button(say("button.report_leave_out"), MakeWithout(report.regime, report.period))
    return screen(say, lines, [anew, without])


def _findings_words(say: Words, report: Report, findings: Mapping[Severity, int]) -> str:
    errors, doubts = findings.get(Severity.ERROR, 0), findings.get(Severity.DOUBT, 0)
    if not errors and not doubts:
        return say("report_chat.checked_clean")
    period = f"{day(report.days.first)}-{day(report.days.last)}"
    return say("report_chat.checked", errors=integer(errors), doubts=integer(doubts), period=period)


async def file_replies(context: Context, report_id: int) -> list[Reply]:
    return [Reply(file.name, file_id=file.file_id) for file in await files_of(context.db, report_id)]
