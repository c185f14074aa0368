"""Somebody sent a file: evidence for a report, a template of reports, data to import, or a citizen's picture."""

from pathlib import PurePath

from handlers.beginning.menus import main_rows
from handlers.cases.pictures import receive_picture
from handlers.context import Answer, Context
from handlers.incoming import IncomingFile
from handlers.kit.files import Sent, name_of
from handlers.office.importing import IMPORTABLE, start_import
from handlers.office.questions import LookAtFile
from handlers.plan.questions import AttachFile, AwaitFiles
from handlers.plan.reporting import read_report
from handlers.replies import Reply
from handlers.report.template.commands import is_template, start_template
from storage.ground.refusals import Refusal
from storage.ground.text import clean
from storage.models import Role

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
        return start_template(context, _sent(context, file))
    before = await context.asked(AwaitFiles)
    answer = await read_report(context, caption) if caption else None
    # It stays open for as long as was promised: one report may have several pictures.
    question = await context.asked(AwaitFiles) if caption else before
    if question is not None and (answer is None or question != before):
        sent, progress_id = _sent(context, file), question.progress_id
        # Whoever writes the report under the file has said what it is for.
        is_open = answer is None and _is_importable(context, file)
        context.start(LookAtFile(*sent, progress_id, caption) if is_open else AttachFile(*sent, progress_id))
        return answer or Reply(context.say("evidence.received"))
    if answer is not None:  # the caption stored no report
        asked = [answer] if isinstance(answer, Reply) else answer
        return [*asked, Reply(context.say("evidence.not_kept"))]
    if _is_importable(context, file):
        return start_import(context, _sent(context, file), caption)
    return Reply(context.say("evidence.for_which_task"), main_rows(context))


def _is_importable(context: Context, file: IncomingFile) -> bool:
    return Role.OFFICER in context.sender.roles and PurePath(file.name).suffix.lower() in IMPORTABLE


def _sent(context: Context, file: IncomingFile) -> Sent:
    return Sent(context.incoming.channel, file.reference, name_of(context.say, file), file.media_type)
