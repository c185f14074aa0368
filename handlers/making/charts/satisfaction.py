"""Satisfaction by month: one small plot for each channel, all on one scale, with the target as a dashed line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.making.charts.band import BODY, INNER, MARGIN, RIGHT, SMALL, STRONG, Band, heading, png, sentence
from handlers.making.charts.earlier import earlier_rows
from handlers.making.charts.figures import Channel, Satisfaction, sum_of
from handlers.making.charts.lettering import fit, plain
from handlers.making.charts.months import MOST_MONTHS, not_all_months, places, years
from handlers.making.charts.plot import BOTTOM, Scale, draw_plot, mark
from handlers.words.catalogue import Words
from handlers.words.formats import integer

_MOST_CHANNELS = 8


def satisfaction_chart(say: Words, figures: Satisfaction) -> bytes:
    bands = [heading(say("drawn_chart.satisfaction"), figures.subtitle)]
    channels = [channel for channel in figures.channels if channel.total.whole]
    if not channels:
        return png([*bands, sentence(say("drawn_chart.nobody_rated"))])
    shown = [_last_months(channel) for channel in _with_all(say, channels)[: _MOST_CHANNELS + 1]]
    bands += _by_month(say, shown, figures)
    bands += earlier_rows(say, figures.before, "drawn_chart.satisfied_before")
    bands.append(sentence(say("drawn_chart.satisfied_of_rated")))
    if any(channel.by_month and not share.whole for channel in shown for share in channel.months):
        bands.append(sentence(say("drawn_chart.gap")))
    if len(channels) > _MOST_CHANNELS:
        bands.append(sentence(say("drawn_chart.more_channels", count=integer(len(channels) - _MOST_CHANNELS))))
    return png([*bands, *not_all_months(say, len(figures.months))])


def _by_month(say: Words, channels: Sequence[Channel], figures: Satisfaction) -> list[Band]:
    scale = Scale.over([share for channel in channels for share in channel.months], figures.target)
    months = figures.months[-MOST_MONTHS:]
    drawn, others = (
        [_panel(say, channel, months, scale) for channel in channels if channel.by_month is by_month]
        for by_month in (True, False)
    )
    return [_legend(say, scale), *drawn, years(months), *others] if drawn else others


def _with_all(say: Words, channels: Sequence[Channel]) -> list[Channel]:
    if len(channels) == 1:
        return list(channels)
    months = tuple(sum_of(month) for month in zip(*(channel.months for channel in channels), strict=True))
    return [Channel(say("drawn_chart.all_channels"), months, sum_of([one.total for one in channels])), *channels]


def _last_months(channel: Channel) -> Channel:
    return replace(channel, months=channel.months[-MOST_MONTHS:])


def _legend(say: Words, scale: Scale) -> Band:
    target = say("drawn_chart.target", target=integer(scale.target))
    met, missed = say("drawn_chart.target_met"), say("drawn_chart.target_missed")
    band, x, y = Band(60), float(MARGIN), 28
    band.dashes(x, x + 56, y)
    band.text((x + 68, y), target)
    x += 68 + BODY.getlength(target) + 60
    for words, is_met in ((met, True), (missed, False)):
        mark(band, (x, y), met=is_met)
        band.text((x + 22, y), words)
        x += 22 + BODY.getlength(words) + 60
    return band


def _panel(say: Words, channel: Channel, months: Sequence[date], scale: Scale) -> Band:
    band = Band(BOTTOM + 52 if channel.by_month else 100)
    total = channel.total.words(say)
    band.text((RIGHT, 28), total, STRONG, anchor="rm")
    band.text((MARGIN, 28), fit(plain(channel.name), INNER - STRONG.getlength(total) - 30, STRONG), STRONG)
    if not channel.by_month:
        band.text((MARGIN, 68), say("drawn_chart.not_by_month"))
        return band
    draw_plot(band, channel.months, scale)
    band.text((MARGIN, BOTTOM + 32), say("drawn_chart.month"), SMALL)
    for x, month in zip(places(len(months)), months, strict=True):
        band.text((x, BOTTOM + 32), str(month.month), SMALL, anchor="mm")
    return band
