"""From the bytes of a file to its tables. What it is, its content says; its name only helps to say what is wrong."""

import re
from pathlib import PurePath

from storage.imports.files.csv_text import decode, read_csv
from storage.imports.files.excel import read_excel
from storage.imports.files.package import open_package
from storage.imports.files.tables import MAX_FILE_BYTES, Table
from storage.imports.files.word import read_word
from storage.refusals import Refusal

_ZIP = b"PK"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = {
    b"%PDF": "PDF",
    b"\xff\xd8\xff": "JPG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|\?xml|\w+:?workbook)", re.IGNORECASE)


def read_tables(data: bytes, name: str) -> list[Table]:
    """Refuses what is empty, too large, broken, encrypted, harmful, of another kind, or without a filled table."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("file.empty")
    if len(data) > MAX_FILE_BYTES:
        raise Refusal("file.too_large", size_mb=-(-len(data) // 1024**2), limit_mb=MAX_FILE_BYTES // 1024**2)
    tables = [table for table in _read(data, name) if _is_filled(table)]
    if not tables:
        raise Refusal("file.no_table")
    if len(tables) == 1:
        tables[0].place = ""
    return tables


def _read(data: bytes, name: str) -> list[Table]:
    if data.startswith(_ZIP):
        return _read_package(data, name)
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refusal("file.encrypted")
        raise Refusal("file.old_office", kind=_extension(name))
    for magic, kind in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise Refusal("file.wrong_kind", kind=kind)
    # Many programs write a web page and call it .xls.
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise Refusal("file.wrong_kind", kind="HTML")
    text = decode(data)
    if text is None:
        raise Refusal("file.wrong_kind", kind=_extension(name))
    return read_csv(text)


def _read_package(data: bytes, name: str) -> list[Table]:
    package = open_package(data)
    parts = set(package.namelist())
    if "word/document.xml" in parts:
        return read_word(package)
    if "xl/workbook.xml" in parts:
        return read_excel(data, package)
    raise Refusal("file.wrong_kind", kind=_extension(name, "ZIP"))


def _extension(name: str, otherwise: str = "?") -> str:
    return PurePath(name).suffix.lstrip(".").upper()[:10] or otherwise


def _is_filled(table: Table) -> bool:
    return any(not isinstance(cell, str) or cell.strip() for row in table.rows for cell in row.cells)
