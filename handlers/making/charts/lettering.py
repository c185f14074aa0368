"""Text in the bundled font: measured, shortened, wrapped.

The font is Noto Sans (fonts/OFL.txt), cut down to Latin and Vietnamese; see docs/decisions/pictures-by-pillow.md.
"""

from bisect import bisect_right
from functools import cache
from pathlib import Path

from PIL import ImageFont

from storage.ground.text import clean, shorten

FONTS = Path(__file__).parent / "fonts"
# Nobody reads more of a name in a picture, and measuring takes time.
_LONGEST = 300


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    # The basic layout is in every build of Pillow; it needs composed letters, which `plain` gives.
    path = FONTS / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def plain(text: str) -> str:
    return shorten(clean(text), _LONGEST)


def fit(text: str, width: float, face: ImageFont.FreeTypeFont) -> str:
    """`text`, or as much of its beginning as is at most `width` wide, with an ellipsis."""
    if face.getlength(text) <= width:
        return text
    cut = text[: _fitting(text, width - face.getlength("…"), face)]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > len(cut) // 2 else cut).rstrip(" ,;.") + "…"


def wrap(text: str, width: float, face: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """At most `most` lines, broken between words where possible; the last one is shortened."""
    lines: list[str] = []
    rest = plain(text)
    while len(lines) < most - 1 and face.getlength(rest) > width:
        end = _fitting(rest, width, face)
        end = rest.rfind(" ", 0, end + 1) if " " in rest[: end + 1] else max(end, 1)
        lines.append(rest[:end])
        rest = rest[end:].lstrip()
    return [*lines, fit(rest, width, face)]


def _fitting(text: str, width: float, face: ImageFont.FreeTypeFont) -> int:
    """How many of its first letters are together at most `width` wide."""
    return bisect_right(range(1, len(text) + 1), width, key=lambda count: face.getlength(text[:count]))
