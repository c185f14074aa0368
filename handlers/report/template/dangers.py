"""What a template must not hold because Word would fetch or run it when the report is opened: links to outside,
embedded things, and all fields but those known to be harmless."""

import re
from collections.abc import Iterator
from typing import Any

from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from storage.ground.refusals import Refusal
from storage.ground.text import shorten

# ECMA-376 part 1, 17.16.5, without what reads another file or database, runs something, or asks the reader.
_HARMLESS_FIELDS = """
= ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BIDIOUTLINE COMMENTS COMPARE CREATEDATE DATE DOCPROPERTY DOCVARIABLE
EDITTIME EQ FILENAME FILESIZE FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM
MERGEFIELD NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES
SEQ SET STYLEREF SUBJECT SYMBOL TC TIME TITLE TOC USERADDRESS USERINITIALS USERNAME XE
"""
HARMLESS_FIELDS = frozenset(_HARMLESS_FIELDS.split())
# By the kind of relation: a part's name may be anything.
_EMBEDDED = frozenset({"afchunk", "control", "oleobject", "package", "subdocument", "activexcontrolbinary"})
_MACROS = frozenset({"vbaproject", "wordvbadata", "attachedtoolbars", "keymapcustomizations"})
_KIND = re.compile(r"\s*(=|[^\s\\\"]*)")
_NESTED = "\x00"  # stands where a field within a field gives its result: it cannot be part of a harmless name
_OTHER_COMPUTER = re.compile(r"(?!file:)[a-z][a-z0-9+.-]+:|(?:file:)?[/\\]{2}(?![/\\])", re.IGNORECASE)
_MERGES_FROM = frozenset({"connectString", "query", "dataSource", "headerSource"})
_SHOWN = 80


def refuse_harmful(package: OpcPackage) -> None:
    """Refuses with `template.macros`, `template.embedded`, `template.links` or `template.field`."""
    for rels in (package.rels, *(part.rels for part in package.iter_parts())):
        for relation in rels.values():
            _refuse_relation(relation)
    for part in package.iter_parts():
        if part.content_type.lower().endswith("xml") or part.partname.lower().endswith(".xml"):
            _refuse_part(part)


def _refuse_relation(relation: Any) -> None:
    """Hyperlinks wait for a click. The path of the Word template that a file was once made with is in many files, and
    is forgotten; an address there is fetched at once."""
    kind = relation.reltype.rpartition("/")[2].lower()
    if kind in _MACROS:
        raise Refusal("template.macros")
    if relation.is_external:
        target = relation.target_ref
        if kind != "hyperlink" and not (kind == "attachedtemplate" and not _OTHER_COMPUTER.match(target)):
            raise Refusal("template.links", target=shorten(target, _SHOWN))
    elif kind in _EMBEDDED:
        raise Refusal("template.embedded")


def _refuse_part(part: Part) -> None:
    try:
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise Refusal("template.not_word") from error
    for instruction in instructions_in(root):
        match = _KIND.match(instruction)
        kind = match.group(1) if match else ""
        if kind.upper() not in HARMLESS_FIELDS:
            shown = shorten(instruction.replace(_NESTED, "…").strip(), _SHOWN)
            raise Refusal("template.field", what=shown, file=part.partname.rpartition("/")[2])
    for address in _fetched(root):
        raise Refusal("template.links", target=shorten(address, _SHOWN))


def instructions_in(root: Any) -> Iterator[str]:
    """Of every field, however it is cut into runs, in any name space of the XML, those marked as deleted too."""
    opened: list[_Field] = []
    for element in root.iter(etree.Element):
        name, text = etree.QName(element).localname, element.text or ""
        if name == "fldSimple":
            yield _attribute(element, "instr")
        elif name in ("instrText", "delInstrText"):
            if opened:
                opened[-1].add(text)
            else:
                yield text
        elif name in ("t", "delText") and opened:
            opened[-1].add(text)
        elif name == "fldChar":
            yield from _turned(opened, _attribute(element, "fldCharType"))
    yield from (field.instruction for field in opened)


class _Field:
    def __init__(self) -> None:
        self.instruction = ""
        self.is_open = True  # until its result begins

    def add(self, text: str) -> None:
        if self.is_open:
            self.instruction += text


def _turned(opened: list[_Field], turn: str) -> Iterator[str]:
    if turn == "begin":
        if opened:
            opened[-1].add(_NESTED)
        opened.append(_Field())
    elif opened and turn == "separate":
        opened[-1].is_open = False
    elif opened and turn == "end":
        yield opened.pop().instruction


def _attribute(element: Any, wanted: str) -> str:
    return next((value for name, value in element.attrib.items() if etree.QName(name).localname == wanted), "")


def _fetched(root: Any) -> Iterator[str]:
    """Addresses that stand in the text instead of the relations: of the drawings of old (VML), and of a mail merge."""
    for element in root.iter("{urn:schemas-microsoft-com:vml}*"):
        for name in ("src", "althref"):
            if _OTHER_COMPUTER.match(value := _attribute(element, name)):
                yield value
    for element in root.iter(qn("w:mailMerge")):
        if any(etree.QName(child).localname in _MERGES_FROM for child in element.iterchildren(etree.Element)):
            yield "mail merge"
