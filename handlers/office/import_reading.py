"""A sent file on its way to the preview: fetched, read, and, if it is long, compared while others write."""

import asyncio
from dataclasses import dataclass, replace

from handlers.kit.long_work import Workshop
from handlers.office.import_preview import is_cut, whole_list, with_not_read
from handlers.office.questions import ReadKept, ReadSent, WriteKept
from handlers.office.sent_files import parse_apart
from handlers.words.catalogue import Words
from storage.ground.days.working_time import local_day
from storage.imports.drafts import read_draft
from storage.imports.outcome import Outcome
from storage.imports.parsed import ParsedFile
from storage.imports.questions import Answers, FileQuestion, Unanswered
from storage.messages.files import read_file

_SAY = Words("vi")  # of the office


@dataclass(frozen=True, slots=True)
class ReadFile:
    """`file_id`: where it is kept; None while it is new. `parsed`: or the question that has to be answered first.
    `asked`: how many questions there were before. `compared`: of a long file, with what is stored of a unit; `listed`:
    then the list of what the preview's pages have no room for."""

    file_id: int | None
    name: str
    content: bytes
    answers: Answers
    parsed: ParsedFile | FileQuestion
    asked: int = 0
    compared: tuple[int, Outcome | FileQuestion] | None = None
    listed: bytes | None = None


async def read_sent_file(workshop: Workshop, job: ReadSent) -> ReadFile:
    content = await workshop.fetch(job.channel, job.reference)
    answers = Answers(caption=job.caption, today=local_day(workshop.clock()))
    file = ReadFile(None, job.name, content, answers, await _parse(content, job.name, answers))
    return await _compared_beside(workshop, job.unit_id, file)


async def read_kept_file(workshop: Workshop, job: ReadKept) -> ReadFile:
    return await _compared_beside(workshop, job.unit_id, await read_again(workshop, job))


async def read_again(workshop: Workshop, job: ReadKept | WriteKept) -> ReadFile:
    async with workshop.database.read() as db:
        file = await read_file(db, job.file_id)
        draft = await read_draft(db, job.file_id)
    answers = replace(draft.answers, today=local_day(workshop.clock()))
    parsed = await _parse(file.content, file.name, answers)
    return ReadFile(job.file_id, file.name, file.content, answers, parsed, draft.asked)


async def _parse(content: bytes, name: str, answers: Answers) -> ParsedFile | FileQuestion:
    try:
        return await parse_apart(content, name, answers)
    except Unanswered as unanswered:
        return unanswered.question


async def _compared_beside(workshop: Workshop, unit_id: int | None, file: ReadFile) -> ReadFile:
    """A long file is compared while others write."""
    if unit_id is None or isinstance(file.parsed, FileQuestion) or not file.parsed.is_long:
        return file
    from storage.imports.storing import store_parsed  # loaded with the first file

    office, now = workshop.office, workshop.clock()
    try:
        async with workshop.database.read() as db:
            outcome = await store_parsed(
                db,
                office.secret,
                unit_id,
                file.parsed,
                now,
                write=False,
                answers=file.answers,
                working_time=office.working_time,
            )
    except Unanswered as unanswered:
        return replace(file, compared=(unit_id, unanswered.question))
    outcome = with_not_read(outcome, file.parsed.not_read)
    listed = await asyncio.to_thread(whole_list, _SAY, outcome) if is_cut(outcome) else None
    return replace(file, compared=(unit_id, outcome), listed=listed)
