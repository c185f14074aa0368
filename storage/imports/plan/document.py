"""The number, symbol and day that a plan has as a document, from the lines above its table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from storage.ground.citations import find_citations
from storage.ground.days.day_text import read_when
from storage.ground.days.typed_days import FULL
from storage.ground.text import fold

# What the plan was made on the ground of has numbers, too; and the report whose appendix a table is.
_OTHERS = ("can cu", "thuc hien", "theo ", "xet ", "trien khai")
_REPORT = "Báo cáo"
_NUMBER_LINE = re.compile(r"\(?so\s*:")
_AS_OF = re.compile(rf"tinh den (?:het )?(?:ngay )?(?P<day>{FULL})")
_DAY_LINE = re.compile(rf"^[^:;()]{{0,60}}\bngay (?P<day>{FULL})\W*$")


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """Of `438/KH-SVHTT`; empty where the file does not say. `as_of`: the day up to which it tells what was done."""

    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    as_of: date | None = None


NO_DOCUMENT = PlanDocument()


def find_document(lines: Sequence[str]) -> PlanDocument:
    """`Số: 438/KH-SVHTT` at the head, else as cited in the title (`Kế hoạch số 438/KH-SVHTT ngày …`)."""
    own = [line for line in lines if not fold(line).startswith(_OTHERS)]
    as_of = _as_of(own)
    for line in sorted(own, key=lambda line: not _NUMBER_LINE.match(fold(line))):
        for cited in find_citations(line):
            if cited.symbol and cited.kind != _REPORT:
                return PlanDocument(cited.number, cited.symbol, cited.issued_on or _day_of_signing(own), as_of)
    return PlanDocument(as_of=as_of)


def _as_of(lines: Iterable[str]) -> date | None:
    """`(Tính đến ngày 15/6/2026)`, or the day of the report to which the table belongs."""
    for line in lines:
        if match := _AS_OF.search(fold(line)):
            return _day(match)
        for cited in find_citations(line):
            if cited.kind == _REPORT and cited.issued_on:
                return cited.issued_on
    return None


def _day(match: re.Match[str]) -> date | None:
    found = read_when(match["day"])
    return found.day if found else None


def _day_of_signing(lines: Iterable[str]) -> date | None:
    """`Hà Nội, ngày 25 tháng 12 năm 2025`"""
    for line in lines:
        if (match := _DAY_LINE.match(fold(line))) and (day := _day(match)):
            return day
    return None
