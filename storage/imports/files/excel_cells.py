"""What the spreadsheet reader does not tell: how far the cells of a sheet reach, and which of them have no value."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from storage.imports.files.tables import Fault
from storage.refusals import Refusal

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(slots=True)
class SheetCells:
    """`rows` and `columns`: up to the last cell with a value. `faults` by row and column, from 0."""

    rows: int = 0
    columns: int = 0
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)


def scan_sheets(package: zipfile.ZipFile) -> dict[str, SheetCells]:
    """By the sheet's name. Must come before the workbook is read: two cells far apart make a reader reserve the
    whole area between them."""
    try:
        paths = dict(_sheet_paths(package))
        return {name: _scan(package, path) for name, path in paths.items()}
    except (etree.XMLSyntaxError, KeyError, zipfile.BadZipFile) as error:
        raise Refusal("file.broken") from error


def _sheet_paths(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = _parse(package.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") or "" for relation in relations}
    names = set(package.namelist())
    for sheet in _parse(package.read("xl/workbook.xml")).iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION_ID) or sheet.get(_STRICT_RELATION_ID)) or ""
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if path in names:
            yield sheet.get("name") or "", path


def _parse(xml: bytes) -> "etree._Element":
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _scan(package: zipfile.ZipFile, path: str) -> SheetCells:
    found = SheetCells()
    row = -1
    with package.open(path) as file:
        for _, element in etree.iterparse(file, tag=("{*}row",), resolve_entities=False, no_network=True):
            row = _row_index(element, row + 1)
            _scan_row(element, row, found)
            # What was looked at is let go, or the tree of a long sheet would fill the memory.
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return found


def _row_index(element: "etree._Element", following: int) -> int:
    text = element.get("r") or ""
    return int(text) - 1 if re.fullmatch(r"[1-9]\d{0,6}", text, re.ASCII) else following


def _scan_row(element: "etree._Element", row: int, found: SheetCells) -> None:
    column = -1
    for cell in element:
        match = _REFERENCE.fullmatch(cell.get("r") or "")
        column = _column_index(match.group(1)) if match else column + 1
        at_row = int(match.group(2)) - 1 if match else row
        if not len(cell):
            continue
        found.rows = max(found.rows, at_row + 1)
        found.columns = max(found.columns, column + 1)
        if cell.get("t") == "e":
            found.faults[at_row, column] = Fault.EXCEL_ERROR
        elif cell[0].tag.endswith("}f") and not any(child.text for child in cell[1:]):
            found.faults[at_row, column] = Fault.NOT_CALCULATED


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
