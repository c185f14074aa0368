"""Lines that several topics show."""

from datetime import date

from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer, moment
from handlers.words.keys import CHANNEL
from storage.figures.summary import ChannelFigures
from storage.ground.text import shorten
from storage.ratings.bursts import BurstRow

_BURST = Keys("bursts.line_{}", ("open", "counted", "dropped"))


def channel_name(say: Words, figures: ChannelFigures) -> str:
    """Of totals counted elsewhere the name they were entered under."""
    return figures.channel if figures.outside else say(CHANNEL[figures.channel])


def end_words(say: Words, finished_on: date | None, returned_on: date | None) -> str:
    """`trả 05/06/2026`, `xong 05/06/2026`, `chưa trả`."""
    if returned_on is not None:
        return say("late.returned", day=day(returned_on))
    return say("late.finished", day=day(finished_on)) if finished_on is not None else say("late.open")


def burst_line(say: Words, burst: BurstRow) -> str:
    state = "open" if burst.counted is None else "counted" if burst.counted else "dropped"
    values = {"name": burst.name, "unit": burst.unit, "taps": integer(burst.taps), "at": moment(burst.first_at)}
    return say(_BURST[state], **values)


def burst_label(say: Words, burst: BurstRow) -> str:
    """For the button that shows it."""
    return say("button.burst", name=shorten(burst.name, 40), taps=integer(burst.taps))
