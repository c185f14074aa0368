"""What both searches share: the job, its pages, the rights."""

from collections.abc import Collection, Sequence
from functools import partial

from handlers.context import Context
from handlers.kit.actions import LAST_PAGE
from handlers.kit.long_work import Workshop
from handlers.kit.reach import reach
from handlers.kit.screens import page_buttons
from handlers.replies import Button, Reply
from handlers.routing import STAFF
from handlers.search.actions import Search, TurnPage
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.plan.searching import Texts, find_texts, searched_words


async def start_search(context: Context, kind: type[Search], text: str) -> Reply:
    search = await _start(context, kind, text, 0)
    return Reply(context.say("search.searching", words=shown_words(search)))


def shown_words(search: Search) -> str:
    """As they were typed."""
    return shorten(search.said, 150)


async def turn_page(context: Context, kind: type[Search], action: TurnPage) -> Sequence[Reply]:
    """Starts the job; it shows the page."""
    await _start(context, kind, action.text, action.page)
    return []


async def _start(context: Context, kind: type[Search], text: str, page: int) -> Search:
    units = sorted(await reach(context, STAFF))
    search = kind(units, searched_words(text), " ".join(text.split()), page)
    context.start(search)
    return search


async def read_texts(workshop: Workshop, search: Search) -> Texts:
    async with workshop.database.read() as db:
        return await find_texts(db, search.units, search.words)


async def still_reached(context: Context, units: Collection[int]) -> None:
    if not await reach(context, STAFF) >= set(units):
        raise Refusal("rights.unit")


def steps(context: Context, kind: type[TurnPage], search: Search, more: bool) -> tuple[Button, ...]:
    """To the other pages: with the words as typed or, where these are too long for a button, folded; else none."""
    for text in (search.said, " ".join(search.words)):
        if kind(LAST_PAGE, text).fits:
            return page_buttons(context.say, partial(kind, text=text), search.page, more)
    return ()


def year_words(context: Context, year: int) -> str:
    """Said only where it is not this year's plan."""
    return "" if year == context.today.year else context.say("search.of_year", year=year)
