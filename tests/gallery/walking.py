"""Every screen of every role: from the first one through all buttons, breadth first, and what is said beside them.

After each step the database is put back to where the screen was, so that one tap does not spoil the next.
"""

import re
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from handlers.routes import ROUTES
from storage.messages.questions import open_question
from storage.people.people import find_sender_at
from tests.chat import Message, Person
from tests.gallery.tries import ANSWERS, commands, files
from tests.gallery.world import World, world

BEFORE = "(before)"  # how one got to what was said while everything happened
_CODE = re.compile(r"\b(?:[A-Z0-9]{3}-[A-Z0-9]{3}|MAU-[\w-]+)\b")
_NUMBER = re.compile(r"\d+")


@dataclass(eq=False)
class Screen:
    """`asked`: the kind of question that waits for an answer here. `notice`: nobody asked for it. `last`: what stands
    under an answer of several messages. `ways`: (the screen it was reached from, by what)."""

    role: str
    text: str
    rows: list[list[dict[str, str]]]
    file: bool = False
    asked: str = ""
    notice: bool = False
    last: bool = True
    ways: list[tuple["Screen | None", str]] = field(default_factory=list)
    number: int = 0

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for row in self.rows for button in row]

    @property
    def name(self) -> str:
        return f"{self.role}-{self.number}"

    @property
    def way(self) -> str:
        """How one gets here, from the beginning: `/vuviec › Trả lời`."""
        (before, by), *_ = self.ways
        return by if before is None else f"{before.way} › {by}"


def kind_of(text: str) -> str:
    """The same for two screens or buttons that differ in numbers and codes alone."""
    return _NUMBER.sub("#", _CODE.sub("MÃ", text))


@dataclass
class Place:
    """Where a walk stands: a screen as somebody has it, and the database as it is then."""

    screen: Screen
    message: Message
    database: bytes


class Kept:
    """The file of a SQLite database, copied and put back beneath its users."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path)
        self._file.execute("PRAGMA synchronous=OFF")

    def take(self) -> bytes:
        return self._file.serialize()

    def put_back(self, content: bytes) -> None:
        memory = sqlite3.connect(":memory:")
        # A database in memory knows no write-ahead log, so its header must not ask for one.
        memory.deserialize(content[:18] + b"\x01\x01" + content[20:])
        memory.backup(self._file)
        memory.close()

    def close(self) -> None:
        self._file.close()


class Walk:
    """`once`: what one role of the office has walked is not walked again by another, which takes half the time."""

    def __init__(self, world: World, path: Path, once: bool = False) -> None:
        self._world = world
        self._once = once
        self._kept = Kept(path)
        self._begin = self._kept.take()
        self._found: dict[tuple[Any, ...], Screen] = {}
        self._walked: set[tuple[str, ...]] = set()
        self._places: deque[tuple[Person, Place]] = deque()
        self._addresses = {(one.channel, one.address): role for role, one in world.people.items()}

    @property
    def screens(self) -> list[Screen]:
        return list(self._found.values())

    async def go(self) -> None:
        try:
            for role, person in self._world.people.items():
                self._note_what_was_said(role, person)
                await self._starts(role, person)
            while self._places:
                await self._leaves(*self._places.popleft())
        finally:
            self._kept.put_back(self._begin)
            self._kept.close()

    def _note_what_was_said(self, role: str, person: Person) -> None:
        """While everything happened: notices above all."""
        for message in person.inbox:
            # A text without buttons has been the word before another: which came together is not known any more.
            screen = self._screen(role, message, None, BEFORE, notice=True, last=bool(message.buttons))
            self._places.append((person, Place(screen, message, self._begin)))

    async def _starts(self, role: str, person: Person) -> None:
        async with self._world.town.db() as db:
            sender = await find_sender_at(db, person.channel, person.address, self._world.town.today)
        names = [route.name for route in ROUTES.commands if route.open_to(sender)]
        for text in commands(role, names, self._world):
            if self._is_new(role, text):
                await self._step(person, self._begin, None, text, partial(person.says, text))
        for name, content, caption in files(role, self._world.town.today):
            by = f"📎 {name} {caption}".strip()
            if self._is_new(role, by):
                await self._step(person, self._begin, None, by, partial(person.sends_file, name, content, caption))

    async def _leaves(self, person: Person, place: Place) -> None:
        """By every button that was not tapped yet, and by every answer to what is asked."""
        screen, database = place.screen, place.database
        for button in screen.buttons:
            if button.get("action") and self._is_new(screen.role, *_step_of(button)):
                tap = partial(person._sends, action=button["action"], message_id=place.message.id)
                await self._step(person, database, screen, button["label"], tap)
        for answer in ANSWERS.get(screen.asked, ()):
            if self._is_new(screen.role, screen.asked, answer, kind_of(screen.text)):
                await self._step(person, database, screen, f"“{answer}”", partial(person.says, answer))

    def _is_new(self, role: str, *step: str) -> bool:
        key = (str(role == "citizen") if self._once else role, *step)
        if key in self._walked:
            return False
        self._walked.add(key)
        return True

    async def _step(
        self, person: Person, database: bytes, before: Screen | None, by: str, step: Callable[[], Awaitable[Message]]
    ) -> None:
        self._kept.put_back(database)
        inboxes = self._world.town.inboxes
        heard = {address: len(inboxes[address]) for address in self._addresses}
        await step()
        here, asked = self._kept.take(), await self._asked(person)
        for address, count in heard.items():
            notice = address != (person.channel, person.address)
            told = inboxes[address][count:]
            for message in told[:-1]:
                self._screen(self._addresses[address], message, before, by, notice=notice, last=notice)
            for last in told[-1:]:
                known = len(self._found)
                screen = self._screen(self._addresses[address], last, before, by, "" if notice else asked, notice)
                if len(self._found) > known or not notice:
                    self._places.append((self._world.people[screen.role], Place(screen, last, here)))

    async def _asked(self, person: Person) -> str:
        town = self._world.town
        async with town.db() as db:  # on the loop: in a thread it takes twice as long
            sender = await find_sender_at(db, person.channel, person.address, town.today)
            question = await open_question(db, sender.id, ROUTES.asked, town.now)
        return "" if question is None else question.kind

    def _screen(
        self,
        role: str,
        message: Message,
        before: Screen | None,
        by: str,
        asked: str = "",
        notice: bool = False,
        last: bool = True,
    ) -> Screen:
        rows = message.payload.get("rows", [])
        labels = tuple(kind_of(button["label"]) for row in rows for button in row)
        key = (role, kind_of(message.text), labels, asked, last)
        screen = self._found.get(key)
        if screen is None:
            screen = Screen(role, message.text, rows, "file_id" in message.payload, asked, notice, last)
            screen.number = len(self._found) + 1
            self._found[key] = screen
        if (before, by) not in screen.ways:
            screen.ways.append((before, by))
        return screen


def _step_of(button: dict[str, str]) -> tuple[str, str]:
    """A kind of button: the action without its numbers, and the mark of state before its words."""
    mark = button["label"].split(" ")[0]
    return kind_of(button["action"]), "" if mark.isalnum() else kind_of(mark)


async def walked(folder: Path, once: bool = False) -> list[Screen]:
    """All screens of a department made for it in this folder."""
    async with world(folder) as made:
        walk = Walk(made, folder / "cchc.db", once)
        await walk.go()
    return walk.screens
