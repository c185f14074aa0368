"""The drawn lines under the motto, the agency and the subject."""

from handlers.making.documents.elements import TWIPS_PER_POINT, Element, paragraph

# Mean widths of the bold letters of Times New Roman, in ems.
_CAPITAL, _SMALL, _SPACE, _OTHER = 0.71, 0.5, 0.25, 0.4


def text_width(text: str, points: float) -> float:
    """About how wide a bold line is, in twips; within a few percent for Vietnamese."""
    return sum(map(_ems, text)) * points * TWIPS_PER_POINT


def _ems(letter: str) -> float:
    if letter.isspace():
        return _SPACE
    if letter.isupper():
        return _CAPITAL
    return _SMALL if letter.isalpha() else _OTHER


def rule(text: str, points: float, available: int, share: float) -> Element:
    """A centred line of `share` of the last line of the text above it."""
    last = text.rpartition("\n")[2]
    length = min(text_width(last, points), available) * share
    return paragraph("Rule", side_indents=max(1, round((available - length) / 2)))
