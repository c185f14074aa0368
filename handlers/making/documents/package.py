"""The parts of a .docx around its text: styles, settings, properties."""

from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from handlers.making.documents.model import Layout, StateDocument
from handlers.making.plain_text import plain
from storage.ground.own_documents import MARK
from storage.ground.text import shorten

_PARTS = Path(__file__).parent / "parts"
# What a property of the format may hold.
_PROPERTY = 255


def new_package(layout: Layout) -> Document:
    """Empty, with our styles and settings and without the samples of python-docx's template."""
    package = docx.Document()
    _keep_only(package.part.package.rels, RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    _keep_only(package.part.rels, RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS)
    _replace(package.settings.element, "settings.xml")
    styles = package.styles.element
    _replace(styles, "styles.xml")
    for size in styles.find(qn("w:style")).iter(qn("w:sz"), qn("w:szCs")):
        size.set(qn("w:val"), str(layout.size * 2))
    package.element.body.clear()
    return package


def name_package(package: Document, document: StateDocument, made_at: datetime) -> None:
    head, properties = document.head, package.core_properties
    title = f"{head.kind} {head.subject}" if head else document.title
    author = shorten(plain(head.agency if head else document.author), _PROPERTY)
    properties.title = shorten(plain(title), _PROPERTY)
    properties.author = properties.last_modified_by = author
    properties.comments = ""
    properties.category = MARK
    properties.language = "vi-VN"
    properties.created = properties.modified = made_at.astimezone(UTC)


def _keep_only(relations: Relationships, *kinds: str) -> None:
    for name in [name for name, relation in relations.items() if relation.reltype not in kinds]:
        del relations[name]


def _replace(element: BaseOxmlElement, name: str) -> None:
    element.clear()
    element.extend(parse_xml((_PARTS / name).read_bytes()))
