"""From the bytes of a file to its tables. What it is, its content says; its name only helps to say what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePath

from storage.imports.files.csv_text import read_csv
from storage.imports.files.encodings import encoding_of
from storage.imports.files.excel import read_excel
from storage.imports.files.old_encodings import converter, old_encoding
from storage.imports.files.package import open_package
from storage.imports.files.tables import MAX_FILE_BYTES, FileTables, LazyRows, Row, Unread
from storage.imports.files.word import read_word
from storage.refusals import Refusal
from storage.text import clean

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


def read_tables(data: bytes | FileTables, name: str) -> FileTables:
    """Refuses what is empty, too large, broken, encrypted, harmful, of another kind, or without a filled table. What
    was read already is given back."""
    if isinstance(data, FileTables):
        return data
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("file.empty")
    if len(data) > MAX_FILE_BYTES:
        raise Refusal("file.too_large", size_mb=-(-len(data) // 1024**2), limit_mb=MAX_FILE_BYTES // 1024**2)
    tables = _in_todays_letters(_read(data, name))
    tables[:] = [table for table in tables if table.head]
    if not tables:
        raise Refusal("file.only_hidden" if tables.unread else "file.no_table")
    if len(tables) == 1:
        tables[0].place = ""
    return tables


def _in_todays_letters(tables: FileTables) -> FileTables:
    texts = (cell for table in tables for row in table.head for cell in row.cells if isinstance(cell, str))
    encoding = old_encoding([*texts, *(line for table in tables for line in table.lines_before)])
    convert = converter(encoding) if encoding is not None else str
    for table in tables:
        table.lines_before = [clean(convert(line)) for line in table.lines_before]
    if encoding is not None:
        tables.unread.append(Unread("old_encoding", {"name": encoding}))
        for table in tables:
            table.rows = LazyRows(partial(_converted, table.rows, convert))
            table.forget_head()
    return tables


def _converted(rows: Iterable[Row], convert: Callable[[str], str]) -> Iterator[Row]:
    for row in rows:
        cells = [convert(cell) if isinstance(cell, str) else cell for cell in row.cells]
        yield Row(row.number, cells, row.continued)


def _read(data: bytes, name: str) -> FileTables:
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
    decoded = encoding_of(data)
    if decoded is None:
        raise Refusal("file.wrong_kind", kind=_extension(name))
    return read_csv(data, decoded)


def _read_package(data: bytes, name: str) -> FileTables:
    package = open_package(data)
    parts = set(package.namelist())
    if "word/document.xml" in parts:
        return read_word(package)
    if "xl/workbook.xml" in parts:
        return read_excel(package)
    raise Refusal("file.wrong_kind", kind=_extension(name, "ZIP"))


def _extension(name: str, otherwise: str = "?") -> str:
    return PurePath(name).suffix.lstrip(".").upper()[:10] or otherwise
