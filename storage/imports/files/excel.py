"""Spreadsheets (.xlsx): every sheet is a table. Formulas are never calculated: the value kept with them is read."""

import io
import zipfile
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from storage.imports.files.excel_cells import SheetCells, scan_sheets
from storage.imports.files.tables import MAX_CELLS, MAX_ROWS, Cell, Row, Table
from storage.refusals import Refusal


def read_excel(data: bytes, package: zipfile.ZipFile) -> list[Table]:
    scanned = scan_sheets(package)
    for cells in scanned.values():
        _check_size(cells)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            workbook.get_sheet_by_name(sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.name in scanned
        ]
    except PasswordError as error:
        raise Refusal("file.encrypted") from error
    except (CalamineError, ValueError, OSError) as error:
        raise Refusal("file.broken") from error
    return [Table(_rows(sheet, scanned[sheet.name]), place=sheet.name) for sheet in sheets]


def _check_size(cells: SheetCells) -> None:
    if cells.rows > MAX_ROWS:
        raise Refusal("file.too_many_rows", limit=MAX_ROWS)
    if cells.rows * cells.columns > MAX_CELLS:
        raise Refusal("file.too_wide", columns=cells.columns)


def _rows(sheet: CalamineSheet, scanned: SheetCells) -> list[Row]:
    if sheet.start is None:
        return []
    # Empty rows above and columns to the left are kept: a row is named by its number in the file.
    left = [""] * sheet.start[1]
    rows = [Row(number, [*left, *cells]) for number, cells in enumerate(islice(sheet.iter_rows(), MAX_ROWS), 1)]
    for (row, column), fault in scanned.faults.items():
        if row < len(rows) and column < len(rows[row].cells):
            rows[row].cells[column] = fault
    _fill_merged(rows, sheet)
    return rows


def _fill_merged(rows: list[Row], sheet: CalamineSheet) -> None:
    width = len(rows[0].cells) if rows else 0
    left_to_fill = MAX_CELLS
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        bottom, right = min(bottom, len(rows) - 1), min(right, width - 1)
        left_to_fill -= max(0, bottom - top + 1) * max(0, right - left + 1)
        if top >= len(rows) or left >= width or left_to_fill < 0:
            continue
        _fill(rows[top : bottom + 1], left, right, rows[top].cells[left])


def _fill(rows: list[Row], left: int, right: int, value: Cell) -> None:
    for index, row in enumerate(rows):
        row.cells[left : right + 1] = [value] * (right - left + 1)
        if index:
            row.continued = row.continued | frozenset(range(left, right + 1))
