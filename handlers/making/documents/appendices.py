"""Appendices: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III, and Phụ lục III."""

from collections.abc import Iterator

from handlers.making.documents.body import body_elements
from handlers.making.documents.elements import Element, composed, text_paragraph
from handlers.making.documents.head import date_words, number_words
from handlers.making.documents.model import Head, StateDocument
from handlers.making.documents.pictures import Page
from handlers.making.plain_text import plain
from handlers.words.catalogue import Words
from storage.ground.numerals import roman

_SAY = Words("vi")


def appendix_elements(document: StateDocument, number: int, page: Page) -> Iterator[Element]:
    """`number` from 0; a single appendix is not numbered."""
    appendix = document.appendices[number]
    many = len(document.appendices) > 1
    name = _SAY("document.appendix_number", number=roman(number + 1)) if many else _SAY("document.appendix")
    yield text_paragraph("AppendixNumber", name)
    yield text_paragraph("AppendixTitle", appendix.title)
    if document.head:
        yield composed("Attached", _attached(document.head))
    yield from body_elements(appendix.blocks, page)


def _attached(head: Head) -> str:
    return _SAY(
        "document.attached",
        kind=plain(head.kind).capitalize() or _SAY("document.official_letter"),
        date=date_words(head),
        agency=plain(head.agency),
        **number_words(head),
    )
