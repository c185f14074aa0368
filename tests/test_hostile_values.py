"""Whatever stands where a number, a day or a period belongs: every command, button and answer is sensible."""

import os
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import pytest
from sqlalchemy import insert, select

from handlers.incoming import Incoming
from handlers.routes import ROUTES
from storage.models import Appointment, PendingQuestion, Role
from storage.people.people import find_sender
from tests.chat import Person, Town
from tests.samples import furnish

T = TypeVar("T")
DAYS = ["31/12/9999", "1/1/0001", "31/12", "30/02/2026", "0/0/0000", "12/9999", "9999", "0001", "9999-12-31"]
PERIODS = [
    "quý 4 9999",
    "năm 9999",
    "năm 0001",
    "năm 0000",
    "tháng 12/9999",
    "tháng 1/0001",
    "9 tháng 9999",
    "999 ngày qua",
    "99999999 ngày qua",
    "01/01/0001-31/12/9999",
    "31/12/9999-31/12/9999",
    "1/1/0001-1/1/0001",
    "tuần này",
]
NUMBERS = [
    "0",
    "-1",
    "2147483648",
    "999999999999999999",
    "9223372036854775807",
    "9223372036854775808",
    "9" * 3900,
    "２",
    "²",
    "١٢",
    "1²",
    "९९",
    "1e999",
    "nan",
    "inf",
    "1.7976931348623157e309",
    "9" * 400 + ",5",
    "99999999999999999999/99999999999999999999",
    "999999999999/1",
]
CODES = ["99991231-99991231", "00010101-00010101", "00010101-99991231", "00000000-00000000", "２0260101-20260131"]
WORDS = [f"{word} {number}" for word in ("12", "so", "tháng") for number in ("31/12/9999", "9" * 30, "²")]
# What PostgreSQL makes of a value comes of the statement, not of how it was asked: there each command, button and
# question meets every third of them.
SHARE = 3 if int(os.environ.get("CCHC_TEST_EXAMPLES", "0")) < 500 else 1
TEXTS = [*DAYS, *PERIODS, *NUMBERS, *CODES, *WORDS]
FIELDS = ["", "999999999999999999", "9223372036854775808", "²", "9999-12-31", CODES[0], CODES[2], "9" * 5000]
SHAPES = ["{0}", "{0}:{0}", "1:{0}", "1:1:{0}", "20260101-20261231:{0}"]


def _arguments() -> list[str]:
    return list(dict.fromkeys(shape.format(field) for shape in SHAPES for field in FIELDS))


class Attacker:
    """Sends all at once, and knows which of it the log called a failure."""

    def __init__(self, person: Person, name: str = "") -> None:
        self.person = person
        self._name = f"{name}-{person.address}"
        self._town = person.town
        self._count = 0

    def share(self, values: Sequence[T], number: int) -> Sequence[T]:
        """What the part of that number meets."""
        return values if self._town.database.is_sqlite else values[number % SHARE :: SHARE]

    async def sends(self, *messages: dict[str, Any]) -> list[str]:
        """What failed, with its cause."""
        sent = {}
        for message in messages:
            self._count += 1
            event = f"{self._name}-h{self._count}"
            sent[event] = Incoming(self.person.channel, event, self.person.address, message_id="1", **message)
        for start in range(0, len(sent), 50):
            committed = await self._town.intake.process(list(sent.values())[start : start + 50])
            self._town._deliver(committed.outgoing)
        records, self._town.surprises.records = self._town.surprises.records, []
        return [f"{_shown(sent, record.args)}: {record.exc_info[1]!r:.200}" for record in records if record.exc_info]

    async def asked(self) -> str | None:
        """The kind of question this person is to answer."""
        async with self._town.db() as db:
            return (await db.scalars(select(PendingQuestion.kind))).one_or_none()

    async def asker(self, messages: Sequence[dict[str, str]], kind: str | None) -> dict[str, str]:
        """Which of these asks that."""
        for message in messages:
            await self.sends({"action": "main"}, message)
            if await self.asked() == kind:
                return message
        raise AssertionError(kind)


def _shown(sent: dict[str, Incoming], arguments: object) -> str:
    message = sent[arguments[0]]  # type: ignore[index]
    return f"{message.action or message.text:.60}"


@pytest.fixture
async def attacker(any_town: Town) -> Attacker:
    """Somebody with every role: what is refused for want of a right shows nothing."""
    await furnish(any_town)
    person = await any_town.member(Role.OFFICER)
    async with any_town.db() as db:
        sender = (await db.scalars(select(Appointment.person_id))).first()
        rows = [
            {"person_id": sender, "unit_id": any_town.unit_id, "role": role} for role in (Role.STAFF, Role.DIRECTOR)
        ]
        await db.execute(insert(Appointment).values(rows))
        assert await find_sender(db, sender or 0)
    return Attacker(person)


def _texts(values: Iterable[str]) -> list[dict[str, str]]:
    return [{"text": value} for value in values]


async def test_every_command_reads_any_value(attacker: Attacker) -> None:
    names = [route.name for route in ROUTES.commands]
    sent = [f"/{name} {value}" for number, name in enumerate(names) for value in attacker.share(TEXTS, number)]
    assert await attacker.sends(*_texts(sent)) == []


async def test_every_button_reads_any_value(attacker: Attacker) -> None:
    values = _arguments()
    actions = [f"{name}:{value}" for n, name in enumerate(ROUTES.actions) for value in attacker.share(values, n)]
    failed = await attacker.sends(*({"action": action} for action in actions))
    assert failed == []


async def test_plain_words_hold_any_value(attacker: Attacker) -> None:
    assert await attacker.sends(*_texts(TEXTS), *_texts(f"14 {value} xong" for value in TEXTS)) == []


async def test_every_question_takes_any_answer(attacker: Attacker) -> None:
    asking = [_texts([f"/{route.name}"]) for route in ROUTES.commands]
    shapes = ("", "1", "1:1", "1:5", "cchc:1")  # at most one of them asks; the others are refused and end no question
    asking += [[{"action": f"{name}:{value}"} for value in shapes] for name in ROUTES.actions]
    failed: list[str] = []
    kinds: set[str | None] = {None}
    for messages in asking:
        await attacker.sends({"action": "main"}, *messages)  # what was asked before is asked no more
        kind = await attacker.asked()
        if kind not in kinds:
            kinds.add(kind)
            asks = await attacker.asker(messages, kind)
            again = [part for value in attacker.share(TEXTS, len(kinds)) for part in (asks, {"text": value})]
            failed += await attacker.sends(*again)
    assert failed == []
    assert len(kinds) > 15  # most questions are asked by one of these


@pytest.mark.parametrize("action", ["members:999999999999999999", "entry_history:incident:1:999999999999999999"])
async def test_a_page_that_cannot_be_is_an_old_button(attacker: Attacker, action: str) -> None:
    assert await attacker.sends({"action": action}) == []
    assert "không còn" in attacker.person.hears


async def test_a_leave_in_the_year_9999_is_asked_about(attacker: Attacker) -> None:
    assert "Chưa đọc được ngày nghỉ" in (await attacker.person.says("/nghi 31/12/9999")).text


@pytest.mark.parametrize("code", ["d_" + "9" * 3900, "d_" + "A" * 5000, "9" * 3900, "²" * 12])
async def test_a_start_of_any_length_is_no_link(town: Town, code: str) -> None:
    citizen = town.person()
    await citizen.says(f"/start {code}")
    assert "mã a" not in citizen.hears
    assert any(words in citizen.hears for words in ("không đúng", "không hợp lệ", "4096"))
