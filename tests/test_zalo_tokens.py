"""Zalo's permission: renewed once by one process, stored before it is used, and never overwritten by an error."""

import asyncio
import contextlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.zalo.tokens import STORE_AGAIN_SECONDS
from storage.messages.grants import HOLD, Pair
from storage.outages import Unavailable
from tests.databases import postgres_url, sqlite_url
from tests.zalo_permission import HALF, OVER, House, house, permitted, without

__all__ = ["house"]


async def test_it_is_renewed_half_way_through_its_life_and_every_process_has_the_new_one(house: House) -> None:
    one, other = house.process(), house.process()
    assert await one.token() == "access-0"
    house.now += HALF - timedelta(minutes=1)
    await one.look_after()
    assert house.renewals == 0
    house.now += timedelta(minutes=1)
    await one.look_after()
    await other.look_after()
    assert house.renewals == 1
    assert await one.token() == await other.token() == house.zalo.access != "access-0"


async def test_what_the_service_refuses_is_renewed_once_however_many_were_sending(house: House) -> None:
    one, other = house.process(), house.process()
    assert await one.token() == await other.token() == "access-0"
    house.now += timedelta(hours=1)
    await asyncio.gather(*(one.refused("access-0") for _ in range(5)))
    await other.refused("access-0")
    assert house.renewals == 1
    assert await other.token() == house.zalo.access
    await other.refused(house.zalo.access)  # so new: renewing it would not help
    assert house.renewals == 1
    await without(other)
    house.now += timedelta(minutes=6)
    assert await other.token() == house.zalo.access


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_two_processes_at_the_same_moment_renew_it_once(kind: str, tmp_path: Path) -> None:
    async with permitted(sqlite_url(tmp_path) if kind == "sqlite" else postgres_url()) as house:
        house.zalo.slow = asyncio.Event()
        house.now += HALF
        processes = [house.process() for _ in range(4)]
        lives = [asyncio.create_task(tokens.look_after()) for tokens in processes]
        await asyncio.wait_for(house.zalo.renewed.wait(), 60)
        # The others do not wait for the slow answer: what they have is good for hours.
        async with asyncio.timeout(60):
            while sum(life.done() for life in lives) < 3:
                await asyncio.wait([life for life in lives if not life.done()], return_when=asyncio.FIRST_COMPLETED)
            assert [await tokens.token() for tokens in processes] == ["access-0"] * 4
        house.zalo.slow.set()
        await asyncio.gather(*lives)
        assert house.renewals == 1
        house.now += HALF
        assert {await tokens.token() for tokens in processes} == {house.zalo.access}


async def test_one_that_is_over_waits_for_whoever_renews_it(house: House) -> None:
    house.zalo.slow = asyncio.Event()
    house.now += OVER
    one, other = house.process(), house.process()
    life = asyncio.create_task(one.token())
    await asyncio.wait_for(house.zalo.renewed.wait(), 60)
    assert (await without(other)).after == 3
    house.zalo.slow.set()
    assert await life == await other.token() == house.zalo.access


ERRORS: list[Any] = [
    {"error_name": "Invalid app", "error_description": "no number"},
    {"error": 0, "message": "Success"},
    {"error": "-14004", "error_name": "Busy"},
    {"access_token": "half-a-pair", "expires_in": "90000"},
    {"access_token": "", "refresh_token": "", "expires_in": "90000"},
    {"access_token": None, "refresh_token": {"a": 1}},
    [],
    b"<html>502</html>",
    b"",
]


async def test_an_error_that_comes_as_success_overwrites_nothing(house: House) -> None:
    for answer in ERRORS:
        await house.is_permitted()
        before, count = house.zalo.access, house.renewals
        house.now += HALF
        house.zalo.fails = [answer]
        tokens = house.process()
        await tokens.look_after()
        assert await tokens.token() == before, answer
        await tokens.look_after()  # not at once again
        assert house.renewals == count + 1, answer
        house.now += timedelta(minutes=11)
        await tokens.look_after()
        assert await tokens.token() == house.zalo.access != before, answer


async def test_a_crash_between_answer_and_storing_costs_the_permission_and_not_the_hours_left(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.zalo.slow = asyncio.Event()
    house.now += HALF
    one = house.process()
    life = asyncio.create_task(one.look_after())
    await asyncio.wait_for(house.zalo.renewed.wait(), 60)
    assert one._renewing is not None
    one._renewing.cancel()  # as kill -9: the answer reaches nobody
    with contextlib.suppress(asyncio.CancelledError):
        await life
    house.zalo.slow = None
    other = house.process()
    await other.look_after()
    assert house.renewals == 1, "held until nobody can be waiting for the answer any more"
    house.now += HOLD + timedelta(seconds=1)
    await other.look_after()
    assert house.renewals == 2
    assert await other.token() == "access-0"
    assert "Invalid refresh token" in caplog.text
    assert "refresh-0" not in caplog.text


async def test_an_answer_is_stored_also_where_the_database_is_away_for_a_while_or_its_asker_is_gone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.zalo.tokens.STORE_AGAIN_SECONDS", 0)
    assert STORE_AGAIN_SECONDS
    house.zalo.slow = asyncio.Event()
    house.now += HALF
    tokens = house.process()
    life = asyncio.create_task(tokens.look_after())
    await asyncio.wait_for(house.zalo.renewed.wait(), 60)
    write, refusals = tokens._database.write, [Unavailable("away")] * 3

    def away(**more: Any) -> Any:
        if refusals:
            raise refusals.pop()
        return write(**more)

    monkeypatch.setattr(tokens._database, "write", away)
    life.cancel()
    house.zalo.slow.set()
    await tokens.close()
    assert refusals == []
    assert await house.process().token() == house.zalo.access


async def test_what_a_person_permits_meanwhile_stays(house: House) -> None:
    house.zalo.slow = asyncio.Event()
    house.now += HALF
    tokens = house.process()
    life = asyncio.create_task(tokens.look_after())
    await asyncio.wait_for(house.zalo.renewed.wait(), 60)
    await house.writes(Pair("by-hand", "by-hand-too", house.now + OVER))
    house.zalo.slow.set()
    await life
    assert await tokens.token() == "by-hand"
