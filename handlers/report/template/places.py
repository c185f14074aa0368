"""The tags of a template (`{{ … }}`, `{% … %}`), each with the place where a person finds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal
from storage.ground.text import shorten

_TAG = re.compile(r"\{\{(?P<value>.*?)\}\}|\{%(?P<statement>.*?)%\}|\{#.*?#\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_EXCERPT = 70
# What docxtpl fills in besides the text.
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


@dataclass(frozen=True, slots=True)
class Tag:
    """One of the two is empty. `place`: in words."""

    value: str
    statement: str
    place: str


def parts_of(say: Words, document: Document) -> Iterator[tuple[str, BaseOxmlElement]]:
    """(name of the part, its XML), as far as docxtpl fills it in."""
    yield say("template_place.body"), document.element.body
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            is_header = relation.reltype == RELATIONSHIP_TYPE.HEADER
            name = say("template_place.header" if is_header else "template_place.footer")
            yield name, parse_xml(relation.target_part.blob)
    for part in document.part.package.parts:
        if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
            yield say("template_place.footnotes"), parse_xml(part.blob)


def tags_of(say: Words, part: str, root: BaseOxmlElement) -> Iterator[Tag]:
    """In the order of the text. Refuses with `template.unclosed`."""
    tables = list(root.iter(qn("w:tbl")))
    for paragraph in root.iter(qn("w:p")):
        text = _text(paragraph)
        if _LOOSE.search(text):
            yield from tags_in(text, f"{_where(say, part, paragraph, tables)} “{shorten(text, _EXCERPT)}”")


def tags_in(text: str, place: str) -> Iterator[Tag]:
    if _LOOSE.search(_TAG.sub("", text)):
        raise Refusal("template.unclosed", place=place)
    for match in _TAG.finditer(text):
        value, statement = (match[name] for name in ("value", "statement"))
        if value is not None or statement is not None:
            yield Tag((value or "").translate(_QUOTES), (statement or "").translate(_QUOTES), place)


def _text(paragraph: BaseOxmlElement) -> str:
    """The text of a paragraph without its text boxes: their paragraphs come by themselves."""
    pieces = paragraph.iter(qn("w:t"))
    return "".join(piece.text or "" for piece in pieces if next(piece.iterancestors(qn("w:p"))) is paragraph)


def _where(say: Words, part: str, paragraph: BaseOxmlElement, tables: list[BaseOxmlElement]) -> str:
    row = next(paragraph.iterancestors(qn("w:tr")), None)
    table = next(paragraph.iterancestors(qn("w:tbl")), None)
    if row is None or table is None:
        return say("template_place.text", part=part)
    number = [*table.iterchildren(qn("w:tr"))].index(row) + 1 if row.getparent() is table else 1
    return say("template_place.table", part=part, table=tables.index(table) + 1, row=number)
