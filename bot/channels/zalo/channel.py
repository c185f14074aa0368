"""The Official Account: events in by webhook, messages out at the permitted rate."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.base import NotSent, Progress
from bot.channels.fetching import SentFiles
from bot.channels.file_links import FileLinks
from bot.channels.zalo.api import Api
from bot.channels.zalo.errors import SILENT, Refused, not_sent
from bot.channels.zalo.events import Events, quoted_id
from bot.channels.zalo.outgoing import Outgoing
from bot.channels.zalo.rating_messages import RatingMessages
from bot.channels.zalo.taps import Taps
from bot.channels.zalo.uploads import Uploads
from bot.intake import Intake
from handlers.incoming import Incoming
from handlers.kit.occasion import words_for
from handlers.words.catalogue import Words
from storage.database import Database
from storage.ground.channels import ZALO
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.messages.sent_messages import said_as
from storage.messages.traffic import OutgoingMessage
from storage.messages.unsent import Unsent
from storage.people.people import find_sender_at

TRIES = 5
MANY_TRIED = 10_000
log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class Zalo:
    """`account`: its id; `secret`: the office's; `picture`: the address of the picture above a request for a phone
    number."""

    name = ZALO

    def __init__(
        self,
        database: Database,
        api: Api,
        account: str,
        secret: bytes,
        links: FileLinks,
        picture: str,
        rating_messages: RatingMessages,
        *,
        phone_is_own: bool = True,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._database = database
        self._api = api
        self._sent_files = SentFiles(api.root)
        self._clock = clock
        self._rating_messages = rating_messages
        taps = Taps(secret)
        self._events = Events(account, secret, taps, phone_is_own=phone_is_own)
        self._outgoing = Outgoing(database, api, Uploads(database, api), taps, links.make, picture, self._say_to)
        self._tried: dict[int, int] = {}

    async def close(self) -> None:
        await self._api.close()

    async def take(self, intake: Intake, event: Any) -> None:
        """Returns once what this event says is committed; raises where the database did not take it."""
        await intake.submit(*await self.read(event))

    async def read(self, event: Any) -> Sequence[Incoming]:
        """With what the message said to which this one is a reply."""
        read, answered = self._events.read(event), quoted_id(event)
        if not (answered and read):
            return read
        async with self._database.read() as db:
            said = await said_as(db, ZALO, read[0].address, answered)
        return read if said is None else [replace(one, quoted=said.text, replies_to=said.actions) for one in read]

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        try:
            await self._outgoing.send(message, progress)
        except Refused as refusal:
            if await self._is_asked_otherwise(message, refusal):
                return
            raise self._not_sent(message.id, refusal.code) from None
        except Refusal:  # the file was erased meanwhile
            raise NotSent("its file is gone", retry=False, why=Unsent.CONTENT) from None
        else:
            self._tried.pop(message.id, None)

    async def _is_asked_otherwise(self, message: OutgoingMessage, refusal: Refused) -> bool:
        """Who has been silent for too long can still be asked to rate by a message of its own kind, which costs."""
        dossier_id = message.said.asks_to_rate
        if dossier_id is None or refusal.code not in SILENT:
            return False
        return await self._rating_messages.ask_person(message.address, dossier_id)

    def _not_sent(self, message_id: int, code: int) -> NotSent:
        """What Zalo refuses again and again without saying why holds up what stands behind it only for a while."""
        failure = not_sent(code, self._clock())
        if not failure.retry or failure.after is not None or failure.why is Unsent.ACCOUNT:
            return failure
        if len(self._tried) > MANY_TRIED:
            self._tried.clear()
        self._tried[message_id] = self._tried.get(message_id, 0) + 1
        if self._tried[message_id] < TRIES:
            return failure
        del self._tried[message_id]
        return NotSent(failure.reason, retry=False, why=failure.why)

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file somebody sent; refuses what is too large, and what Zalo keeps no more."""
        return await self._sent_files.fetch(reference)

    async def _say_to(self, address: str) -> Words:
        async with self._database.read() as db:
            return words_for(await find_sender_at(db, ZALO, address, local_day(self._clock())))
