"""Number and day are put where the report has room for them: in the letterhead, and wherever a layout names them."""

import io
import re
import zipfile
from datetime import date

from handlers.making.archive import without_times
from handlers.making.documents.elements import BLANK
from handlers.making.documents.head import date_words
from handlers.making.documents.model import Head
from handlers.words.catalogue import Words

_TEXT = re.compile(r"(?<=>)[^<>]*\u00a0[^<>]*(?=</w:t>)")
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
NUMBER_ROOM = BLANK * 8
_MONTH = BLANK * 6


def numbered(content: bytes, number: str, on: date) -> bytes:
    """The same .docx with number and day; as it is where it has no room for them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for info in package.infolist():
            data = package.read(info)
            if _PARTS.fullmatch(info.filename):
                data = _filled(data.decode(), number, on).encode()
            written.writestr(info.filename, data)
    return without_times(made.getvalue())


def _filled(xml: str, number: str, on: date) -> str:
    words = date_words(Head("", "", "", day=on))
    room = Words("vi")("document.date", day=_MONTH, month=_MONTH, year=on.year)
    any_year = re.compile(re.escape(room).replace(str(on.year), r"(?:\d{4}|\u00a0{6})"))

    def fill(found: re.Match[str]) -> str:
        return any_year.sub(words, found[0]).replace(NUMBER_ROOM, number)

    return _TEXT.sub(fill, xml)
