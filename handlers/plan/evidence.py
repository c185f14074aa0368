"""A photo or file that proves a report."""

from handlers.context import Answer, Context
from handlers.kit.files import refuse_dangerous
from handlers.kit.long_work import Workshop
from handlers.kit.several_files import Fetched, fetch_each
from handlers.plan.actions import ShowTask
from handlers.plan.questions import AttachFile, AttachFiles
from handlers.replies import Button, Reply
from handlers.words.formats import integer
from storage.ground.text import shorten
from storage.messages.files import keep_for_good, store_file
from storage.plan.evidence import attach_file
from storage.plan.progress import ProgressRow, own_progress


async def fetch(workshop: Workshop, job: AttachFile) -> bytes:
    content = await workshop.fetch(job.channel, job.reference)
    refuse_dangerous(job.name, content)
    return content


async def fetch_album(workshop: Workshop, job: AttachFiles) -> Fetched:
    return await fetch_each(workshop, job)


async def attach_album(context: Context, job: AttachFiles, fetched: Fetched) -> Answer:
    report, say = await own_progress(context.db, context.sender.id, job.progress_id), context.say
    for file_id, _ in fetched.kept:
        await keep_for_good(context.db, file_id)
        await attach_file(context.db, report.id, file_id)
    names = ", ".join(name for _, name in fetched.kept)
    kept = say("album.kept", count=integer(len(fetched.kept)), names=shorten(names, 300))
    lines = [kept if fetched.kept else say("album.nothing"), *fetched.refusals(say)]
    return Reply("\n".join(lines), ((Button(say("button.back_to_task"), ShowTask(report.task_id)),),))


async def attach(context: Context, job: AttachFile, content: bytes) -> Answer:
    report = await own_progress(context.db, context.sender.id, job.progress_id)
    file_id = await store_file(context.db, job.name, job.media_type, content, context.sender.id, context.now)
    return await attached(context, report, file_id, job.name)


async def attached(context: Context, report: ProgressRow, file_id: int, name: str) -> Reply:
    await attach_file(context.db, report.id, file_id)
    button = Button(context.say("button.back_to_task"), ShowTask(report.task_id))
    return Reply(context.say("evidence.stored", name=name), ((button,),))
