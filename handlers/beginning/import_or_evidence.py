"""A file with a table of data that an officer sends within the hour after a report: it may prove the report, or be data
to import. Which of both it is, only the officer knows."""

import asyncio
from dataclasses import dataclass

from handlers.context import Answer, Context
from handlers.kit.long_work import Workshop
from handlers.kit.task_names import button_title
from handlers.office.actions import ImportFile, ProveReport, StopImport
from handlers.office.import_files import keep_beside, own_file
from handlers.office.questions import LookAtFile, ReadKept
from handlers.plan.evidence import attach, attached
from handlers.plan.stored import writable_task
from handlers.replies import Button, Reply
from storage.ground.refusals import Refusal
from storage.imports.drafts import begin_draft, forget_draft
from storage.imports.questions import Unanswered
from storage.messages.files import keep_for_good
from storage.plan.progress import own_progress


@dataclass(frozen=True, slots=True)
class Looked:
    content: bytes
    is_data: bool


async def look(workshop: Workshop, job: LookAtFile) -> Looked:
    content = await workshop.fetch(job.channel, job.reference)
    return Looked(content, await asyncio.to_thread(_is_data, content, job.name))


def _is_data(content: bytes, name: str) -> bool:
    """Whether some table of it can be imported."""
    from storage.imports.detection import detect_kind  # loaded with the first file

    try:
        detect_kind(content, name)
    except Unanswered:
        return True
    except Refusal:
        return False
    return True


async def take(context: Context, job: LookAtFile, looked: Looked) -> Answer:
    if not looked.is_data:
        return await attach(context, job, looked.content)
    report = await own_progress(context.db, context.sender.id, job.progress_id)
    task = await writable_task(context, report.task_id)
    file_id = await keep_beside(context, job.name, job.media_type, looked.content)
    await begin_draft(context.db, file_id, job.caption)
    say = context.say
    rows = (
        (Button(say("button.file_import"), ImportFile(file_id)),),
        (Button(say("button.file_evidence", number=task.number), ProveReport(file_id, report.id)),),
        (Button(say("button.file_neither"), StopImport(file_id)),),
    )
    return Reply(say("evidence.or_import", name=job.name, task=button_title(task, 90)), rows)


async def import_it(context: Context, action: ImportFile) -> Answer:
    file = await own_file(context, action.file_id)
    context.start(ReadKept(action.file_id))
    return Reply(context.say("import.reading", name=file.name), replaces=True)


async def attach_it(context: Context, action: ProveReport) -> Answer:
    file = await own_file(context, action.file_id)
    report = await own_progress(context.db, context.sender.id, action.progress_id)
    await forget_draft(context.db, action.file_id)
    await keep_for_good(context.db, action.file_id)
    return await attached(context, report, action.file_id, file.name)
