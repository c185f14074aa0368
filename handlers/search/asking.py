"""What both searches share: the job, its pages, the rights."""

from collections.abc import Collection, Sequence
from typing import Any

from handlers.context import Context
from handlers.jobs import Workshop
from handlers.menus import page_buttons
from handlers.reach import reach
from handlers.replies import ACTION_BYTES, Button, Reply
from handlers.routing import STAFF
from storage.plan.searching import Texts, find_texts, searched_words
from storage.refusals import Refusal
from storage.text import shorten

_LONGEST_PAGE = 4


async def start_search(context: Context, kind: str, words: Sequence[str]) -> Reply:
    """`kind`: of the job."""
    await _start(context, kind, words, 0)
    return Reply(context.say("search.searching", words=shown_words(words)))


def shown_words(words: Sequence[str]) -> str:
    return shorten(" ".join(words), 150)


async def turn_page(context: Context, kind: str, argument: str) -> Sequence[Reply]:
    """`PAGE:WORDS`; the page comes from the job."""
    page, _, text = argument.partition(":")
    words = searched_words(text)
    if not (words and page.isascii() and page.isdecimal() and len(page) <= _LONGEST_PAGE):
        raise Refusal("button.stale")
    await _start(context, kind, words, int(page))
    return []


async def _start(context: Context, kind: str, words: Sequence[str], page: int) -> None:
    units = sorted(await reach(context, STAFF))
    context.start_job(kind, {"units": units, "words": list(words), "page": page})


async def read_texts(workshop: Workshop, data: dict[str, Any]) -> Texts:
    async with workshop.database.read() as db:
        return await find_texts(db, data["units"], data["words"])


async def still_reached(context: Context, units: Collection[int]) -> None:
    if not await reach(context, STAFF) >= set(units):
        raise Refusal("rights.unit")


def steps(context: Context, kind: str, data: dict[str, Any], more: bool) -> tuple[Button, ...]:
    """To the other pages; none where the words are too long for a button."""
    action = f"{kind}:{{}}:{' '.join(data['words'])}"
    if len(action.encode()) + _LONGEST_PAGE > ACTION_BYTES:
        return ()
    return page_buttons(context.say, action, data["page"], more)


def year_words(context: Context, year: int) -> str:
    """Said only where it is not this year's plan."""
    return "" if year == context.today.year else context.say("search.of_year", year=year)
