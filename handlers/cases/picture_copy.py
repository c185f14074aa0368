"""A citizen's picture without what the camera wrote into it: where, when and with which device it was taken
(docs/decisions/pictures-without-metadata.md)."""

from io import BytesIO
from typing import TYPE_CHECKING

from storage.ground.refusals import Refusal

if TYPE_CHECKING:  # loaded in the process apart only
    from PIL.Image import Image

LONGEST_SIDE = 2048
MEDIA_TYPE = "image/jpeg"
LOADED_APART = ("PIL.ImageOps", "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.WebPImagePlugin")
MAX_MEGAPIXELS = 25  # what telephones take as they come; a WebP of that size needs 17 bytes a pixel
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 85


def bare_copy(content: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """As JPEG, upright, with sides of at most `longest`. Refuses with `case.no_picture` what is none, with
    `case.picture_too_large` before anything is decoded, and with `case.picture_broken`."""
    from PIL import Image

    try:
        image = Image.open(BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except Exception:  # whatever a decoder stumbles over
        raise Refusal("case.no_picture") from None
    with image:
        if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
            raise _too_large()
        try:
            return _copied(image, longest)
        except Exception:
            raise Refusal("case.picture_broken") from None


def _too_large() -> Refusal:
    return Refusal("case.picture_too_large", limit=MAX_MEGAPIXELS)


def _copied(image: "Image", longest: int) -> bytes:
    from PIL import Image, ImageOps

    image.draft("RGB", (longest, longest))  # of a JPEG no more is decoded than is needed
    image.thumbnail((longest, longest))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    opaque = Image.new("RGB", upright.size, "white")
    opaque.paste(upright, mask=upright)
    copy = BytesIO()
    opaque.save(copy, "JPEG", quality=_QUALITY)
    return copy.getvalue()
