"""Each line of a list is typed into one chat over one database, and everything it did is taken back before the next."""

import itertools
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text as sql

from bot.batch import Batch
from handlers.incoming import Incoming
from handlers.kit.kept import Kept
from storage.database import Connection
from storage.messages import questions
from storage.messages.payloads import write_said
from tests.chat import Message, Person, Town
from tests.words import Outcome, Said

Facts = Callable[[Connection], Awaitable[Counter[str]]]
Shows = Callable[[str], str | None]
_numbers = itertools.count(1)
_WHO = sql("SELECT id FROM person WHERE channel = :channel AND address = :address")


def shows_nothing_of_its_own(text: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Result:
    said: Said
    outcome: Outcome
    stored: tuple[str, ...]
    reply: str

    @property
    def line(self) -> str:
        stored = "; ".join(self.stored) or "nothing"
        meant = " | ".join(self.said.meanings)
        return f"{self.outcome}: {self.said.text!r} meant {meant}; stored {stored}; “{self.reply[:160]}”"


@dataclass(slots=True)
class Trial:
    """One person's chat inside one transaction that is never committed. `facts`: all that is stored, in the words of
    the list. `shows`: what a reply says it has understood, in those words, where that can be wrong though nothing is
    stored (a period, say)."""

    town: Town
    person: Person
    db: Connection
    facts: Facts
    shows: Shows
    before: Counter[str] | None = None
    """What is stored before any line: each is taken back."""

    async def result(self, said: Said) -> Result:
        async with self._taken_back():
            self.before = before = await self.facts(self.db) if self.before is None else self.before
            replies: list[Message] = []
            for step in said.steps:
                replies = await self._step(step, replies) if _has_button(step, replies) else []
            stored = await self._news(before)
            outcome = self._first(said, stored, replies) or await self._by_tap(said, before, replies)
        return Result(said, outcome, stored, " ⏎ ".join(reply.text for reply in replies))

    async def said_while_asked(self, question: Kept, text: str) -> tuple[str, tuple[str, ...]]:
        """What is heard where this question is open, and what is stored."""
        async with self._taken_back():
            whose = {"channel": self.person.channel, "address": self.person.address}
            person_id = (await self.db.execute(_WHO, whose)).scalar_one()
            await questions.ask(self.db, person_id, question.kind, question.data, self.town.now)
            before = await self.facts(self.db)
            heard = await self._send(text=text)
            return " ⏎ ".join(reply.text for reply in heard), await self._news(before)

    def _first(self, said: Said, stored: tuple[str, ...], replies: Sequence[Message]) -> Outcome | None:
        if _holds(said.meanings, stored, replies):
            return Outcome.UNDERSTOOD
        shown = [words for reply in replies if (words := self.shows(reply.text)) is not None]
        if stored or (shown and "ask" not in said.meanings):
            return Outcome.WRONG
        if not any(message.buttons for message in replies):
            return Outcome.LOST
        return Outcome.ASKED if "ask" in said.meanings else None

    async def _by_tap(self, said: Said, before: Counter[str], replies: Sequence[Message]) -> Outcome:
        for message in replies:
            for button in message.buttons:
                if "action" not in button:
                    continue
                async with self._taken_back():
                    answers = await self._send(action=button["action"], message_id=message.id)
                    if _holds(said.meanings, await self._news(before), answers):
                        return Outcome.ASKED
        return Outcome.HELPED

    async def _news(self, before: Counter[str]) -> tuple[str, ...]:
        """What is stored now and was not before, and what was and is not (`-…`)."""
        now = await self.facts(self.db)
        return (*sorted((now - before).elements()), *(f"-{fact}" for fact in sorted((before - now).elements())))

    async def _step(self, step: str, replies: Sequence[Message]) -> list[Message]:
        label = _label(step)
        if label is not None:
            message = next(one for one in reversed(replies) if any(label in button["label"] for button in one.buttons))
            return await self._send(action=message.action(label), message_id=message.id)
        return await self._send(text=step)

    async def _send(self, **what: Any) -> list[Message]:
        person = self.person
        message = Incoming(person.channel, f"tried-{next(_numbers)}", person.address, language=person.language, **what)
        committed = await Batch(self.db, self.town.office, self.town.now, savepoints=True).run([message])
        self.town.surprises.raise_first()
        own = [row for row in committed.outgoing if (row.channel, row.address) == (person.channel, person.address)]
        return [Message(str(place), write_said(row.said)) for place, row in enumerate(own)]

    @asynccontextmanager
    async def _taken_back(self) -> AsyncIterator[None]:
        async with self.db.begin_nested() as point:
            try:
                yield
            finally:
                await point.rollback()


def _label(step: str) -> str | None:
    """Of a tap."""
    return step[1:-1] if step.startswith("[") and step.endswith("]") else None


def _has_button(step: str, replies: Sequence[Message]) -> bool:
    label = _label(step)
    return label is None or any(label in button["label"] for reply in replies for button in reply.buttons)


def _holds(meanings: Sequence[str], stored: tuple[str, ...], replies: Sequence[Message]) -> bool:
    return any(_is(meaning, stored, replies) for meaning in meanings)


def _is(meaning: str, stored: tuple[str, ...], replies: Sequence[Message]) -> bool:
    if meaning == "ask":
        return False
    if meaning.startswith("says "):
        return not stored and any(meaning.removeprefix("says ") in reply.text for reply in replies)
    wanted = sorted(meaning.split("; "), key=_number)
    found = sorted(stored, key=_number)
    return len(wanted) == len(found) and all(map(_says_the_same, wanted, found))


def _number(fact: str) -> tuple[bool, int, str]:
    head = fact.split(maxsplit=1)[0].strip("-:")
    return (fact.startswith("-"), int(head) if head.isdecimal() else 0, fact)


def _says_the_same(wanted: str, found: str) -> bool:
    """Words that the list does not give may be any; `14 80:` says that there are none."""
    return found.strip() == wanted.strip() if ":" in wanted else found.partition(":")[0] == wanted
