"""Values as people type them into cells. Each function gives None for what it cannot read; none raises."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from storage.imports.files.tables import Cell, Fault
from storage.models.plan import DeadlineKind
from storage.plan.deadlines import parse_deadline
from storage.text import clean, fold

_DAY = re.compile(
    r"(?:\D*\d{1,2}:\d{2}(?::\d{2})?\s*,?\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?:[\sT,]+[\d:.]+\S*)?"
)
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[\sT]+[\d:.]+\S*)?")
_WRITTEN_DAY = re.compile(r"(?:ngay\s*)?\d{1,2}\s*thang\s*\d{1,2}\s*(?:nam|,|/)?\s*\d{4}")
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119
_YEARS = range(1954, 2120)  # a slip of the hand further off would be waited for, day by day
_GROUPED = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_AS_TEXT = re.compile(r'="(.*)"|\'(.*)', re.DOTALL)
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_LARGEST_EXACT = 10**15
_YES = frozenset({"co", "x", "v", "1", "yes", "true", "da gui", "da co", "roi", "da", "✓", "✔", "☑", "☒", "√"})
_NO = frozenset({"", "khong", "0", "-", "–", "no", "false", "chua", "chua gui", "khong co", "chua co", "☐", "/"})
_PHONE = re.compile(r"(?<!\d)\+?\d[\d .()-]{6,18}\d(?!\d)")


def read_text(cell: Cell) -> str:
    """A whole number is written without ".0", as a person sees it; a cell without a value is empty."""
    if isinstance(cell, str):
        as_text = _AS_TEXT.fullmatch(cell)
        return clean((as_text.group(1) or as_text.group(2) or "") if as_text else cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return "" if isinstance(cell, Fault) else str(cell)


def read_code(cell: Cell) -> str | None:
    """In capitals, without spaces. None for a number of which the spreadsheet has kept only the first digits."""
    if isinstance(cell, float) and abs(cell) >= _LARGEST_EXACT:
        return None
    text = "".join(read_text(cell).split()).upper().replace("–", "-")
    if _SCIENTIFIC.fullmatch(text):
        return None
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def read_day(cell: Cell) -> date | None:
    """The day comes before the month; a time of day is left away. A year no dossier or plan can be of is no day."""
    day = _day(cell)
    return day if day is not None and day.year in _YEARS else None


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _day_of_text(cell)
    return _day_of_number(cell) if isinstance(cell, int | float) else None


@lru_cache(maxsize=4096)
def _day_of_text(text: str) -> date | None:
    text = read_text(text)
    if match := _DAY.fullmatch(text):
        day, month, year = (int(group) for group in match.groups())
    elif match := _ISO_DAY.fullmatch(text):
        year, month, day = (int(group) for group in match.groups())
    elif text.isascii() and text.isdigit() and len(text) == 5:
        return _day_of_number(int(text))
    else:
        return _written_day(fold(text))
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None


def _written_day(folded: str) -> date | None:
    deadline = parse_deadline(folded, 2000) if _WRITTEN_DAY.fullmatch(folded) else None
    return deadline.on if deadline and deadline.kind is DeadlineKind.DATE else None


def _day_of_number(number: float) -> date | None:
    """The number of days since 1900 that a spreadsheet keeps for a date."""
    return _EXCEL_ZERO + timedelta(days=int(number)) if int_or_none(number) in _EXCEL_DAYS else None


def int_or_none(number: float) -> int | None:
    try:
        return int(number)
    except (ValueError, OverflowError):
        return None


def read_count(cell: Cell) -> int | None:
    """A whole number, also with separated thousands ("1.451"); may be negative."""
    if isinstance(cell, bool | Fault):
        return None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    text = read_text(cell)
    sign, digits = (-1, text[1:].strip()) if text[:1] in "-−" and text else (1, text)
    if _GROUPED.fullmatch(digits):
        digits = re.sub(r"\D", "", digits)
    digits = re.sub(r"[.,]0+$", "", digits)
    return sign * int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def read_yes(cell: Cell) -> bool | None:
    """An empty cell is a no."""
    folded = fold(read_text(cell)).strip(" .")
    return True if folded in _YES else False if folded in _NO else None


def read_phone(cell: Cell) -> str | None:
    """Digits from the leading 0 on; the first number where a cell has several; empty for an empty cell."""
    text = read_text(cell)
    if not text:
        return ""
    found = (_national(re.sub(r"\D", "", match.group())) for match in _PHONE.finditer(text))
    return next((phone for phone in found if phone), None)


def _national(digits: str) -> str | None:
    digits = digits.removeprefix("00")
    if digits.startswith("84") and len(digits) in (11, 12, 13):
        digits = digits[2:]
    # A spreadsheet takes a phone number for a number and drops its leading 0.
    if (len(digits) == 9 and digits[0] != "0") or (len(digits) == 10 and digits[0] == "2"):
        digits = "0" + digits
    digits = "0" + digits.lstrip("0")
    return digits if re.fullmatch(r"0[1-9]\d{8,9}", digits, re.ASCII) else None
