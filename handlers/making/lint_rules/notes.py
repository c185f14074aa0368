"""Notes that are missing, prove nothing, or stand under several tasks, whole or in large part."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from handlers.making.lint_rules.documents import without_citations
from handlers.making.lint_rules.findings import Finding, Severity, make_finding
from handlers.making.lint_rules.material import Material
from handlers.making.lint_rules.matter import LintPlan, LintTask, Place
from handlers.making.lint_rules.repeating import repeats_task
from handlers.making.lint_rules.texts import excerpt, has_evidence, says_nothing_arose
from storage.ground.text import fold, folded_words

# "Không phát sinh trong kỳ" may well be true of many tasks; a longer sentence speaks of one thing.
_LONGEST_NOTHING = 8
_FEWEST_OWN_WORDS = 10
_LONGEST_COMPARED = 500
_RUN = 5
_SHARE = 0.9


def same_notes(plan: LintPlan) -> Sequence[Sequence[LintTask]]:
    groups: dict[str, list[LintTask]] = {}
    for task in plan.in_order():
        found = folded_words(task.note)
        if found and not (len(found) <= _LONGEST_NOTHING and says_nothing_arose(task.note)):
            groups.setdefault(" ".join(found), []).append(task)
    return [group for group in groups.values() if len(group) > 1]


def same_note(material: Material) -> Iterator[Finding]:
    for group in same_notes(material.plan):
        note = group[0].note
        # One document may serve two tasks.
        severity = Severity.ERROR if folded_words(without_citations(note)) else Severity.DOUBT
        yield make_finding(
            "same_note",
            severity,
            [task.number for task in group],
            Place.NOTE,
            folded_words(note),
            count=len(group),
            note=excerpt(note),
        )


def _runs(found: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(found[index : index + _RUN]) for index in range(len(found) - _RUN + 1)}


def copied_note(material: Material) -> Iterator[Finding]:
    """A note that stands nearly whole in another one. Documents that both cite are not compared."""
    runs: dict[int, set[tuple[str, ...]]] = {}
    for task in _one_of_each(material.plan):
        own = folded_words(without_citations(task.note))[:_LONGEST_COMPARED]
        if len(own) >= _FEWEST_OWN_WORDS:
            runs[task.number] = _runs(own)
    notes = {task.number: task.note for task in material.plan.tasks}
    told: set[int] = set()
    for (first, second), common in sorted(_common(runs).items()):
        short = min((first, second), key=lambda number: (len(runs[number]), -number))
        if short not in told and common >= _SHARE * len(runs[short]):
            told.add(short)
            yield make_finding(
                "copied_note",
                Severity.DOUBT,
                [first, second],
                Place.NOTE,
                [" ".join(folded_words(notes[number])) for number in (first, second)],
                copy=short,
                original=first + second - short,
                note=excerpt(notes[short]),
            )


def _one_of_each(plan: LintPlan) -> list[LintTask]:
    return list({" ".join(folded_words(task.note)): task for task in reversed(plan.in_order())}.values())


def _common(runs: dict[int, set[tuple[str, ...]]]) -> Counter[tuple[int, int]]:
    """How many runs of words two notes have in common."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in sorted(runs):
        for run in runs[number]:
            holders[run].append(number)
    return Counter(pair for numbers in holders.values() for pair in combinations(numbers, 2))


def missing_note(material: Material) -> Iterator[Finding]:
    for task in material.plan.in_order():
        if not folded_words(task.note):
            yield make_finding(
                "missing_note",
                Severity.ERROR,
                [task.number],
                Place.NOTE,
                [fold(task.title)],
                title=excerpt(task.title),
            )


def missing_evidence(material: Material) -> Iterator[Finding]:
    """Where the same note stands under other tasks too, or repeats the task, that is said instead."""
    shared = {task.number for group in same_notes(material.plan) for task in group}
    for task in material.plan.in_order():
        if task.number in shared or task.has_files or not folded_words(task.note) or repeats_task(task):
            continue
        if not has_evidence(task.note) and not says_nothing_arose(task.note):
            yield make_finding(
                "missing_evidence",
                Severity.DOUBT,
                [task.number],
                Place.NOTE,
                [fold(task.note)],
                note=excerpt(task.note),
            )
