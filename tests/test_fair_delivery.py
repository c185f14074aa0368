"""Nobody waits for another's backlog, and a backlog keeps its order. On both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot import delivery
from storage.messages import claiming, traffic
from storage.messages.traffic import CLAIM
from tests.chat import Town
from tests.ending import ended
from tests.test_delivery import House, _later


@pytest.fixture
async def house(any_town: Town) -> AsyncIterator[House]:
    house = House(any_town)
    yield house
    any_town.surprises.raise_first()


async def _round(house: House) -> None:
    await house.delivery.sweep()
    await house.delivery.settle()


async def test_a_single_message_is_sent_in_the_first_round_whoever_has_a_backlog(house: House) -> None:
    backlog = [("lan", str(number)) for number in range(3000)]
    await house.puts(*backlog, ("minh", "một"), *(("an", str(number)) for number in range(3000)), claim=False)
    await _round(house)
    assert house.post.taken["minh"] == ["một"]
    assert house.post.taken["lan"] == [str(number) for number in range(claiming.EACH)]
    assert len(house.post.taken["an"]) == claiming.EACH


async def test_many_backlogs_have_their_turns_and_keep_their_order(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "HELD_AT_MOST", 40)
    monkeypatch.setattr(claiming, "AT_ONCE", 20)
    texts = [str(number) for number in range(15)]
    people = [f"người {number:02}" for number in range(20)]
    await house.puts(*((person, text) for text in texts for person in people), claim=False)
    await _round(house)
    heard_early = len(house.post.taken)
    for _ in range(12):
        await _round(house)
    assert heard_early < len(people), "the bound on what is held does not bite: this test shows nothing"
    assert all(house.post.taken[person] == texts for person in people)


async def test_what_is_new_waits_behind_the_backlog_of_its_address(house: House) -> None:
    await house.puts(*(("lan", str(number)) for number in range(claiming.EACH + 5)), claim=False)
    house.post.open.clear()
    await house.delivery.sweep()
    await house.puts(("lan", "mới"), ("minh", "mới"))
    house.post.open.set()
    await house.delivery.settle()
    assert house.post.taken["minh"] == ["mới"]
    await _round(house)
    assert house.post.taken["lan"] == [*(str(number) for number in range(claiming.EACH + 5)), "mới"]
    # From now on it goes straight through again.
    await house.puts(("lan", "sau"))
    await house.delivery.settle()
    assert house.post.taken["lan"][-1] == "sau"


async def test_a_flood_to_one_address_is_not_held_in_memory(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "HELD_OF_ONE_ADDRESS", 5)
    texts = [str(number) for number in range(40)]
    house.post.open.clear()
    await house.puts(*(("lan", text) for text in texts))
    assert len(house.delivery._held) <= 6
    house.post.open.set()
    running = asyncio.create_task(house.delivery.run())
    try:
        await house.post.takes(40)
    finally:
        await ended(running)
    assert house.post.taken["lan"] == texts


async def test_a_backlog_goes_on_by_itself_without_waiting_for_the_next_sweep(house: House) -> None:
    texts = [str(number) for number in range(claiming.EACH * 3)]
    await house.puts(*(("lan", text) for text in texts), claim=False)
    running = asyncio.create_task(house.delivery.run())
    try:
        await house.post.takes(len(texts))
    finally:
        await ended(running)
    assert house.post.taken["lan"] == texts


async def test_a_sweep_waits_for_the_marking_that_is_under_way(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the line would look taken, and wait for the next sweep."""
    await house.puts(*(("lan", str(number)) for number in range(claiming.EACH + 1)), claim=False)
    marks, may_end = traffic.mark_sent, asyncio.Event()

    async def slowly(*arguments: Any) -> None:
        await may_end.wait()
        await marks(*arguments)

    await house.delivery.sweep()
    await house.post.takes(claiming.EACH)
    monkeypatch.setattr(traffic, "mark_sent", slowly)
    marking = asyncio.create_task(house.delivery._mark_now())
    await asyncio.sleep(0)
    sweeping = asyncio.create_task(house.delivery.sweep())
    await asyncio.sleep(0.1)
    may_end.set()
    await asyncio.gather(marking, sweeping)
    await house.delivery.settle()
    assert len(house.post.taken["lan"]) == claiming.EACH + 1


async def test_of_a_line_whose_oldest_message_another_process_is_sending_nothing_is_taken(house: House) -> None:
    other = House(house.town)
    house.post.failures = {"1": [_later(0.05)]}
    await house.puts(("lan", "1"))
    await house.puts(("lan", "2"), ("minh", "3"), claim=False)
    await _round(other)
    assert (other.post.taken["lan"], other.post.taken["minh"]) == ([], ["3"])
    await house.delivery.settle()
    await _round(other)
    assert (house.post.taken["lan"], other.post.taken["lan"]) == (["1"], ["2"])


async def test_two_processes_divide_backlogs_without_mixing_their_order(house: House) -> None:
    other = House(house.town)
    people = [f"người {number}" for number in range(30)]
    texts = [str(number) for number in range(claiming.EACH * 2 + 1)]
    await house.puts(*((person, text) for text in texts for person in people), claim=False)
    for _ in range(6):
        await asyncio.gather(_round(house), _round(other))
        house.town.now += CLAIM + timedelta(seconds=1)
    both = {person: house.post.taken[person] + other.post.taken[person] for person in people}
    assert all(sorted(heard, key=int) == texts for heard in both.values())
    for post in (house.post, other.post):
        assert all(heard == sorted(heard, key=int) for heard in post.taken.values())


async def test_the_index_leads_from_address_to_address(town: Town) -> None:
    """A backlog of any length costs a round the same."""
    async with town.database.read() as db:
        asked = {"channel": "post", "after": "", "addresses": 9, "now": town.now}
        compiled = claiming._LINES.params(**asked).compile(dialect=db.dialect)
        values = [str(compiled.params[name]) for name in compiled.positiontup or ()]
        rows = await db.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", tuple(values))
        steps = [row[-1] for row in rows if "outbox" in row[-1]]
    assert steps
    assert all("ix_outbox_waiting (channel=? AND address" in step or "PRIMARY KEY" in step for step in steps)
