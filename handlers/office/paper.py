"""`/phieu`: a day's paper forms, counted by hand."""

import re
from datetime import date, timedelta

from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.reach import home_unit, reach
from handlers.kit.screens import screen
from handlers.office.actions import ShowPaperChanges
from handlers.office.questions import AskPaper
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from handlers.words.formats import day, integer, moment
from storage.ground.days.typed_days import parse_day
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.ratings.outside_totals import Placed, Total, TotalsBook, changes_of

PAPER = "Phiếu giấy"
_COUNTS = re.compile(r"(?<![\d.,-])(\d{1,6})\s*(?:/|tren|trong)\s*(\d{1,6})(?: phieu)?$", re.ASCII)
SHOWN = 10
# A day without its year: tomorrow's is a slip of the hand, not last year's; one of long ago is asked for in full.
A_SLIP, LONG_AGO = timedelta(days=31), timedelta(days=92)


async def paper_command(context: Context, argument: str) -> Answer:
    """`/phieu 12/15`, `/phieu 14/06 12/15`: 12 of 15 satisfied."""
    if not argument:
        await context.ask(AskPaper())
        return _with_changes(context, context.say("paper.ask"))
    counts = _COUNTS.search(fold(argument))
    if counts is None:
        raise Refusal("paper.unclear")
    on = _day(context, fold(argument)[: counts.start()].strip(" :,"))
    return await _enter(context, on, int(counts[1]), int(counts[2]))


async def paper_answered(context: Context, question: AskPaper, text: str) -> Answer:
    return await paper_command(context, text)


def _day(context: Context, text: str) -> date:
    on = parse_day(text, context.today, A_SLIP) if text else context.today
    if on is None:
        raise Refusal("paper.unclear")
    if on > context.today:
        raise Refusal("paper.future")
    if on < context.today - LONG_AGO and str(on.year) not in text:
        raise Refusal("paper.long_ago", day=day(on))
    return on


async def _enter(context: Context, on: date, satisfied: int, rated: int) -> Answer:
    if satisfied > rated:
        raise Refusal("paper.more_satisfied", satisfied=satisfied, rated=rated)
    book = await TotalsBook.of(context.db, home_unit(context))
    old = book.of_day(PAPER, on)
    total = Total(PAPER, on, on, satisfied, rated)
    overlapping = None if old else book.overlapping(total)
    if overlapping is not None:
        raise Refusal("paper.overlap", first=day(overlapping.first), last=day(overlapping.last))
    placed = book.place(total)
    if placed is not Placed.SAME:
        await book.write(context.db, total, context.sender.id, context.now)
    values = {"day": day(on), "satisfied": integer(satisfied), "rated": integer(rated)}
    if placed is Placed.CHANGED and old is not None:
        text = context.say("paper.changed", **values, before=f"{integer(old.satisfied)}/{integer(old.rated)}")
    else:
        text = context.say("paper.stored", **values)
    return _with_changes(context, text)


def _with_changes(context: Context, text: str) -> Reply:
    return screen(context.say, text, [Button(context.say("button.paper_changes"), ShowPaperChanges())])


async def show_changes(context: Context, action: ShowPaperChanges) -> Answer:
    """Corrections of totals, whoever made them."""
    say = context.say
    found = await changes_of(context.db, await reach(context, REPORTERS), SHOWN)
    lines = [say("paper.changes_title")]
    for change in found:
        period = day(change.first) if change.first == change.last else f"{day(change.first)}–{day(change.last)}"
        who = say("paper.by_import") if change.person.gone else called(say, change.person)
        counts = f"{integer(change.satisfied)}/{integer(change.rated)}"
        at = moment(change.changed_at)
        lines.append(say("paper.change", channel=change.channel, period=period, before=counts, who=who, at=at))
    if not found:
        lines.append(say("paper.no_changes"))
    return screen(say, lines)
