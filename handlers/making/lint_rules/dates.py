"""Days of documents that cannot be right."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from handlers.making.lint_rules.documents import Cited, finding_each
from handlers.making.lint_rules.findings import Finding, Severity, Spot, Value, in_order, make_finding
from handlers.making.lint_rules.material import Material
from handlers.words.formats import day
from storage.ground.text import fold

_SPAN = re.compile(r"\bgiai doan\b|\bdinh huong\b|\btam nhin\b|\bdu toan\b|(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d")
_ENDS_IN = re.compile(r"\bden (?:het )?nam (?:19|20)\d\d")


def impossible_day(material: Material) -> Iterator[Finding]:
    found = (
        (cited, {"day": cited.citation.day_text})
        for cited in material.cited
        if cited.citation.day_text and cited.citation.issued_on is None
    )
    yield from finding_each("impossible_day", Severity.ERROR, found)


def _dated(material: Material) -> Iterator[tuple[Cited, date]]:
    for cited in material.cited:
        if cited.citation.issued_on is not None:
            yield cited, cited.citation.issued_on


def year_of_number(material: Material) -> Iterator[Finding]:
    """`61/2018/NĐ-CP ngày 23/4/2019`"""
    found = (
        (cited, {"day": on})
        for cited, on in _dated(material)
        if "/" in cited.citation.number and not cited.citation.number.endswith(f"/{on.year}")
    )
    yield from finding_each("year_of_number", Severity.ERROR, found)


def after_period(material: Material) -> Iterator[Finding]:
    """In one finding: notes of the whole year under a quarter would give many."""
    late = [(cited, on) for cited, on in _dated(material) if on > material.plan.until]
    if late:
        spots = in_order(Spot(f"{cited.label} ({day(on)})", cited.passage.task) for cited, on in late)
        yield make_finding(
            "after_period",
            Severity.DOUBT,
            (spot.task for spot in spots),
            late[0][0].passage.place,
            [*map(str, spots), str(material.plan.until)],
            until=material.plan.until,
            found=spots,
        )


def before_plan(material: Material) -> Iterator[Finding]:
    """A document about the plan's year is drawn up in it, or in the last quarter before it."""
    certain = date(material.plan.year - 1, 4, 1)
    early = [(cited, on) for cited, on in _dated(material) if _is_too_early(cited, on, material.plan.year)]
    for severity, group in (
        (Severity.ERROR, [pair for pair in early if pair[1] < certain]),
        (Severity.DOUBT, [pair for pair in early if pair[1] >= certain]),
    ):
        year: Value = material.plan.year
        yield from finding_each("before_plan", severity, ((cited, {"day": on, "year": year}) for cited, on in group))


def _is_too_early(cited: Cited, on: date, year: int) -> bool:
    subject = fold(cited.citation.subject)
    return (
        on < date(year - 1, 10, 1)
        and re.search(rf"\bnam {year}\b", _ENDS_IN.sub("", subject)) is not None
        and _SPAN.search(subject) is None
    )


def two_days(material: Material) -> Iterator[Finding]:
    """One document with two days. Numbers start again each year, so only the same year or subject makes it the same
    document."""
    groups: defaultdict[tuple[str, str], list[Cited]] = defaultdict(list)
    for cited, on in _dated(material):
        subject = fold(cited.citation.subject)
        if cited.citation.symbol:
            groups[cited.label, str(on.year)].append(cited)
            if subject:
                groups[cited.label, subject].append(cited)
    told: set[str] = set()
    for (label, _), group in groups.items():
        days = sorted({cited.citation.issued_on for cited in group if cited.citation.issued_on})
        if len(days) > 1 and label not in told:
            told.add(label)
            yield _two_days(group, days)


def _two_days(group: list[Cited], days: list[date]) -> Finding:
    spots = {Spot(day(on), cited.passage.task) for cited in group if (on := cited.citation.issued_on)}
    return make_finding(
        "two_days",
        Severity.ERROR,
        (cited.passage.task for cited in group),
        group[0].passage.place,
        [group[0].label, *map(str, days)],
        kind=group[0].citation.kind,
        document=group[0].label,
        found=in_order(spots),
    )
