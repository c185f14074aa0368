"""Pictures a citizen sends while writing a case: few, small, and nothing but pictures."""

from datetime import datetime
from typing import Any

from handlers.actions import numbers
from handlers.apart.bounds import Bounds
from handlers.apart.process import work_apart
from handlers.cases.picture_copy import MEDIA_TYPE, bare_copy
from handlers.cases.sight import seen_case
from handlers.cases.writing import PICTURES, text_answered, wait_for_more
from handlers.context import Answer, Context
from handlers.jobs import Workshop
from handlers.menus import main_button
from handlers.numbers import integer
from handlers.replies import Button, Reply
from storage.cases.cases import own_case
from storage.cases.pictures import add_picture, pictures_of, sent_files
from storage.database import Connection
from storage.messages.files import store_file
from storage.messages.questions import claim_question, is_asked
from storage.refusals import Refusal

MEGABYTES = 5
A_DAY = 15
COPYING = Bounds(
    seconds=20.0, memory_mb=512, answer_mb=8, too_slow="case.picture_broken", too_much="case.picture_broken"
)
WRITING = ("case_text", "case_more", "case_place")


def refuse_other_files(content: bytes) -> None:
    """By their first bytes, whatever the name says, and before they are stored; refuses with `case.no_picture`."""
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if not (webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))):
        raise Refusal("case.no_picture")


async def refuse_pictures(db: Connection, person_id: int, size: int, now: datetime) -> None:
    """Before anything of it is stored."""
    if not await is_asked(db, person_id, WRITING, now):
        raise Refusal("case.no_picture_now")
    if size > MEGABYTES * 1024 * 1024:
        raise Refusal("file.too_large", limit_mb=MEGABYTES)
    if await sent_files(db, person_id, now) >= A_DAY:
        raise Refusal("case.too_many_files", count=A_DAY)


async def receive_picture(context: Context, data: dict[str, str | int], caption: str) -> Answer:
    """`data`: how the job finds the bytes. A refusal takes nothing away: the question is still open."""
    file = context.incoming.file
    await refuse_pictures(context.db, context.sender.id, file.size if file else 0, context.now)
    question = await claim_question(context.db, context.sender.id, WRITING, context.now)
    answer: Answer = Reply(context.say("case.picture_received"))
    if question is not None and "case_id" not in question.data:
        if not (caption and question.data["kind"]):
            raise Refusal("case.words_first")
        answer = await text_answered(context, question.data, caption)
        question = await claim_question(context.db, context.sender.id, ["case_more"], context.now)
    if question is None:
        return answer
    count = question.data.get("pictures", 0)
    if count >= PICTURES:
        raise Refusal("case.too_many_pictures", count=PICTURES)
    await wait_for_more(context, question.data["case_id"], count + 1)
    context.start_job("case_picture", {**data, "case_id": question.data["case_id"]})
    return answer


async def fetch(workshop: Workshop, data: dict[str, Any]) -> bytes:
    content = await workshop.fetch(data["channel"], data["reference"])
    if len(content) > MEGABYTES * 1024 * 1024:
        raise Refusal("file.too_large", limit_mb=MEGABYTES)
    refuse_other_files(content)
    return await work_apart(bare_copy, COPYING, content)


async def attach(context: Context, data: dict[str, Any], picture: bytes) -> Answer:
    case = await own_case(context.db, context.sender.id, data["case_id"])
    count = len(await pictures_of(context.db, case.id)) + 1
    if not case.is_open:
        raise Refusal("case.not_open")
    if count > PICTURES:
        raise Refusal("case.too_many_pictures", count=PICTURES)
    # The name may hold more than the sender meant to tell.
    name = f"{case.code}-{count}.jpg"
    file_id = await store_file(context.db, name, MEDIA_TYPE, picture, context.sender.id, context.now)
    await add_picture(context.db, case.id, file_id)
    text = context.say("case.picture_kept", code=case.code, count=integer(count), limit=integer(PICTURES))
    own = Button(context.say("button.case_own"), action=f"case_own:{case.id}")
    return Reply(text, ((own,), (main_button(context.say),)))


async def show_pictures(context: Context, argument: str) -> Answer:
    """Each as a message of its own."""
    case = await seen_case(context, *numbers(argument, 1))
    found = await pictures_of(context.db, case.id)
    if not found:
        raise Refusal("file.gone")
    return [Reply(f"{case.code} ({integer(number)})", file_id=file_id) for number, file_id in enumerate(found, 1)]
