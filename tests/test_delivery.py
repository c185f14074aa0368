"""The delivery: in order for each address, until the channel has taken it, by whoever is alive. On both databases."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import delivery
from bot.channels.base import NotSent, Progress
from bot.delivery import GIVE_UP_AFTER, Delivery
from storage.messages import claiming, traffic
from storage.messages.payloads import Said
from storage.messages.traffic import CLAIM, OutgoingMessage
from tests.chat import Town, ended


class Post:
    """A channel to a place where some things go wrong: per text, the failures before it is taken."""

    name = "post"

    def __init__(self) -> None:
        self.taken: defaultdict[str, list[str]] = defaultdict(list)
        self.failures: dict[str, list[Exception]] = {}
        self.news = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        await self.open.wait()
        text = message.said.text
        if failures := self.failures.get(text):
            raise failures.pop(0)
        self.taken[message.address].append(text)
        self.news.set()

    async def takes(self, count: int) -> None:
        """Returns once it has taken so many messages."""
        async with asyncio.timeout(60):
            while sum(len(texts) for texts in self.taken.values()) < count:
                self.news.clear()
                await self.news.wait()


def _later(after: float = 0.01) -> NotSent:
    return NotSent("later", retry=True, after=after)


class House:
    """One process: its delivery and its post."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.post = Post()
        self.delivery = Delivery(town.database, {"post": self.post}, lambda: town.now, {})

    async def puts(self, *messages: tuple[str, str], claim: bool = True, channel: str = "post") -> None:
        rows = [(channel, address, Said(text)) for address, text in messages]
        async with self.town.db() as db:
            put = await traffic.put(db, rows, self.town.now, claim=claim)
        if claim:
            self.delivery.hand_over(put)

    async def outbox(self) -> dict[str, str]:
        async with self.town.database.read() as db:
            rows = await db.exec_driver_sql("SELECT payload, sent_at, failure FROM outbox ORDER BY id")
            return {str(row.payload): "sent" if row.sent_at else row.failure or "waiting" for row in rows}


@pytest.fixture
async def house(any_town: Town) -> AsyncIterator[House]:
    house = House(any_town)
    yield house
    any_town.surprises.raise_first()


async def test_what_is_said_to_one_address_arrives_in_order(house: House) -> None:
    house.post.failures = {"2": [_later(), _later()], "5": [_later()]}
    await house.puts(*[("lan", str(number)) for number in range(10)], ("minh", "a"), ("minh", "b"))
    await house.puts(("lan", "10"), ("minh", "c"))
    await house.delivery.settle()
    assert house.post.taken["lan"] == [str(number) for number in range(11)]
    assert house.post.taken["minh"] == ["a", "b", "c"]
    assert set((await house.outbox()).values()) == {"sent"}


async def test_one_address_that_waits_holds_up_no_other(house: House) -> None:
    house.post.failures = {"chậm": [_later(0.2)]}
    await house.puts(("lan", "chậm"), *[(f"người {number}", "nhanh") for number in range(50)])
    await asyncio.sleep(0.05)
    assert (len(house.post.taken), house.post.taken["lan"]) == (50, [])
    await house.delivery.settle()
    assert house.post.taken["lan"] == ["chậm"]


async def test_what_no_retry_helps_is_given_up_and_the_next_is_sent(house: House) -> None:
    house.post.failures = {"1": [NotSent("blocked", retry=False)]}
    await house.puts(("lan", "1"), ("lan", "2"))
    await house.delivery.settle()
    assert house.post.taken["lan"] == ["2"]
    assert list((await house.outbox()).values()) == ["blocked", "sent"]
    await house.delivery.sweep()
    await house.delivery.settle()
    assert house.post.taken["lan"] == ["2"]


async def test_an_unforeseen_error_of_the_channel_costs_one_message(house: House) -> None:
    house.post.failures = {"1": [RuntimeError("a defect")]}
    await house.puts(("lan", "1"), ("lan", "2"))
    await house.delivery.settle()
    assert house.post.taken["lan"] == ["2"]
    assert [record.levelname for record in house.town.surprises.records] == ["ERROR"]
    house.town.surprises.records.clear()


async def test_after_a_day_without_success_a_message_is_given_up(house: House) -> None:
    house.post.failures = {"1": [_later()] * 3}
    await house.puts(("lan", "1"), claim=False)
    house.town.now += GIVE_UP_AFTER + timedelta(seconds=1)
    await house.delivery.sweep()
    await house.delivery.settle()
    assert list((await house.outbox()).values()) == ["later"]


