"""What the report's sentences have to say, derived a second time: from what is counted, not from how it is written.

A sentence stands here with the figures it must have, and only where it is true.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from handlers.kit.task_names import area_name
from handlers.report.content import Report
from handlers.report.proof.earlier import EARLIER
from handlers.report.proof.gaps import Derived, Gaps, rate
from handlers.report.proof.measures import behind, in_state, late, letters
from handlers.report.proof.ratings import RATINGS
from handlers.report.wording import plan_words, stands_words
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import padded
from storage.cases.counts import CaseFigures
from storage.figures.summary import DossierFigures
from storage.plan.tasks import TaskRow, TaskState


def _none(is_true: Callable[[Report], bool]) -> Derived:
    """A sentence without figures, where that is so."""

    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        if is_true(report):
            yield {}

    return derived


def _count(count: Callable[[Report], int]) -> Derived:
    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        if number := count(report):
            yield {"count": padded(number)}

    return derived


def _of(name: str, part: Callable[[Report], int], whole: Callable[[Report], int], whole_name: str) -> Derived:
    """`7/9, đạt 77,78%`: nothing where there is no part."""

    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        if part(report):
            share = rate(say, part(report), whole(report))
            yield {name: padded(part(report)), whole_name: padded(whole(report)), "share": share}

    return derived


def _plan(say: Words, report: Report) -> Iterator[Gaps]:
    tasks = report.figures.tasks
    if tasks:
        counts = {"count": padded(len(tasks)), "areas": padded(len({task.area_id for task in tasks}))}
        names = {"year": str(report.figures.year), "unit": report.unit, "numbers": plan_words(say, report)}
        yield {**counts, **names}


def _received(say: Words, report: Report) -> Iterator[Gaps]:
    dossiers = report.figures.dossiers
    yield {"received": padded(dossiers.received), "returned": padded(dossiers.returned)}


def _way(name: str) -> Derived:
    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        if count := report.submitted.get(name, 0):
            yield {"count": padded(count), "share": rate(say, count, report.figures.dossiers.received)}

    return derived


def _answered(say: Words, report: Report) -> Iterator[Gaps]:
    cases = report.figures.cases
    if cases.received and cases.answered:
        yield {"count": padded(cases.answered), "received": padded(cases.received), "in_time": padded(cases.in_time),
               "share": rate(say, cases.in_time, cases.answered)}  # fmt: skip


def _online(say: Words, report: Report) -> Iterator[Gaps]:
    found = report.procedures
    counts = {"online": padded(found.online), "own": padded(found.own), "share": rate(say, found.online, found.own)}
    yield {**counts, "services": report.figures.targets.services}


def _states(say: Words, report: Report) -> Iterator[Gaps]:
    yield {"stands": stands_words(say, report), "states": _states_words(say, report.figures.tasks)}


def _area(say: Words, report: Report) -> Iterator[Gaps]:
    for area in {task.area_id for task in report.figures.tasks}:
        own = [task for task in report.figures.tasks if task.area_id == area]
        yield {"name": area_name(own[0]), "count": padded(len(own)), "states": _states_words(say, own)}


def _states_words(say: Words, tasks: Sequence[TaskRow]) -> str:
    told = [task.state for task in tasks]
    parts = [say(_STATE[state], count=padded(told.count(state))) for state in TaskState if state in told]
    if TaskState.OVERDUE not in told and TaskState.DONE_LATE not in told:
        parts.append(say("report_text.state_overdue_none"))
    return ", ".join(parts)


def _good_tasks(say: Words, report: Report) -> Iterator[Gaps]:
    if done := in_state(report, TaskState.DONE):
        yield {"done": padded(done), "count": padded(len(report.figures.tasks))}


def _carried(count: Callable[[Report], int]) -> Derived:
    def derived(say: Words, report: Report) -> Iterator[Gaps]:
        if number := count(report):
            yield {"count": padded(number), "year": str(report.figures.year - 1)}

    return derived


def _letters_owed(say: Words, report: Report) -> Iterator[Gaps]:
    if late(report) and not letters(report):
        yield {"late": padded(late(report))}


def _incidents(say: Words, report: Report) -> Iterator[Gaps]:
    if report.incidents:
        yield {"count": padded(len(report.incidents)), "stands": stands_words(say, report)}


def _no_incidents(say: Words, report: Report) -> Iterator[Gaps]:
    if not report.incidents:
        yield {"stands": stands_words(say, report)}


def _incidents_left(say: Words, report: Report) -> Iterator[Gaps]:
    if report.incidents:
        ages = [(report.stands_at - incident.began_on).days for incident in report.incidents]
        yield {"count": padded(len(ages)), "oldest": padded(max(ages))}


def _dossiers(report: Report) -> DossierFigures:
    return report.figures.dossiers


def _cases(report: Report) -> CaseFigures:
    return report.figures.cases


DERIVED: Mapping[str, Derived] = {
    "plan": _plan,
    "states": _states,
    "area": _area,
    "carried": _carried(lambda report: len(report.figures.carried)),
    "carried_done": _carried(lambda report: len(report.carried_done)),
    "documents_issued": _count(lambda report: len(report.documents)),
    "documents_issued_none": _none(lambda report: not report.documents),
    "online": _online,
    "by_post": _count(lambda report: report.procedures.by_post),
    "by_post_none": _none(lambda report: not report.procedures.by_post),
    "received": _received,
    **{f"submitted_{way}": _way(way) for way in ("direct", "online", "post", "other")},
    "submitted_online_none": _none(lambda report: not report.submitted.get("online")),
    "submitted_post_none": _none(lambda report: not report.submitted.get("post")),
    "late": _of("count", lambda report: _dossiers(report).late, lambda report: _dossiers(report).received, "received"),
    "late_none": _none(lambda report: not late(report)),
    "late_earlier": _count(lambda report: _dossiers(report).late_earlier),
    "letters": _of("count", letters, late, "late"),
    "letters_none": _letters_owed,
    **RATINGS,
    **EARLIER,
    "cases_received": _count(lambda report: _cases(report).received),
    "cases_received_none": _none(lambda report: not _cases(report).received),
    "cases_answered": _answered,
    "cases_answered_none": _none(lambda report: not _cases(report).answered),
    "cases_overdue": _count(lambda report: _cases(report).overdue),
    "cases_overdue_none": _none(lambda report: not _cases(report).overdue),
    "cases_reopened": _count(lambda report: _cases(report).reopened),
    "cases_earlier": _count(lambda report: _cases(report).open_earlier),
    "outages": _count(lambda report: len(report.outages)),
    "outages_none": _none(
        lambda report: bool(report.kiosks) and not (report.outages or report.incidents or report.fixed)
    ),
    "incidents": _incidents,
    "incidents_none": _no_incidents,
    "incidents_fixed": _count(lambda report: len(report.fixed)),
    "good_tasks": _good_tasks,
    "good_no_overdue": _none(lambda report: not behind(report)),
    "good_in_time": _none(lambda report: not late(report) and bool(_dossiers(report).received)),
    "good_letters": _count(lambda report: late(report) if letters(report) == late(report) else 0),
    "bad_silent": _count(lambda report: in_state(report, TaskState.UNREPORTED)),
    "bad_late": _count(late),
    "bad_letters": _count(lambda report: late(report) - letters(report)),
    "bad_incidents": _incidents_left,
    "bad_cases": _count(lambda report: _cases(report).overdue),
    "bad_outages": _count(lambda report: len(report.outages)),
    "no_proposals": _none(lambda report: not report.proposals),
}


_STATE = Keys("report_text.state_{}", TaskState)
_KEYS = Keys("report_text.{}", DERIVED)


def derived_sentences(say: Words, report: Report) -> Iterator[str]:
    for name, gaps_of in DERIVED.items():
        for gaps in gaps_of(say, report):
            yield say(_KEYS[name], **gaps)
