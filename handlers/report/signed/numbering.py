"""Number, day and signer are put where the report has room for them: in the letterhead, wherever a layout names them,
and below the text."""

import io
import re
import zipfile
from datetime import date

from handlers.making.archive import without_times
from handlers.making.documents.elements import BLANK
from handlers.making.documents.head import date_words
from handlers.making.documents.model import Head
from handlers.report.signed.signature import has_room, signed_by
from handlers.report.signed.signers import Signer
from handlers.words.catalogue import Words

_TEXT = re.compile(r"(?<=>)[^<>]*\u00a0[^<>]*(?=</w:t>)")
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
DOCUMENT = "word/document.xml"
NUMBER_ROOM = BLANK * 8
_BLANKS = f"{BLANK}{{3,}}"


def numbered(content: bytes, number: str, on: date, signer: Signer) -> bytes:
    """The same .docx with number, day and who signs it; as it is where it has no room for them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for info in package.infolist():
            data = package.read(info)
            if _PARTS.fullmatch(info.filename):
                data = _filled(data.decode(), number, on).encode()
            if signer and info.filename == DOCUMENT and has_room(data):
                data = signed_by(data, signer)
            written.writestr(info.filename, data)
    return without_times(made.getvalue())


def _filled(xml: str, number: str, on: date) -> str:
    words = date_words(Head("", "", "", day=on))
    room = Words("vi")("document.date", day=_BLANKS, month=_BLANKS, year=f"(?:\\d{{4}}|{_BLANKS})")
    any_year = re.compile(room)

    def fill(found: re.Match[str]) -> str:
        return any_year.sub(words, found[0]).replace(NUMBER_ROOM, number)

    return _TEXT.sub(fill, xml)


def has_room_for_signer(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return has_room(package.read(DOCUMENT))
