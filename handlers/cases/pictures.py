"""Pictures a citizen sends while writing a case: few, small, and nothing but pictures."""

from datetime import datetime

from handlers.cases.actions import ShowOwnCase, ShowPictures
from handlers.cases.formal import formal_first
from handlers.cases.media import MEGABYTES, PICTURE_MEGABYTES, SUFFIX, made_of
from handlers.cases.questions import AskCaseWords, AskMore, AskPlace, AttachPicture
from handlers.cases.sight import seen_case
from handlers.cases.writing import PICTURES, text_answered, wait_for_more
from handlers.context import Answer, Context
from handlers.incoming import IncomingFile
from handlers.kit.kept import Kept
from handlers.kit.long_work import Workshop
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.words.formats import integer
from storage.cases.cases import own_case
from storage.cases.pictures import add_picture, pictures_of, sent_files
from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.messages.files import store_file
from storage.messages.questions import is_asked

A_DAY = 15
WRITING = (AskCaseWords.kind, AskMore.kind, AskPlace.kind)


async def refuse_pictures(db: Connection, person_id: int, size: int, now: datetime) -> None:
    """Before anything of it is stored."""
    if not await is_asked(db, person_id, WRITING, now):
        raise Refusal("case.no_picture_now")
    if size > MEGABYTES * 1024 * 1024:
        raise Refusal("file.too_large", limit_mb=MEGABYTES)
    if await sent_files(db, person_id, now) >= A_DAY:
        raise Refusal("case.too_many_files", count=A_DAY)


async def receive_picture(context: Context, file: IncomingFile, caption: str) -> Answer:
    """A refusal takes nothing away: the question is still open."""
    if (formal := await formal_first(context, caption)) is not None:
        kept = formal if isinstance(formal, Reply) else formal[-1]
        return [kept, Reply(context.say("case.picture_again"))]
    await refuse_pictures(context.db, context.sender.id, file.size, context.now)
    if file.size > PICTURE_MEGABYTES * 1024 * 1024 and not file.media_type.startswith(("audio/", "video/")):
        raise Refusal("case.picture_heavy", limit_mb=PICTURE_MEGABYTES)
    asked: Kept | None = await context.claim(AskCaseWords, AskMore, AskPlace)
    answer: Answer = Reply(context.say("case.picture_received"), awaits=True)
    if isinstance(asked, AskCaseWords):
        if not (caption and asked.about):
            raise Refusal("case.words_first")
        answer = await text_answered(context, asked, caption) or answer
        asked = await context.claim(AskMore)
    if not isinstance(asked, AskMore | AskPlace):
        return answer
    count = asked.pictures if isinstance(asked, AskMore) else 0
    if count >= PICTURES:
        raise Refusal("case.too_many_pictures", count=PICTURES)
    await wait_for_more(context, asked.case_id, count + 1)
    context.start(AttachPicture(context.incoming.channel, file.reference, asked.case_id))
    return answer


async def fetch(workshop: Workshop, job: AttachPicture) -> tuple[bytes, str]:
    content = await workshop.fetch(job.channel, job.reference)
    return await made_of(content)


async def attach(context: Context, job: AttachPicture, made: tuple[bytes, str]) -> Answer:
    case = await own_case(context.db, context.sender.id, job.case_id)
    count = len(await pictures_of(context.db, case.id)) + 1
    if not case.is_open:
        raise Refusal("case.not_open")
    if count > PICTURES:
        raise Refusal("case.too_many_pictures", count=PICTURES)
    # The name may hold more than the sender meant to tell.
    content, media_type = made
    name = f"{case.code}-{count}{SUFFIX[media_type]}"
    file_id = await store_file(context.db, name, media_type, content, context.sender.id, context.now)
    await add_picture(context.db, case.id, file_id)
    text = context.say("case.picture_kept", code=case.code, count=integer(count), limit=integer(PICTURES))
    own = Button(context.say("button.case_own"), ShowOwnCase(case.id))
    return screen(context.say, text, [own])


async def show_pictures(context: Context, action: ShowPictures) -> Answer:
    """Each as a message of its own."""
    case = await seen_case(context, action.case_id)
    found = await pictures_of(context.db, case.id)
    if not found:
        raise Refusal("file.gone")
    return [Reply(f"{case.code} ({integer(number)})", file_id=file_id) for number, file_id in enumerate(found, 1)]
