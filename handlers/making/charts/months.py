"""Months as the charts count and name them."""

from collections.abc import Sequence
from datetime import date

from handlers.making.charts.band import MARGIN, RIGHT, SMALL, Band, sentence
from handlers.words.catalogue import Words
from handlers.words.formats import integer

# More cannot be told apart on a phone, nor do their rows fit on a page.
MOST_MONTHS = 24

PLOT_LEFT = MARGIN + 104


def not_all_months(say: Words, count: int) -> list[Band]:
    return [sentence(say("drawn_chart.last_months", count=integer(MOST_MONTHS)))] if count > MOST_MONTHS else []


def slot(count: int) -> float:
    """The width of one of `count` months in a plot."""
    return (RIGHT - PLOT_LEFT) / count


def places(count: int) -> list[float]:
    return [PLOT_LEFT + slot(count) * (number + 0.5) for number in range(count)]


def years(months: Sequence[date]) -> Band:
    """The year below its first month, if the next year leaves room for it."""
    band = Band(40)
    following = float(RIGHT) + SMALL.size
    for number, x in reversed(list(enumerate(places(len(months))))):
        text = str(months[number].year)
        half = SMALL.getlength(text) / 2
        first = number == 0 or months[number - 1].year != months[number].year
        if first and x + half < following - 8:
            band.text((x, 18), text, SMALL, anchor="mm")
            following = x - half
    return band
