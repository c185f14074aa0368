"""The rows of one sheet, read in pieces. A library for it does not tell what is hidden, struck out, or shows no day;
one that does takes twenty times as long (docs/decisions/spreadsheets-are-read-in-pieces.md)."""

import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from storage.imports.files.excel_parts import parse, pieces, rich_text, unescape

_NUMBER = re.compile(rb'\sr="(\d{1,7})"')
_HIDDEN = re.compile(rb'\s(?:hidden="(?:1|true)"|ht="0")')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d{1,7}"(?: s="(\d+)")?(?: t="(\w+)")?'
    r"(?:/>|>(<f[^>]*/>|<f[^>]*>[^<]*</f>)?"
    r'(?:<v>([^<]*)</v>|<v ?/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_REFERENCE = re.compile(r"([A-Z]{1,3})\d{1,7}")
# Letters of the column, style, type, formula, value, text.
RawCell = tuple[str, str, str, str, str, str]


class RawRow(NamedTuple):
    """`number` counts from 1; `is_plain`: nothing in it is struck out; `cells`: in the file's order."""

    number: int
    is_hidden: bool
    is_plain: bool
    cells: list[RawCell]


def raw_rows(package: zipfile.ZipFile, path: str, *, is_plain: bool) -> Iterator[RawRow]:
    """`is_plain`: the rows can be cut out of the text without parsing the sheet. Refuses as `pieces` does."""
    return _plain_rows(package, path) if is_plain else _parsed_rows(package, path)


def _plain_rows(package: zipfile.ZipFile, path: str) -> Iterator[RawRow]:
    number = 0
    for piece in pieces(package, path, b"</row>"):
        start = piece.rfind(b"<row")
        end = piece.find(b">", start)
        attributes = piece[start + 4 : end]
        if start < 0 or attributes.endswith(b"/") or attributes[:1].strip():
            continue
        given = _NUMBER.search(attributes)
        number = int(given.group(1)) if given else number + piece.count(b"<row")
        yield RawRow(number, bool(_HIDDEN.search(attributes)), *_cells(piece[end + 1 :]))


def _cells(xml: bytes) -> tuple[bool, list[RawCell]]:
    """And whether the row looks as usual."""
    text = xml.decode()
    cells: list[RawCell] = _CELL.findall(text)
    if len(cells) != text.count("<c ") + text.count("<c>") or "<!" in text:
        row = parse(b"<row>" + xml + b"</row>")
        return False, _parsed_cells(row)
    if "&" in text or "_x" in text:
        return True, [
            (*cell[:4], unescape(cell[4]), unescape(cell[5]))
            if "&" in (said := cell[4] or cell[5]) or "_x" in said
            else cell
            for cell in cells
        ]
    return True, cells


def _parsed_rows(package: zipfile.ZipFile, path: str) -> Iterator[RawRow]:
    number = 0
    with package.open(path) as file:
        for _, element in etree.iterparse(file, tag=("{*}row",), resolve_entities=False, no_network=True):
            given = element.get("r") or ""
            number = int(given) if re.fullmatch(r"[1-9]\d{0,6}", given, re.ASCII) else number + 1
            is_hidden = (element.get("hidden") or "0") in ("1", "true") or element.get("ht") == "0"
            yield RawRow(number, is_hidden, False, _parsed_cells(element))
            # What was looked at is let go, or the tree of a long sheet would fill the memory.
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _parsed_cells(row: "etree._Element") -> list[RawCell]:
    cells = (element for element in row if isinstance(element.tag, str))  # no comments
    return [_parsed_cell(cell, index) for index, cell in enumerate(cells)]


def _parsed_cell(element: "etree._Element", index: int) -> RawCell:
    match = _REFERENCE.fullmatch(element.get("r") or "")
    formula = value = text = ""
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "f":
            formula = "f"
        elif name == "v":
            value = unescape(child.text or "")
        elif name == "is":
            text = rich_text(child)
    letters = match.group(1) if match else column_letters(index)
    return letters, element.get("s") or "", element.get("t") or "", formula, value, text


def column_letters(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
