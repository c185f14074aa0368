"""Builds the files that people send, as bytes."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]

# Rows of cells; a list of rows of mixed values is an `object` to the type checker.
Rows = Sequence[Any]
# Top, left, bottom, right; from 0, both ends included.
Merged = Sequence[tuple[int, int, int, int]]


def csv_file(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    lines = (separator.join(_quoted(str(cell), separator) for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def _quoted(text: str, separator: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in (separator, '"', "\n")) else text


def excel_file(*sheets: Rows, merged: Merged = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Trang {number}")
        for row in rows:
            sheet.append(list(row))
        for top, left, bottom, right in merged:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return _saved(book)


def word_file(*tables: Rows, lines: Sequence[str] = (), merged: Merged = ()) -> bytes:
    """`lines` stand before the first table; `merged` holds for every table."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(len(rows), max(len(row) for row in rows))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, cells, strict=False):
                cell.text = str(value)
        for top, left, bottom, right in merged:
            # Merging strings the texts together; the file people send has the first one only.
            table.cell(top, left).merge(table.cell(bottom, right)).text = str(rows[top][left])
        document.add_paragraph("")
    return _saved(document)


def _saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def with_part(package: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same package with some bytes of one part replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return file.getvalue()
