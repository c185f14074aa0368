"""What the intake takes at one time, within its transaction."""

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime

from bot import heard
from bot.job_places import Begun, begun
from bot.setting_aside import Committed
from handlers.alerts.reaching import waited
from handlers.beginning.start import introduced
from handlers.context import Context
from handlers.dispatch import handle
from handlers.groups.speaking import routed
from handlers.incoming import Incoming
from handlers.kit.occasion import Office, ruled, words_for
from handlers.kit.refusals import apology, refused
from handlers.replies import Reply
from handlers.routes import ROUTES
from storage.database import Connection, lost_a_race
from storage.ground.channels import needs_of
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.messages import traffic
from storage.messages.files import forget_uploads
from storage.messages.job_queue import add_jobs
from storage.messages.payloads import Said
from storage.messages.questions import claim_question
from storage.outages import is_outage
from storage.people import people
from storage.people.people import Sender
from storage.ratings.changes import RatingChanges

log = logging.getLogger(__name__)


_Heard = tuple[Incoming, dict[str, Sender]]


class Batch:
    """One transaction's messages: who said them, what is answered, what counts."""

    def __init__(self, db: Connection, office: Office, now: datetime, *, savepoints: bool = False) -> None:
        self._db = db
        self._office = office
        self._now = now
        self._today = local_day(now)
        self._savepoints = savepoints
        self._regrouped = False
        self._rating_changes = RatingChanges()
        self._replies: list[tuple[str, str, Said]] = []
        self._in_groups: list[Incoming] = []
        self._jobs: list[Begun] = []

    async def run(self, messages: Sequence[Incoming]) -> Committed:
        """Citizens first: whoever reads figures then reads those of the whole batch. What one person sends stays in its
        order."""
        self._office = await ruled(self._db, self._office)
        staff: list[_Heard] = []
        for channel in dict.fromkeys(message.channel for message in messages):
            staff += await self._run_citizens(channel, [message for message in messages if message.channel == channel])
        await self._rating_changes.store(self._db)
        for message, senders in staff:
            await self._run_message(message, senders)
        for message in self._in_groups:
            await self._run_in_group(message)
        await self._rating_changes.store(self._db)
        outgoing = await traffic.put(self._db, self._replies, self._now, claim=True)
        await add_jobs(self._db, [one.row(outgoing) for one in self._jobs], self._now)
        return Committed(outgoing, len(self._jobs))

    async def _run_citizens(self, channel: str, messages: list[Incoming]) -> list[_Heard]:
        """What is left: the messages of those who hold a role, also since a message ago."""
        messages = await self._new(channel, messages)
        self._in_groups += [message for message in messages if message.group is not None]
        messages = [message for message in messages if message.group is None]
        if not messages:
            return []
        if needs_of(channel).kept_here:
            await heard.keep(self._db, messages, self._now)
        languages = {message.address: message.language for message in messages}
        senders = await people.find_senders(self._db, channel, languages, self._now, self._today)
        heard_from: set[str] = set()
        staff = []
        for message in messages:
            if not senders[message.address].is_citizen:
                staff.append((message, senders))
                continue
            if message.address in heard_from:  # what they did a moment ago is there to be read
                await self._rating_changes.write_ratings(self._db)
            heard_from.add(message.address)
            await self._run_message(message, senders)
        return staff

    async def _new(self, channel: str, messages: list[Incoming]) -> list[Incoming]:
        """Those never handled before; a file that came again lies here twice."""
        first: dict[str, Incoming] = {}
        for message in messages:
            first.setdefault(message.event_id, message)
        new = await traffic.take_events(self._db, channel, list(first), self._now)
        again = [message for message in messages if message.event_id not in new or first[message.event_id] != message]
        await forget_uploads(self._db, channel, [message.file.reference for message in again if message.file])
        return [message for event_id, message in first.items() if event_id in new]

    async def _run_message(self, message: Incoming, senders: dict[str, Sender]) -> None:
        # They had everything erased by the message before, or are one with somebody since.
        if not senders[message.address].id or self._regrouped:
            senders |= await people.find_senders(
                self._db, message.channel, {message.address: message.language}, self._now, self._today
            )
        context = self._context(message, senders[message.address])
        self._replies += await waited(context)
        replies = await (self._run_alone(context) if self._savepoints else handle(context))
        self._regrouped = self._regrouped or context.regrouped
        self._collect(context, introduced(context, replies))
        if context.said is not None and needs_of(message.channel).kept_here:
            await heard.keep_instead(self._db, message, context.said)
        if message.file is not None and not context.takes_file:
            await forget_uploads(self._db, message.channel, [message.file.reference])

    async def _run_in_group(self, message: Incoming) -> None:
        """Who writes in a group is not met by that, and cannot be reached by it."""
        sender = await people.find_sender_at(self._db, message.channel, message.address, self._today)
        context = self._context(message, sender)
        self._collect(context, await (self._run_alone(context) if self._savepoints else handle(context)))

    def _context(self, message: Incoming, sender: Sender) -> Context:
        return Context(
            db=self._db,
            office=self._office,
            incoming=message,
            sender=sender,
            now=self._now,
            today=self._today,
            say=words_for(sender),
            rating_changes=self._rating_changes,
            routes=ROUTES,
        )

    async def _run_alone(self, context: Context) -> Sequence[Reply]:
        kept = self._rating_changes.copy()
        try:
            async with self._db.begin_nested():
                replies = await handle(context)
                await self._rating_changes.write_ratings(self._db)
                return replies
        except Refusal as refusal:
            reply = refused(context, refusal)
        except Exception as error:
            if lost_a_race(error) or is_outage(error):  # no fault of this message; the next ones fare no better
                raise
            # The person gets the number under which the log has the cause; the log gets no personal data.
            number = secrets.token_hex(4)
            log.exception(
                "message %s of %s failed, number %s", context.incoming.event_id, context.incoming.channel, number
            )
            # What failed may be the answer to a question that cannot be read: it is asked no more.
            await claim_question(self._db, context.sender.id, context.routes.asked, context.now)
            reply = apology(context, number)
        self._rating_changes = kept
        context.notices.clear()
        context.posts.clear()
        context.jobs.clear()
        return [reply]

    def _collect(self, context: Context, replies: Sequence[Reply]) -> None:
        message = context.incoming
        here = message.address if message.group is None else message.group.address
        for address, reply in routed(context, replies) if needs_of(message.channel).takes_replies else ():
            thread = message.thread if address == here else ""
            self._replies.append((message.channel, address, reply.said(message.message_id, thread)))
        awaiting = self._replies[-1][2] if self._replies and replies and replies[-1].awaits else None
        self._replies += context.rows()
        self._jobs += begun(context, awaiting)
