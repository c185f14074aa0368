"""The figures of a report as plain values under lasting names: what is stored when it is made, and compared later.

section → thing → field → value. The names are stored for good: they change with a migration or not at all.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from handlers.report.content import Report
from handlers.report.reconciliation import Between, Reconciliation
from handlers.report.register_sheets import WAYS
from handlers.report.sheets import figure_rows
from handlers.report.wording import task_rows
from handlers.words.catalogue import Words
from handlers.words.formats import day, moment
from handlers.words.registers import figure_name, figure_words
from storage.figures.summary import ChannelFigures
from storage.ground.days.calendars import Regime
from storage.plan.tasks import TaskRow
from storage.ratings.aspects import AspectFigures
from storage.registers.proposals import AgencyProposals
from storage.report.documents import Document

FrozenValue = str | int | None
Things = dict[str, dict[str, FrozenValue]]
Frozen = dict[str, Things]
PROCEDURES = ("total", "own", "online", "by_post")
ENTERED = ("results", "difficulties", "proposals")  # by number of the entry
SECTIONS = (
    *("report", "figures", "channels", "aspects", "not_counted", "submitted", "procedures", "tasks"),
    *("documents", "bases", "late"),
    *("outages", "indicators", "incidents", *ENTERED, "both_calendars", "between", "between_dossiers"),
)
FIELDS = (
    *("unit", "first", "last", "stands_at", "satisfied", "rated", "answered", "number", "plan", "area", "task"),
    *("product", "deadline", "deadline_on", "state", "percent", "reported_on", "note", "subject", "procedure"),
    *("received_on", "due_on", "finished_on", "returned_on", "dossier_state", "letter", "until", "cchc", "kstthc"),
    *("figure_received", "figure_returned", "amount", "text", "letters", "since", "agency"),
)


def freeze(say: Words, report: Report, found: Reconciliation | None) -> Frozen:
    """Every figure of the body, the appendix and the sheets; rates follow from them."""
    covers = {"unit": report.unit, **_days(first=report.days.first, last=report.days.last, stands_at=report.stands_at)}
    frozen: Frozen = {
        "report": {"": covers},
        "figures": {name: {"value": value} for name, value, _ in figure_rows(report.figures)},
        "channels": dict(map(_channel, report.figures.ratings.channels)),
        "aspects": {f":{one.aspect}": _answers(one) for one in report.aspects},
        "not_counted": {
            f"{total.channel}, {day(total.first)}–{day(total.last)}": _counts(total.satisfied, total.rated)
            for total in report.figures.ratings.not_counted
        },
        "submitted": {way: {"value": report.submitted.get(way, 0)} for way in WAYS},
        "procedures": dict(_procedures(report)),
        "tasks": {str(task.id): _task(task, note) for task, note in task_rows(say, report)},
        "documents": dict(_documents(report.documents)),
        "bases": dict(_documents(report.bases)),
        "late": dict(_late(report)),
        "outages": {
            f"{outage.name}, {moment(outage.began_at)}": {"until": moment(outage.ended_at) if outage.ended_at else None}
            for outage in report.outages
        },
        "indicators": {figure_name(one): {"amount": figure_words(say, one)} for one in report.indicators},
        "incidents": dict(_incidents(report)),
        **{
            name: dict(_entries(groups))
            for name, groups in zip(ENTERED, (report.results, report.difficulties, report.proposals), strict=True)
        },
    }
    return frozen | (_both_calendars(found) if found else {})


def _days(**days: date | None) -> dict[str, FrozenValue]:
    return {name: value.isoformat() if value else None for name, value in days.items()}


def _counts(satisfied: int, rated: int) -> dict[str, FrozenValue]:
    return {"satisfied": satisfied, "rated": rated}


def _answers(found: AspectFigures) -> dict[str, FrozenValue]:
    return {"satisfied": found.satisfied, "answered": found.answered}


def _channel(channel: ChannelFigures) -> tuple[str, dict[str, FrozenValue]]:
    """One of our own channels has a colon before its name: an outside total may be called the same."""
    name = channel.channel if channel.outside else f":{channel.channel}"
    return name, _counts(channel.satisfied, channel.rated)


def _procedures(report: Report) -> Iterator[tuple[str, dict[str, FrozenValue]]]:
    found = report.procedures
    named = {f":{name}": getattr(found, name) for name in PROCEDURES}
    for name, count in [*named.items(), *found.common, *found.fields]:
        yield name, {"value": count}


def _task(task: TaskRow, note: str) -> dict[str, FrozenValue]:
    return {
        **({"plan": task.plan} if task.plan else {}),
        "number": task.number,
        "area": task.area,
        "task": task.title,
        "product": task.product,
        "deadline": task.deadline_text,
        "unit": task.unit,
        "state": task.state.value,
        "percent": task.last_percent,
        "note": note,
        **_days(deadline_on=task.deadline_on, reported_on=task.last_on),
    }


def _documents(documents: Iterable[Document]) -> Iterator[tuple[str, dict[str, FrozenValue]]]:
    for document in documents:
        yield f"{document.kind} {document.label}, {day(document.issued_on)}", {"subject": document.subject}


def _incidents(report: Report) -> Iterator[tuple[str, dict[str, FrozenValue]]]:
    for incident in report.incidents:
        yield (
            str(incident.id),
            {"text": incident.text, "letters": len(incident.letters), **_days(since=incident.began_on)},
        )


def _entries(groups: Iterable[AgencyProposals]) -> Iterator[tuple[str, dict[str, FrozenValue]]]:
    for group in groups:
        for row in group.proposals:
            yield str(row.id), {"text": row.text, **({"agency": row.agency} if row.agency else {})}


def _late(report: Report) -> Iterator[tuple[str, dict[str, FrozenValue]]]:
    for dossier in report.late:
        days = _days(due_on=dossier.due_on, finished_on=dossier.finished_on, returned_on=dossier.returned_on)
        letter = "yes" if dossier.letter else "no"
        state = dossier.state.value
        yield dossier.code, {"procedure": dossier.procedure, **days, "dossier_state": state, "letter": letter}


def _both_calendars(found: Reconciliation) -> Frozen:
    one, other = (figure_rows(found.figures[regime]) for regime in Regime)
    return {
        "both_calendars": {
            name: {"cchc": mine, "kstthc": theirs} for (name, mine, _), (_, theirs, _) in zip(one, other, strict=True)
        },
        "between": dict(map(_between, found.between)),
        "between_dossiers": dict(_between_dossiers(found.between)),
    }


def _between(part: Between) -> tuple[str, dict[str, FrozenValue]]:
    figures = part.figures
    counts = _counts(figures.ratings.satisfied, figures.ratings.rated)
    received, returned = figures.dossiers.received, figures.dossiers.returned
    name = f"{part.regime.upper()} {day(part.days.first)}–{day(part.days.last)}"
    return name, {"figure_received": received, "figure_returned": returned, **counts}


def _between_dossiers(parts: Iterable[Between]) -> Iterator[tuple[str, dict[str, FrozenValue]]]:
    for part in parts:
        for line in part.dossiers:
            days = _days(
                received_on=line.received_on,
                due_on=line.due_on,
                finished_on=line.finished_on,
                returned_on=line.returned_on,
            )
            yield line.code, {"procedure": line.procedure, **days, "dossier_state": line.state.value}
