"""Word documents (.docx): every table, with the lines of text that stand between it and the table before."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from storage.ground.refusals import Refusal
from storage.ground.text import clean
from storage.imports.files.package import read_part
from storage.imports.files.tables import MAX_CELLS, MAX_ROWS, Cell, FileTables, Row, Table, Unread
from storage.imports.files.word_numbers import WordNumbers
from storage.imports.files.word_parts import parse
from storage.imports.files.word_text import WordText, shown_children
from storage.imports.names import LineName

_MAX_COLUMNS = 100
_THROUGH = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:body", "w:document"))
)


def read_word(package: zipfile.ZipFile) -> FileTables:
    """Refuses with `file.too_many_rows`, and as `read_part` does."""
    # Only the text is parsed; python-docx's Document would load every picture and refuse templates.
    document = parse(read_part(package, "word/document.xml"))
    reader = _Reader(WordText(WordNumbers(package)))
    reader.read(document)
    return FileTables(reader.tables, reader.unread())


@dataclass(slots=True)
class _Reader:
    """Goes through the document once, in reading order: Word counts its list numbers that way."""

    text: WordText
    tables: list[Table] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    deleted_rows: int = 0
    _cells_left: int = MAX_CELLS

    def read(self, parent: "etree._Element") -> None:
        for child in _children(parent, "w:p", "w:tbl"):
            if child.tag == qn("w:tbl"):
                self._table(child)
            else:
                self.lines += [line] if (line := clean(self.text.of(child))) else []
                for box in child.iter(qn("w:txbxContent")):
                    self._tables_of_box(box)

    def _tables_of_box(self, box: "etree._Element") -> None:
        is_older = any(ancestor.tag.endswith("}Fallback") for ancestor in box.iterancestors())
        for table in () if is_older else _children(box, "w:tbl"):
            self._table(table)

    def _table(self, element: "etree._Element", around: Table | None = None) -> None:
        """`around`: the one in whose cell it stands; what stands above that is above it, too."""
        is_nested = around is not None
        table = Table([], list(around.lines_before) if around else self.lines, is_nested=is_nested)
        self.lines = self.lines if is_nested else []
        nested: list[etree._Element] = []
        table.rows = self._rows(element, nested)
        table.is_layout = any(_is_table(inner) for inner in nested)
        self.tables.append(table)
        table.place = table.name = str(len(self.tables))
        for inner in nested:
            if _is_table(inner):
                self._table(inner, table)

    def _rows(self, table: "etree._Element", nested: list["etree._Element"]) -> list[Row]:
        rows: list[Row] = []
        above: list[Cell] = []
        for number, element in enumerate(_children(table, "w:tr"), 1):
            properties = element.find(qn("w:trPr"))
            if properties is not None and any(properties.find(qn(name)) is not None for name in ("w:del", "w:hidden")):
                self.deleted_rows += 1
                continue
            row = self._row(element, number, above, nested)
            self._cells_left -= len(row.cells)
            if number > MAX_ROWS or self._cells_left < 0:
                raise Refusal("file.too_many_rows", limit=MAX_ROWS)
            rows.append(row)
            above = row.cells
        return rows

    def _row(self, element: "etree._Element", number: int, above: list[Cell], nested: list["etree._Element"]) -> Row:
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
                value = "\n".join(self._paragraphs(cell, nested)).strip()
            cells += [value] * span
        return Row(number, cells[:_MAX_COLUMNS], frozenset(continued))

    def _paragraphs(self, cell: "etree._Element", nested: list["etree._Element"]) -> Iterator[str]:
        for child in _children(cell, "w:p", "w:tbl"):
            if child.tag == qn("w:p"):
                yield self.text.of(child)
            elif _is_table(child):
                nested.append(child)
            else:
                for row in _children(child, "w:tr"):
                    for inner in _children(row, "w:tc"):
                        yield from self._paragraphs(inner, nested)

    def unread(self) -> list[Unread]:
        found: dict[LineName, int] = {**self.text.left_away, "deleted_rows": self.deleted_rows}
        return [Unread(key, {"count": count}) for key, count in found.items() if count]


def _is_table(element: "etree._Element") -> bool:
    """Not only a frame around some text: two rows and two columns at least."""
    rows = list(_children(element, "w:tr"))
    return len(rows) > 1 and max(len(list(_children(row, "w:tc"))) for row in rows) > 1


def _children(parent: "etree._Element", *tags: str) -> Iterator["etree._Element"]:
    """Also those inside content controls, custom XML and text that was put in while changes were tracked."""
    wanted = [qn(tag) for tag in tags]
    for child in shown_children(parent):
        if child.tag in wanted:
            yield child
        elif child.tag in _THROUGH:
            yield from _children(child, *tags)


def _number(element: "etree._Element | None", default: int) -> int:
    text = "" if element is None else element.get(qn("w:val"), "")
    return min(int(text), _MAX_COLUMNS) if text.isascii() and text.isdigit() else default
