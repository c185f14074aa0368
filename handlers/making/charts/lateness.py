"""Late dossiers: one row for each month, with its figures in full."""

from handlers.making.charts.band import ALARM, BODY, FAINT, INK, MARGIN, RIGHT, STRONG, Band, heading, png, sentence
from handlers.making.charts.earlier import earlier_rows
from handlers.making.charts.figures import Lateness, Share, sum_of
from handlers.making.charts.months import MOST_MONTHS, not_all_months
from handlers.words.catalogue import Words

_ROW = 54
_BAR = MARGIN + 150
_GAP = 14


def lateness_chart(say: Words, figures: Lateness) -> bytes:
    total = sum_of(figures.late)
    bands = [heading(say("drawn_chart.late"), figures.subtitle)]
    if not total.whole:
        return png([*bands, sentence(say("drawn_chart.nothing_received"))])
    months = list(zip(figures.months, figures.late, strict=True))[-MOST_MONTHS:]
    highest = max(share.rate or 0 for _, share in months)
    # The longest words must find room beside the longest bar.
    room = RIGHT - _BAR - _GAP - max(BODY.getlength(_words(say, share)) for _, share in months)
    for month, share in months:
        length = room * (share.rate or 0) / highest if highest else 0
        bands.append(_row(f"{month.month:02}/{month.year}", length, _words(say, share)))
    bands += [
        _total(say, total),
        *earlier_rows(say, figures.before, "drawn_chart.before"),
        sentence(say("drawn_chart.late_of_received")),
        *not_all_months(say, len(figures.months)),
    ]
    return png(bands)


def _words(say: Words, share: Share) -> str:
    return share.words(say) if share.whole else say("drawn_chart.none_received")


def _row(month: str, length: float, words: str) -> Band:
    band = Band(_ROW)
    band.text((MARGIN, _ROW / 2), month)
    band.draw.line((_BAR, 0, _BAR, _ROW), FAINT, 3)
    if length:
        # However few, late ones are seen.
        length = max(length, 4)
        band.draw.rectangle((_BAR, 8, _BAR + length, _ROW - 9), ALARM)
    band.text((_BAR + length + _GAP, _ROW / 2), words)
    return band


def _total(say: Words, total: Share) -> Band:
    band = Band(72)
    band.draw.line((MARGIN, 10, RIGHT, 10), INK, 3)
    band.text((MARGIN, 44), say("drawn_chart.whole_period"), STRONG)
    band.text((_BAR + _GAP, 44), total.words(say), STRONG)
    return band
