"""A message was edited after it was sent."""

from handlers.beginning.asking_again import not_kept
from handlers.cases.edited import case_edited
from handlers.context import Answer, Context
from handlers.plan.edited import report_edited
from handlers.plan.questions import AskEdited
from handlers.replies import Reply
from storage.ground.text import clean
from storage.messages.questions import open_question


async def receive_edit(context: Context) -> Answer:
    """What cannot be put right by it stays as it was, and that is said."""
    text = clean(context.incoming.text)
    before = await open_question(context.db, context.sender.id, context.routes.asked, context.now)
    read = case_edited if context.sender.is_citizen else report_edited
    answer = await read(context, text) if text else None
    if answer is None:
        return Reply(context.say("edited.not_read"))
    is_replaced = before is not None and before.kind != AskEdited.kind and await context.asked(AskEdited)
    note = not_kept(context, before) if before is not None and is_replaced else None
    if note is None:
        return answer
    return [note, answer] if isinstance(answer, Reply) else [note, *answer]
