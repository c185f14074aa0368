"""Number, symbol and day that the records office gave a document, as people write and read them."""

import re
from dataclasses import dataclass
from datetime import date

from storage.ground.days.typed_days import parse_day
from storage.ground.text import clean

# What stands before it, as in the document itself: `Kế hoạch số`.
_KIND = r"(?:[^\W\d_][^\d\n]{0,40}\b)?s(?:ố|o)\s*:?\s*"
_NUMBER = re.compile(
    rf"^(?:{_KIND})?(\d{{1,6}}\s*/\s*[^\W\d_][\w\-.&/]{{0,40}})(?:[\s,]+(?:ngày\s+)?(.+))?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Signed:
    number: str
    on: date


def read_signed(text: str, today: date) -> Signed | None:
    """`123/TXL-STT ngày 15/06/2026`, `Kế hoạch số 438/KH-STT ngày 31 tháng 01 năm 2026`; today where no day is written,
    None for a day to come."""
    match = _NUMBER.match(clean(text))
    if match is None:
        return None
    on = parse_day(match[2], today) if match[2] else today
    return Signed(re.sub(r"\s", "", match[1]), on) if on is not None and on <= today else None


def is_the_party_s(symbol: str) -> bool:
    """The Party's stand the other way round: `NQ/TW`."""
    return "/" in symbol


def full_number(number: str, symbol: str) -> str:
    """`990/KH-SM`, `61/2018/NĐ-CP`; the Party's `18-NQ/TW`; `12` where there is no symbol."""
    return f"{number}{'-' if is_the_party_s(symbol) else '/'}{symbol}" if symbol else number


def parts_of(full: str) -> tuple[str, str]:
    """`123/TXL-SM` → its number, and the symbol that the records office gave."""
    number, _, symbol = full.partition("/")
    return number, symbol


def example_number(kind: str, symbol: str) -> str:
    """As this agency writes them, `123/BC-STT`: `kind` is the abbreviation of the kind of document."""
    return f"123/{kind}-{symbol}" if symbol else f"123/{kind}"
