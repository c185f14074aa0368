"""`/nhiemvu` and what may stand behind it: a filter, a year or a period, a task's number, a report, words to find."""

import re
from dataclasses import replace

from handlers.context import Answer, Context
from handlers.plan.actions import Filter
from handlers.plan.progress_line import read_progress_line
from handlers.plan.reporting import read_report
from handlers.plan.tasks import Listing, list_tasks
from handlers.search.tasks import search_command
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import PeriodKind
from storage.ground.text import fold, folded_words, shorten
from storage.plan.tasks import plan_year

_FILTERS = (
    (re.compile(r"\b(?:qua han|tre han|tre)\b"), Filter.OVERDUE),
    (re.compile(r"\bsap(?: den han| toi han)?\b"), Filter.SOON),
    (re.compile(r"\bchua(?: bao cao)?(?: thang nay)?\b"), Filter.UNREPORTED),
    (re.compile(r"\b(?:da )?(?:hoan thanh|xong|hoan tat)\b"), Filter.DONE),
)
_FILLER = re.compile(r"\b(?:tat ca|tat|ca|nhiem vu|viec|cua (?:toi|don vi|phong)|trong|cac|nhung)\b")


async def tasks_command(context: Context, argument: str) -> Answer:
    """`/nhiemvu`, `/nhiemvu quá hạn`, `/nhiemvu quý 3`, `/nhiemvu 14`, `/nhiemvu tìm bưu chính`."""
    first, *words = argument.split(maxsplit=1) or [""]
    if folded_words(first) == ["tim"]:
        return await search_command(context, "".join(words))
    answer = await read_report(context, argument) if _names_a_task(argument) else None
    return answer or await _list(context, argument)


def _names_a_task(argument: str) -> bool:
    """`14`, `14 80%`; `hoàn thành` is a choice of tasks here."""
    line = read_progress_line(argument) if argument else None
    return line is not None and line.number > 0


async def _list(context: Context, argument: str) -> Answer:
    choice, rest = Filter.ALL, fold(argument)
    for pattern, one in _FILTERS:
        if pattern.search(rest):
            choice, rest = one, pattern.sub(" ", rest, count=1)
            break
    rest = " ".join(_FILLER.sub(" ", rest).split())
    period = parse_period(rest, context.today) if rest else None
    if period is not None and period.kind is not PeriodKind.YEAR:
        return await list_tasks(context, Listing(choice, 0, period.last.year, period), replaces=False)
    year = period.last.year if period else await plan_year(context.db, context.today)
    listed = await list_tasks(context, Listing(choice, 0, year, None), replaces=False)
    if rest and period is None:
        unknown = context.say("tasks.not_understood", said=shorten(argument, 100))
        return replace(listed, text=f"{unknown}\n\n{listed.text}")
    return listed
