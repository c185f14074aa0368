"""Whether the plan has as many tasks and areas as was announced."""

import re
from collections import Counter
from collections.abc import Iterator

from handlers.making.lint_rules.findings import Finding, RuleName, Severity, make_finding
from handlers.making.lint_rules.material import Material
from handlers.making.lint_rules.matter import Passage, Place, passages
from storage.ground.text import fold
from storage.plan.names import BETWEEN_LEVELS

_TASKS = re.compile(r"\bgom (?P<count>\d{1,4}) nhiem vu\b")
_MORE_TASKS = re.compile(r"\bva (?P<count>\d{1,3}) nhiem vu\b")
_AREAS = re.compile(r"\b(?:thuoc|gom|trong|voi) (?P<count>\d{1,2}) (?:noi dung|linh vuc) (?:trong tam|cai cach)\b")
_SENTENCE = re.compile(r"(?:[^.]|\.(?! )){0,800}")


def area_counts(material: Material) -> Iterator[Finding]:
    """As announced area by area."""
    counts = Counter(task.area_numeral for task in material.plan.tasks)
    names = _area_names(material)
    for numeral, announced in material.plan.announced.items():
        if counts[numeral] != announced:
            tasks = [task.number for task in material.plan.tasks if task.area_numeral == numeral]
            yield make_finding(
                "area_counts",
                Severity.ERROR,
                tasks,
                Place.AREA,
                [numeral, str(announced)],
                area=f"{numeral}. {names.get(numeral, '')}".removesuffix(". "),
                announced=announced,
                count=counts[numeral],
            )


def _area_names(material: Material) -> dict[str, str]:
    """By numeral; of an area that is divided the name that its parts begin with."""
    names: dict[str, str] = {}
    for task in material.plan.tasks:
        known = names.setdefault(task.area_numeral, task.area_name)
        if known != task.area_name:
            names[task.area_numeral] = known.partition(BETWEEN_LEVELS)[0]
    return names


def announced_totals(material: Material) -> Iterator[Finding]:
    """As the texts announce them: "gồm 40 nhiệm vụ thuộc 7 nội dung trọng tâm … và 2 nhiệm vụ ngoài …"."""
    count, areas = len(material.plan.tasks), len({task.area_numeral for task in material.plan.tasks})
    for passage in passages(material.plan):
        if passage.place not in (Place.PLAN, Place.BODY):
            continue
        for announced, more, announced_areas in _announced(passage):
            if count not in (announced, announced + more):
                yield _total("announced_tasks", passage, announced + more, count)
            if announced_areas not in (None, areas):
                yield _total("announced_areas", passage, announced_areas or 0, areas)


def _announced(passage: Passage) -> Iterator[tuple[int, int, int | None]]:
    folded = fold(passage.text)
    for found in _TASKS.finditer(folded):
        sentence = _SENTENCE.match(folded, found.end())
        rest = sentence[0] if sentence else ""
        more = sum(int(match["count"]) for match in _MORE_TASKS.finditer(rest))
        areas = _AREAS.search(rest)
        yield int(found["count"]), more, int(areas["count"]) if areas else None


def _total(rule: RuleName, passage: Passage, announced: int, count: int) -> Finding:
    return make_finding(
        rule, Severity.DOUBT, [], passage.place, [str(announced), str(count)], announced=announced, count=count
    )
