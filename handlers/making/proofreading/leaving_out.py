"""A finished .docx without the sentences in which something false was found."""

import io
import zipfile
from collections.abc import Collection, Sequence
from typing import Any

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from handlers.making.archive import without_times
from handlers.making.proofreading.faults import Fault, Kind
from handlers.making.proofreading.lines import PARTS, SAFE, text_of


def without(content: bytes, faults: Sequence[Fault]) -> bytes:
    """In a table the cell is emptied, and its row stays."""
    texts = {fault.found if fault.kind is Kind.ROW else fault.sentence for fault in faults}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            part = package.read(name)
            made.writestr(name, _without(part, texts) if PARTS.fullmatch(name) else part)
    return without_times(file.getvalue())


def _without(part: bytes, texts: Collection[str]) -> bytes:
    root = etree.fromstring(part, SAFE)
    for paragraph in list(root.iter(qn("w:p"))):
        text = text_of(paragraph)
        if any(line.strip() in texts for line in (text, *text.split("\n"))):
            _remove(paragraph)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _remove(paragraph: Any) -> None:
    """A cell and a section need their last paragraph."""
    is_needed = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    if is_needed or paragraph.getparent().tag == qn("w:tc"):
        for piece in [one for one in paragraph if one.tag != qn("w:pPr")]:
            paragraph.remove(piece)
    else:
        paragraph.getparent().remove(paragraph)
