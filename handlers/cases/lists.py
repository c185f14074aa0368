"""`/vuviec`: the cases of the sender's units, by what is to be done about them."""

from handlers.cases.actions import ShowCase, ShowCases
from handlers.cases.screen import case_screen
from handlers.cases.sight import sight_of
from handlers.context import Answer, Context
from handlers.kit.reach import name_of, within
from handlers.kit.screens import in_pairs, page_buttons, screen
from handlers.replies import Button, Reply
from handlers.words.catalogue import Keys
from handlers.words.formats import day, integer
from storage.cases.cases import CaseRow, CaseState, Sight, case_with_code, find_case
from storage.cases.codes import read_code
from storage.cases.lists import CaseFilter, count_cases, list_cases
from storage.ground.text import shorten

_TITLE = Keys("cases.list_{}", CaseFilter)
_NONE = Keys("cases.none_{}", CaseFilter)
_OTHERS = Keys("button.cases_{}", CaseFilter)
PAGE = 8
MARKS = {
    CaseState.NEW: "🆕",
    CaseState.ASSIGNED: "🔵",
    CaseState.REOPENED: "↩️",
    CaseState.ANSWERED: "✅",
    CaseState.CLOSED: "☑️",
    CaseState.WITHDRAWN: "✖️",
}


async def cases_command(context: Context, argument: str) -> Answer:
    """`/vuviec`, `/vuviec CODE`"""
    return await read_staff_code(context, argument) or await _list(context, CaseFilter.OPEN, 0, replaces=False)


async def read_staff_code(context: Context, text: str) -> Answer | None:
    """A code sent as a message by staff opens the case, as far as they see it."""
    code = read_code(text)
    case = await case_with_code(context.db, code) if code and not context.sender.is_citizen else None
    if case is None:
        return None
    return await case_screen(context, await find_case(context.db, await sight_of(context), case.id))


async def show_list(context: Context, action: ShowCases) -> Answer:
    chosen, replaces = action.chosen or CaseFilter.OPEN, action.chosen is not None
    return await _list(context, chosen, action.page or 0, action.unit_id, replaces=replaces)


async def _list(
    context: Context, chosen: CaseFilter, page: int, unit_id: int | None = None, *, replaces: bool
) -> Reply:
    say, sight = context.say, await sight_of(context)
    if unit_id is not None:  # chosen from a leader's figures
        sight = Sight(leads=frozenset(await within(context, sight.leads, unit_id)))
    found = await list_cases(context.db, sight, chosen, context.today, PAGE + 1, page * PAGE)
    counts = await count_cases(context.db, sight, context.today)
    title = say(_TITLE[chosen], count=integer(counts[chosen]))
    rows = [(Button(_line(context, case), ShowCase(case.id)),) for case in found[:PAGE]]
    steps = page_buttons(say, lambda to: ShowCases(chosen, to, unit_id), page, len(found) > PAGE)
    others = [
        Button(say(_OTHERS[one], count=integer(counts[one])), ShowCases(one, 0, unit_id))
        for one in CaseFilter
        if one is not chosen and counts[one]
    ]
    text = title if found else say(_NONE[chosen])
    if unit_id is not None:
        text = f"{await name_of(context, unit_id)}\n{text}"
    return screen(say, text, [*rows, steps, *in_pairs(others)], replaces=replaces)


def _line(context: Context, case: CaseRow) -> str:
    mark = "🔴" if case.is_overdue(context.today) else MARKS[case.state]
    due = f" {day(case.due_on)[:5]}" if case.is_open else ""
    return shorten(f"{mark}{due} {case.code} · {case.text or context.say('cases.forgotten')}", 60)
