"""What a template is given of a report: plain texts in the Vietnamese form, and bare numbers. Nothing it could call."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from handlers.kit.task_names import area_name
from handlers.making.documents.model import Block, Bullet, Paragraph, ended
from handlers.making.plain_text import plain_of_bounded_length
from handlers.report.assessment import done_well, proposals, remaining
from handlers.report.content import Report
from handlers.report.frozen import WAYS
from handlers.report.sections import RESULTS
from handlers.report.sheets import FigureRow, figure_rows
from handlers.report.template.fields import SENTENCES, Value
from handlers.report.wording import days_words, deadline_words, period_words, task_rows, title
from handlers.words.catalogue import Words
from handlers.words.figures import share
from handlers.words.formats import day, moment, padded
from handlers.words.keys import DOSSIER_STATE, REGIME, STATE
from handlers.words.lines import channel_name
from storage.plan.tasks import TaskRow, TaskState

Values = Mapping[str, Value]


def template_values(say: Words, report: Report) -> Values:
    """In the shape of `FIELDS`. Raises Refusal where a text cannot be written."""
    rows = [(task, _task(say, task, note)) for task, note in task_rows(say, report)]
    counted = _counted(report)
    values: Values = {
        **_head(say, report),
        "figures": _figures(say, counted),
        "counts": {name: count or 0 for name, count, _ in counted},
        **_ratings(say, report),
        "areas": _areas(rows),
        "tasks": [values for _, values in rows],
        **_lists(say, report),
        "sentences": {
            name: _texts(ended(section(say, report)))
            for name, section in zip(SENTENCES, (*RESULTS, done_well, remaining, proposals), strict=True)
        },
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
        "parent_agency": letterhead.parent,
        "unit": report.unit,
        "place": letterhead.place,
        "symbol": letterhead.symbol,
        "signer": letterhead.signer,
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
    }


def _counted(report: Report) -> list[FigureRow]:
    procedures, received = report.procedures, report.figures.dossiers.received
    states = Counter(task.state for task in report.figures.tasks)
    return [
        *figure_rows(report.figures),
        *((state.value, states[state], None) for state in TaskState if state is not TaskState.OVERDUE),
        ("procedures", procedures.total, None),
        ("procedures_own", procedures.own, None),
        ("procedures_online", procedures.online, procedures.own),
        ("procedures_by_post", procedures.by_post, None),
        *((f"submitted_{way}", report.submitted.get(way, 0), received) for way in WAYS),
    ]


def _figures(say: Words, counted: Sequence[FigureRow]) -> Values:
    shares = {f"{name}_share": share(say, count, whole) for name, count, whole in counted if whole is not None}
    return {name: say("no_figures") if count is None else padded(count) for name, count, _ in counted} | shares


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
