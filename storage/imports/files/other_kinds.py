"""Files that cannot be read as they are: each is refused with what to save it as. Its content says what it is."""

import re
import zipfile
from pathlib import PurePath

from storage.ground.own_documents import is_own
from storage.ground.refusals import Refusal

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = {b"\xff\xd8\xff": "JPG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"BM": "BMP", b"II*\x00": "TIFF"}
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "GZ"}
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|table|meta|style|\?xml|\w+:?workbook)", re.IGNORECASE)
_BY_MIME_TYPE = {"spreadsheet": ("ODS", ".xlsx"), "text": ("ODT", ".docx")}
_WORD, _EXCEL = ".docx", ".xlsx"


def extension(name: str, otherwise: str = "?") -> str:
    return PurePath(name).suffix.lstrip(".").upper()[:10] or otherwise


def _save_as(kind: str, target: str) -> Refusal:
    return Refusal("file.save_as_word" if target == _WORD else "file.save_as_excel", kind=kind)


def is_word(package: zipfile.ZipFile) -> bool:
    return "word/document.xml" in package.namelist()


def refuse_other_kind(data: bytes, name: str) -> None:
    """Looks at a file that is no package. Refuses with `file.pdf`, `file.picture`, `file.archive`, `file.encrypted`,
    and with `file.save_as_word` or `file.save_as_excel` a format from which another program can save one that is
    read."""
    if data.startswith(_OLD_OFFICE):
        raise _old_office(data, name)
    if data.startswith(b"%PDF"):
        raise Refusal("file.pdf")
    if data.startswith(b"{\\rtf"):
        raise _save_as("RTF", _WORD)
    for magic, kind in _PICTURES.items():
        if data.startswith(magic):
            raise Refusal("file.picture", kind=kind)
    for magic, kind in _ARCHIVES.items():
        if data.startswith(magic):
            raise Refusal("file.archive", kind=kind)
    # Many programs write a web page and call it .xls.
    if _MARKUP.match(data[:4000].removeprefix(b"\xef\xbb\xbf")) or _is_web_archive(data):
        raise _save_as("HTML" if b"workbook" not in data[:4000].lower() else "XML", _EXCEL)


def _is_web_archive(data: bytes) -> bool:
    return data[:200].lower().startswith(b"mime-version:") and b"multipart/related" in data[:2000].lower()


def _old_office(data: bytes, name: str) -> Refusal:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refusal("file.encrypted")
    is_text = "WordDocument".encode("utf-16-le") in data or extension(name) in ("DOC", "DOT")
    kind = extension(name, "DOC" if is_text else "XLS")
    return _save_as(kind, _WORD if is_text else _EXCEL)


def refuse_other_package(package: zipfile.ZipFile, name: str) -> None:
    """Looks at a package that is neither .docx nor .xlsx. Refuses with `file.archive`, `file.save_as_word` or
    `file.save_as_excel`, and with `file.own_document` a file that the bot itself wrote."""
    parts = set(package.namelist())
    if "mimetype" in parts and "content.xml" in parts:
        mime_type = package.open("mimetype").read(200).decode("ascii", "replace")
        kind, target = _BY_MIME_TYPE.get(mime_type.rpartition(".")[2], (extension(name), _EXCEL))
        raise _save_as(kind, target)
    if "xl/workbook.bin" in parts:
        raise _save_as("XLSB", _EXCEL)
    if not parts & {"word/document.xml", "xl/workbook.xml"}:
        raise Refusal("file.archive", kind=extension(name, "ZIP"))
    if is_word(package) and any(part.endswith("vbaProject.bin") for part in parts):
        raise _save_as("DOCM", _WORD)
    if is_own(package):
        raise Refusal("file.own_document")
