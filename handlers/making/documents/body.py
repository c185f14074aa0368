"""The text: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II, khoản 6.

Justified, first lines indented by 1 cm, 6 points between paragraphs. Dashes and numbers are letters of the text, as
they are typed in state documents, so that what is cut and pasted keeps them.
"""

from collections.abc import Iterable, Iterator

from handlers.making.documents.elements import Element, element, paragraph, run
from handlers.making.documents.model import Alignment, Block, Bullet, Heading, PageBreak, Paragraph, Picture, Table
from handlers.making.documents.pictures import Page, inline_picture
from handlers.making.documents.tables import table_elements
from handlers.making.plain_text import plain_of_bounded_length

_MARKS = {1: "- ", 2: "+ "}


def body_elements(blocks: Iterable[Block], page: Page) -> Iterator[Element]:
    for block in blocks:
        match block:
            case Heading():
                yield paragraph(f"Heading{block.level}", run(block.text))
            case Paragraph():
                yield from _paragraphs(block)
            case Bullet():
                yield from _paragraphs(Paragraph(_MARKS[block.level] + block.text))
            case Table():
                yield from table_elements(block, page)
            case Picture():
                yield from _picture(block, page)
            case PageBreak():
                yield paragraph("Nothing", element("r", element("br", type="page")))


def _paragraphs(block: Paragraph) -> Iterator[Element]:
    alignment = None if block.alignment is Alignment.JUSTIFIED else block.alignment
    for line in plain_of_bounded_length(block.text).split("\n"):
        if line:
            yield paragraph("BodyText", run(line, bold=block.bold, italic=block.italic), alignment=alignment)


def _picture(picture: Picture, page: Page) -> Iterator[Element]:
    yield paragraph("PictureLine", element("r", inline_picture(picture, page)), keep_next=bool(picture.caption))
    if picture.caption:
        yield paragraph("Caption", run(picture.caption))
