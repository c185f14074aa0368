"""The test client: a test reads like a chat. What a handler raises, the test raises."""

import asyncio
import contextlib
import itertools
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.application import office_of
from bot.channels.base import NotSent
from bot.intake import Intake
from bot.schedule import Schedule
from bot.setting_aside import Committed
from bot.settings.settings import Settings
from bot.worker import Worker
from handlers.incoming import Incoming, IncomingFile
from handlers.kit.long_work import Workshop
from handlers.kit.occasion import Office
from storage.database import Connection, Database
from storage.ground.channels import declared
from storage.ground.days.working_time import local_day
from storage.imports.importing import parse_file
from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind
from storage.imports.questions import NO_ANSWERS, Answers, Ask, answered
from storage.imports.storing import store_parsed
from storage.messages.files import StoredFile, read_file
from storage.messages.payloads import write_said
from storage.messages.traffic import OutgoingMessage
from storage.models import Role
from storage.people.invitations import invite
from storage.people.units import add_unit, root_unit, units_named
from tests.surprises import Surprises
from tests.wires.choosing import chosen, wire
from tests.wires.wire import Payload, Wire

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)  # Monday, 12:00 in Asia/Ho_Chi_Minh
SECRET = "a-secret-for-tests-of-at-least-32-characters"
_numbers = itertools.count(1)


@dataclass
class Message:
    """One thing the bot said."""

    id: str
    payload: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.payload["text"])

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for row in self.payload.get("rows", []) for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["label"] for button in self.buttons]

    def action(self, label: str) -> str:
        found = [button["action"] for button in self.buttons if label in button["label"]]
        assert found, f"no button {label!r} among {self.labels}"
        return found[0]


