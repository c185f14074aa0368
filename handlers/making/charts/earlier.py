"""Below a chart: what the periods had that this one is compared with."""

from collections.abc import Sequence

from handlers.making.charts.band import BODY, INNER, MARGIN, RIGHT, Band
from handlers.making.charts.figures import Before
from handlers.making.charts.lettering import fit
from handlers.words.catalogue import Words

_ROW = 48


def earlier_rows(say: Words, before: Sequence[Before], key: str) -> list[Band]:
    """`key`: how a period is named beside this chart's figure. One of which nothing is known has no row."""
    return [_row(say(key, name=one.name), one.share.words(say)) for one in before if one.share.whole]


def _row(name: str, words: str) -> Band:
    band = Band(_ROW)
    band.text((RIGHT, _ROW / 2), words, anchor="rm")
    band.text((MARGIN, _ROW / 2), fit(name, INNER - BODY.getlength(words) - 30, BODY))
    return band
