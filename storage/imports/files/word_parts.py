"""The parts of a Word document, also of one that was saved as "Strict Open XML"."""

import zipfile

from lxml import etree  # type: ignore[import-untyped]

from storage.ground.refusals import Refusal
from storage.imports.files.package import read_part
from storage.imports.files.tables import MAX_ROWS, MAX_TAGS

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def part(package: zipfile.ZipFile, name: str) -> "etree._Element | None":
    """None where the package has no such part. Refuses as `parse` and `read_part` do."""
    return parse(read_part(package, name)) if name in package.namelist() else None


def parse(xml: bytes) -> "etree._Element":
    """Resolves no entities and opens no address. Refuses with `file.too_many_rows` more rows than are read."""
    return etree.fromstring(
        _bounded(xml.replace(_STRICT, _TRANSITIONAL)), etree.XMLParser(resolve_entities=False, no_network=True)
    )


def _bounded(xml: bytes) -> bytes:
    """A tree of many millions of empty elements takes gigabytes, though its file is small."""
    if xml.count(b"<") > MAX_TAGS:
        raise Refusal("file.too_many_rows", limit=MAX_ROWS)
    return xml
