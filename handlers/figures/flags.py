"""`/dauhieu`: signs that somebody may be rating for others, for the officer and the director to look at."""

from datetime import date, datetime, time, timedelta

from handlers.context import Answer, Context
from handlers.figures.actions import ShowFlags
from handlers.figures.drill import back_to_summary
from handlers.figures.scope import scope_of
from handlers.kit.periods import choose_period
from handlers.kit.screens import screen
from handlers.office.actions import ShowBurst
from handlers.replies import Button, Heading, Reply
from handlers.words.catalogue import Keys
from handlers.words.formats import day, integer
from handlers.words.lines import burst_label, burst_line, channel_name
from handlers.words.periods import period_label
from storage.figures.summary import ChannelFigures, rating_figures
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.days.working_time import LOCAL_ZONE
from storage.ratings.bursts import bursts_between
from storage.ratings.flags import WITHIN, FlagKind, FlagRow, flags_of

_FLAG = Keys("flags.{}", FlagKind)
# Ratings of a channel from which on it is a sign that none of them is unhappy.
FLAWLESS_FROM = 200
SHOWN = 12


def is_flawless(channel: ChannelFigures) -> bool:
    return channel.rated > FLAWLESS_FROM and channel.satisfied == channel.rated


async def flags_command(context: Context, argument: str) -> Answer:
    period = parse_period(argument or "năm nay", context.today)
    if period is None:
        return await choose_period(context, ShowFlags, argument)
    return await _reply(context, period, replaces=False)


async def show_flags(context: Context, action: ShowFlags) -> Answer:
    return await _reply(context, action.period, action.unit_id, replaces=True)


async def _reply(context: Context, period: Period, unit_id: int | None = None, *, replaces: bool) -> Reply:
    say = context.say
    scope = await scope_of(context, unit_id)
    units = scope.units
    last = period.as_of(context.today)
    found = await flags_of(context.db, units, period.first, last, SHOWN + 1)
    figures = await rating_figures(context.db, units, period, context.today)
    lines: list[str] = [Heading(say("flags.title", period=period_label(period)))]
    lines += [_flawless_line(context, channel) for channel in figures.channels if is_flawless(channel)]
    lines += [_line(context, flag) for flag in found[:SHOWN]]
    held = await bursts_between(context.db, units, *_instants(period.first, last), SHOWN)
    lines += [burst_line(say, burst) for burst in held]
    lines.append(say("flags.none") if len(lines) == 1 else say("flags.not_proof"))
    if len(found) > SHOWN:
        lines.insert(-1, say("flags.more"))
    if unit_id is not None:
        lines.insert(1, scope.name)
    bursts = [Button(burst_label(say, burst), ShowBurst(burst.id)) for burst in held if burst.counted is None]
    return screen(say, lines, [*bursts, back_to_summary(context, period, unit_id)], replaces=replaces)


def _instants(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first day's beginning to the last one's end."""
    begins = [datetime.combine(day_, time(), LOCAL_ZONE) for day_ in (first, last + timedelta(days=1))]
    return begins[0], begins[1]


def _flawless_line(context: Context, channel: ChannelFigures) -> str:
    say = context.say
    name = channel_name(say, channel)
    return say("flags.flawless", name=name, rated=integer(channel.rated))


def _line(context: Context, flag: FlagRow) -> str:
    say = context.say
    minutes = int(WITHIN.total_seconds() // 60)
    known = say("flags.of_raters", raters=integer(flag.raters)) if flag.raters else ""
    values = {"day": day(flag.day), "ratings": integer(flag.ratings), "unit": flag.unit}
    return say(_FLAG[flag.kind], minutes=minutes, known=known, **values)
