"""Shares of months as points on a scale; a month without data is a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handlers.making.charts.band import ALARM, DARK, FAINT, INK, PAPER, RIGHT, SMALL, Band, Point
from handlers.making.charts.figures import Share
from handlers.making.charts.months import PLOT_LEFT, places, slot
from handlers.words.formats import percent

TOP, BOTTOM = 66, 178
# Words of the axis nearer than this would touch.
_APART = 30
# The width of a month in which its rate can be written.
_ROOMY = 130


@dataclass(frozen=True, slots=True)
class Scale:
    """From `lowest` to 100 percent: satisfaction is high, from 0 up nobody would see a difference."""

    lowest: int
    target: int

    @classmethod
    def over(cls, shares: Sequence[Share], target: int) -> "Scale":
        lowest = min([100 * share.rate for share in shares if share.rate is not None] + [float(target)])
        return cls(max(0, int(lowest - 15) // 10 * 10), target)

    def y(self, hundredths: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (hundredths - self.lowest) / (100 - self.lowest)

    def meets(self, share: Share) -> bool:
        return share.part * 100 >= self.target * share.whole


def draw_plot(band: Band, shares: Sequence[Share], scale: Scale) -> None:
    _axis(band, scale)
    points = {
        number: (x, scale.y(100 * share.rate))
        for number, (x, share) in enumerate(zip(places(len(shares)), shares, strict=True))
        if share.rate is not None
    }
    for one, other in pairwise(points):
        if other == one + 1:
            band.draw.line((*points[one], *points[other]), DARK, 5)
    for number, point in points.items():
        mark(band, point, met=scale.meets(shares[number]))
    _label(band, {points[number]: shares[number] for number in points}, scale, slot(len(shares)))


def mark(band: Band, at: Point, *, met: bool) -> None:
    """A full disc or an empty diamond: told apart without colour."""
    x, y = at
    if met:
        band.draw.ellipse((x - 9, y - 9, x + 9, y + 9), DARK)
        return
    for size, fill in ((15, ALARM), (8, PAPER)):
        band.draw.polygon([(x - size, y), (x, y - size), (x + size, y), (x, y + size)], fill)


def _axis(band: Band, scale: Scale) -> None:
    target = scale.y(scale.target)
    for hundredths, colour in ((100, FAINT), (scale.lowest, INK)):
        y = scale.y(hundredths)
        band.draw.line((PLOT_LEFT, y, RIGHT, y), colour, 2)
        if abs(y - target) >= _APART:
            band.text((PLOT_LEFT - 12, y), f"{hundredths}%", SMALL, anchor="rm")
    band.dashes(PLOT_LEFT, RIGHT, target)
    band.text((PLOT_LEFT - 12, target), f"{scale.target}%", SMALL, anchor="rm")


def _label(band: Band, points: dict[Point, Share], scale: Scale, width: float) -> None:
    """Every month where there is room, else those that miss the target, or the lowest; the lowest come first."""
    rising = sorted(points, key=lambda point: -point[1])
    missed = [point for point in rising if not scale.meets(points[point])]
    taken: list[tuple[float, float]] = []
    for x, y in rising if width >= _ROOMY else missed or rising[:1]:
        share = points[x, y]
        text = percent(share.part, share.whole) or ""
        half = SMALL.getlength(text) / 2 + 4
        middle = (min(max(x, PLOT_LEFT + half), RIGHT - half), y + 32 if y + 50 < BOTTOM else y - 32)
        left, right = middle[0] - half, middle[0] + half
        free = all(right <= other or left >= end for other, end in taken)
        if free and not any(_hides(middle, half, point) for point in points):
            taken.append((left, right))
            band.plate(middle, text, SMALL, PAPER)


def _hides(middle: Point, half: float, point: Point) -> bool:
    return abs(point[0] - middle[0]) < half + 16 and abs(point[1] - middle[1]) < 31