async def test_what_a_crash_left_is_taken_over_once_its_claim_has_ended(house: House) -> None:
    other = House(house.town)
    house.post.open.clear()  # the first process hangs, and is never heard of again
    await house.puts(("lan", "1"), ("lan", "2"))
    await other.delivery.sweep()
    await other.delivery.settle()
    assert other.post.taken["lan"] == []
    house.town.now += CLAIM + timedelta(seconds=1)
    await other.delivery.sweep()
    await other.delivery.settle()
    assert other.post.taken["lan"] == ["1", "2"]
    assert set((await other.outbox()).values()) == {"sent"}


async def test_who_is_slow_but_alive_keeps_the_claim(house: House) -> None:
    other = House(house.town)
    house.post.open.clear()
    await house.puts(("lan", "1"))
    for _ in range(3):
        house.town.now += CLAIM * 0.7
        await house.delivery.sweep()
        await other.delivery.sweep()
    house.post.open.set()
    await asyncio.gather(house.delivery.settle(), other.delivery.settle())
    assert (house.post.taken["lan"], other.post.taken["lan"]) == (["1"], [])


async def test_two_processes_that_sweep_at_once_send_each_message_once(house: House) -> None:
    other = House(house.town)
    await house.puts(*[(f"người {number}", str(number)) for number in range(100)], claim=False)
    await asyncio.gather(house.delivery.sweep(), other.delivery.sweep())
    await asyncio.gather(house.delivery.settle(), other.delivery.settle())
    taken = [text for post in (house.post, other.post) for texts in post.taken.values() for text in texts]
    assert sorted(taken, key=int) == [str(number) for number in range(100)]


async def test_the_only_process_sends_at_its_start_what_the_last_one_was_sending(town: Town) -> None:
    dead, house = House(town), House(town)
    dead.post.open.clear()
    await dead.puts(("lan", "1"), ("lan", "2"))
    await house.delivery.take_over()
    await house.delivery.settle()
    assert house.post.taken["lan"] == ["1", "2"]
    assert set((await house.outbox()).values()) == {"sent"}


@pytest.mark.parametrize("held_at_most", [20, 2000])
async def test_what_an_earlier_process_left_comes_before_what_is_new(
    town: Town, held_at_most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much it left: of two screens for one message the newer one comes last."""
    monkeypatch.setattr(delivery, "HELD_AT_MOST", held_at_most)
    monkeypatch.setattr(claiming, "AT_ONCE", 15)
    dead, house = House(town), House(town)
    dead.post.open.clear()
    people = [f"người {number}" for number in range(100)]
    await dead.puts(*[(person, "cũ") for person in people])
    await house.delivery.take_over()
    await house.puts(*[(person, "mới") for person in people])
    for _ in range(11):
        await house.delivery.settle()
        await house.delivery.sweep()
    assert dict(house.post.taken) == {person: ["cũ", "mới"] for person in people}


async def test_a_message_for_a_channel_that_is_not_served_waits_and_blocks_nothing(house: House) -> None:
    await house.puts(("lan", "1"), channel="elsewhere")
    await house.puts(("lan", "2"))
    await house.delivery.settle()
    house.town.now += CLAIM + timedelta(seconds=1)
    await house.delivery.sweep()
    await house.delivery.settle()
    assert house.post.taken["lan"] == ["2"]
    assert list((await house.outbox()).values()) == ["waiting", "sent"]


async def test_the_delivery_goes_on_when_the_database_is_away_for_a_while(town: Town) -> None:
    house = House(town)
    house.post.failures = {"1": [NotSent("blocked", retry=False)]}
    await house.puts(("lan", "1"), ("lan", "2"), claim=False)
    async with town.db() as db:
        due = (await claiming.claim_round(db, "post", "", town.now)).messages
        await db.exec_driver_sql("ALTER TABLE outbox RENAME TO elsewhere")
    running = asyncio.create_task(house.delivery._mark())
    house.delivery.hand_over(due)
    await house.post.takes(1)
    await asyncio.sleep(0.4)  # longer than sent messages are gathered before they are marked
    assert not running.done()
    async with town.db() as db:
        await db.exec_driver_sql("ALTER TABLE elsewhere RENAME TO outbox")
    await house.delivery.settle()
    await ended(running)
    assert list((await house.outbox()).values()) == ["waiting", "sent"]
    # What could not even be given up is tried again.
    town.now += CLAIM + timedelta(seconds=1)
    await house.delivery.sweep()
    await house.delivery.settle()
    assert house.post.taken["lan"] == ["2", "1"]
