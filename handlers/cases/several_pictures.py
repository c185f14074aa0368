"""What a citizen sends with a case: one file or several, before its words are complete or after."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.cases.actions import ShowOwnCase
from handlers.cases.formal import formal_first
from handlers.cases.media import made_of
from handlers.cases.offering import ask_kind
from handlers.cases.pictures import A_DAY, WRITING, receive_picture, refuse_pictures
from handlers.cases.questions import AskCaseWords, AskMore, AskPlace, AttachPictures
from handlers.cases.writing import PICTURES, send_files, text_answered
from handlers.context import Answer, Context
from handlers.incoming import IncomingFile
from handlers.kit.files import Sent, name_of, refuse_programs
from handlers.kit.long_work import Workshop
from handlers.kit.screens import screen
from handlers.kit.several_files import Fetched, fetch_each
from handlers.replies import Button, Reply
from handlers.words.formats import integer
from storage.cases.cases import own_case
from storage.cases.pictures import add_picture, pictures_of, sent_files
from storage.ground.channels import needs_of
from storage.ground.refusals import Refusal
from storage.messages.files import keep_for_good
from storage.messages.questions import is_asked


async def receive_pictures(context: Context, files: Sequence[IncomingFile], caption: str) -> Answer:
    """What is written under them is feedback, as it is in a message; the files wait with it."""
    for file in files:
        refuse_programs(file.name)
    words = context.routes.without("phananh", caption)
    if len(files) == 1 and await _goes_alone(context, words):
        return await receive_picture(context, files[0], words)
    if (formal := await formal_first(context, words)) is not None:
        kept = formal if isinstance(formal, Reply) else formal[-1]
        return [kept, Reply(context.say("case.picture_again"))]
    if await sent_files(context.db, context.sender.id, context.now) + len(files) > A_DAY:
        raise Refusal("case.too_many_files", count=A_DAY)
    say, channel = context.say, context.incoming.channel
    sent = tuple(
        # The file's own name may hold more than the sender meant to tell.
        Sent(channel, file.reference, name_of(say, replace(file, name=""), number, len(files)), file.media_type)
        for number, file in enumerate(files, 1)
    )
    asked = await context.asked(AskCaseWords)
    if asked is not None or not await is_asked(context.db, context.sender.id, WRITING, context.now):
        return await _with_words(context, asked, words, sent)
    await refuse_pictures(context.db, context.sender.id, 0, context.now)
    more = await context.claim(AskMore, AskPlace)
    if isinstance(more, AskMore | AskPlace):
        await send_files(context, more.case_id, sent, more.pictures if isinstance(more, AskMore) else 0)
    return []


async def _goes_alone(context: Context, words: str) -> bool:
    """One file for a case that is written already, or where nothing can wait for its words."""
    if needs_of(context.incoming.channel).kept_here or await context.asked(AskMore) or await context.asked(AskPlace):
        return True
    return not words and await context.asked(AskCaseWords) is None


async def _with_words(context: Context, asked: AskCaseWords | None, words: str, sent: tuple[Sent, ...]) -> Answer:
    if asked is None and not words:
        raise Refusal("case.no_picture_now")
    held = (*(asked.files if asked else ()), *sent)
    told = Reply(context.say("album.held", count=integer(min(len(held), PICTURES))))
    if asked is not None:
        await context.claim(AskCaseWords)
        asked = replace(asked, files=held)
        await context.ask(asked)
        if not words:
            return told
        await context.claim(AskCaseWords)
        answer = await text_answered(context, asked, words)
        return answer or told
    answer = await ask_kind(context, words, files=held)
    return [told, answer]


async def fetch(workshop: Workshop, job: AttachPictures) -> Fetched:
    return await fetch_each(workshop, job, made_of)


async def attach(context: Context, job: AttachPictures, fetched: Fetched) -> Answer:
    case, say = await own_case(context.db, context.sender.id, job.case_id), context.say
    if not case.is_open:
        raise Refusal("case.not_open")
    room = PICTURES - len(await pictures_of(context.db, case.id))
    kept = fetched.kept[:room]
    for file_id, _ in kept:
        await keep_for_good(context.db, file_id)
        await add_picture(context.db, case.id, file_id)
    total = len(await pictures_of(context.db, case.id))
    figures = {"code": case.code, "total": integer(total), "limit": integer(PICTURES)}
    lines = [say("album.pictures", count=integer(len(kept)), **figures) if kept else say("album.nothing")]
    lines += fetched.refusals(say)
    if over := job.over + len(fetched.kept) - len(kept):
        lines.append(say("album.rest", count=integer(over), limit=integer(PICTURES)))
    return screen(say, lines, [Button(say("button.case_own"), ShowOwnCase(case.id))])
