"""What the formats of a workbook say about its cells: which numbers are days, and what is struck out."""

import re
from dataclasses import dataclass
from typing import Literal

from lxml import etree  # type: ignore[import-untyped]

Shows = Literal["", "day", "month", "year", "time"]

# ECMA-376, part 1, 18.8.30: formats every spreadsheet program knows by number.
_KNOWN: dict[int, Shows] = {
    **dict.fromkeys((14, 15, 16, 22, *range(27, 32), 36, *range(50, 59)), "day"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "time"),
    17: "month",
}
_NO_PART = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|am/pm|a/p', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """`shows`: what a number so formatted looks like; empty: a number."""

    shows: Shows = ""
    is_struck: bool = False


PLAIN = Style()


def read_styles(xml: bytes | None) -> list[Style]:
    """By the index that cells bear."""
    if xml is None:
        return []
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    formats = {found.get("numFmtId"): found.get("formatCode") or "" for found in root.iterfind("{*}numFmts/{*}numFmt")}
    struck = [is_on(font.find("{*}strike")) for font in root.iterfind("{*}fonts/{*}font")]
    return [_style(cell, formats, struck) for cell in root.iterfind("{*}cellXfs/{*}xf")]


def _style(cell: "etree._Element", formats: dict[str | None, str], struck: list[bool]) -> Style:
    number, font = cell.get("numFmtId") or "0", cell.get("fontId") or "0"
    shows = format_shows(formats[number]) if number in formats else _KNOWN.get(_index(number), "")
    return Style(shows, _index(font) < len(struck) and struck[_index(font)])


def _index(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def is_on(element: "etree._Element | None") -> bool:
    """Of a property that is on where it stands without a value."""
    return element is not None and (element.get("val") or "1") not in ("0", "false")


def format_shows(code: str) -> Shows:
    """`dd/mm/yyyy` → day, `mm/yyyy` and `mmm-yy` → month, `yyyy` → year, `hh:mm` → time."""
    letters = set(_NO_PART.sub("", code.split(";")[0]).lower())
    if "d" in letters:
        return "day"
    if "y" in letters:
        return "month" if "m" in letters else "year"
    if letters & {"h", "s"}:
        return "time"
    return "month" if "m" in letters else ""
