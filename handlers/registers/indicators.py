"""`/chisotieu`: figures that no system gives are entered, in one line or by buttons."""

from dataclasses import replace
from datetime import timedelta

from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.registers.actions import EnterValue, OfFigure, PutValue, ShowIndicator, ShowIndicators, TakeValueBack
from handlers.registers.entries import author
from handlers.registers.indicator_line import IndicatorLine, Value, read_indicator_line, read_value
from handlers.registers.indicator_screens import indicator_list, indicator_screen, period_of
from handlers.registers.questions import AskBase, AskValue, AskWhichFigure
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS, STAFF
from handlers.words.keys import EVERY
from handlers.words.periods import period_inside
from handlers.words.registers import PERCENT, figure_words, value_words
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.registers.indicator_values import enter_value, figures_of
from storage.registers.indicators import IndicatorRow, find_indicator, fits, indicators_in_use, own_period

# So long after a period's end a value without a period may be meant for it.
STILL_MEANT = timedelta(days=15)
SHOWN = 8


async def indicators_command(context: Context, argument: str) -> Answer:
    known = await indicators_in_use(context.db, await reach(context, STAFF))
    line = read_indicator_line(argument, known, context.today)
    if not line.found:
        if argument and line.period is None:
            above = context.say("indicators.no_such_name", name=shorten(argument, 80))
            return await indicator_list(context, context.today, replaces=False, above=above)
        on = min(line.period.last, context.today) if line.period else context.today
        return await indicator_list(context, on, replaces=False)
    if len(line.found) > 1:
        return await _ask_which(context, line)
    return await _with_indicator(context, line.found[0], line)


async def _with_indicator(context: Context, indicator: IndicatorRow, line: IndicatorLine) -> Answer:
    if line.period is not None and not fits(indicator.every, line.period):
        every = context.say(EVERY[indicator.every])
        raise Refusal("indicator.other_period", name=indicator.name, every=every)
    if line.value is None:
        period = line.period or own_period(indicator.every, context.today)
        return await indicator_screen(context, indicator, period)
    periods = [line.period] if line.period else await _meant(context, indicator)
    if len(periods) > 1:
        return await _ask(context, [(indicator, period) for period in periods], line.value, "indicator.which_period")
    return await _enter(context, indicator, periods[0], line.value)


async def _meant(context: Context, indicator: IndicatorRow) -> list[Period]:
    """The running period; shortly after its beginning perhaps the one before, where that has no value."""
    running = own_period(indicator.every, context.today)
    before = running.previous()
    [figure] = await figures_of(context.db, [(indicator, before)])
    late = context.today - before.last <= STILL_MEANT and figure.entered is None
    return [before, running] if late and indicator.created_on <= before.last else [running]


async def _ask_which(context: Context, line: IndicatorLine) -> Answer:
    """Several indicators have these words in their names."""
    choices = [
        (row, line.period or own_period(row.every, context.today))
        for row in line.found
        if line.period is None or fits(row.every, line.period)
    ]
    return await _ask(
        context,
        choices or [(row, own_period(row.every, context.today)) for row in line.found],
        line.value,
        "indicator.which",
    )


async def _ask(context: Context, choices: list[tuple[IndicatorRow, Period]], value: Value | None, key: str) -> Answer:
    """Keeps the value with a question; a tap says where it belongs."""
    kept = [PutValue(row.id, period).choice for row, period in choices]
    number, base = (value.value, value.base) if value else (None, None)
    await context.ask(AskWhichFigure(kept, number, base))
    rows = tuple(
        (Button(f"{shorten(row.name, 40)}, {period_inside(period)}", PutValue(row.id, period)),)
        for row, period in choices[:SHOWN]
    )
    return Reply(context.say(key), (*rows, (Button(context.say("button.indicators"), ShowIndicators()),)))


def _waiting(asked: AskWhichFigure) -> Value | None:
    return Value(asked.value, asked.base) if asked.value is not None else None


async def which_answered(context: Context, asked: AskWhichFigure, text: str) -> Answer:
    """Instead of a tap: the name, or anything else that could stand after the command."""
    known = await indicators_in_use(context.db, await reach(context, STAFF))
    line = read_indicator_line(text, known, context.today)
    if len(line.found) != 1:
        return await indicators_command(context, text)
    return await _with_indicator(context, line.found[0], replace(line, value=line.value or _waiting(asked)))


