"""From the bytes of a file to its tables. What it is, its content says; its name only helps to say what is wrong."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from storage.ground.refusals import Refusal
from storage.ground.text import clean
from storage.imports.files.csv_text import read_csv
from storage.imports.files.encodings import encoding_of
from storage.imports.files.old_encodings import converter, old_encoding
from storage.imports.files.other_kinds import extension, is_word, refuse_other_kind, refuse_other_package
from storage.imports.files.package import BROKEN, open_package
from storage.imports.files.tables import MAX_FILE_BYTES, MAX_SHEETS_BYTES, FileTables, LazyRows, Row, Unread

_ZIP = b"PK"


def read_tables(data: bytes | FileTables, name: str) -> FileTables:
    """Tables that were read already are given back. Refuses with `file.empty`, `file.too_large`, `file.broken`,
    `file.wrong_kind`, with `file.no_table` or `file.only_hidden` where no table is filled, and as `open_package`,
    `refuse_other_kind` and `refuse_other_package` do."""
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
    tables.digest = hashlib.sha256(data).hexdigest()
    return tables


def _tables_of(package: zipfile.ZipFile) -> FileTables:
    # Loaded with the first such file (docs/decisions/loaded-when-needed.md).
    if is_word(package):
        from storage.imports.files.word import read_word

        return read_word(package)
    from storage.imports.files.excel import read_excel

    return read_excel(package)


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
        package = open_package(data, MAX_SHEETS_BYTES)
        try:
            refuse_other_package(package, name)
            return _tables_of(package)
        except BROKEN as error:
            raise Refusal("file.broken") from error
    refuse_other_kind(data, name)
    decoded = encoding_of(data)
    if decoded is None:
        raise Refusal("file.wrong_kind", kind=extension(name))
    return read_csv(data, decoded)
