"""How numbers are written: `6.981` and `99,97%`."""

import re
from collections.abc import Iterator

from handlers.making.lint_rules.findings import Finding, RuleName, Severity, Spot, in_order, make_finding
from handlers.making.lint_rules.material import Material
from handlers.making.lint_rules.matter import Place, passages
from storage.ground.text import fold

_POINT = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2}\s?%")
_counted = (
    r"(?=\s(?:luot|ho so|phieu|tthc|thu tuc|nguoi|cong chuc|vien chuc|dong|y kien|van ban|tin|bai|truong hop|can bo)\b)"
)
_PLAIN = re.compile(rf"(?<![\d.,/-])(?<!nam )\d{{4,7}}{_counted}")
_DOTTED = re.compile(rf"(?<![\d.,/-])\d{{1,3}}(?:\.\d{{3}}){{1,3}}{_counted}")


def _found(material: Material, pattern: re.Pattern[str]) -> tuple[Spot, ...]:
    return in_order(
        Spot(match[0], passage.task)
        for passage in passages(material.plan)
        if passage.place in (Place.NOTE, Place.BODY)
        for match in pattern.finditer(fold(passage.text))
    )


def _finding(rule: RuleName, spots: tuple[Spot, ...], **values: str) -> Finding:
    place = Place.BODY if spots[0].task is None else Place.NOTE
    content = [f"{spot.text} {spot.task}" for spot in spots]
    return make_finding(rule, Severity.DOUBT, (spot.task for spot in spots), place, content, found=spots, **values)


def decimal_point(material: Material) -> Iterator[Finding]:
    if spots := _found(material, _POINT):
        yield _finding("decimal_point", spots, right=spots[0].text.replace(".", ","))


def mixed_thousands(material: Material) -> Iterator[Finding]:
    """Each style alone is readable; both in one report are a mistake."""
    plain, dotted = _found(material, _PLAIN), _found(material, _DOTTED)
    if plain and dotted:
        yield _finding("mixed_thousands", plain, other=dotted[0].text)
