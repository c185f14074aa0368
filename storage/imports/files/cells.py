"""Values as people type them into cells. Each function gives None for what it cannot read; none raises."""

import re
from datetime import date, datetime, time

from storage.ground.days import day_text
from storage.ground.days.day_text import EXCEL_DAYS, DayOrder, When, when_of_serial
from storage.ground.days.working_time import LOCAL_ZONE
from storage.ground.text import clean, fold
from storage.imports.files.tables import Cell, Fault

_YEARS = range(1954, 2120)  # a slip of the hand further off would be waited for, day by day
MONTHS = 12
_GROUPED = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_AS_TEXT = re.compile(r'="(.*)"|\'(.*)', re.DOTALL)
_USUAL_CODE = re.compile(r"[0-9A-Z][0-9A-Z./]*-[0-9A-Z./-]*[0-9A-Z]", re.ASCII)
_USUAL_PHONE = re.compile(r"0[1-9]\d{8}", re.ASCII)
_CUT_CODE = re.compile(r"[1-9]\.0[01]\d{2,3}", re.ASCII)
_NATIONAL_CODE = 8  # characters of 1.000220
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_LARGEST_EXACT = 10**15
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|Err:\d{3}", re.IGNORECASE)
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


def cell_fault(cell: Cell) -> Fault | None:
    """Also of the error that a spreadsheet has written into a text file."""
    if isinstance(cell, Fault):
        return cell
    return Fault.EXCEL_ERROR if isinstance(cell, str) and cell[:1] in "#E" and _ERROR.fullmatch(cell) else None


def read_code(cell: Cell) -> str | None:
    """In capitals, without spaces. None for a number of which the spreadsheet has kept only the first digits."""
    if isinstance(cell, str) and _USUAL_CODE.fullmatch(cell):
        return cell
    if isinstance(cell, float) and abs(cell) >= _LARGEST_EXACT:
        return None
    text = "".join(read_text(cell).split()).upper().replace("–", "-")
    if _SCIENTIFIC.fullmatch(text):
        return None
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def whole_code(code: str) -> str:
    """`1.00022` → `1.000220`: a national code of a procedure, of which a spreadsheet has dropped the last zeros."""
    return code.ljust(_NATIONAL_CODE, "0") if _CUT_CODE.fullmatch(code) else code


def read_day(cell: Cell, order: DayOrder = DayOrder.DAY) -> date | None:
    """A time of day is left away. A year no dossier or plan can be of is no day."""
    when = read_when(cell, order)
    return None if when is None else when.day


def read_when(cell: Cell, order: DayOrder = DayOrder.DAY) -> When | None:
    when = _when(cell, order)
    return when if when is not None and when.day.year in _YEARS else None


def _when(cell: Cell, order: DayOrder) -> When | None:
    if isinstance(cell, str):
        if not cell:
            return None
        return day_text.read_when(cell, order) or day_text.read_when(read_text(cell), order)
    if isinstance(cell, datetime):
        local = cell if cell.tzinfo is None else cell.astimezone(LOCAL_ZONE)
        return When(_meant(local.date(), order), local.time() if local.time() != time() else None)
    if isinstance(cell, date):
        return When(_meant(cell, order))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _when_of_number(cell)
    return None


def _meant(day: date, order: DayOrder) -> date:
    return swapped(day) if order is DayOrder.SWAPPED and day.day <= MONTHS else day


def swapped(day: date) -> date:
    """Its day as the month. Only of one up to the 12th."""
    return date(day.year, day.day, day.month)


def _when_of_number(number: float) -> When | None:
    """A spreadsheet's own number of a day, or the day written together: 20190905."""
    whole = int_or_none(number)
    if whole is None:
        return None
    return when_of_serial(number) if whole in EXCEL_DAYS else day_text.read_when(str(whole))


def says_no_day(cell: Cell) -> bool:
    """A mark for "not yet", or nothing at all."""
    if cell == "":
        return True
    if isinstance(cell, date):
        return cell.year not in _YEARS
    return not isinstance(cell, Fault) and day_text.says_no_day(read_text(cell))


def later_of_several(cell: Cell, order: DayOrder = DayOrder.DAY) -> date | None:
    """The last of two or more days in one cell; None where there are not several."""
    days = day_text.days_within(cell, order) if isinstance(cell, str) else []
    return max(days) if len(days) > 1 else None


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
    if isinstance(cell, str) and _USUAL_PHONE.fullmatch(cell):
        return cell
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
