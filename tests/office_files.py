"""Reads back the Word files we write."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def opened(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


def lines(document: Document) -> list[str]:
    """The text of every paragraph, also in tables, in reading order."""
    return [_text(paragraph) for paragraph in document.element.body.iter(qn("w:p"))]


def styled(document: Document, style: str) -> list[str]:
    """The paragraphs of one style."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return [_text(paragraph) for paragraph in paragraphs if value(paragraph, "w:pPr/w:pStyle") == style]


def value(element: BaseOxmlElement, path: str, attribute: str = "w:val") -> str | None:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else found.get(qn(attribute))


def rows(table: BaseOxmlElement) -> Iterator[list[BaseOxmlElement]]:
    for row in table.findall(qn("w:tr")):
        yield row.findall(qn("w:tc"))


def _text(paragraph: BaseOxmlElement) -> str:
    pieces = paragraph.iter(qn("w:t"), qn("w:br"))
    return "".join("\n" if piece.tag == qn("w:br") else piece.text or "" for piece in pieces)
