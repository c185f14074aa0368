"""The numbers of a sentence, by their value: `07` is 7, `6.981` is 6981, a day is a day."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?<![\d.,/])(?:(?P<day>\d{1,2}/\d{1,2}/\d{4})(?!\d)"
    r"|(?P<clock>\d{1,2}:\d\d)(?!\d)"
    r"|(?P<number>\d{1,3}(?:\.\d{3})+(?!\d)|\d+)(?:,(?P<rest>\d+))?(?P<percent>\s?%)?)"
    r"|(?<=/)(?P<part>\d{1,3}(?:\.\d{3})+(?!\d)|\d+)"
)
_ENUMERATED = re.compile(r"\s*(?:[-+]\s*)?\d{1,3}[.)]\s+")
_DIGITS = re.compile(r"\d+")


class Number(NamedTuple):
    """`text`: as it stands; `value`: the same for all ways of writing it, with `%` behind a rate."""

    text: str
    value: str


def numbers_in(text: str, *, item: bool = True) -> Iterator[Number]:
    """`item`: without the number of an item at the beginning."""
    begun = _ENUMERATED.match(text) if item else None
    for match in _NUMBER.finditer(text, begun.end() if begun else 0):
        yield Number(match[0], _value(match))


def _value(match: re.Match[str]) -> str:
    if match["day"]:
        return "/".join(str(int(part)) for part in match["day"].split("/"))
    if match["clock"]:
        return match["clock"].lstrip("0").rjust(4, "0")
    whole = str(int((match["number"] or match["part"]).replace(".", "")))
    rest = (match["rest"] or "").rstrip("0")
    return whole + (f",{rest}" if rest else "") + ("%" if match["percent"] else "")


def without_figures(text: str) -> str:
    """Two sentences that differ in their numbers alone are the same without them."""
    return _DIGITS.sub("#", text)
