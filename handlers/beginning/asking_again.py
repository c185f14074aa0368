"""A question that is open takes only what can be its answer. After one thing that is none it says how to go on; the
next one closes it. What a person typed is never lost without a word."""

from handlers.beginning.menus import main_rows
from handlers.context import Context
from handlers.kit.kept import kept_words
from handlers.kit.screens import screen
from handlers.plan.questions import (
    AskLines,
    AskOccurrence,
    AskPlan,
    AskReport,
    AskStepBack,
    AskTask,
    AskTasks,
    AskWhether,
)
from handlers.replies import Reply
from handlers.words.catalogue import Keys
from storage.ground.text import shorten
from storage.messages import questions
from storage.messages.questions import Question

_TOLD = (AskLines, AskOccurrence, AskPlan, AskReport, AskStepBack, AskTask, AskTasks, AskWhether)
_HOW = Keys("again.{}", [kind.kind for kind in _TOLD])
_QUOTED = 120


async def ask_again(context: Context, question: Question, text: str) -> Reply:
    """The question stays open, for one more message."""
    say = context.say
    kept, came_from = (question.kind, question.data, context.now), (question.sent_id, question.author_id)
    await questions.ask(context.db, context.sender.id, *kept, missed=True, came_from=came_from)
    if context.sender.is_citizen:
        return Reply(say("again.citizen", text=shorten(text, _QUOTED)), main_rows(context))
    how = say(_HOW[question.kind]) if question.kind in _HOW else say("again.any")
    return screen(say, say("again.staff", text=shorten(text, _QUOTED), how=how))


def not_kept(context: Context, question: Question) -> Reply | None:
    """What was typed and waited for an answer, where something else was done instead."""
    words = kept_words(question)
    return Reply(context.say("again.not_kept", text=shorten(words, _QUOTED))) if words else None
