"""Broken things are chased every two weeks, by a schedule that may stop, start twice, or run late."""

import asyncio
from datetime import timedelta

from sqlalchemy import delete

from bot.schedule import Schedule
from storage.models import Appointment, Role
from storage.people.leaves import add_leave, set_deputy
from storage.people.people import find_senders
from tests.chat import NOON, Person, Town

CHASED = "hai tuần trở lên"


def _chases(person: Person) -> int:
    return sum(CHASED in message.text for message in person.inbox)


async def _broken(town: Town) -> tuple[Person, Person]:
    officer = await town.member(Role.OFFICER)
    staff = await town.member(Role.STAFF)
    await staff.says("/suco Kiosk tầng trệt không lên màn hình")
    return staff, officer


async def test_reporter_and_officer_are_asked_after_two_and_after_four_weeks(any_town: Town) -> None:
    staff, officer = await _broken(any_town)
    await any_town.member(Role.STAFF)
    for days, chases in ((13, 0), (1, 1), (0, 1), (13, 1), (1, 2)):
        await any_town.ticks_after(days=days)
        await any_town.ticks()
        assert (_chases(staff), _chases(officer)) == (chases, chases)
    assert "1. Kiosk tầng trệt không lên màn hình – 28 ngày" in staff.hears
    assert "chưa gửi văn bản nào" in staff.hears
    await staff.taps("Sự cố số 1")
    await staff.taps("Đã khắc phục")
    await any_town.ticks_after(days=14)
    assert (_chases(staff), _chases(officer)) == (2, 2)


async def test_colleagues_who_did_not_report_it_are_left_alone(town: Town) -> None:
    await _broken(town)
    colleague = await town.member(Role.STAFF)
    await town.ticks_after(days=14)
    assert _chases(colleague) == 0


async def test_two_weeks_count_from_what_was_last_done_about_it(any_town: Town) -> None:
    staff, _ = await _broken(any_town)
    any_town.passes(days=10)
    await staff.says("/suco 1 512/STT-VP gửi Trung tâm Thử")
    await any_town.ticks_after(days=4)
    assert _chases(staff) == 0
    await any_town.ticks_after(days=10)
    assert _chases(staff) == 1
    assert "Công văn số 512/STT-VP ngày 25/06/2026, gửi Trung tâm Thử" in staff.hears
    await staff.taps("Sự cố số 1")
    await staff.taps("Đã nhắc lại")
    await any_town.ticks_after(days=13)
    assert _chases(staff) == 1
    await any_town.ticks_after(days=1)
    assert _chases(staff) == 2


async def test_a_machine_off_for_weeks_asks_once_for_everything(any_town: Town) -> None:
    staff, officer = await _broken(any_town)
    any_town.passes(days=1)
    await staff.says("/suco Máy in ở quầy hai không chạy")
    await any_town.ticks_after(days=34)
    await any_town.ticks()
    assert (_chases(staff), _chases(officer)) == (1, 1)
    assert "2 sự cố" in staff.hears
    await any_town.ticks_after(days=7)
    assert _chases(staff) == 2


async def test_nobody_is_asked_at_night_or_on_a_day_off(town: Town) -> None:
    staff, _ = await _broken(town)
    await town.ticks_after(days=13, hours=12)  # Monday, 00:00
    assert _chases(staff) == 0
    await town.ticks_after(hours=8)
    assert _chases(staff) == 1
    town.passes(days=4, hours=1)  # Friday
    await staff.says("/suco Máy in ở quầy hai không chạy từ 1/6")
    await town.ticks_after(days=15)  # Saturday
    assert _chases(staff) == 1
    await town.ticks_after(days=2)
    assert _chases(staff) == 2


async def test_a_clock_set_back_asks_nobody_twice(any_town: Town) -> None:
    staff, _ = await _broken(any_town)
    await any_town.ticks_after(days=15)
    await any_town.ticks_after(days=-1)
    await any_town.ticks_after(days=1)
    assert _chases(staff) == 1


async def test_two_processes_at_once_ask_once(any_town: Town) -> None:
    staff, officer = await _broken(any_town)
    any_town.passes(days=14)
    async with Town.over(str(any_town.database.url.render_as_string(hide_password=False))) as other:
        other.now, other.inboxes = any_town.now, any_town.inboxes
        second = Schedule(other.database, other.office, any_town._deliver, any_town._clock)
        await asyncio.gather(any_town.schedule.tick(), second.tick())
        any_town.surprises.raise_first()
    assert (_chases(staff), _chases(officer)) == (1, 1)


async def test_when_the_reporter_is_gone_the_unit_s_staff_are_asked(any_town: Town) -> None:
    staff, officer = await _broken(any_town)
    async with any_town.db() as db:
        await db.execute(delete(Appointment).where(Appointment.role == Role.STAFF))
    colleague = await any_town.member(Role.STAFF)
    await any_town.ticks_after(days=14)
    assert (_chases(staff), _chases(colleague), _chases(officer)) == (0, 1, 1)


async def test_while_the_reporter_is_away_the_deputy_is_asked(any_town: Town) -> None:
    staff, officer = await _broken(any_town)
    deputy = await any_town.member(Role.STAFF)
    async with any_town.db() as db:
        known = await find_senders(db, staff.channel, {staff.address: "vi", deputy.address: "vi"}, NOON, any_town.today)
        away = known[staff.address].id
        leave = await add_leave(db, away, any_town.today, any_town.today + timedelta(days=30))
        await set_deputy(db, leave, known[deputy.address].id)
    await any_town.ticks_after(days=14)
    assert (_chases(staff), _chases(deputy), _chases(officer)) == (0, 1, 1)
