"""What a template is given of a report: plain texts in the Vietnamese form, and bare numbers. Nothing it could call."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from handlers.kit.task_names import area_name
from handlers.making.charts.figures import Chart
from handlers.making.documents.head import date_words
from handlers.making.documents.model import Block, Bullet, Head, Paragraph, ended
from handlers.making.plain_text import plain_of_bounded_length
from handlers.report.content import Report
from handlers.report.figure_texts import counted_of, figure_texts
from handlers.report.parts import Part, part_blocks
from handlers.report.signed.numbering import NUMBER_ROOM
from handlers.report.template.fields import SENTENCES, Value
from handlers.report.wording import days_words, deadline_words, period_words, plan_numbers, task_rows, title
from handlers.words.catalogue import Words
from handlers.words.figures import share
from handlers.words.formats import day, moment, padded
from handlers.words.keys import DOSSIER_STATE, REGIME, STATE
from handlers.words.lines import channel_name
from handlers.words.registers import figure_name, figure_words, letter_words
from storage.ground.days.calendars import Regime
from storage.plan.tasks import TaskRow, TaskState
from storage.registers.proposals import AgencyProposals

Values = Mapping[str, Value]


def template_values(say: Words, report: Report, charts: Sequence[Chart] = ()) -> Values:
    """In the shape of `FIELDS`. Raises Refusal where a text cannot be written."""
    rows = [(task, _task(say, task, note)) for task, note in task_rows(say, report)]
    counted = counted_of(report)
    values: Values = {
        **_head(say, report),
        "figures": figure_texts(say, counted),
        "counts": {name: count or 0 for name, count, _ in counted},
        **_ratings(say, report),
        "areas": _areas(rows),
        "tasks": [values for _, values in rows],
        **_lists(say, report),
        **_registers(say, report),
        "sentences": {name: _texts(ended(part_blocks(say, report, Part(name)))) for name in SENTENCES},
        "charts": [{"title": chart.title, "picture": chart} for chart in charts],
    }
    return writable(values)


def writable(values: Values) -> Values:
    """Every text in it as a file can hold it."""
    return {name: _writable(value) for name, value in values.items()}


def _writable(value: Value) -> Value:
    match value:
        case str():
            return plain_of_bounded_length(value)
        case Mapping():
            return writable(value)
        case Sequence():
            return [_writable(inner) for inner in value]
    return value


def _head(say: Words, report: Report) -> Values:
    office, letterhead = report.office, report.office.letterhead
    return {
        "agency": office.agency,
        "parent_agency": report.parent or letterhead.parent,
        "unit": report.unit,
        "place": letterhead.place,
        "symbol": letterhead.symbol,
        "signer": "\n".join(letterhead.signed_by),
        "signer_name": letterhead.name,
        "addressees": list(letterhead.addressees),
        "recipients": list(office.recipients),
        "title": title(say, report),
        "regime": say(REGIME[report.regime]),
        "period": period_words(say, report),
        "days": days_words(say, report),
        "first_day": day(report.days.first),
        "last_day": day(report.days.last),
        "stands_at": day(report.stands_at),
        "made_on": moment(report.made_at),
        "year": report.figures.year,
        "plan_numbers": plan_numbers(say, report),
        "number": NUMBER_ROOM,
        "issued_day": date_words(Head("", "", "", year=report.made_at.year)),
        **{f"days_{regime}": _days_of(say, report, regime) for regime in Regime},
    }


def _days_of(say: Words, report: Report, regime: Regime) -> str:
    """The days of the same period by one of the two calendars."""
    days = report.office.calendars.days_of(report.period, regime)
    return say("report_text.days", first=day(days.first), last=day(days.last))


def _ratings(say: Words, report: Report) -> Values:
    ratings = report.figures.ratings
    return {
        "channels": [
            {
                "name": channel_name(say, channel),
                **_counts(channel.satisfied, channel.rated),
                "share": share(say, channel.satisfied, channel.rated),
            }
            for channel in ratings.channels
        ],
        "not_counted": [
            {
                "channel": total.channel,
                "first_day": day(total.first),
                "last_day": day(total.last),
                **_counts(total.satisfied, total.rated),
            }
            for total in ratings.not_counted
        ],
    }


def _counts(satisfied: int, rated: int) -> Values:
    return {"satisfied": padded(satisfied), "rated": padded(rated)}


def _task(say: Words, task: TaskRow, note: str) -> Values:
    return {
        "plan": task.plan,
        "area": task.area,
        "number": task.number,
        "title": task.title,
        "product": task.product,
        "deadline": deadline_words(say, task),
        "deadline_on": day(task.deadline_on) if task.deadline_on else "",
        "unit": task.unit,
        "state": say(STATE[task.state]),
        "percent": "" if task.last_percent is None else f"{task.last_percent}%",
        "reported_on": day(task.last_on) if task.last_on else "",
        "note": note,
    }


def _areas(rows: Sequence[tuple[TaskRow, Values]]) -> list[Values]:
    areas: list[Values] = []
    for area_id, name in {task.area_id: area_name(task) for task, _ in rows}.items():
        own = [(task, values) for task, values in rows if task.area_id == area_id]
        states = Counter(task.state for task, _ in own)
        counts = {state.value: states[state] for state in TaskState}
        areas.append({"name": name, "count": len(own), **counts, "tasks": [values for _, values in own]})
    return areas


def _registers(say: Words, report: Report) -> Values:
    """What was entered: bases, indicators, cases, incidents, and what people wrote."""
    return {
        "bases": [
            {"kind": one.kind, "number": one.label, "day": day(one.issued_on), "issuer": one.issuer,
             "subject": one.subject}
            for one in report.bases
        ],
        "indicators": [{"name": figure_name(one), "value": figure_words(say, one)} for one in report.indicators],
        "open_cases": [{"code": one.code, "due_on": day(one.due_on)} for one in report.figures.open_cases],
        "incidents": [
            {"text": one.text, "since": day(one.began_on),
             "letters": "; ".join(letter_words(say, letter) for letter in one.letters)}
            for one in report.incidents
        ],
        "results": [{"text": row.text} for group in report.results for row in group.proposals],
        "difficulties": _addressed(report.difficulties),
        "proposals": _addressed(report.proposals),
    }  # fmt: skip


def _addressed(groups: Sequence[AgencyProposals]) -> list[Values]:
    return [{"agency": group.agency, "text": row.text} for group in groups for row in group.proposals]


def _lists(say: Words, report: Report) -> Values:
    return {
        "documents": [
            {
                "kind": document.kind,
                "number": document.label,
                "day": day(document.issued_on),
                "subject": document.subject,
            }
            for document in report.documents
        ],
        "late_dossiers": [
            {
                "code": dossier.code,
                "procedure": dossier.procedure,
                "due_on": day(dossier.due_on) if dossier.due_on else "",
                "finished_on": day(dossier.finished_on) if dossier.finished_on else "",
                "returned_on": day(dossier.returned_on) if dossier.returned_on else "",
                "state": say(DOSSIER_STATE[dossier.state]),
                "letter": say("report_sheet.yes" if dossier.letter else "report_sheet.no"),
            }
            for dossier in report.late
        ],
        "outages": [
            {
                "name": outage.name,
                "since": moment(outage.began_at),
                "until": moment(outage.ended_at) if outage.ended_at else "",
            }
            for outage in report.outages
        ],
    }


def _texts(blocks: Iterable[Block]) -> list[str]:
    """A section's sentences without its heading."""
    texts = []
    for block in blocks:
        match block:
            case Paragraph():
                texts.append(block.text)
            case Bullet():
                texts.append(f"- {block.text}")
    return texts
