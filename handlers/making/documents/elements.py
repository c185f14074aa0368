"""Small pieces of WordprocessingML, in the order of children that its schema wants."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from handlers.making.documents.model import Alignment
from handlers.making.plain_text import plain_of_bounded_length

Element = BaseOxmlElement

TWIPS_PER_POINT = 20
# Spaces that neither break a line nor are collapsed.
BLANK = "\u00a0"


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def element(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """`element("tcW", w=500, type="dxa")`; children that are None are left out."""
    made = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def run(text: str = "", *, bold: bool = False, italic: bool = False) -> Element:
    """Bold and italic on top of what the paragraph's style says."""
    look = [element(mark) for mark, wanted in (("b", bold), ("bCs", bold), ("i", italic), ("iCs", italic)) if wanted]
    made = element("r", element("rPr", *look) if look else None)
    if text:
        write(made, text)
    return made


def write(made: Element, text: str) -> None:
    """Puts the cleaned text into a run, a line break for each new line."""
    for number, line in enumerate(plain_of_bounded_length(text).split("\n")):
        if number:
            made.append(element("br"))
        write_as_is(made, line)


def write_as_is(made: Element, line: str) -> None:
    """A line of words of our own, or cleaned already."""
    text = element("t")
    text.text = line
    text.set(qn("xml:space"), "preserve")
    made.append(text)


def composed(style: str, line: str) -> Element:
    """A paragraph of one line that was put together from cleaned parts and blanks that must stay."""
    made = run()
    write_as_is(made, line)
    return paragraph(style, made)


def paragraph(
    style: str,
    *content: Element,
    keep_next: bool = False,
    side_indents: int = 0,
    alignment: Alignment | None = None,
) -> Element:
    """`keep_next`: on one page with what follows; `side_indents` in twips."""
    properties = element(
        "pPr",
        element("pStyle", val=style),
        element("keepNext") if keep_next else None,
        element("ind", left=side_indents, right=side_indents, firstLine=0) if side_indents else None,
        element("jc", val=alignment) if alignment else None,
    )
    return element("p", properties, *content)


def keep_with_next(made: Element) -> None:
    """Puts a paragraph on one page with what follows it; a table or the like stays as it is."""
    properties = made.find(qn("w:pPr"))
    if properties is not None and properties.find(qn("w:keepNext")) is None:
        properties.insert(1, element("keepNext"))


def text_paragraph(style: str, text: str) -> Element:
    return paragraph(style, run(text))


def layout_table(widths: list[int], *rows: list[list[Element]]) -> Element:
    """A table nobody sees, for things that stand beside each other; its rows stay whole."""
    made = element(
        "tbl",
        element("tblPr", element("tblStyle", val="Beside"), element("tblW", w=sum(widths), type="dxa"), fixed_layout()),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
    )
    for cells in rows:
        properties = element("trPr", element("cantSplit"))
        columns = zip(widths, cells, strict=True)
        made.append(element("tr", properties, *(_cell(width, content) for width, content in columns)))
    return made


def _cell(width: int, content: list[Element]) -> Element:
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa")), *content)


def fixed_layout() -> Element:
    return element("tblLayout", type="fixed")


def nothing() -> Element:
    """A paragraph of no height, where the format wants one: after a table, at the end of a section."""
    return paragraph("Nothing")
