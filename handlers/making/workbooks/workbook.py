"""Tables as an Excel file (.xlsx): one sheet for each table, real numbers and dates, filters, headings that stay.

A text is written as text whatever it begins with, and stays one when its cell is edited: it becomes no formula, no link
and no number.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from handlers.making.plain_text import cut_to_units, plain
from handlers.making.workbooks.sheets import ColumnKind, Sheet, SheetColumn, Value
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from storage.ground.own_documents import MARK
from storage.ground.refusals import Refusal

if TYPE_CHECKING:  # loaded with the first workbook (docs/decisions/loaded-when-needed.md)
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_SAY = Words("vi")
_MAX_ROWS = 1_048_575
_MAX_CELL = 32_767
# Excel's numbers have fifteen digits and its dates begin in March 1900; what lies beyond is written as text.
_MAX_NUMBER = 10**15
_FIRST_DAY = date(1900, 3, 1)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CELL: dict[str, Any] = {
    "font_name": "Times New Roman",
    "font_size": 12,
    "valign": "top",
    "border": 1,
    "border_color": "#BFBFBF",
}
_SHOWN: dict[ColumnKind, dict[str, Any]] = {
    ColumnKind.TEXT: {"text_wrap": True},
    ColumnKind.INTEGER: {"num_format": "#,##0"},
    ColumnKind.PERCENT: {"num_format": "0.00%"},
    ColumnKind.DATE: {"num_format": "dd/mm/yyyy", "align": "center"},
}
_QUOTED = _SHOWN[ColumnKind.TEXT] | {"quote_prefix": True, "align": "left", "indent": 1}
# 0,00003 of all is not nothing, and 29.999 of 30.000 not all.
_NEARLY: dict[str, Any] = {"num_format": "0.00#####%"}
_ABOVE = {"font_name": "Times New Roman", "font_size": 12}
_HEADING = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E7ECF3"}
# Widths in letters. A sample of the rows is enough to find one.
_NARROWEST, _WIDEST, _SAMPLE, _FILTER = 8, 60, 1000, 3
# An A4 page on its side holds some 130 letters of that size; a little smaller is still read.
_WIDEST_PAGE, _NARROWEST_OF_WIDE = 150, 16
_A4 = 9
_LINE_POINTS, _HIGHEST_POINTS = 15.75, 409
_FONT = '&C&"Times New Roman,{look}"'
_PAGE_NUMBERS = _FONT.format(look="Regular") + _SAY("document.page_of", page="&P", pages="&N")
# On paper a sheet has no tab to be known by.
_NAME_ON_PAPER = _FONT.format(look="Bold") + "&A"
# Names of sheets as Excel allows them.
_LONGEST_NAME = 31
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\n\t]")
# Excel keeps this name for itself.
_RESERVED_NAME = "history"


class _Looks:
    def __init__(self, book: "Workbook") -> None:
        self.kinds: dict[ColumnKind, Format] = {kind: book.add_format(_CELL | look) for kind, look in _SHOWN.items()}
        self.quoted: Format = book.add_format(_CELL | _QUOTED)
        self.heading: Format = book.add_format(_CELL | _HEADING)
        self.above: Format = book.add_format(_ABOVE)
        self.nearly: Format = book.add_format(_CELL | _NEARLY)


def write_workbook(sheets: Sequence[Sheet], made_at: datetime, *, title: str = "", author: str = "") -> bytes:
    """The file; the same sheets and moment give the same bytes. Raises Refusal where something cannot be written."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        created = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": plain(title), "author": plain(author), "created": created, "category": MARK})
        looks = _Looks(book)
        for sheet, name in zip(sheets, sheet_names(sheet.name for sheet in sheets), strict=True):
            if len(sheet.rows) > _MAX_ROWS:
                raise Refusal("document.too_many_rows", name=name, limit=integer(_MAX_ROWS))
            page = book.add_worksheet(name)
            _write_rows(page, sheet, looks)
            _arrange(page, sheet)
    return file.getvalue()


def _write_rows(page: "Worksheet", sheet: Sheet, looks: _Looks) -> None:
    for number, line in enumerate(_above(sheet)):
        page.write_string(number, 0, _cell_text(line), looks.above)
    for place, column in enumerate(sheet.columns):
        page.write_string(sheet.first_row, place, _cell_text(column.title), looks.heading)
    for number, row in enumerate(sheet.rows, sheet.first_row + 1):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write(page, number, place, value, column.kind, looks)


def _above(sheet: Sheet) -> Sequence[str]:
    if not sheet.is_cut:
        return sheet.heading
    return [*sheet.heading, _SAY("document.only_first", count=integer(len(sheet.rows)), whole=integer(sheet.whole))]


