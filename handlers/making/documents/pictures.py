"""Pictures, and the page they stand on."""

import io
from dataclasses import dataclass

from docx.parts.document import DocumentPart
from docx.shared import Cm

from handlers.making.documents.elements import Element, element
from handlers.making.documents.model import Picture
from handlers.making.plain_text import plain


@dataclass(frozen=True, slots=True)
class Page:
    """`part` holds the pictures of the document; `width` is that of the text, in twips."""

    part: DocumentPart
    width: int


def inline_picture(picture: Picture, page: Page) -> Element:
    """The same picture twice is stored once."""
    inline = page.part.new_pic_inline(io.BytesIO(picture.png), width=Cm(picture.width_cm))
    inline.docPr.set("descr", plain(picture.description))
    return element("drawing", inline)
