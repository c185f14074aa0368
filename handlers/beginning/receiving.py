"""Somebody sent a file: evidence for a report, a template of reports, data to import, or a citizen's picture."""

from collections.abc import Sequence
from pathlib import PurePath

from handlers.beginning.menus import main_rows
from handlers.cases.proofs import attach_to_answer
from handlers.cases.several_pictures import receive_pictures
from handlers.context import Answer, Context
from handlers.forms.portal import scores_asked, start_scores
from handlers.incoming import IncomingFile
from handlers.kit.files import Sent, name_of, refuse_programs
from handlers.office.importing import IMPORTABLE, start_import
from handlers.office.questions import LookAtFile
from handlers.plan.forwarded import read_forwarded
from handlers.plan.questions import AttachFile, AttachFiles, AwaitFiles
from handlers.plan.reporting import read_report
from handlers.replies import Reply
from handlers.report.signed.attaching import signed_for, start_attaching
from handlers.report.template.commands import is_template, start_template
from storage.ground.refusals import Refusal
from storage.ground.text import clean
from storage.models import Role

MAX_MEGABYTES = 20  # over the web


async def receive_file(context: Context) -> Answer:
    file = context.incoming.file
    if file is None:
        raise Refusal("file.gone")
    return await receive_files(context, [file], context.incoming.text)


async def receive_files(context: Context, files: Sequence[IncomingFile], caption: str) -> Answer:
    """Several came together."""
    caption = clean(caption)
    if context.sender.is_citizen:
        return await receive_pictures(context, files, caption)
    sent = [_sent(context, file, number, len(files)) for number, file in enumerate(files, 1)]
    if len(files) == 1:  # of several each is refused by itself
        _refuse(context, sent[0], files[0].size)
        if (of_report := await _of_a_report(context, sent[0], caption)) is not None:
            return of_report
    if (answer := await attach_to_answer(context, sent, caption)) is not None:
        return answer
    before = await context.asked(AwaitFiles)
    said = context.routes.without("tiendo", caption)
    answer = await read_forwarded(context, said) or await read_report(context, said) if said else None
    # It stays open for as long as was promised: one report may have several pictures.
    question = await context.asked(AwaitFiles) if caption else before
    if question is not None and (answer is None or question != before):
        return _attach(context, sent, caption, question.progress_id, answer)
    if answer is not None:  # the caption stored no report
        asked = [answer] if isinstance(answer, Reply) else answer
        return [*asked, Reply(context.say("evidence.not_kept"))]
    if all(_is_importable(context, one) for one in sent):
        return [start_import(context, one, caption) for one in sent][-1]
    return Reply(context.say("evidence.for_which_task"), main_rows(context))


def _refuse(context: Context, sent: Sent, size: int) -> None:
    """Refuses a program, and what is larger than a file may be."""
    refuse_programs(sent.name)
    most = context.office.file_megabytes
    if size > most * 1024 * 1024:
        raise Refusal("file.too_large_named", name=sent.name, limit_mb=most)


async def _of_a_report(context: Context, sent: Sent, caption: str) -> Reply | None:
    """The signed file of one, the office's own layout, or the portal's points."""
    if (report_id := await signed_for(context, caption)) is not None:
        return await start_attaching(context, sent, report_id)
    if await is_template(context, caption):
        return start_template(context, sent)
    if (asked := await scores_asked(context, caption)) is not None:
        return await start_scores(context, sent, asked)
    return None


def _attach(context: Context, sent: Sequence[Sent], caption: str, progress_id: int, answer: Answer | None) -> Answer:
    if len(sent) > 1:
        context.start(AttachFiles(context.sender.id, tuple(sent), progress_id))
        return [] if answer is None else answer
    # Whoever writes the report under the file has said what it is for.
    is_open = answer is None and _is_importable(context, sent[0])
    context.start(LookAtFile(*sent[0], progress_id, caption) if is_open else AttachFile(*sent[0], progress_id))
    return answer or Reply(context.say("evidence.received"), awaits=True)


def _is_importable(context: Context, file: Sent) -> bool:
    return Role.OFFICER in context.sender.roles and PurePath(file.name).suffix.lower() in IMPORTABLE


def _sent(context: Context, file: IncomingFile, number: int, count: int) -> Sent:
    name = name_of(context.say, file, number, count)
    return Sent(context.incoming.channel, file.reference, name, file.media_type)
