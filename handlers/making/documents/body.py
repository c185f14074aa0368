"""The text and its appendices: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II, khoản 6, and mục III; Phụ lục III.

Justified, first lines indented by 1 cm, 6 points between paragraphs. Dashes and numbers are letters of the text, as
they are typed in state documents, so that what is cut and pasted keeps them.
"""

from collections.abc import Iterable, Iterator

from handlers.making.documents.elements import Element, composed, element, paragraph, run, text_paragraph
from handlers.making.documents.head import date_words, number_words
from handlers.making.documents.model import (
    Alignment,
    Block,
    Bullet,
    Head,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    StateDocument,
    Table,
)
from handlers.making.documents.pictures import Page, inline_picture
from handlers.making.documents.tables import table_elements
from handlers.making.plain_text import plain, plain_of_bounded_length
from handlers.words.catalogue import Words
from storage.ground.numerals import roman

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


_SAY = Words("vi")


def appendix_elements(document: StateDocument, number: int, page: Page) -> Iterator[Element]:
    """`number` from 0; a single appendix is not numbered."""
    appendix = document.appendices[number]
    many = len(document.appendices) > 1
    name = _SAY("document.appendix_number", number=roman(number + 1)) if many else _SAY("document.appendix")
    yield text_paragraph("AppendixNumber", name)
    yield text_paragraph("AppendixTitle", appendix.title)
    if document.head:
        yield composed("Attached", attached_words(document.head))
    yield from body_elements(appendix.blocks, page)


def attached_words(head: Head) -> str:
    return _SAY(
        "document.attached",
        kind=plain(head.kind).capitalize() or _SAY("document.official_letter"),
        date=date_words(head),
        agency=plain(head.agency),
        **number_words(head),
    )
