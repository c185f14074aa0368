"""Part I of the report: what was done. Each section makes blocks of the report; a zero is a sentence."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from handlers.figures.gathering import PARTICIPATION_TARGET, SATISFACTION_TARGET
from handlers.kit.task_names import area_name
from handlers.making.documents.model import Block, Bullet, Heading, Paragraph
from handlers.report.content import Report
from handlers.report.wording import document_words, plan_words
from handlers.words.catalogue import Keys, Words
from handlers.words.figures import apart_counts, running_counts, share
from handlers.words.formats import day, integer, moment
from handlers.words.lines import channel_name
from handlers.words.registers import figure_name, figure_words, letter_words
from storage.figures.summary import ChannelFigures
from storage.plan.tasks import TaskRow, TaskState

_ALWAYS_SAID = (
    *("documents_issued", "by_post", "submitted_online", "submitted_post", "late", "letters"),
    *("cases_received", "cases_answered", "cases_overdue", "incidents", "outages"),
)
_COUNTED = Keys("report_text.{}", (*_ALWAYS_SAID, "submitted_direct", "submitted_other"))
_NONE = Keys("report_text.{}_none", _ALWAYS_SAID)
_STATE = Keys("report_text.state_{}", TaskState)
Section = Callable[[Words, Report], Iterator[Block]]


def _counted(say: Words, name: str, count: int, **values: object) -> str:
    """The sentence of that name, or its negative form where there is nothing to count."""
    return say((_COUNTED if count else _NONE)[name], count=integer(count), **values)


def tasks(say: Words, report: Report) -> Iterator[Block]:
    figures = report.figures
    yield Heading(say("report_text.tasks"), 2)
    if not figures.tasks:
        yield Paragraph(say("report_text.no_plan", year=figures.year))
        return
    areas = {task.area_id: area_name(task) for task in figures.tasks}
    total = {"count": integer(len(figures.tasks)), "areas": integer(len(areas))}
    numbers = plan_words(say, report)
    yield Paragraph(say("report_text.plan", year=figures.year, unit=report.unit, numbers=numbers, **total))
    yield Paragraph(say("report_text.states", day=day(report.stands_at), states=_states(say, figures.tasks)))
    for area_id, name in areas.items():
        own = [task for task in figures.tasks if task.area_id == area_id]
        yield Bullet(say("report_text.area", name=name, count=integer(len(own)), states=_states(say, own)))
    if figures.carried:
        carried = integer(len(figures.carried))
        yield Paragraph(say("report_text.carried", count=carried, year=figures.year - 1))
    yield Paragraph(say("report_text.see_appendix"))


def _states(say: Words, rows: Sequence[TaskRow]) -> str:
    counts = Counter(task.state for task in rows)
    parts = [say(_STATE[state], count=integer(counts[state])) for state in TaskState if counts[state]]
    if not counts[TaskState.OVERDUE]:
        parts.append(say("report_text.state_overdue_none"))
    return ", ".join(parts)


def documents(say: Words, report: Report) -> Iterator[Block]:
    yield Heading(say("report_text.documents"), 2)
    yield Paragraph(_counted(say, "documents_issued", len(report.documents)))
    for document in report.documents:
        yield Bullet(say("report_text.document_item", document=document_words(say, document)))


def procedures(say: Words, report: Report) -> Iterator[Block]:
    found = report.procedures
    yield Heading(say("report_text.procedures"), 2)
    if not found.total:
        yield Paragraph(say("report_text.no_procedures"))
        return
    common = "".join(say("report_text.common", field=field, count=integer(count)) for field, count in found.common)
    yield Paragraph(
        say("report_text.procedure_total", total=integer(found.total), own=integer(found.own), common=common)
    )
    rate = share(say, found.online, found.own)
    yield Bullet(say("report_text.online", online=integer(found.online), own=integer(found.own), share=rate))
    yield Bullet(_counted(say, "by_post", found.by_post))


def dossiers(say: Words, report: Report) -> Iterator[Block]:
    counted = report.figures.dossiers
    yield Heading(say("report_text.dossiers"), 2)
    if report.importing is not None:
        yield Paragraph(say("report_text.importing", **running_counts(report.importing)))
    if not counted.received and not counted.returned:
        yield Paragraph(say("report_text.no_dossiers"))
        return
    values = {"received": integer(counted.received), "returned": integer(counted.returned)}
    yield Paragraph(say("report_text.received", **values))
    for way in ("direct", "online", "post", "other"):
        count = report.submitted.get(way, 0)
        if count or way in ("online", "post"):
            yield Bullet(_counted(say, f"submitted_{way}", count, share=share(say, count, counted.received)))
    yield Bullet(
        _counted(
            say, "late", counted.late, received=values["received"], share=share(say, counted.late, counted.received)
        )
    )
    if counted.late_earlier:
        yield Bullet(say("report_text.late_earlier", count=integer(counted.late_earlier)))
    if counted.late:
        rate = share(say, counted.letters, counted.late)
        yield Bullet(_counted(say, "letters", counted.letters, late=integer(counted.late), share=rate))
    if not counted.apart.is_empty:
        yield Bullet(say("report_text.apart", counts="; ".join(apart_counts(say, counted.apart))))


def satisfaction(say: Words, report: Report) -> Iterator[Block]:
    ratings, counted = report.figures.ratings, report.figures.dossiers
    yield Heading(say("report_text.satisfaction"), 2)
    if not ratings.rated:
        yield Paragraph(say("report_text.nobody_rated"))
    else:
        rate = share(say, ratings.satisfied, ratings.rated)
        values = {"satisfied": integer(ratings.satisfied), "rated": integer(ratings.rated), "share": rate}
        met = ratings.satisfied * 100 >= SATISFACTION_TARGET * ratings.rated
        reached = say("report_text.reached" if met else "report_text.missed", target=SATISFACTION_TARGET)
        yield Paragraph(say("report_text.satisfied", **values, reached=reached))
        for channel in ratings.channels:
            yield Bullet(_channel(say, channel))
    for total in ratings.not_counted:
        values = {"satisfied": integer(total.satisfied), "rated": integer(total.rated)}
        days = {"first": day(total.first), "last": day(total.last)}
        yield Bullet(say("report_text.not_counted", channel=total.channel, **values, **days))
    if counted.received:
        yield Paragraph(_participation(say, report))


def _channel(say: Words, channel: ChannelFigures) -> str:
    name = channel_name(say, channel)
    rate = share(say, channel.satisfied, channel.rated)
    return say(
        "report_text.channel", name=name, satisfied=integer(channel.satisfied), rated=integer(channel.rated), share=rate
    )


def _participation(say: Words, report: Report) -> str:
    ratings, counted = report.figures.ratings, report.figures.dossiers
    met = ratings.rated * 100 >= PARTICIPATION_TARGET * counted.received
    reached = say("report_text.reached" if met else "report_text.missed", target=PARTICIPATION_TARGET)
    rate = share(say, ratings.rated, counted.received)
    return say(
        "report_text.participation",
        rated=integer(ratings.rated),
        received=integer(counted.received),
        share=rate,
        reached=reached,
        honest=_honest(say, report),
    )


def _honest(say: Words, report: Report) -> str:
    """How many persons rated, as far as that is known."""
    ratings = report.figures.ratings
    if not ratings.rated:
        return ""
    if ratings.persons is None or ratings.covered is None:
        return say("report_text.honest_none")
    if not ratings.persons and not ratings.covered:
        return say("report_text.honest_anonymous")
    counts = {"persons": integer(ratings.persons), "covered": integer(ratings.covered)}
    return say("report_text.honest", returned=integer(report.figures.dossiers.returned), **counts)


def cases(say: Words, report: Report) -> Iterator[Block]:
    found = report.figures.cases
    yield Heading(say("report_text.cases"), 2)
    yield Paragraph(_counted(say, "cases_received", found.received))
    if found.received:
        rate = share(say, found.in_time, found.answered)
        values = {"received": integer(found.received), "in_time": integer(found.in_time), "share": rate}
        yield Bullet(_counted(say, "cases_answered", found.answered, **values))
        yield Bullet(_counted(say, "cases_overdue", found.overdue))
    if found.reopened:
        yield Bullet(say("report_text.cases_reopened", count=integer(found.reopened)))
    if found.open_earlier:
        yield Bullet(say("report_text.cases_earlier", count=integer(found.open_earlier)))


def indicators(say: Words, report: Report) -> Iterator[Block]:
    yield Heading(say("report_text.indicators"), 2)
    if not report.indicators:
        yield Paragraph(say("report_text.no_indicators"))
    for figure in report.indicators:
        yield Bullet(say("report_text.indicator", name=figure_name(figure), value=figure_words(say, figure)))


def devices(say: Words, report: Report) -> Iterator[Block]:
    """Kiosks that were silent, and whatever else is broken and written about."""
    yield Heading(say("report_text.devices"), 2)
    yield Paragraph(_counted(say, "outages", len(report.outages)))
    for outage in report.outages:
        end = say("report_text.until", at=moment(outage.ended_at)) if outage.ended_at else say("report_text.still_out")
        yield Bullet(say("report_text.outage", name=outage.name, since=moment(outage.began_at), end=end))
    yield Paragraph(_counted(say, "incidents", len(report.incidents), day=day(report.stands_at)))
    for incident in report.incidents:
        letters = "; ".join(letter_words(say, letter) for letter in incident.letters)
        written = say("report_text.written", letters=letters) if letters else say("report_text.not_written")
        values = {"text": incident.text, "since": day(incident.began_on), "age": integer(incident.age)}
        key = "report_text.incident" if incident.age else "report_text.incident_today"
        yield Bullet(say(key, **values, written=written))


RESULTS: tuple[Section, ...] = (
    tasks,
    documents,
    procedures,
    dossiers,
    satisfaction,
    cases,
    indicators,
    devices,
)
