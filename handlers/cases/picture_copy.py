"""A citizen's picture without what the camera wrote into it: where, when and with which device it was taken
(docs/decisions/pictures-without-metadata.md)."""

from io import BytesIO

from PIL import Image, ImageOps

from storage.refusals import Refusal

LONGEST_SIDE = 2048
MEDIA_TYPE = "image/jpeg"
MAX_PIXELS = 50_000_000  # as many bytes of memory four times over, for a moment
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 85


def bare_copy(content: bytes) -> bytes:
    """As JPEG, upright, with sides of at most `LONGEST_SIDE`. Refuses with `case.no_picture` what is none."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            return _copied(image)
    except Exception:  # whatever a decoder stumbles over
        raise Refusal("case.no_picture") from None


def _copied(image: Image.Image) -> bytes:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # of a JPEG no more is decoded than is needed
    if image.width * image.height > MAX_PIXELS:
        raise ValueError("too many pixels")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    opaque = Image.new("RGB", upright.size, "white")
    opaque.paste(upright, mask=upright)
    copy = BytesIO()
    opaque.save(copy, "JPEG", quality=_QUALITY)
    return copy.getvalue()
