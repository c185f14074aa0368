"""A photo or file that proves a report."""

from handlers.context import Answer, Context
from handlers.kit.long_work import Workshop
from handlers.plan.actions import ShowTask
from handlers.plan.questions import AttachFile
from handlers.replies import Button, Reply
from storage.messages.files import store_file
from storage.plan.progress import ProgressRow, attach_file, own_progress


async def fetch(workshop: Workshop, job: AttachFile) -> bytes:
    return await workshop.fetch(job.channel, job.reference)


async def attach(context: Context, job: AttachFile, content: bytes) -> Answer:
    report = await own_progress(context.db, context.sender.id, job.progress_id)
    file_id = await store_file(context.db, job.name, job.media_type, content, context.sender.id, context.now)
    return await attached(context, report, file_id, job.name)


async def attached(context: Context, report: ProgressRow, file_id: int, name: str) -> Reply:
    await attach_file(context.db, report.id, file_id)
    button = Button(context.say("button.back_to_task"), ShowTask(report.task_id))
    return Reply(context.say("evidence.stored", name=name), ((button,),))
