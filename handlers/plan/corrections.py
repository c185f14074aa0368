"""A report is corrected, taken back, or given more words."""

from handlers.context import Answer, Context
from handlers.plan.actions import PERCENTS, AddWords, Correct, Said, ShowTask, UndoReport
from handlers.plan.elsewhere import is_elsewhere
from handlers.plan.questions import AskMoreWords, AwaitFiles
from handlers.plan.stored import corrected, own_report
from handlers.replies import Button, Reply, Rows
from handlers.words.keys import PROGRESS
from storage.ground.refusals import Refusal
from storage.models import ProgressState
from storage.plan import progress
from storage.plan.progress import MAX_REPORT, ProgressChange, ProgressRow

_OFFERED = (
    *(ProgressState.DONE, ProgressState.DOING, ProgressState.NOT_STARTED, ProgressState.NOTHING),
    *(ProgressState.PAUSED, ProgressState.DROPPED),
)


async def correct(context: Context, action: Correct) -> Answer:
    report, task = await own_report(context, action.progress_id)
    if action.said is None:
        return Reply(context.say("report.correct", number=task.number), _choices(context, report), replaces=True)
    return await corrected(context, report, task, _change(action.said), replaces=True)


def _change(said: Said) -> ProgressChange:
    if isinstance(said, int):
        return ProgressChange(ProgressState.DOING, said)
    return ProgressChange(said, 100 if said is ProgressState.DONE else None)


def _choices(context: Context, report: ProgressRow) -> Rows:
    say = context.say
    percents = tuple(Button(f"{percent}%", Correct(report.id, percent)) for percent in PERCENTS)
    buttons = [Button(say(PROGRESS[state]), Correct(report.id, state)) for state in _OFFERED]
    undone = Button(say("button.undo"), UndoReport(report.id))
    back = Button(say("button.back_to_task"), ShowTask(report.task_id))
    return (percents, *((button,) for button in buttons), (undone,), (back,))


async def undo(context: Context, action: UndoReport) -> Answer:
    report, task = await own_report(context, action.progress_id)
    await progress.undo_progress(context.db, report.id, context.now)
    await context.claim(AwaitFiles)
    row = (Button(context.say("button.back_to_task"), ShowTask(task.id)),)
    return Reply(context.say("report.undone", number=task.number), (row,), replaces=True)


async def ask_words(context: Context, action: AddWords) -> Answer:
    report, task = await own_report(context, action.progress_id)
    await context.ask(AskMoreWords(report.id))
    cancel = Button(context.say("button.back_to_task"), ShowTask(task.id))
    return Reply(context.say("report.ask_words", number=task.number), ((cancel,),))


async def words_answered(context: Context, question: AskMoreWords, text: str) -> Answer | None:
    report, task = await own_report(context, question.progress_id)
    if is_elsewhere(text, task.number):
        return None
    whole = f"{report.text}\n{text}".strip()
    if len(whole) > MAX_REPORT:
        raise Refusal("text.too_long", limit=MAX_REPORT)
    return await corrected(context, report, task, ProgressChange(text=whole))
