"""A disk that is full, a file that cannot be written: one line a minute, and another when it is over."""

import asyncio
import logging
from collections.abc import Callable

import pytest

from bot.worker import ATTEMPTS
from handlers.incoming import Incoming
from storage.database import Database
from storage.models import Role
from storage.outages import Outage, Unavailable
from tests.chat import Town
from tests.ending import ended
from tests.public_site import Client, public_site
from tests.samples import furnish

FULL, ROOM = "PRAGMA max_page_count=1", "PRAGMA max_page_count=1073741823"
READ_ONLY, WRITABLE = "PRAGMA query_only=ON", "PRAGMA query_only=OFF"
REASONS = {FULL: "database or disk is full", READ_ONLY: "attempt to write a readonly database"}


async def sets(database: Database, pragma: str, connections: tuple[bool, ...] = (False, True)) -> None:
    """SQLite's own limit, on both connections that write or on one: what follows is SQLite's own refusal."""
    for beside in connections:
        async with database._writer_lock:
            engine = database._beside if beside else database._writer
            async with engine.connect() as connection:
                raw = (await connection.get_raw_connection()).driver_connection
                assert raw is not None
                await raw.execute(pragma)  # outside a transaction: none can be begun where nothing may be written


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(("ill", "well"), [(FULL, ROOM), (READ_ONLY, WRITABLE)], ids=["full", "read-only"])
async def test_an_outage_is_one_line_and_its_end_another_and_nothing_is_lost(
    town: Town, caplog: pytest.LogCaptureFixture, ill: str, well: str
) -> None:
    running = asyncio.create_task(town.intake.run())
    person = town.person()
    await town.intake.submit(Incoming("telegram", "before", person.address, "/help"))
    await sets(town.database, ill)
    refused = [number for number in range(300) if not await _is_taken(town, number)]
    assert len(refused) > 100  # on a full disk there is room for some small ones
    told = [line for line in _lines(caplog) if "is back" not in line]
    assert len(told) == 1
    assert REASONS[ill] in told[0]
    assert not any(record.exc_info for record in caplog.records)
    await sets(town.database, well)
    for number in refused:
        assert await _is_taken(town, number)
    assert "the database is back" in _lines(caplog)[-1]
    assert len(town.inboxes["telegram", "many"]) == 300
    await ended(running)


async def _is_taken(town: Town, number: int) -> bool:
    try:
        await town.intake.submit(Incoming("telegram", f"e-{number}", "many", "/help"))
    except Unavailable:
        return False
    return True


async def test_duties_jobs_and_cleaning_say_no_more_than_the_one_line(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await sets(town.database, READ_ONLY)
    for _ in range(3):
        await town.schedule.tick()
    with pytest.raises(Unavailable):
        await town.worker.work_off()
    assert len(_lines(caplog)) == 1


async def test_a_job_that_an_outage_interrupts_is_done_as_soon_as_it_is_over(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await town.intake.process([Incoming(officer.channel, "chart", officer.address, "/bieudo quý 2 2026")])
    await sets(town.database, READ_ONLY, (True,))  # it is claimed over the one, and ended over the other
    for _ in range(ATTEMPTS + 1):  # an outage is no attempt
        with pytest.raises(Unavailable):
            await town.worker.work_off()
    await sets(town.database, WRITABLE, (True,))
    await town.worker.work_off()
    assert any("file_id" in message.payload for message in officer.inbox)


async def test_a_page_asked_for_in_an_outage_answers_503_without_a_traceback(
    tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    async with public_site(tmp_path) as site, Client(site) as client:  # type: ignore[arg-type]
        link = await site.link("H-1")
        nonce = (await client.gets(link)).nonce
        await sets(site.database, READ_ONLY)
        answer = await client.sends(link, {"nonce": nonce, "level": "5", "scope": "one"})
        assert answer.status == 503
        assert not any(record.exc_info for record in caplog.records)
        await sets(site.database, WRITABLE)
        assert (await client.sends(link, {"nonce": nonce, "level": "5", "scope": "one"})).status == 200
        assert await site.ratings() == [(5, 1)]


def test_what_lasts_is_told_each_minute_with_how_often_it_was_tried(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    outage = Outage("Telegram", lambda: now[0])
    for _ in range(1500):
        outage.lasts("no network")
        now[0] += 0.1
    assert len(_lines(caplog)) == 3
    assert "tried 600 times" in _lines(caplog)[1]
    outage.ends()
    outage.ends()
    assert _lines(caplog)[3:] == ["Telegram is back after 150 s"]


def test_what_comes_and_goes_is_no_flood_either(caplog: pytest.LogCaptureFixture) -> None:
    outage = Outage("Telegram", lambda: 1.0)
    for _ in range(100):
        outage.lasts("no network")
        outage.ends()
    assert len(_lines(caplog)) == 2


async def test_who_works_the_jobs_off_waits_for_a_database_that_is_away_when_it_begins(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await town.intake.process([Incoming(officer.channel, "chart", officer.address, "/bieudo quý 2 2026")])
    await sets(town.database, READ_ONLY)
    running = asyncio.create_task(town.worker.run())
    await _comes_true(lambda: bool(_lines(caplog)), running)
    await sets(town.database, WRITABLE)
    town.worker.wake()
    await _comes_true(lambda: any("file_id" in message.payload for message in officer.inbox), running)
    await ended(running)


async def _comes_true(condition: Callable[[], bool], running: asyncio.Task[None]) -> None:
    while not (condition() or running.done()):  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(0.01)
    assert not running.done()