async def _figure(context: Context, of: OfFigure | AskValue | AskBase) -> tuple[IndicatorRow, Period]:
    """The indicator that the sender may enter, and the period that is meant; refuses others."""
    indicator = await find_indicator(context.db, await reach(context, REPORTERS), of.indicator_id)
    return indicator, period_of(context, indicator, of.period)


async def put(context: Context, action: PutValue) -> Answer:
    indicator, period = await _figure(context, action)
    asked = await context.claim(AskWhichFigure)
    # An older button knows nothing of a newer question's value.
    value = _waiting(asked) if asked and action.choice in asked.choices else None
    if value is None:
        return await indicator_screen(context, indicator, period, replaces=True)
    return await _enter(context, indicator, period, value)


async def ask_value(context: Context, action: EnterValue) -> Answer:
    indicator, period = await _figure(context, action)
    return await _ask_value(context, indicator, period, "indicator.ask_value")


async def _ask_value(context: Context, indicator: IndicatorRow, period: Period, key: str) -> Reply:
    await context.ask(AskValue(indicator.id, period))
    example = context.say("indicator.example_base" if indicator.base else "indicator.example", base=indicator.base)
    text = context.say(key, name=indicator.name, period=period_inside(period), example=example)
    back = Button(context.say("button.back_to_entry"), ShowIndicator(indicator.id, period))
    return Reply(text, ((back,),))


async def value_answered(context: Context, asked: AskValue, text: str) -> Answer:
    indicator, period = await _figure(context, asked)
    value = read_value(text, [indicator.measure])
    if value is None:
        return await _ask_value(context, indicator, period, "indicator.value_unclear")
    return await _enter(context, indicator, period, value)


async def base_answered(context: Context, asked: AskBase, text: str) -> Answer:
    indicator, period = await _figure(context, asked)
    [figure] = await figures_of(context.db, [(indicator, period)])
    given = read_value(text, [indicator.measure])
    if given is not None and given.base is not None:
        return await _enter(context, indicator, period, given)
    if given is None or figure.entered is None or figure.entered.value is None:
        return await _ask_value(context, indicator, period, "indicator.value_unclear")
    return await _enter(context, indicator, period, Value(figure.entered.value, given.value))


async def _enter(context: Context, indicator: IndicatorRow, period: Period, value: Value) -> Answer:
    """Keeps the value at once. Where the indicator is a share and the whole is missing, asks for the whole."""
    await find_indicator(context.db, await reach(context, REPORTERS), indicator.id)
    _refuse_impossible(context, indicator, period, value)
    [figure] = await figures_of(context.db, [(indicator, period)])
    entered = figure.entered
    if entered is None or (entered.value, entered.base) != (value.value, value.base):
        await enter_value(context.db, indicator.id, period, value.value, value.base, author(context))
    words = value_words(value.value, value.base, indicator.measure)
    key = "indicator.stored" if entered is None else "indicator.changed"
    done = context.say(key, value=words, period=period_inside(period), before=figure_words(context.say, figure))
    if value.base is None and indicator.base:
        await context.ask(AskBase(indicator.id, period))
        done += "\n" + context.say("indicator.ask_total", base=indicator.base)
    return await indicator_screen(context, indicator, period, done)


def _refuse_impossible(context: Context, indicator: IndicatorRow, period: Period, value: Value) -> None:
    if indicator.withdrawn_at is not None:
        raise Refusal("indicator.unknown")
    if period.first > context.today:
        raise Refusal("register.future")
    if value.base is not None and (value.base == 0 or (indicator.base and value.value > value.base)):
        raise Refusal("indicator.more_than_base")
    if value.base is None and indicator.measure == PERCENT and not indicator.base and value.value > 100:
        raise Refusal("indicator.more_than_all")


async def take_back(context: Context, action: TakeValueBack) -> Answer:
    """Takes the value back: the figure is missing again. The history keeps what it was."""
    indicator, period = await _figure(context, action)
    [figure] = await figures_of(context.db, [(indicator, period)])
    if figure.entered is not None:
        await enter_value(context.db, indicator.id, period, None, None, author(context))
    done = context.say("indicator.is_taken_back")
    return await indicator_screen(context, indicator, period, done, replaces=True)
