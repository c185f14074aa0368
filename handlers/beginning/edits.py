"""A message was edited after it was sent."""

from handlers.beginning.asking_again import not_kept
from handlers.cases.edited import case_edited
from handlers.context import Answer, Call, Context
from handlers.kit.kept import kept_words
from handlers.plan.edited import report_edited
from handlers.plan.questions import AskEdited
from handlers.replies import Reply
from storage.ground.text import clean
from storage.messages.questions import Question, claim_question, open_question


async def receive_edit(context: Context, read: Call) -> Answer:
    """What cannot be put right by it stays as it was, and that is said. `read`: how words are read that were not
    edited."""
    text, asked = clean(context.incoming.text), context.routes.asked
    before = await open_question(context.db, context.sender.id, asked, context.now)
    if before is not None and text and _waits(context, before):
        await claim_question(context.db, context.sender.id, asked, context.now)
        return await read(context)
    answer = await _read(context, text, before) if text else None
    if answer is None:
        return Reply(context.say("edited.not_read"))
    is_replaced = before is not None and before.kind != AskEdited.kind and await context.asked(AskEdited)
    note = not_kept(context, before) if before is not None and is_replaced else None
    if note is None:
        return answer
    return [note, answer] if isinstance(answer, Reply) else [note, *answer]


def _waits(context: Context, question: Question) -> bool:
    """Nothing of the message is stored: it waits for this answer, and is read as it stands now."""
    is_about_it = bool(question.sent_id) and question.sent_id == context.incoming.sent_id
    return is_about_it and question.kind != AskEdited.kind and bool(kept_words(question))


async def _read(context: Context, text: str, before: Question | None) -> Answer | None:
    if context.sender.is_citizen:
        return await case_edited(context, text, before)
    return await report_edited(context, text)
