"""Somebody sent a file: evidence for a report, a template of reports, data to import, or a citizen's picture."""

from pathlib import PurePath

from handlers.cases.pictures import receive_picture
from handlers.context import Answer, Context
from handlers.incoming import IncomingFile
from handlers.menus import main_rows
from handlers.office.importing import IMPORTABLE, start_import
from handlers.plan.reporting import read_report
from handlers.replies import Reply
from handlers.report.template.commands import is_template, start_template
from storage.messages.questions import open_question
from storage.models import Role
from storage.refusals import Refusal
from storage.text import clean

MAX_MEGABYTES = 20


async def receive_file(context: Context) -> Answer:
    file = context.incoming.file
    if file is None:
        raise Refusal("file.gone")
    caption = clean(context.incoming.text)
    if context.sender.is_citizen:
        return await receive_picture(context, file, caption)
    if file.size > MAX_MEGABYTES * 1024 * 1024:
        raise Refusal("file.too_large", limit_mb=MAX_MEGABYTES)
    if await is_template(context, caption):
        return start_template(context, _file_data(context))
    before = await open_question(context.db, context.sender.id, ["evidence"], context.now)
    answer = await read_report(context, caption) if caption else None
    # It stays open for as long as was promised: one report may have several pictures.
    question = await open_question(context.db, context.sender.id, ["evidence"], context.now) if caption else before
    if question is not None and (answer is None or question != before):
        data = {**_file_data(context), "progress_id": question.data["progress_id"], "caption": caption}
        # Whoever writes the report under the file has said what it is for.
        is_open = answer is None and _is_importable(context, file)
        context.start_job("import_or_evidence" if is_open else "evidence", data)
        return answer or Reply(context.say("evidence.received"))
    if answer is not None:  # the caption stored no report
        asked = [answer] if isinstance(answer, Reply) else answer
        return [*asked, Reply(context.say("evidence.not_kept"))]
    if _is_importable(context, file):
        return start_import(context, _file_data(context), caption)
    return Reply(context.say("evidence.for_which_task"), main_rows(context))


def _is_importable(context: Context, file: IncomingFile) -> bool:
    return Role.OFFICER in context.sender.roles and PurePath(file.name).suffix.lower() in IMPORTABLE


def _file_data(context: Context) -> dict[str, str | int]:
    """How the job finds the bytes again."""
    file = context.incoming.file
    if file is None:
        raise Refusal("file.gone")
    return {
        "channel": context.incoming.channel,
        "reference": file.reference,
        "name": clean(file.name)[:200] or "tep",
        "media_type": file.media_type,
    }
