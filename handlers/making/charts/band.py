"""A chart is a stack of bands, each of the full width and as high as it needs to be."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

from handlers.making.charts.lettering import font, wrap

# A phone shows it at about 390: 30 here is 11 there, and 12.6 points at 16 cm in a document.
WIDTH = 1080
MARGIN = 36
RIGHT = WIDTH - MARGIN
INNER = WIDTH - 2 * MARGIN

INK = "#1a1a1a"
FAINT = "#b8b8b8"
PAPER = "#ffffff"
DARK = "#1d6b5a"
ALARM = "#a3201a"
STRIPE = "#3f7fc4"

SMALL = font(28)
BODY = font(30)
STRONG = font(30, bold=True)
_TITLE = font(42, bold=True)

Point = tuple[float, float]


class Band:
    def __init__(self, height: int) -> None:
        self.image = Image.new("RGB", (WIDTH, height), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def text(
        self, at: Point, text: str, face: ImageFont.FreeTypeFont = BODY, *, anchor: str = "lm", fill: str = INK
    ) -> None:
        self.draw.text(at, text, fill, face, anchor)

    def plate(self, middle: Point, text: str, face: ImageFont.FreeTypeFont, ground: str, fill: str = INK) -> None:
        """Text on a ground of its own: across lines and stripes it cannot be read."""
        (x, y), half = middle, face.getlength(text) / 2 + 4
        self.draw.rectangle((x - half, y - 16, x + half, y + 16), ground)
        self.text(middle, text, face, anchor="mm", fill=fill)

    def dashes(self, left: float, right: float, y: float) -> None:
        for x in range(int(left), int(right), 22):
            self.draw.line((x, y, min(x + 12, right), y), INK, 3)


def heading(title: str, subtitle: str) -> Band:
    titles, subtitles = wrap(title, INNER, _TITLE, 2), wrap(subtitle, INNER, BODY, 2)
    band = Band(44 + 54 * len(titles) + 42 * len(subtitles))
    y = 46
    for line in titles:
        band.text((MARGIN, y), line, _TITLE)
        y += 54
    for line in subtitles:
        band.text((MARGIN, y), line)
        y += 42
    return band


def sentence(text: str) -> Band:
    lines = wrap(text, INNER, BODY, 4)
    band = Band(20 + 42 * len(lines))
    for number, line in enumerate(lines):
        band.text((MARGIN, 30 + 42 * number), line)
    return band


def png(bands: Sequence[Band]) -> bytes:
    foot = 24
    picture = Image.new("RGB", (WIDTH, sum(band.image.height for band in bands) + foot), PAPER)
    y = 0
    for band in bands:
        picture.paste(band.image, (0, y))
        y += band.image.height
    written = BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


@cache
def _palette() -> Image.Image:
    """The few colours, each in shades against the paper: a third of the size, and sooner written than millions."""
    values = list(ImageColor.getrgb(PAPER))
    for colour in (INK, FAINT, DARK, ALARM, STRIPE):
        for sixths in range(6):
            values += [value + (255 - value) * sixths // 6 for value in ImageColor.getrgb(colour)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(values)
    return palette
