"""What the rules read: the plan, and the documents cited in it, found once for all rules."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.making.lint_rules.documents import Cited, find_cited
from handlers.making.lint_rules.findings import Finding
from handlers.making.lint_rules.matter import LintPlan, Place


@dataclass(frozen=True, slots=True)
class Material:
    """`in_notes`: by the task's number, in the order of the note."""

    plan: LintPlan
    cited: Sequence[Cited]
    in_notes: Mapping[int, Sequence[Cited]]


Rule = Callable[[Material], Iterator[Finding]]


def prepare(plan: LintPlan) -> Material:
    cited = list(find_cited(plan))
    in_notes: defaultdict[int, list[Cited]] = defaultdict(list)
    for one in cited:
        if one.passage.place is Place.NOTE and one.passage.task is not None:
            in_notes[one.passage.task].append(one)
    return Material(plan, cited, in_notes)
