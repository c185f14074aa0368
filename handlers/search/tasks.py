"""`/nhiemvu tìm bưu chính`: tasks and reports by their words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.plan.actions import ShowTask
from handlers.replies import Button
from handlers.search.actions import AskTaskWords, SearchTasks, TurnTasks
from handlers.search.asking import shown_words, start_search, steps, still_reached, turn_page, year_words
from handlers.words.formats import day, integer
from storage.ground.text import fold_letters, shorten
from storage.plan.names import short_name
from storage.plan.searching import ReportText, TaskText, Texts, searched_words

PAGE = 6
REPORTS_SHOWN = 2
_BEFORE, _AROUND = 30, 110


async def search_command(context: Context, text: str) -> Answer:
    if searched_words(text):
        return await start_search(context, SearchTasks, text)
    await context.ask(AskTaskWords())
    return screen(context.say, context.say("search.ask_tasks"))


async def words_answered(context: Context, question: AskTaskWords, text: str) -> Answer:
    return await search_command(context, text)


async def show_page(context: Context, action: TurnTasks) -> Answer:
    return await turn_page(context, SearchTasks, action)


@dataclass(slots=True)
class Hit:
    """A task, because of its own words or of reports on it."""

    task: TaskText | ReportText
    task_id: int
    reports: list[ReportText] = field(default_factory=list)


def hits(texts: Texts) -> list[Hit]:
    found = {task.id: Hit(task, task.id) for task in texts.tasks}
    for report in texts.reports:
        found.setdefault(report.task_id, Hit(report, report.task_id)).reports.append(report)
    return list(found.values())


async def tell(context: Context, search: SearchTasks, texts: Texts) -> Answer:
    await still_reached(context, search.units)
    say, page, words = context.say, search.page, search.words
    found = hits(texts)
    if not found:
        return screen(say, say("search.no_tasks", words=shown_words(search)))
    shown = found[page * PAGE : (page + 1) * PAGE]
    key = "search.many_tasks" if texts.more else "search.tasks"
    lines = [say(key, words=shown_words(search), count=integer(len(found)))]
    for hit in shown:
        lines += ["", *_lines(context, hit, words)]
    rows = [(Button(shorten(f"📌 {_title(context, hit.task)}", 58), ShowTask(hit.task_id)),) for hit in shown]
    pages = steps(context, TurnTasks, search, len(found) > (page + 1) * PAGE)
    return screen(say, lines, [*rows, pages])


def _title(context: Context, task: TaskText | ReportText) -> str:
    plan = f"{short_name(task.plan)}: " if task.plan else ""
    return f"{task.number}. {plan}{task.title}{year_words(context, task.year)}"


def _lines(context: Context, hit: Hit, words: Sequence[str]) -> list[str]:
    lines = [shorten(f"• {_title(context, hit.task)}", 160)]
    for report in hit.reports[:REPORTS_SHOWN]:
        text = excerpt(report.text, words)
        lines.append("  " + context.say("search.report", day=day(report.reported_on), text=text))
    if len(hit.reports) > REPORTS_SHOWN:
        lines.append("  " + context.say("search.more_reports", count=integer(len(hit.reports) - REPORTS_SHOWN)))
    return lines


def excerpt(text: str, words: Sequence[str]) -> str:
    """Around the first of the words that is found."""
    folded = fold_letters(text)
    places = [place for word in words if (place := folded.find(word)) >= 0]
    begin = max(0, min(places, default=0) - _BEFORE)
    return ("…" if begin else "") + shorten(text[begin:], _AROUND)
