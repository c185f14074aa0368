"""Several tasks in one message: shown as understood, and stored by one tap."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.kit.consent import says_yes
from handlers.kit.screens import screen
from handlers.plan.actions import ReportLines
from handlers.plan.days_ahead import doubted_by_day
from handlers.plan.progress_line import Doubt, ProgressLine, read_lines
from handlers.plan.questions import AskLines, KeptLine
from handlers.plan.several import MOST
from handlers.plan.stored import store_report, writable_by_number, writable_task
from handlers.replies import Button, Reply
from handlers.words.keys import PROGRESS
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import ProgressState


async def ask_lines(context: Context, text: str) -> Reply:
    """What each line says. One that is not clear, or names no task of theirs, is quoted and not stored."""
    say = context.say
    kept: list[KeptLine] = []
    lines, unclear = [say("report.lines")], []
    for read in read_lines(text):
        line = doubted_by_day(read, context.today)
        found = await _tasks_of(context, line) if len(kept) + len(line.others) < MOST else []
        if not found:
            unclear.append(say("report.line_unclear", number=line.number, said=shorten(line.said or line.text, 100)))
            continue
        for number, one in found:
            kept.append(one)
            lines.append(say("report.line", number=number, words=kept_words(context, one)))
    if not kept:
        return screen(say, [say("report.one_by_one"), *unclear])
    await context.ask(AskLines(tuple(kept)))
    yes = Button(say("button.report_lines", count=len(kept)), ReportLines())
    if unclear:
        lines += ["", say("report.lines_unclear"), *unclear]
    return screen(say, lines, [yes])


async def _tasks_of(context: Context, line: ProgressLine) -> list[tuple[int, KeptLine]]:
    """With their numbers: `14, 15 xong` is about two. Empty where what is said is not clear, or a number stands in no
    plan of theirs, or in several."""
    found: list[tuple[int, KeptLine]] = []
    if line.doubt not in (None, Doubt.TASKS):
        return found
    for number in (line.number, *line.others):
        try:
            tasks = await writable_by_number(context, number)
        except Refusal:
            return []
        if len(tasks) != 1:
            return []
        state = ProgressState(line.state) if line.state else ProgressState.DOING
        found.append((number, KeptLine(tasks[0].id, state, line.percent, line.text)))
    return found


def kept_words(context: Context, line: KeptLine) -> str:
    """`Đang thực hiện 80% – Đã ký biên bản`"""
    words = context.say(PROGRESS[line.state])
    if line.percent is not None and line.state is not ProgressState.DONE:
        words += f" {line.percent}%"
    return f"{words} – {shorten(line.text, 200)}" if line.text else words


async def lines_chosen(context: Context, action: ReportLines) -> Answer:
    question = await context.claim(AskLines)
    if question is None:
        raise Refusal("button.stale")
    return await _store(context, question.lines)


async def lines_answered(context: Context, question: AskLines, text: str) -> Answer | None:
    """A word of consent; anything else is no answer."""
    return await _store(context, question.lines) if says_yes(text) else None


async def _store(context: Context, lines: Sequence[KeptLine]) -> Answer:
    replies = []
    for line in lines:
        task = await writable_task(context, line.task_id)
        last = line is lines[-1]
        replies.append(await store_report(context, task, line.state, line.percent, line.text, takes_files=last))
    return replies
