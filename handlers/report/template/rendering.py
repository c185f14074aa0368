"""Fills in a template, in a process of its own (`apart.py`): whatever a template does, it ends with that process."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.parts.settings import SettingsPart
from docx.shared import Cm
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import Environment, StrictUndefined, TemplateError
from jinja2.nodes import Node
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree  # type: ignore[import-untyped]

from handlers.making.archive import without_times
from handlers.making.charts.figures import Chart
from handlers.report.template.checking import ALLOWED, FILTERS, check_template
from handlers.report.template.dangers import refuse_harmful
from handlers.report.template.fields import Value
from handlers.report.template.places import PROPERTIES
from handlers.words.catalogue import Words
from storage.ground.own_documents import MARK
from storage.ground.refusals import Refusal
from storage.ground.text import clean, shorten
from storage.imports.files.package import open_package

MAX_RESULT_BYTES = 20 * 1024 * 1024
_PROPERTY = 255  # what a property of the format may hold
_MACROS = ("vbaproject.bin", "vbadata.xml")
_FOREIGN = ("word/embeddings/", "word/activex/", "word/afchunk")


def fill_in(template: bytes, values: Mapping[str, Value]) -> bytes:
    """Checked, then rendered. Refuses with what is wrong, and where."""
    say = Words("vi")
    _refuse_dangerous(open_package(template))
    document = _opened(template)
    refuse_harmful(document.part.package)
    check_template(say, document)
    filled = _Template(io.BytesIO(template))
    file = io.BytesIO()
    try:
        filled.render({name: _drawn(filled, value) for name, value in values.items()}, _environment())
        _forget_attached_templates(filled.docx)
        refuse_harmful(filled.docx.part.package)  # once more: a placeholder may have become part of a field
        filled.save(file)
    except Refusal:
        raise
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise Refusal("template.broken_structure") from error
    except Exception as error:  # docxtpl stumbles over what it does not expect, in many ways
        raise Refusal("template.cannot_render") from error
    if file.tell() > MAX_RESULT_BYTES:
        raise Refusal("template.too_large_result", limit_mb=MAX_RESULT_BYTES // 1024**2)
    return without_times(file.getvalue())


def _opened(template: bytes) -> Document:
    try:
        return docx.Document(io.BytesIO(template))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise Refusal("template.not_word") from error


def _refuse_dangerous(package: zipfile.ZipFile) -> None:
    names = [name.lower() for name in package.namelist()]
    if any(name.endswith(_MACROS) for name in names):
        raise Refusal("template.macros")
    if any(name.startswith(_FOREIGN) for name in names):
        raise Refusal("template.embedded")


def _environment() -> Environment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests.clear()
    return environment


@dataclass(frozen=True, slots=True)
class _Picture:
    """A chart where it stands in the text: the run is ended for it, and another one begun."""

    template: DocxTemplate
    chart: Chart

    def __html__(self) -> str:
        part, width = self.template.current_rendering_part, Cm(self.chart.width_cm)
        inline = part.new_pic_inline(io.BytesIO(self.chart.png), width)
        inline.docPr.set("title", self.chart.title)
        inline.docPr.set("descr", self.chart.description)
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def _drawn(template: DocxTemplate, value: Value) -> Any:
    match value:
        case Chart():
            return _Picture(template, value)
        case Mapping():
            return {name: _drawn(template, inner) for name, inner in value.items()}
        case str() | int():
            return value
    return [_drawn(template, inner) for inner in value]


class _Template(DocxTemplate):  # type: ignore[misc]
    def render_xml_part(self, src_xml: str, part: Part, context: Mapping[str, Any], jinja_env: Environment) -> str:
        _refuse_unknown(jinja_env, src_xml)
        return str(super().render_xml_part(src_xml, part, context, jinja_env))

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False))  # docxtpl itself mends silently
        body = super().fix_tables(xml)
        _complete(body)
        return body

    def render_properties(self, context: Mapping[str, Any], jinja_env: Environment) -> None:
        plain_text = jinja_env.overlay(autoescape=False)
        properties = self.docx.core_properties
        for name in PROPERTIES:
            source = getattr(properties, name)
            _refuse_unknown(plain_text, source)
            text = clean(plain_text.from_string(source).render(context))
            setattr(properties, name, shorten(text, _PROPERTY))
        properties.category = MARK

    def render_footnotes(self, context: Mapping[str, Any], jinja_env: Environment) -> None:
        super().render_footnotes(context, jinja_env)
        for part in self.docx.part.package.parts:
            if part.partname.endswith("/footnotes.xml"):
                parse_xml(part.blob)


def _refuse_unknown(environment: Environment, source: str) -> None:
    """Also what is hidden from the tags, in an attribute or between two of them."""
    parsed = environment.parse(source)
    for node in (parsed, *parsed.find_all(Node)):
        if not isinstance(node, ALLOWED):
            raise Refusal("template.not_allowed_somewhere", what=type(node).__name__)


def _complete(body: Any) -> None:
    """A cell without a paragraph and a table without a row, which Word calls damaged, come of empty lists."""
    for table in list(body.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().replace(table, OxmlElement("w:p"))
    for cell in body.iter(qn("w:tc")):
        if cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


def _forget_attached_templates(document: Document) -> None:
    """Also those of the building blocks kept in the file."""
    for settings in [part for part in document.part.package.iter_parts() if isinstance(part, SettingsPart)]:
        for name in [name for name, rel in settings.rels.items() if rel.reltype.endswith("/attachedTemplate")]:
            del settings.rels[name]
        for element in settings.element.findall(qn("w:attachedTemplate")):
            settings.element.remove(element)
