"""Choosing a period: the usual ones, those that what was typed may have meant, and the neighbours of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.context import Answer, Context
from handlers.kit.actions import Action
from handlers.kit.kept import Kept
from handlers.kit.screens import Row, screen
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.periods import period_label
from storage.ground.days.period_text import likely_periods, parse_period
from storage.ground.days.periods import LAST_YEAR, Period

Choose = Callable[[Period], Action]

_USUAL = {"button.this_month": "tháng này", "button.this_quarter": "quý này", "button.this_year": "năm nay"}
_BEFORE = ("quý trước", "tháng trước")
_ANY = Period(date(LAST_YEAR, 12, 31), date(LAST_YEAR, 12, 31))  # stands for the one that is chosen


@dataclass(frozen=True, slots=True)
class NamePeriod(Kept):
    """Which period? `choose`: the action that takes one, as it stands on the wire, for the period `_ANY`."""

    kind: ClassVar[str] = "period_name"
    choose: str


async def choose_period(
    context: Context, choose: Choose, said: str = "", *, text: str = "", asks: Kept | None = None
) -> Reply:
    """A period is tapped, or typed. `said`: what was typed and is none; what it may mean comes first. `text`: instead
    of "this is no period"; `asks`: instead of the question that takes a period and nothing else."""
    await context.ask(asks or NamePeriod(choose(_ANY).wire))
    likely = likely_periods(said, context.today)
    before = [period for words in _BEFORE if (period := parse_period(words, context.today)) is not None]
    named = [Button(period_label(period), choose(period)) for period in dict.fromkeys([*likely, *before])]
    rows: list[Row] = [*named, usual_periods(context, choose)]
    return screen(context.say, text or context.say("refusal.period.unknown"), rows)


async def period_named(context: Context, asked: NamePeriod, text: str) -> Answer | None:
    """What the button of this period does. None: it is no period."""
    period = parse_period(text, context.today)
    if period is None:
        return None
    return await context.routes.take(context, context.routes.read(asked.choose).with_value(_ANY, period))


def usual_periods(context: Context, choose: Choose) -> tuple[Button, ...]:
    """This month, quarter and year."""
    found = ((key, parse_period(words, context.today)) for key, words in _USUAL.items())
    return tuple(Button(context.say(key), choose(period)) for key, period in found if period is not None)


def neighbours(say: Words, period: Period, today: date, choose: Choose, *, named: bool = False) -> tuple[Button, ...]:
    """To the period before and, once that has begun, to the one after. `named`: says which they are."""
    before, after = period.previous(), period.next()
    labels = f"◀ {period_label(before)}", f"{period_label(after)} ▶"
    if not named:
        labels = say("button.period_before"), say("button.period_after")
    back = Button(labels[0], choose(before))
    return (back,) if after.first > today else (back, Button(labels[1], choose(after)))
