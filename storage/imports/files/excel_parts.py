"""The parts of a workbook, in pieces: sheets, texts, and of each sheet what stands before and after its rows."""

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree  # type: ignore[import-untyped]

from storage.ground.refusals import Refusal
from storage.imports.files.excel_styles import is_on
from storage.imports.files.package import read_part

_CHUNK = 256 * 1024
_LONGEST_PIECE = 16 * 1024 * 1024
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ROWS_BEGIN = re.compile(rb"<(?:\w+:)?sheetData(?:\s[^>]*)?(?:/>|>)")
_ROWS_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_PLAIN_TEXT = re.compile(r"\s*<si>\s*<t(?:\s[^>]*)?>([^<]*)</t>\s*", re.DOTALL)
# Stands for a run that was struck out, until it is counted.
STRUCK = "\ue000"
_REFERENCES = re.compile(r"(&#\w{1,8};|&\w{1,8};)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    path: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet without its rows. `is_plain`: its rows can be read as the text they are."""

    root: "etree._Element"
    is_plain: bool


def parse(xml: bytes) -> "etree._Element":
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def sheets(package: zipfile.ZipFile, workbook: "etree._Element") -> Iterator[Sheet]:
    """In the workbook's order. Refuses as `read_part` does."""
    relations = parse(read_part(package, "xl/_rels/workbook.xml.rels"))
    targets = {
        relation.get("Id"): relation.get("Target") or ""
        for relation in relations
        if (relation.get("Type") or "").endswith("/worksheet")
    }
    names = set(package.namelist())
    for sheet in workbook.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION_ID) or sheet.get(_STRICT_RELATION_ID)) or ""
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if path in names:
            yield Sheet(sheet.get("name") or "", path, (sheet.get("state") or "visible") != "visible")


def chunks(package: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    with package.open(path) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def pieces(package: zipfile.ZipFile, path: str, end: bytes) -> Iterator[bytes]:
    """The part cut after each `end`, which is left away; the last piece is what follows the last one. Refuses with
    `file.broken` a piece that is too long."""
    waiting = b""
    for chunk in chunks(package, path):
        *whole, waiting = (waiting + chunk).split(end)
        yield from whole
        if len(waiting) > _LONGEST_PIECE:
            raise Refusal("file.broken")
    yield waiting


def frame(package: zipfile.ZipFile, path: str) -> Frame:
    """Goes through the whole sheet once without keeping its rows, because merged cells are named below them. Refuses
    with `file.broken` where what stands around the rows is too long to be parsed."""
    head, tail, window, began = b"", b"", b"", False
    for chunk in chunks(package, path):
        if tail:
            tail += chunk
        elif not began:
            head += chunk
            if match := _ROWS_BEGIN.search(head):
                head, window, began = head[: match.end()], head[match.end() :], True
                if head.endswith(b"/>"):
                    head, tail, window = head[:-2] + b">", b"</" + _name(match.group()) + b">" + window, b""
        else:
            window = window[-32:] + chunk
        if window and (match := _ROWS_END.search(window)):
            tail, window = window[match.start() :], b""
        if max(len(head) if not began else 0, len(tail)) > _LONGEST_PIECE:
            raise Refusal("file.broken")
    is_plain = head.endswith(b">") and b"<sheetData" in head[-200:] and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return Frame(parse(head + tail), is_plain and b"<!ENTITY" not in head)


def _name(tag: bytes) -> bytes:
    return tag.strip(b"</>").split()[0]


def shared_texts(package: zipfile.ZipFile) -> list[str]:
    """By their index in the cells. Refuses as `pieces` does."""
    path = "xl/sharedStrings.xml"
    if path not in package.namelist():
        return []
    start = package.open(path).read(2048)
    if b"<sst" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!" in start:
        return [rich_text(element) for element in parse(read_part(package, path)).iterfind("{*}si")]
    first, *_ = re.split(rb"(?=<si[ >/])", start, maxsplit=1)
    found: list[str] = []
    for number, piece in enumerate(pieces(package, path, b"</si>")):
        text = (piece[len(first) :] if not number else piece).decode()
        match = _PLAIN_TEXT.fullmatch(text)
        if match:
            found.append(unescape(match.group(1)))
        elif "<si" in text:
            found += [rich_text(element) for element in parse(f"<sst>{text}</si></sst>".encode())]
    return found


def unescape(text: str) -> str:
    return _unescaped(text) if "&" in text or "_x" in text else text


@lru_cache(maxsize=8192)
def _unescaped(text: str) -> str:
    text = "".join(map(_letter, _REFERENCES.split(text))) if "&" in text else text
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


@lru_cache(maxsize=8192)
def _letter(piece: str) -> str:
    return html.unescape(piece)


def rich_text(element: "etree._Element") -> str:
    """Runs that are struck out leave only their mark; readings (phonetic runs) nothing."""
    texts: list[str] = []
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "t":
            texts.append(child.text or "")
        elif name == "r" and is_on(child.find("{*}rPr/{*}strike")):
            texts.append(STRUCK)
        elif name == "r":
            texts += [text.text or "" for text in child.iterfind("{*}t")]
    return unescape("".join(texts))
