"""Tables: each row is a copy of one prepared row, filled in.

python-docx's own `table.cell` takes half an hour for 2,000 rows and its `add_row` over a second; a copy of a row's XML
takes some hundredths.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from math import ceil

from docx.oxml.ns import qn

from handlers.making.documents.elements import Element, element, fixed_layout, nothing, paragraph, run, write
from handlers.making.documents.model import Alignment, AreaRow, Cell, Column, Picture, Table
from handlers.making.documents.pictures import Page, inline_picture

# A row with more lines than this may be divided between two pages; kept whole it would leave half a page empty.
_LINES_KEPT_WHOLE = 20
# The mean width of a letter at 12 points.
_LETTER_TWIPS = 110


def table_elements(table: Table, page: Page) -> Iterator[Element]:
    widths = _widths(table.columns, page.width)
    style = element("tblStyle", val="TableGrid" if table.bordered else "TableNormal")
    properties = element("tblPr", style, element("tblW", w=sum(widths), type="dxa"), fixed_layout())
    made = element("tbl", properties, element("tblGrid", *(element("gridCol", w=width) for width in widths)))
    if any(column.title for column in table.columns):
        made.append(_heading(table.columns, widths))
    made.extend(_rows(table, widths, page))
    yield made
    yield nothing()


def _widths(columns: Sequence[Column], available: int) -> list[int]:
    shares = sum(column.width for column in columns)
    return [int(available * column.width / shares) for column in columns]


def _heading(columns: Sequence[Column], widths: Sequence[int]) -> Element:
    """Repeated on every page."""
    cells = []
    for column, width in zip(columns, widths, strict=True):
        properties = element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center"))
        cells.append(element("tc", properties, paragraph("TableHeading", run(column.title))))
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _rows(table: Table, widths: Sequence[int], page: Page) -> Iterator[Element]:
    prepared = _prepared_row(table.columns, widths)
    above: Sequence[Cell] = ()
    for row in table.rows:
        if isinstance(row, AreaRow):
            yield _area_row(row, widths)
            above = ()
        else:
            made = deepcopy(prepared)
            _fill(made, row, above, table.columns, page)
            if table.whole_rows and _lines(row, widths) <= _LINES_KEPT_WHOLE:
                made.insert(0, element("trPr", element("cantSplit")))
            yield made
            above = row


def _prepared_row(columns: Sequence[Column], widths: Sequence[int]) -> Element:
    cells = []
    for column, width in zip(columns, widths, strict=True):
        merge = element("vMerge") if column.merged else None
        aligned = None if column.alignment is Alignment.LEFT else column.alignment
        properties = element("tcPr", element("tcW", w=width, type="dxa"), merge)
        cells.append(element("tc", properties, paragraph("TableText", run(), alignment=aligned)))
    return element("tr", *cells)


def _fill(made: Element, row: Sequence[Cell], above: Sequence[Cell], columns: Sequence[Column], page: Page) -> None:
    for number, (cell, value, column) in enumerate(zip(made, row, columns, strict=True)):
        if column.merged:
            if above and above[number] == value:
                continue
            cell[0][-1].set(qn("w:val"), "restart")
        content = cell[-1][-1]
        if isinstance(value, Picture):
            content.append(inline_picture(value, page))
            if value.caption:
                content.append(element("br"))
                write(content, value.caption)
        elif value:
            write(content, value)


def _area_row(row: AreaRow, widths: Sequence[int]) -> Element:
    properties = element("tcPr", element("tcW", w=sum(widths), type="dxa"), element("gridSpan", val=len(widths)))
    cell = element("tc", properties, paragraph("TableArea", run(row.text)))
    return element("tr", element("trPr", element("cantSplit")), cell)


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """About how many lines the highest cell has."""
    texts = ((cell, width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str))
    return max((_lines_of(text, width) for text, width in texts), default=1)


def _lines_of(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) * _LETTER_TWIPS / width)) for line in text.split("\n"))