@dataclass
class Town:
    """One department with its people, on a clock that only the test moves."""

    database: Database
    office: Office
    now: datetime = NOON
    inboxes: defaultdict[tuple[str, str], list[Message]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, bytes] = field(default_factory=dict)
    fetch_failures: list[NotSent] = field(default_factory=list)
    surprises: Surprises = field(default_factory=Surprises)
    unit_id: int = 0
    wire: Wire | None = None
    """The channel over which all is said that goes to it; without one, what is said is what is stored."""
    waiting: list[tuple[OutgoingMessage, Message]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.worker = Worker(Workshop(self.database, self.office, self._fetch, self._clock), self._deliver, self._clock)
        self.schedule = Schedule(self.database, self.office, self._deliver, self._clock)
        self.intake = Intake(self.database, self.office, self._deliver, self.worker.wake, self._clock)

    @classmethod
    @contextlib.asynccontextmanager
    async def over(cls, url: str, agency: str = "Sở Thử", channel: str | None = None) -> AsyncIterator["Town"]:
        """`channel`: over its own wire; by itself over the one that the run was given, if any."""
        settings = Settings(database_url=url, agency=agency, secret_key=SECRET, public_url="https://so-thu.example")
        town = cls(Database(url), office_of(settings))
        loggers = [
            logging.getLogger(name)
            for name in ("bot.intake", "bot.batch", "bot.worker", "bot.delivery", "bot.schedule")
        ]
        for logger in loggers:
            logger.addHandler(town.surprises)
        name = chosen() if channel is None else channel
        over = wire(name, town.database, town._clock) if name else contextlib.nullcontext()
        try:
            async with town.database.write() as db:
                root = await root_unit(db) or await add_unit(db, agency, None)
                town.unit_id = root.id
            async with over as town.wire:
                yield town
        finally:
            for logger in loggers:
                logger.removeHandler(town.surprises)
            await town.database.close()

    def _clock(self) -> datetime:
        return self.now

    @property
    def today(self) -> date:
        return local_day(self.now)

    def passes(self, **time: float) -> None:
        """`town.passes(hours=25)`"""
        self.now += timedelta(**time)

    async def ticks(self) -> None:
        """The schedule looks once."""
        await self.schedule.tick()
        await self._goes_out()
        self.surprises.raise_first()

    async def ticks_after(self, **time: float) -> None:
        """Time passes, and the schedule looks once."""
        self.passes(**time)
        await self.ticks()

    def _deliver(self, messages: Sequence[OutgoingMessage]) -> None:
        for message in messages:
            inbox = self.inboxes[message.channel, message.address]
            payload = write_said(message.said)
            if self.wire is not None and message.channel == self.wire.channel:
                payload = Payload(payload, declared(message.channel))
            inbox.append(Message(str(len(inbox) + 1), payload))
            if isinstance(payload, Payload):
                self.waiting.append((message, inbox[-1]))

    async def _goes_out(self) -> None:
        """Over the wire, in its order."""
        while self.waiting and self.wire is not None:
            message, shown = self.waiting.pop(0)
            shown.id = await self.wire.sends(message)

    async def _fetch(self, channel: str, reference: str) -> bytes:
        if self.fetch_failures:
            raise self.fetch_failures.pop(0)
        if self.wire is not None and channel == self.wire.channel:
            return await self.wire.fetches(reference)
        if reference not in self.files:
            raise NotSent("no such file", retry=False)
        return self.files[reference]

    async def process(self, *messages: Incoming) -> Committed:
        """As the intake's loop does it, and the jobs that came of it."""
        committed = await self.intake.process(messages)
        self._deliver(committed.outgoing)
        if committed.jobs:
            await self.worker.work_off()
        await self._goes_out()
        self.surprises.raise_first()
        return committed

    def person(self, address: str | None = None, channel: str = "", language: str = "vi") -> "Person":
        """On Telegram, or over the wire."""
        name = address or f"person-{next(_numbers)}"
        if self.wire is None or channel not in ("", self.wire.channel):
            return Person(self, channel or "telegram", name, language)
        return Person(self, self.wire.channel, self.wire.address(name), language)

    async def unit(self, name: str, under: int | None = None) -> int:
        async with self.database.write() as db:
            return (await add_unit(db, name, under or self.unit_id)).id

    async def named(self, name: str) -> int:
        """The one unit of this name; files name units, too."""
        async with self.database.read() as db:
            [unit] = await units_named(db, name)
        return unit.id

    async def member(self, role: Role, unit_id: int | None = None, name: str | None = None) -> "Person":
        """Somebody who has redeemed an invitation."""
        async with self.database.write() as db:
            code = await invite(db, self.office.secret, role, unit_id or self.unit_id, self.now, name)
        person = self.person()
        await person.says(f"/start {code}")
        return person

    async def imports(
        self, kind: FileKind, name: str, content: bytes, *, year: int | None = None, answers: Answers = NO_ANSWERS
    ) -> Outcome:
        """As the command line does it. `answers`: what was asked about the file, and answered; units that are not
        known are made."""
        said = answered(kind=kind, year=year).with_answer(Ask.UNITS, "new")
        said = Answers({**said.given, **answers.given})
        parsed = parse_file(content, name, said)
        async with self.database.write(beside=True) as db:
            return await store_parsed(db, self.office.secret, self.unit_id, parsed, self.now, write=True, answers=said)

    async def file(self, message: Message) -> StoredFile:
        """What came with it."""
        async with self.database.read() as db:
            return await read_file(db, message.payload["file_id"])

    @contextlib.asynccontextmanager
    async def db(self) -> AsyncIterator[Connection]:
        async with self.database.write() as db:
            yield db


@dataclass
class Person:
    town: Town
    channel: str
    address: str
    language: str

    @property
    def inbox(self) -> list[Message]:
        return self.town.inboxes[self.channel, self.address]

    @property
    def last(self) -> Message:
        assert self.inbox, "the bot has said nothing"
        return self.inbox[-1]

    @property
    def hears(self) -> str:
        """The newest text."""
        return self.last.text

    async def _sends(self, **what: Any) -> Message:
        before = len(self.inbox)
        await self.town.process(await self._arrives({**what, "language": self.language}))
        assert len(self.inbox) > before, "the bot stayed silent"
        return self.last

    async def _arrives(self, what: dict[str, Any]) -> Incoming:
        wire = self.town.wire
        if wire is not None and self.channel == wire.channel:
            if (file := what.get("file")) is not None:
                what["file"] = file, self.town.files[file.reference]
            return await wire.reads(self.address, what)
        return Incoming(self.channel, f"event-{next(_numbers)}", self.address, **what)

    async def says(self, text: str) -> Message:
        return await self._sends(text=text)

    async def taps(self, label: str, message: Message | None = None) -> Message:
        """The first button whose label holds this text, on the newest message unless another is given."""
        message = message or self.last
        return await self._sends(action=message.action(label), message_id=message.id)

    async def forges(self, action: str) -> Message:
        """A button nobody gave this person."""
        return await self._sends(action=action, message_id="1")

    async def forges_all(self, *actions: str) -> list[Message]:
        """In one batch, each with an answer: what came of them."""
        before = len(self.inbox)
        sent = [await self._arrives({"action": action, "message_id": "1"}) for action in actions]
        await self.town.process(*sent)
        assert len(self.inbox) >= before + len(sent), "the bot stayed silent"
        return self.inbox[before:]

    async def newest_file(self) -> StoredFile:
        """The last file the bot gave this person."""
        files = [message for message in self.inbox if "file_id" in message.payload]
        assert files, "the bot has given no file"
        return await self.town.file(files[-1])

    async def sends_file(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        media_type: str = "application/octet-stream",
        size: int | None = None,
    ) -> Message:
        reference = f"file-{next(_numbers)}"
        self.town.files[reference] = content
        file = IncomingFile(reference, name, media_type, len(content) if size is None else size)
        return await self._sends(text=caption, file=file)


async def ended(*tasks: asyncio.Task[Any]) -> None:
    """Cancelled and waited for: what a task leaves to a thread must not come back to a loop that is closed."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
