"""State documents as Word files (.docx), laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I and III, wants them."""

import io
from collections.abc import Iterator
from datetime import datetime

from handlers.making.archive import without_times
from handlers.making.documents.body import appendix_elements, body_elements
from handlers.making.documents.closing import closing_elements
from handlers.making.documents.elements import Element, keep_with_next, nothing
from handlers.making.documents.head import head_elements
from handlers.making.documents.model import StateDocument
from handlers.making.documents.package import name_package, new_package
from handlers.making.documents.pages import Section, add_page_numbers
from handlers.making.documents.pictures import Page


def word_file(document: StateDocument, made_at: datetime) -> bytes:
    package = new_package(document.layout)
    name_package(package, document, made_at)
    header = add_page_numbers(package.part)
    body = package.element.body
    section = Section(document.layout, header)
    body.extend(_main_elements(document, Page(package.part, section.text_width)))
    for number, appendix in enumerate(document.appendices):
        body.append(_end_of(section))
        section = Section(document.layout, header, appendix.landscape)
        body.extend(appendix_elements(document, number, Page(package.part, section.text_width)))
    body.append(section.properties())
    file = io.BytesIO()
    package.save(file)
    return without_times(file.getvalue())


def _main_elements(document: StateDocument, page: Page) -> Iterator[Element]:
    if document.head:
        yield from head_elements(document.head, page.width)
    text = list(body_elements(document.blocks, page))
    closing = list(closing_elements(document, page.width))
    if text and closing:
        # A signature does not stand alone on a page.
        keep_with_next(text[-1])
    yield from text
    yield from closing


def _end_of(section: Section) -> Element:
    last = nothing()
    last[0].append(section.properties())
    return last
