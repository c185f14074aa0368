"""Who signs, put where a document has the signature: in the paragraphs that the decree's layout has for that."""

from collections.abc import Sequence
from copy import deepcopy

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from handlers.making.documents.elements import Element, run
from handlers.report.signed.signers import Signer

_AUTHORITY, _NAME = "Authority", "SignedBy"


def has_room(document: bytes) -> bool:
    """Of the XML of a document's text."""
    return all(f'"{style}"'.encode() in document for style in (_AUTHORITY, _NAME))


def signed_by(document: bytes, signer: Signer) -> bytes:
    """The XML of a document's text, with who signs it."""
    root = parse_xml(document)
    if signer.lines:
        _say(_styled(root, _AUTHORITY), signer.lines)
    if signer.name:
        _say(_styled(root, _NAME), [signer.name])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _styled(root: Element, style: str) -> list[Element]:
    return [
        paragraph
        for paragraph in root.iter(qn("w:p"))
        if any(found.get(qn("w:val")) == style for found in paragraph.iter(qn("w:pStyle")))
    ]


def _say(paragraphs: Sequence[Element], lines: Sequence[str]) -> None:
    """In the place of the first; the others go."""
    first, *others = paragraphs
    for other in others:
        other.getparent().remove(other)
    for line in reversed(lines[1:]):
        following = deepcopy(first)
        _write(following, line)
        first.addnext(following)
    _write(first, lines[0])


def _write(paragraph: Element, line: str) -> None:
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)
    paragraph.append(run(line))