def _write(page: "Worksheet", row: int, place: int, value: Value, kind: ColumnKind, looks: _Looks) -> None:
    match value:
        case None | "":
            page.write_blank(row, place, None, looks.kinds[kind])
        case str():
            page.write_string(row, place, _cell_text(value), looks.quoted)
        case date() if value >= _FIRST_DAY:
            page.write_datetime(row, place, value, looks.kinds[ColumnKind.DATE])
        case date():
            page.write_string(row, place, day(value), looks.quoted)
        case int() | float() | Decimal() if -_MAX_NUMBER < value < _MAX_NUMBER:
            # A number among dates is not the day that many days after 1899.
            shown = ColumnKind.TEXT if kind is ColumnKind.DATE else kind
            page.write_number(row, place, value, looks.nearly if _is_nearly(value, shown) else looks.kinds[shown])
        case _:
            page.write_string(row, place, str(value), looks.quoted)


def _is_nearly(value: float | Decimal, kind: ColumnKind) -> bool:
    """A share that two places would show as all or nothing, and is not."""
    return kind is ColumnKind.PERCENT and value not in (0, 1) and round(value, 4) in (0, 1)


def _cell_text(text: str) -> str:
    """Shortened, with a mark that says so, where Excel could not hold it."""
    text = plain(text)
    if len(cut_to_units(text, _MAX_CELL)) == len(text):
        return text
    mark = _SAY("document.shortened")
    return cut_to_units(text, _MAX_CELL - len(mark)) + mark


def _arrange(page: "Worksheet", sheet: Sheet) -> None:
    """On the screen and on paper."""
    top = sheet.first_row
    page.freeze_panes(top + 1, 0)
    if sheet.columns:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.columns) - 1)
    widths = [_width(column, [row[place] for row in sheet.rows[:_SAMPLE]])
              for place, column in enumerate(sheet.columns)]  # fmt: skip
    widths = _fitted(widths)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    titles = [_wrapped(column.title, width) for column, width in zip(sheet.columns, widths, strict=True)]
    page.set_row(top, _LINE_POINTS * max(titles, default=1))
    for number, row in enumerate(sheet.rows, top + 1):
        if (lines := _lines(row, widths)) > 1:
            page.set_row(number, min(_LINE_POINTS * lines, _HIGHEST_POINTS))
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_header(_NAME_ON_PAPER)
    page.set_footer(_PAGE_NUMBERS)


def _width(column: SheetColumn, values: Sequence[Value]) -> int:
    """Numbers and days are narrow: their title goes on several lines. The filter's button needs room beside it."""
    words = [column.title] if column.kind is ColumnKind.TEXT else column.title.split()
    title = max(map(len, words), default=0) + _FILTER
    return min(max(_NARROWEST, title, *(map(_letters, values) if values else (0,))), _WIDEST)


def _wrapped(title: str, width: int) -> int:
    """On how many lines a title stands."""
    return len(wrap(title, max(width - 1, 1), break_long_words=False)) or 1


def _fitted(widths: Sequence[int]) -> list[int]:
    """The widest columns narrower, so that what is fitted to a page's width can still be read."""
    cap = _WIDEST
    while cap > _NARROWEST_OF_WIDE and sum(min(width, cap) for width in widths) > _WIDEST_PAGE:
        cap -= 1
    return [min(width, cap) for width in widths]


def _lines(row: Sequence[Value], widths: Sequence[int]) -> int:
    """How many lines the highest cell of the row has."""
    texts = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
    return max((sum(max(1, -(-len(line) // width)) for line in value.split("\n")) for value, width in texts), default=1)


def _letters(value: Value) -> int:
    """How wide a value is when shown."""
    match value:
        case None:
            return 0
        case str():
            return max(map(len, value.split("\n"))) + 2
        case int():
            return len(f"{value:,}") + 2
        case _:
            return len("31/12/2026") + 2


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """31 characters, some marks forbidden, no two alike."""
    taken = {_RESERVED_NAME}
    names = []
    for name in map(_allowed_name, wanted):
        number, free = 1, name
        while free.casefold() in taken:
            number += 1
            end = f" ({number})"
            free = _cut_name(name, _LONGEST_NAME - len(end)) + end
        taken.add(free.casefold())
        names.append(free)
    return names


def _allowed_name(name: str) -> str:
    marks_gone = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", plain(name)).split())
    return _cut_name(marks_gone.strip("' "), _LONGEST_NAME) or _SAY("document.sheet")


def _cut_name(name: str, limit: int) -> str:
    """Neither end may be an apostrophe."""
    return cut_to_units(name, limit).rstrip("' ")
