"""The lines of a finished .docx, each with the place where a person finds it."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from storage.ground.refusals import Refusal

PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_LONGEST_HEADING = 120
_MOST_BYTES = 60 * 1024**2
_HEADING = re.compile(r"(?:[IVX]+|\d+|[a-zđ])[.)]\s")
SAFE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True, slots=True)
class Line:
    """`under`: the heading above it. `row`: the cells of a row of a table of more than two columns, which is one line;
    empty elsewhere."""

    text: str
    under: str = ""
    row: tuple[str, ...] = ()


def read_lines(content: bytes) -> list[Line]:
    """Of the text, then of headers, footers and notes. Refuses what is too large to be read."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = sorted(filter(PARTS.fullmatch, package.namelist()))
        if sum(package.getinfo(name).file_size for name in names) > _MOST_BYTES:
            raise Refusal("template.too_large_result", limit_mb=_MOST_BYTES // 1024**2)
        roots = [etree.fromstring(package.read(name), SAFE) for name in names]
    return [line for root in roots for line in _lines(root)]


def _lines(root: Any) -> Iterator[Line]:
    # The number of a page is what Word makes of it.
    is_edge = root.tag in (qn("w:hdr"), qn("w:ftr"))
    under = ""
    seen: set[Any] = set()
    for paragraph in root.iter(qn("w:p")):
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        cells = _cells(row) if row is not None and row not in seen else ()
        if len(cells) > 2:
            seen.add(row)
            yield Line(cells[1], under, cells)
        if row is None or row not in seen:
            for text in text_of(paragraph).split("\n"):
                if row is None and _HEADING.match(text) and len(text) <= _LONGEST_HEADING:
                    under = text
                if text.strip() and not (is_edge and text.strip().isdigit()):
                    yield Line(text, under)


def _cells(row: Any) -> tuple[str, ...]:
    cells = row.iterchildren(qn("w:tc"))
    return tuple("\n".join(map(text_of, cell.iter(qn("w:p")))).strip() for cell in cells)


def text_of(paragraph: Any) -> str:
    """Without that of text boxes in it, whose paragraphs come by themselves."""
    pieces = (piece for piece in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")) if _owner(piece) is paragraph)
    return "".join((piece.text or "") if piece.tag == qn("w:t") else _BLANK[piece.tag] for piece in pieces)


_BLANK = {qn("w:br"): "\n", qn("w:tab"): " "}


def _owner(piece: Any) -> Any:
    return next(piece.iterancestors(qn("w:p")))
