"""Jobs: done once, kept through a crash, given up in the end. On both databases."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.base import NotSent
from bot.worker import ATTEMPTS, PAUSE
from storage.database import Connection
from storage.messages import job_queue
from storage.messages.job_queue import CLAIM, JobRow
from storage.models import Role
from storage.people.people import find_senders
from tests.chat import Person, Town, ended
from tests.samples import DOSSIERS, furnish


async def _person_id(town: Town, db: Connection) -> int:
    return await _id_of(town, db, town.person("lan"))


async def _id_of(town: Town, db: Connection, person: Person) -> int:
    found = await find_senders(db, person.channel, {person.address: "vi"}, town.now, town.today)
    return found[person.address].id


async def _add(town: Town, *kinds: str) -> None:
    async with town.db() as db:
        person = await _person_id(town, db)
        await job_queue.add_jobs(db, [(kind, person, {"file_id": 1}) for kind in kinds], town.now)


async def _claim(town: Town) -> JobRow | None:
    async with town.db() as db:
        return await job_queue.claim_job(db, town.now)


async def test_the_oldest_job_is_claimed_and_nobody_else_gets_it(any_town: Town) -> None:
    await _add(any_town, "first", "second")
    first, second, third = await _claim(any_town), await _claim(any_town), await _claim(any_town)
    assert first
    assert second
    assert (first.kind, second.kind, third) == ("first", "second", None)
    assert (first.data, first.attempts) == ({"file_id": 1}, 0)


async def test_two_processes_claim_each_job_once(database_url: str) -> None:
    async with Town.over(database_url) as one, Town.over(database_url) as other:
        await _add(one, *(str(number) for number in range(10)))
        claimed = await asyncio.gather(*(_claim(town) for town in [one, other] * 6))
        kinds = [job.kind for job in claimed if job]
        # Whoever meets a row that another is just claiming may find nothing, and looks again.
        while job := await _claim(one):
            kinds.append(job.kind)
        assert sorted(kinds) == [str(number) for number in range(10)]


async def test_a_job_whose_worker_died_is_done_by_another_after_its_claim(any_town: Town) -> None:
    await _add(any_town, "import")
    assert await _claim(any_town)
    any_town.now += CLAIM
    assert await _claim(any_town) is None
    any_town.passes(seconds=1)
    again = await _claim(any_town)
    assert again
    assert again.attempts == 1


async def test_a_postponed_job_comes_back_when_its_time_has_come(any_town: Town) -> None:
    await _add(any_town, "import")
    job = await _claim(any_town)
    assert job
    async with any_town.db() as db:
        await job_queue.postpone_job(db, job.id, any_town.now + timedelta(minutes=1))
    assert await _claim(any_town) is None
    any_town.passes(seconds=61)
    assert await _claim(any_town)


async def test_a_job_that_is_given_back_waits_again_and_it_was_no_attempt(any_town: Town) -> None:
    await _add(any_town, "import")
    job = await _claim(any_town)
    assert job
    async with any_town.db() as db:
        await job_queue.give_back(db, job)
    again = await _claim(any_town)
    assert again == job


async def test_a_job_that_somebody_else_has_claimed_since_is_not_given_back(any_town: Town) -> None:
    await _add(any_town, "import")
    job = await _claim(any_town)
    any_town.passes(seconds=CLAIM.total_seconds() + 1)
    assert await _claim(any_town)
    assert job
    async with any_town.db() as db:
        await job_queue.give_back(db, job)
    assert await _claim(any_town) is None


async def test_a_job_that_has_ended_stays_ended(any_town: Town) -> None:
    await _add(any_town, "ended", "begun")
    ended, _ = await _claim(any_town), await _claim(any_town)
    assert ended
    async with any_town.db() as db:
        await job_queue.end_job(db, ended.id, any_town.now)
        await job_queue.release_jobs(db)
    again = await _claim(any_town)
    assert again
    assert again.kind == "begun"
    assert await _claim(any_town) is None


async def _officer_with_a_file(town: Town) -> Person:
    await furnish(town)
    return await town.member(Role.OFFICER)


async def test_a_file_that_cannot_be_fetched_for_now_is_fetched_later(any_town: Town) -> None:
    officer = await _officer_with_a_file(any_town)
    any_town.fetch_failures = [NotSent("away", retry=True)]
    await officer.sends_file("ho-so.csv", DOSSIERS.encode())
    assert "đang đọc" in officer.hears.lower()
    any_town.now += PAUSE + timedelta(seconds=1)
    await any_town.worker.work_off()
    assert "Chưa ghi gì" in officer.hears or "không đổi" in officer.hears


async def test_a_job_that_ended_its_process_each_time_is_given_up_with_an_apology(any_town: Town) -> None:
    officer = await _officer_with_a_file(any_town)
    async with any_town.db() as db:
        person_id = await _id_of(any_town, db, officer)
        await job_queue.add_jobs(db, [("import_write", person_id, {"file_id": 1})], any_town.now)
    for _ in range(ATTEMPTS):
        assert await _claim(any_town)
        any_town.now += CLAIM + timedelta(seconds=1)
    before = len(officer.inbox)
    await any_town.worker.work_off()
    assert len(officer.inbox) == before + 1
    assert "Xin lỗi" in officer.hears
    assert await _claim(any_town) is None
    any_town.surprises.records.clear()


async def test_a_job_of_a_kind_nobody_knows_ends_with_an_apology(any_town: Town) -> None:
    officer = await _officer_with_a_file(any_town)
    async with any_town.db() as db:
        person_id = await _id_of(any_town, db, officer)
        await job_queue.add_jobs(db, [("of the next version", person_id, {})], any_town.now)
    await any_town.worker.work_off()
    assert "Xin lỗi" in officer.hears
    any_town.surprises.records.clear()


async def _eventually(is_so: Callable[[], bool]) -> None:
    for _ in range(500):
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("not within five seconds")


async def test_the_worker_goes_on_when_the_database_was_away(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    running = asyncio.create_task(town.worker.run())
    await asyncio.sleep(0.05)
    async with town.db() as db:
        await db.exec_driver_sql("ALTER TABLE job RENAME TO elsewhere")
    town.worker.wake()
    await _eventually(lambda: "jobs were not done" in caplog.text)
    async with town.db() as db:
        await db.exec_driver_sql("ALTER TABLE elsewhere RENAME TO job")
    await _add(town, "of the next version")
    town.worker.wake()
    await _eventually(lambda: bool(town.person("lan").inbox))
    await ended(running)
    assert town.person("lan").hears.startswith("Xin lỗi")
    town.surprises.records.clear()


async def test_a_job_that_does_not_end_is_given_up_and_the_next_one_is_done(town: Town) -> None:
    officer = await _officer_with_a_file(town)

    async def never_ends(channel: str, reference: str) -> bytes:
        await asyncio.sleep(60)
        return b""

    fetches = town.worker._workshop.fetch
    town.worker._workshop = replace(town.worker._workshop, fetch=never_ends)
    town.worker.longest = timedelta(seconds=0.05)
    await officer.sends_file("ho-so.csv", DOSSIERS.encode())
    assert "mất quá nhiều thời gian nên đã dừng" in officer.hears
    town.worker._workshop = replace(town.worker._workshop, fetch=fetches)
    town.worker.longest = CLAIM
    await officer.sends_file("ho-so.csv", DOSSIERS.encode())
    assert "không đổi" in officer.hears
