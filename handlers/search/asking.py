"""What both searches share: the job, its pages, the rights."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from handlers.context import Context
from handlers.jobs import Workshop
from handlers.kit.actions import ACTION_BYTES
from handlers.menus import page_buttons
from handlers.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import STAFF
from storage.plan.searching import Texts, find_texts, searched_words
from storage.refusals import Refusal
from storage.text import shorten

_LONGEST_PAGE = 4


async def start_search(context: Context, kind: str, text: str) -> Reply:
    """`kind`: of the job."""
    data = await _start(context, kind, text, 0)
    return Reply(context.say("search.searching", words=shown_words(data)))


def shown_words(data: Mapping[str, Any]) -> str:
    """As they were typed."""
    return shorten(data["said"], 150)


async def turn_page(context: Context, kind: str, argument: str) -> Sequence[Reply]:
    """`PAGE:WORDS`; the page comes from the job."""
    page, _, text = argument.partition(":")
    if not (searched_words(text) and page.isascii() and page.isdecimal() and len(page) <= _LONGEST_PAGE):
        raise Refusal("button.stale")
    await _start(context, kind, text, int(page))
    return []


async def _start(context: Context, kind: str, text: str, page: int) -> dict[str, Any]:
    units = sorted(await reach(context, STAFF))
    data = {"units": units, "words": searched_words(text), "said": " ".join(text.split()), "page": page}
    context.start_job(kind, data)
    return data


async def read_texts(workshop: Workshop, data: dict[str, Any]) -> Texts:
    async with workshop.database.read() as db:
        return await find_texts(db, data["units"], data["words"])


async def still_reached(context: Context, units: Collection[int]) -> None:
    if not await reach(context, STAFF) >= set(units):
        raise Refusal("rights.unit")


def steps(context: Context, kind: str, data: dict[str, Any], more: bool) -> tuple[Button, ...]:
    """To the other pages: with the words as typed or, where these are too long for a button, folded; else none."""
    for text in (data["said"].replace("{", "").replace("}", ""), " ".join(data["words"])):
        action = f"{kind}:{{}}:{text}"
        if len(action.encode()) + _LONGEST_PAGE <= ACTION_BYTES:
            return page_buttons(context.say, action, data["page"], more)
    return ()


def year_words(context: Context, year: int) -> str:
    """Said only where it is not this year's plan."""
    return "" if year == context.today.year else context.say("search.of_year", year=year)
