"""Part I of the report: what was done. Each section makes blocks of the report; a zero is a sentence."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from handlers.kit.task_names import area_name
from handlers.making.documents.model import Block, Bullet, Heading, Paragraph
from handlers.report.content import Report
from handlers.report.counting import count_sentence
from handlers.report.register_sections import devices, indicators
from handlers.report.wording import document_words, plan_words, stands_words
from handlers.words.catalogue import Keys, Words
from handlers.words.figures import apart_counts, running_counts, share
from handlers.words.formats import day, padded
from handlers.words.lines import channel_name
from storage.figures.summary import ChannelFigures, DossierFigures
from storage.plan.tasks import TaskRow, TaskState

_STATE = Keys("report_text.state_{}", TaskState)
Section = Callable[[Words, Report], Iterator[Block]]


def tasks(say: Words, report: Report) -> Iterator[Block]:
    figures = report.figures
    yield Heading(say("report_text.tasks"), 2)
    if not figures.tasks:
        yield Paragraph(say("report_text.no_plan", year=figures.year))
        return
    areas = {task.area_id: area_name(task) for task in figures.tasks}
    total = {"count": padded(len(figures.tasks)), "areas": padded(len(areas))}
    yield Paragraph(
        say("report_text.plan", year=figures.year, unit=report.unit, numbers=plan_words(say, report), **total)
    )
    yield Paragraph(say("report_text.states", stands=stands_words(say, report), states=_states(say, figures.tasks)))
    for area_id, name in areas.items():
        own = [task for task in figures.tasks if task.area_id == area_id]
        yield Bullet(say("report_text.area", name=name, count=padded(len(own)), states=_states(say, own)))
    if figures.carried:
        carried = padded(len(figures.carried))
        yield Paragraph(say("report_text.carried", count=carried, year=figures.year - 1))
    if report.carried_done:
        done = padded(len(report.carried_done))
        yield Paragraph(say("report_text.carried_done", count=done, year=figures.year - 1))
    yield Paragraph(say("report_text.see_appendix"))


def _states(say: Words, rows: Sequence[TaskRow]) -> str:
    counts = Counter(task.state for task in rows)
    parts = [say(_STATE[state], count=padded(counts[state])) for state in TaskState if counts[state]]
    if not counts[TaskState.OVERDUE] and not counts[TaskState.DONE_LATE]:
        parts.append(say("report_text.state_overdue_none"))
    return ", ".join(parts)


def documents(say: Words, report: Report) -> Iterator[Block]:
    yield Heading(say("report_text.documents"), 2)
    yield Paragraph(count_sentence(say, "documents_issued", len(report.documents)))
    for document in report.documents:
        yield Bullet(say("report_text.document_item", document=document_words(say, document)))


def procedures(say: Words, report: Report) -> Iterator[Block]:
    found = report.procedures
    yield Heading(say("report_text.procedures"), 2)
    if not found.total:
        yield Paragraph(say("report_text.no_procedures"))
        return
    common = "".join(say("report_text.common", field=field, count=padded(count)) for field, count in found.common)
    yield Paragraph(say("report_text.procedure_total", total=padded(found.total), own=padded(found.own), common=common))
    rate = share(say, found.online, found.own)
    values = {"online": padded(found.online), "own": padded(found.own), "services": report.figures.targets.services}
    yield Bullet(say("report_text.online", share=rate, **values))
    yield Bullet(count_sentence(say, "by_post", found.by_post))


def dossiers(say: Words, report: Report) -> Iterator[Block]:
    counted = report.figures.dossiers
    yield Heading(say("report_text.dossiers"), 2)
    if report.importing is not None:
        yield Paragraph(say("report_text.importing", **running_counts(report.importing)))
    if not counted.received and not counted.returned and not counted.late_in_all:
        yield Paragraph(say("report_text.no_dossiers"))
        return
    values = {"received": padded(counted.received), "returned": padded(counted.returned)}
    yield Paragraph(say("report_text.received", **values))
    for way in ("direct", "online", "post", "other"):
        count = report.submitted.get(way, 0)
        if count or way in ("online", "post"):
            yield Bullet(count_sentence(say, f"submitted_{way}", count, share=share(say, count, counted.received)))
    yield from _late(say, counted)
    if not counted.apart.is_empty:
        yield Bullet(say("report_text.apart", counts="; ".join(apart_counts(say, counted.apart))))


def _late(say: Words, counted: DossierFigures) -> Iterator[Block]:
    if counted.late or not counted.late_in_all:
        values = {"received": padded(counted.received), "share": share(say, counted.late, counted.received)}
        yield Bullet(count_sentence(say, "late", counted.late, **values))
    if counted.late_earlier:
        yield Bullet(say("report_text.late_earlier", count=padded(counted.late_earlier)))
    if owed := counted.late_in_all:
        rate = share(say, counted.letters_in_all, owed)
        yield Bullet(count_sentence(say, "letters", counted.letters_in_all, late=padded(owed), share=rate))


def satisfaction(say: Words, report: Report) -> Iterator[Block]:
    ratings, counted = report.figures.ratings, report.figures.dossiers
    yield Heading(say("report_text.satisfaction"), 2)
    if not ratings.rated:
        yield Paragraph(say("report_text.no_whole_ratings" if ratings.not_counted else "report_text.nobody_rated"))
    else:
        rate = share(say, ratings.satisfied, ratings.rated)
        values = {"satisfied": padded(ratings.satisfied), "rated": padded(ratings.rated), "share": rate}
        targets = report.figures.targets
        met = targets.satisfies(ratings.satisfied, ratings.rated)
        reached = _reached(say, met, targets.satisfaction)
        yield Paragraph(say("report_text.satisfied", **values, reached=reached))
        for channel in ratings.channels:
            yield Bullet(_channel(say, channel))
    for total in ratings.not_counted:
        values = {"satisfied": padded(total.satisfied), "rated": padded(total.rated)}
        days = {"first": day(total.first), "last": day(total.last)}
        yield Bullet(say("report_text.not_counted", channel=total.channel, **values, **days))
    # Of totals that only overlap nobody knows how much falls into the period: a rate without them is no zero.
    if counted.received and (ratings.rated or not ratings.not_counted):
        yield Paragraph(_participation(say, report))


def _reached(say: Words, met: bool | None, target: int) -> str:
    return "" if met is None else say("report_text.reached" if met else "report_text.missed", target=target)


def _channel(say: Words, channel: ChannelFigures) -> str:
    name = channel_name(say, channel)
    rate = share(say, channel.satisfied, channel.rated)
    return say(
        "report_text.channel", name=name, satisfied=padded(channel.satisfied), rated=padded(channel.rated), share=rate
    )


def _participation(say: Words, report: Report) -> str:
    ratings, counted = report.figures.ratings, report.figures.dossiers
    targets = report.figures.targets
    met = targets.takes_part(ratings.rated, counted.received)
    if ratings.not_counted and not met:
        reached = say("report_text.without_the_rest")
    else:
        reached = _reached(say, met, targets.participation)
    rate = share(say, ratings.rated, counted.received)
    return say(
        "report_text.participation",
        rated=padded(ratings.rated),
        received=padded(counted.received),
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
    counts = {"persons": padded(ratings.persons), "covered": padded(ratings.covered)}
    return say("report_text.honest", returned=padded(report.figures.dossiers.returned), **counts)


def cases(say: Words, report: Report) -> Iterator[Block]:
    found = report.figures.cases
    yield Heading(say("report_text.cases"), 2)
    yield Paragraph(count_sentence(say, "cases_received", found.received))
    if found.received:
        rate = share(say, found.in_time, found.answered)
        values = {"received": padded(found.received), "in_time": padded(found.in_time), "share": rate}
        yield Bullet(count_sentence(say, "cases_answered", found.answered, **values))
        yield Bullet(count_sentence(say, "cases_overdue", found.overdue))
    if found.reopened:
        yield Bullet(say("report_text.cases_reopened", count=padded(found.reopened)))
    if found.open_earlier:
        yield Bullet(say("report_text.cases_earlier", count=padded(found.open_earlier)))


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
