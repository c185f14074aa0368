"""Figures that disagree with each other, and how numbers are written: `6.981` and `99,97%`."""

import re
from collections import defaultdict
from collections.abc import Iterator

from handlers.making.lint_rules.findings import Finding, RuleName, Severity, Spot, in_order, make_finding
from handlers.making.lint_rules.material import Material
from handlers.making.lint_rules.matter import Passage, Place, passages
from handlers.words.formats import integer
from handlers.words.formats import percent as percent_of
from storage.ground.text import fold

_number = r"(?:\d{1,3}(?:\.\d{3}){1,3}|\d{1,7})(?!\d)"
_procedures = r"(?:tthc|thu tuc(?: hanh chinh)?)\b"
# A part of them, which may well differ from the whole.
_whole = (
    r"(?!\s*\(?(?:thuoc linh vuc|linh vuc|thuoc nhom|cap (?:tinh|huyen|xa|so|quan|phuong)|muc|lien thong|noi bo|moi"
    r"|cua phong|truc tuyen|phat sinh|duoc (?:sua doi|bo sung|thay the|bai bo)|bai bo|sua doi))"
)
_ALL_PROCEDURES = (
    re.compile(rf"\b(?:tong so|tong cong|tat ca|toan bo)\b[^.;\d]{{0,80}}?\b(?P<all>{_number})\s{_procedures}{_whole}"),
    re.compile(rf"\d\s?/\s?(?P<all>{_number})\s?(?:\([^()]{{0,20}}\)\s?)?{_procedures}{_whole}"),
    re.compile(rf"{_procedures}\s?/\s?(?P<all>{_number})\s(?:tong so\s)?{_procedures}{_whole}"),
)
_ONLINE = re.compile(
    rf"(?<![\d./,])(?P<all>{_number})\sdich vu cong(?: truc tuyen)?\s\(?(?:o )?"
    r"(?P<level>muc(?: do)? [34](?:\s?(?:,|va)\s?[34])?|toan trinh|mot phan)(?!\w)"
)
_RATE = re.compile(
    rf"(?<![\d.,/])(?P<part>{_number})[^\d/;.%]{{0,40}}/\s?(?P<whole>{_number})[^\d;%/]{{0,100}}?"
    r"\((?:dat |chiem |bang |ty le |ty le dat )?(?P<percent>\d{1,3}(?:[.,]\d{1,2})?)\s?%"
)
_POINT = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2}\s?%")
_counted = (
    r"(?=\s(?:luot|ho so|phieu|tthc|thu tuc|nguoi|cong chuc|vien chuc|dong|y kien|van ban|tin|bai|truong hop|can bo)\b)"
)
_PLAIN = re.compile(rf"(?<![\d.,/-])(?<!nam )\d{{4,7}}{_counted}")
_DOTTED = re.compile(rf"(?<![\d.,/-])\d{{1,3}}(?:\.\d{{3}}){{1,3}}{_counted}")


def _value(text: str) -> int:
    return int(text.replace(".", ""))


def procedures_disagree(material: Material) -> Iterator[Finding]:
    """How many procedures there are in all."""
    stated: dict[Passage, set[int]] = {}
    for passage in passages(material.plan):
        folded = fold(passage.text)
        found = {_value(match["all"]) for pattern in _ALL_PROCEDURES for match in pattern.finditer(folded)}
        if found and passage.place in (Place.NOTE, Place.BODY):
            stated[passage] = found
    yield from _disagreeing("procedures_disagree", stated)


def online_disagree(material: Material) -> Iterator[Finding]:
    """How many services are online, by level."""
    levels: defaultdict[str, dict[Passage, set[int]]] = defaultdict(dict)
    for passage in passages(material.plan):
        for match in _ONLINE.finditer(fold(passage.text)):
            if passage.place in (Place.NOTE, Place.BODY):
                levels[match["level"].replace("do ", "")].setdefault(passage, set()).add(_value(match["all"]))
    for _, stated in sorted(levels.items()):
        yield from _disagreeing("online_disagree", stated)


def _disagreeing(rule: RuleName, stated: dict[Passage, set[int]]) -> Iterator[Finding]:
    """One text may give several figures and explain them. Two texts must have at least one figure in common."""
    sets = list(stated.values())
    if all(one & other for index, one in enumerate(sets) for other in sets[:index]):
        return
    spots = in_order(Spot(integer(value), passage.task) for passage, values in stated.items() for value in values)
    tasks = [passage.task for passage in stated]
    content = [f"{spot.text} {spot.task}" for spot in spots]
    yield make_finding(rule, Severity.DOUBT, tasks, next(iter(stated)).place, content, found=spots)


def wrong_rate(material: Material) -> Iterator[Finding]:
    """`45/60 hồ sơ (70%)`. A rate may be rounded or cut off."""
    for passage in passages(material.plan):
        for match in _RATE.finditer(fold(passage.text)) if passage.place in (Place.NOTE, Place.BODY) else ():
            part, whole, percent = _value(match["part"]), _value(match["whole"]), match["percent"].replace(",", ".")
            unit = 10 ** -len(percent.partition(".")[2])
            if whole and abs(100 * part / whole - float(percent)) >= unit:
                yield make_finding(
                    "wrong_rate",
                    Severity.ERROR,
                    [passage.task],
                    passage.place,
                    [match[0]],
                    part=integer(part),
                    whole=integer(whole),
                    percent=match["percent"] + "%",
                    right=percent_of(part, whole) or "",
                )


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
