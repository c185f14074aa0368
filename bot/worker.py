"""The worker: does jobs one after the other, each ended in the transaction that holds its result."""

import asyncio
import logging
import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.channels.base import NotSent
from bot.intake import Clock, Deliver
from bot.job_places import begun, in_its_place, topic_of
from handlers.context import Answer, Context
from handlers.incoming import Incoming
from handlers.job_kinds import JOBS
from handlers.kit.long_work import Workshop
from handlers.kit.occasion import Office, ruled, words_for
from handlers.kit.refusals import apology, refused
from handlers.replies import Reply
from handlers.routes import ROUTES
from handlers.words.catalogue import Words
from storage.database import Connection, Database
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.messages import job_queue, traffic
from storage.messages.files import forget_uploads
from storage.messages.job_queue import JobRow
from storage.messages.payloads import Said
from storage.messages.traffic import OutgoingMessage
from storage.outages import Unavailable
from storage.people.people import find_sender
from storage.ratings.changes import RatingChanges

LOOK_AGAIN_SECONDS = 10
ATTEMPTS = 4
PAUSE = timedelta(seconds=15)
log = logging.getLogger(__name__)


class Worker:
    # Before another process takes it for dead and does it once more; whoever waits behind it waits no longer.
    longest = job_queue.CLAIM - timedelta(minutes=2)

    def __init__(self, workshop: Workshop, deliver: Deliver, clock: Clock) -> None:
        self._workshop = workshop
        self._database: Database = workshop.database
        self._office: Office = workshop.office
        self._deliver = deliver
        self._clock = clock
        self._woken = asyncio.Event()
        self._interrupted: list[JobRow] = []

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        takes_over = self._database.is_sqlite  # the only process there is
        while True:
            self._woken.clear()
            try:
                if takes_over:
                    await self._take_over()
                takes_over = False
                await self.work_off()
            except Unavailable:
                pass
            except Exception as error:
                log.warning("jobs were not done: %r; trying again", error)
            try:
                await asyncio.wait_for(self._woken.wait(), LOOK_AGAIN_SECONDS)
            except TimeoutError:
                continue

    async def _take_over(self) -> None:
        """Starts again the jobs that an ended process had begun."""
        async with self._database.write() as db:
            await job_queue.release_jobs(db)

    async def work_off(self) -> None:
        """Does all that is waiting. What an outage of the database interrupts is done once it is over, and not only
        when its claim has ended."""
        while (job := await self._claim()) is not None:
            try:
                await self._do(job)
            except Unavailable:
                self._interrupted.append(job)
                raise

    async def _claim(self) -> JobRow | None:
        job = None
        try:
            async with self._database.write() as db:
                for interrupted in self._interrupted:
                    await job_queue.give_back(db, interrupted)
                job = await job_queue.claim_job(db, self._clock())
        except Unavailable:
            if job is not None:  # whether the claim was kept, nobody knows
                self._interrupted.append(job)
            raise
        self._interrupted.clear()
        return job

    async def _do(self, job: JobRow) -> None:
        if job.attempts >= ATTEMPTS:  # each time the process ended before the job did
            self._deliver(await self._fail(job))
            return
        try:
            work = JOBS[job.kind]
            data = work.kind.read(job.data)
            async with asyncio.timeout(self.longest.total_seconds()):
                prepared = await work.prepare(replace(self._workshop, tell=partial(self._tell, job)), data)
            async with self._database.write(beside=True) as db:
                context = await self._context(db, job)
                if context is None:
                    return
                outgoing = await self._end(context, job, await work.finish(context, data, prepared))
            self._workshop.ask_by_phone(context.phones)
        except Refusal as refusal:
            outgoing = await self._end_with(job, partial(refused, refusal=refusal))
        except TimeoutError:
            log.warning("job %d (%s) took longer than %s and was given up", job.id, job.kind, self.longest)
            outgoing = await self._end_with(job, partial(refused, refusal=Refusal("job.too_long")))
        except NotSent as failure:
            if failure.retry and job.attempts + 1 < ATTEMPTS:
                log.warning("job %d: %s; later again", job.id, failure.reason)
                pause = PAUSE * (job.attempts + 1)
                if failure.after:
                    pause = max(pause, timedelta(seconds=failure.after))
                async with self._database.write() as db:
                    await job_queue.postpone_job(db, job.id, self._clock() + pause)
                return
            outgoing = await self._end_with(job, partial(refused, refusal=Refusal("file.not_fetched")))
        except Unavailable:
            raise
        except Exception:
            outgoing = await self._fail(job)
        self._deliver(outgoing)

    async def _fail(self, job: JobRow) -> list[OutgoingMessage]:
        """With the exception being handled, if there is one, in the log."""
        number = secrets.token_hex(4)
        log.error("job %d (%s) failed, number %s", job.id, job.kind, number, exc_info=sys.exc_info()[0] is not None)
        return await self._end_with(job, partial(apology, number=number))

    async def _context(self, db: Connection, job: JobRow) -> Context | None:
        """None where the person has had everything erased meanwhile: the job went with them."""
        sender = await find_sender(db, job.person_id)
        if sender is None:
            return None
        now = self._clock()
        return Context(
            db=db,
            office=await ruled(db, self._office),
            incoming=Incoming(sender.channel, f"job:{job.id}", sender.address, thread=topic_of(job.data)),
            sender=sender,
            now=now,
            today=local_day(now),
            say=words_for(sender),
            rating_changes=RatingChanges(),
            routes=ROUTES,
        )

    async def _tell(self, job: JobRow, said: Callable[[Words], Reply], message_id: str) -> None:
        async with self._database.write() as db:
            context = await self._context(db, job)
            if context is None:
                return
            row = (
                context.sender.channel,
                context.sender.address,
                said(context.say).said(message_id, context.incoming.thread),
            )
            outgoing = await traffic.put(db, [row], context.now, claim=True)
        self._deliver(outgoing)

    async def _end(self, context: Context, job: JobRow, answer: Answer) -> list[OutgoingMessage]:
        replies: Sequence[Reply] = [answer] if isinstance(answer, Reply) else answer
        said = in_its_place([reply.said(None, context.incoming.thread) for reply in replies], job.data)
        rows = [(context.sender.channel, context.sender.address, one) for one in said]
        rows += context.rows()
        await job_queue.end_job(context.db, job.id, context.now)
        await job_queue.add_jobs(context.db, [one.row(()) for one in begun(context)], context.now)
        if "reference" in job.data:  # whatever became of it: what is to stay is stored by itself
            await forget_uploads(context.db, job.data["channel"], [job.data["reference"]])
        return await traffic.put(context.db, rows, context.now, claim=True)

    async def _end_with(self, job: JobRow, reply: Callable[[Context], Reply]) -> list[OutgoingMessage]:
        async with self._database.write() as db:
            context = await self._context(db, job)
            return [] if context is None else await self._end(context, job, reply(context))


def _row(context: Context, reply: Reply, message_id: str | None = None) -> tuple[str, str, Said]:
    return context.sender.channel, context.sender.address, reply.said(message_id, context.incoming.thread)
