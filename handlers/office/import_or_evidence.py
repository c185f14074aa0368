"""A file with a table of data that an officer sends within the hour after a report: it may prove the report, or be data
to import. Which of both it is, only the officer knows."""

import asyncio
from dataclasses import dataclass
from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.jobs import Workshop
from handlers.office.import_files import keep_beside, own_file
from handlers.plan.evidence import attach, attached
from handlers.plan.stored import writable_task
from handlers.plan.task_names import button_title
from handlers.replies import Button, Reply
from storage.imports.detect import detect_kind
from storage.imports.drafts import begin_draft, forget_draft
from storage.imports.questions import Unanswered
from storage.messages.files import keep_for_good
from storage.plan.progress import own_progress
from storage.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Looked:
    content: bytes
    is_data: bool


async def look(workshop: Workshop, data: dict[str, Any]) -> Looked:
    content = await workshop.fetch(data["channel"], data["reference"])
    return Looked(content, await asyncio.to_thread(_is_data, content, data["name"]))


def _is_data(content: bytes, name: str) -> bool:
    """Whether some table of it can be imported."""
    try:
        detect_kind(content, name)
    except Unanswered:
        return True
    except Refusal:
        return False
    return True


async def take(context: Context, data: dict[str, Any], looked: Looked) -> Answer:
    if not looked.is_data:
        return await attach(context, data, looked.content)
    report = await own_progress(context.db, context.sender.id, data["progress_id"])
    task = await writable_task(context, report.task_id)
    file_id = await keep_beside(context, data["name"], data["media_type"], looked.content)
    await begin_draft(context.db, file_id, data["caption"])
    say = context.say
    rows = (
        (Button(say("button.file_import"), action=f"file_import:{file_id}"),),
        (Button(say("button.file_evidence", number=task.number), action=f"file_evidence:{file_id}:{report.id}"),),
        (Button(say("button.file_neither"), action=f"import_stop:{file_id}"),),
    )
    return Reply(say("evidence.or_import", name=data["name"], task=button_title(task, 90)), rows)


async def import_it(context: Context, argument: str) -> Answer:
    (file_id,) = numbers(argument, 1)
    file = await own_file(context, file_id)
    context.start_job("import_again", {"file_id": file_id})
    return Reply(context.say("import.reading", name=file.name), replaces=True)


async def attach_it(context: Context, argument: str) -> Answer:
    file_id, progress_id = numbers(argument, 2)
    file = await own_file(context, file_id)
    report = await own_progress(context.db, context.sender.id, progress_id)
    await forget_draft(context.db, file_id)
    await keep_for_good(context.db, file_id)
    return await attached(context, report, file_id, file.name)
