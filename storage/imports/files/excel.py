"""Spreadsheets (.xlsx): every sheet that can be seen is a table. Formulas are never calculated: the value kept with
them is read. What is hidden or struck out is not read, and told."""

import re
import zipfile
from collections.abc import Generator, Iterator
from functools import partial

from storage.ground.refusals import Refusal
from storage.imports.files.ahead import ahead
from storage.imports.files.excel_parts import Frame, Sheet, frame, parse, shared_texts, sheets
from storage.imports.files.excel_rows import raw_rows
from storage.imports.files.excel_sheet import Areas, SheetReader, column_index
from storage.imports.files.excel_styles import read_styles
from storage.imports.files.excel_values import Values
from storage.imports.files.package import BROKEN, read_part
from storage.imports.files.tables import MAX_COLUMNS, MAX_ROWS, FileTables, LazyRows, Row, Table, Unread

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


def read_excel(package: zipfile.ZipFile) -> FileTables:
    """Refuses with `file.broken`, and as `read_part` does."""
    workbook = parse(read_part(package, "xl/workbook.xml"))
    found = list(sheets(package, workbook))
    properties = workbook.find("{*}workbookPr")
    since_1904 = properties is not None and (properties.get("date1904") or "0") in ("1", "true")
    styles = read_styles(read_part(package, "xl/styles.xml") if "xl/styles.xml" in package.namelist() else None)
    values = Values(shared_texts(package), styles, since_1904=since_1904)
    tables = [_table(package, sheet, values) for sheet in found if not sheet.is_hidden]
    hidden = [sheet.name for sheet in found if sheet.is_hidden]
    unread = [Unread("hidden_sheets", {"count": len(hidden), "names": ", ".join(hidden)})] if hidden else []
    return FileTables(tables, unread)


def _table(package: zipfile.ZipFile, sheet: Sheet, values: Values) -> Table:
    framed = frame(package, sheet.path)
    table = Table([], place=sheet.name, name=sheet.name, is_sheet=True)
    table.rows = LazyRows(partial(_rows, package, sheet, framed, values, table))
    return table


def _rows(package: zipfile.ZipFile, sheet: Sheet, framed: Frame, values: Values, table: Table) -> Iterator[Row]:
    table.unread = yield from ahead(_seen_rows(package, sheet, framed, values))


def _seen_rows(
    package: zipfile.ZipFile, sheet: Sheet, framed: Frame, values: Values
) -> Generator[Row, None, list[Unread]]:
    """Gives what of the sheet was not read."""
    reader = SheetReader(values, _hidden_columns(framed), _merged(framed), _width(framed))
    try:
        for raw in raw_rows(package, sheet.path, is_plain=framed.is_plain):
            if (row := reader.row(raw)) is not None:
                yield row
    except BROKEN as error:
        raise Refusal("file.broken") from error
    return reader.unread(sheet.name)


def _hidden_columns(framed: Frame) -> frozenset[int]:
    hidden: set[int] = set()
    for column in framed.root.iterfind("{*}cols/{*}col"):
        if (column.get("hidden") or "0") in ("1", "true") or column.get("width") == "0":
            first, last = int(column.get("min") or 1), int(column.get("max") or 1)
            hidden.update(range(first - 1, min(last, MAX_COLUMNS)))
    return frozenset(hidden)


def _merged(framed: Frame) -> Areas:
    areas: Areas = {}
    for merged in framed.root.iterfind("{*}mergeCells/{*}mergeCell"):
        if (found := _area(merged.get("ref") or "")) and found[1] < MAX_ROWS:
            left, top, right, bottom = found
            areas.setdefault(top, []).append((left, right, bottom))
    return areas


def _width(framed: Frame) -> int:
    dimension = framed.root.find("{*}dimension")
    area = _area(dimension.get("ref") or "") if dimension is not None else None
    return min(area[2] + 1, MAX_COLUMNS) if area else 0


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom; columns from 0, rows from 1, both ends included."""
    match = _AREA.fullmatch(reference)
    if not match:
        return None
    left, top, right, bottom = match.groups()
    return column_index(left), int(top), column_index(right or left), int(bottom or top)
