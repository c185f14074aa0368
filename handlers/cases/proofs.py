"""Files that prove an answer: sent while it is written, and seen in its preview."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.cases.actions import ShowCase
from handlers.cases.answer_actions import DropProofs
from handlers.cases.answering import preview
from handlers.cases.media import made_of, media_type_of
from handlers.cases.questions import AskAnswer, AttachProofs
from handlers.cases.sight import seen_case
from handlers.context import Answer, Context
from handlers.kit.files import DOCX, XLSX, Sent
from handlers.kit.long_work import Workshop
from handlers.kit.screens import screen
from handlers.kit.several_files import Fetched, fetch_each
from handlers.replies import Button, Reply
from handlers.words.formats import integer
from storage.ground.refusals import Refusal

MOST = 5
_PDF = "application/pdf"
# A part that each of them has, under its name as it stands in the archive.
_OFFICE = {b"word/document.xml": DOCX, b"xl/workbook.xml": XLSX}


async def attach_to_answer(context: Context, files: Sequence[Sent], caption: str) -> Answer | None:
    """What comes while an answer is being written belongs to it; the caption is the answer, where it has no words yet.
    None where no answer is written."""
    asked = await context.asked(AskAnswer)
    if asked is None:
        return None
    case = await seen_case(context, asked.case_id)
    if caption and not asked.text:
        asked = replace(asked, text=caption)
        await context.ask(asked)
    context.start(AttachProofs(context.sender.id, tuple(files), case.id))
    return []


async def fetch(workshop: Workshop, job: AttachProofs) -> Fetched:
    return await fetch_each(workshop, job, _made)


async def _made(content: bytes) -> tuple[bytes, str]:
    """By what it holds, whatever it is called: a picture without what the camera wrote into it, or a document."""
    if content.startswith(b"%PDF-"):
        return content, _PDF
    if content.startswith(b"PK"):
        kind = next((kind for part, kind in _OFFICE.items() if part in content), None)
        if kind is not None:
            return content, kind
    if media_type_of(content) is not None:
        raise Refusal("cases.no_proof")
    return await made_of(content)


async def attach(context: Context, job: AttachProofs, fetched: Fetched) -> Answer:
    say = context.say
    case = await seen_case(context, job.case_id)
    asked = await context.asked(AskAnswer)
    if asked is None or asked.case_id != case.id:  # it went, or something else was begun
        back = Button(say("button.case_back", code=case.code), ShowCase(case.id))
        return screen(say, say("cases.proofs_late", code=case.code), [back])
    kept = fetched.kept[: MOST - len(asked.files)]
    asked = replace(asked, files=(*asked.files, *(file_id for file_id, _ in kept)))
    await context.ask(asked)
    lines = fetched.refusals(say)
    if len(fetched.kept) > len(kept):
        lines.append(say("cases.proofs_most", count=integer(MOST)))
    if asked.text:
        return await preview(context, case, asked.text, asked.files, lines)
    lines.append(say("cases.proofs_kept", count=integer(len(asked.files)), code=case.code))
    return Reply("\n".join(lines), ((Button(say("button.case_back", code=case.code), ShowCase(case.id)),),))


async def drop(context: Context, action: DropProofs) -> Answer:
    """Without files again; the words stay."""
    case = await seen_case(context, action.case_id)
    asked = await context.asked(AskAnswer)
    if asked is None or asked.case_id != case.id or not asked.text:
        raise Refusal("cases.no_draft")
    return await preview(context, case, asked.text, ())
