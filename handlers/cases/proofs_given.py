"""The files of an answer, as the citizen gets them with it and sees them later."""

from collections.abc import Sequence

from handlers.cases.actions import ShowCase, ShowOwnCase
from handlers.cases.answer_actions import ShowProofs
from handlers.cases.sight import seen_case
from handlers.cases.telling import tell_authors
from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from storage.cases.cases import Added, own_case
from storage.cases.proofs import keep_proofs, proofs_of
from storage.ground.refusals import Refusal
from storage.messages.files import keep_for_good


async def send_proofs(context: Context, answered: Sequence[Added], file_ids: Sequence[int]) -> None:
    """Behind the answer, each as a message of its own."""
    for file_id in file_ids:
        await keep_for_good(context.db, file_id)
    await keep_proofs(context.db, answered, file_ids)
    found = await proofs_of(context.db, answered[0].id) if file_ids else []
    for number, (file_id, _) in enumerate(found, 1):

        def reply(say: Words, one: Added, file_id: int = file_id, number: int = number) -> Reply:
            return Reply(f"{one.code} ({integer(number)})", file_id=file_id)

        await tell_authors(context, answered, reply, is_answer=True)


async def show(context: Context, action: ShowProofs) -> Answer:
    """To those who handle it, and to whoever wrote it."""
    say = context.say
    if context.sender.is_citizen:
        case = await own_case(context.db, context.sender.id, action.case_id)
        back = Button(say("button.case_own"), ShowOwnCase(case.id))
    else:
        case = await seen_case(context, action.case_id)
        back = Button(say("button.case_back", code=case.code), ShowCase(case.id))
    found = await proofs_of(context.db, case.id)
    if not found:
        raise Refusal("file.gone")
    files = [Reply(f"{case.code} ({integer(number)})", file_id=file_id) for number, (file_id, _) in enumerate(found, 1)]
    return [*files, screen(say, say("case.proofs", code=case.code, count=integer(len(found))), [back])]
