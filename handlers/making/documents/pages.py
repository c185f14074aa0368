"""Sections of pages: size, margins, numbers.

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục I and mục III: A4; page numbers in the middle of the upper margin,
none on the first page; each appendix counts its own pages.
"""

from dataclasses import dataclass

from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from handlers.making.documents.elements import Element, element, run, twips
from handlers.making.documents.model import Layout

_SHORT_MM, _LONG_MM = 210, 297
_EDGE_TO_NUMBER_MM = 10


@dataclass(frozen=True, slots=True)
class Section:
    """`header` is the relation to the header with the page number."""

    layout: Layout
    header: str
    landscape: bool = False

    @property
    def text_width(self) -> int:
        """In twips."""
        return twips(self._width_mm - self.layout.left - self.layout.right)

    @property
    def _width_mm(self) -> int:
        return _LONG_MM if self.landscape else _SHORT_MM

    def properties(self) -> Element:
        header = element("headerReference", type="default")
        header.set(qn("r:id"), self.header)
        width, height = twips(self._width_mm), twips(_SHORT_MM + _LONG_MM - self._width_mm)
        size = element("pgSz", w=width, h=height, orient="landscape" if self.landscape else "portrait")
        numbers = element("pgNumType", start=1)
        return element("sectPr", header, size, self._margins(), numbers, element("titlePg"))

    def _margins(self) -> Element:
        layout, edge = self.layout, twips(_EDGE_TO_NUMBER_MM)
        sides = {side: twips(getattr(layout, side)) for side in ("top", "right", "bottom", "left")}
        return element("pgMar", **sides, header=edge, footer=edge, gutter=0)


def add_page_numbers(part: DocumentPart) -> str:
    """Adds the header and returns the relation to it."""
    added: tuple[XmlPart, str] = part.add_header_part()  # type: ignore[no-untyped-call]
    header, relation = added
    header.element[0].extend(_page_number())
    return relation


def _page_number() -> list[Element]:
    instruction = element("instrText")
    instruction.text = "PAGE"
    begin, separate, end = (element("r", element("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return [begin, element("r", instruction), separate, run("2"), end]
