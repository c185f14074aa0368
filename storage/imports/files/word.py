"""Word documents (.docx): every table, with the lines of text that stand between it and the table before."""

import zipfile
from collections.abc import Iterator

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree  # type: ignore[import-untyped]

from storage.imports.files.tables import MAX_CELLS, MAX_ROWS, MAX_TAGS, Cell, FileTables, Row, Table
from storage.refusals import Refusal
from storage.text import clean

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_MAX_COLUMNS = 100


def read_word(package: zipfile.ZipFile) -> FileTables:
    try:
        # Only the text is parsed; python-docx's Document would load every picture and refuse templates.
        document = parse_xml(_bounded(package.read("word/document.xml")))
    except (etree.XMLSyntaxError, KeyError, zipfile.BadZipFile, ValueError) as error:
        raise Refusal("file.broken") from error
    tables: list[Table] = []
    lines: list[str] = []
    for element in document.iter(qn("w:p"), qn("w:tbl")):
        if element.tag == qn("w:tbl"):
            tables.append(Table(_rows(element), lines, str(len(tables) + 1)))
            lines = []
        elif next(element.iterancestors(qn("w:tbl")), None) is None and (line := _text_of(element)):
            lines.append(line)
    return FileTables(tables)


def _bounded(xml: bytes) -> bytes:
    """A tree of many millions of empty elements takes gigabytes, though its file is small."""
    if xml.count(b"<") > MAX_TAGS:
        raise Refusal("file.too_many_rows", limit=MAX_ROWS)
    return xml


def _children(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """Also those inside content controls."""
    for child in parent:
        if child.tag == qn(tag):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _children(child, tag)


def _rows(table: BaseOxmlElement) -> list[Row]:
    rows: list[Row] = []
    above: list[Cell] = []
    cells_left = MAX_CELLS
    for number, element in enumerate(_children(table, "w:tr"), 1):
        row = _row(element, number, above)
        cells_left -= len(row.cells)
        if number > MAX_ROWS or cells_left < 0:
            raise Refusal("file.too_many_rows", limit=MAX_ROWS)
        rows.append(row)
        above = row.cells
    return rows


def _row(element: BaseOxmlElement, number: int, above: list[Cell]) -> Row:
    cells: list[Cell] = [""] * _number(element.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    continued: set[int] = set()
    for cell in _children(element, "w:tc"):
        span = _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        start = len(cells)
        if merge is not None and merge.get(qn("w:val"), "continue") == "continue" and start < len(above):
            continued.update(range(start, start + span))
            value = above[start]
        else:
            value = clean("\n".join(_text_of(paragraph) for paragraph in cell.iter(qn("w:p"))))
        cells += [value] * span
    return Row(number, cells[:_MAX_COLUMNS], frozenset(continued))


def _number(element: BaseOxmlElement | None, default: int) -> int:
    text = "" if element is None else element.get(qn("w:val"), "")
    return min(int(text), _MAX_COLUMNS) if text.isascii() and text.isdigit() else default


def _text_of(paragraph: BaseOxmlElement) -> str:
    pieces = (_BREAKS.get(element.tag, element.text or "") for element in paragraph.iter(qn("w:t"), *_BREAKS))
    return clean("".join(pieces))
