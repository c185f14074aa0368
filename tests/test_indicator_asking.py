"""Missing figures are asked for before their period ends."""

import asyncio

from bot.schedule import Schedule
from storage.models import Role
from tests.chat import Person, Town

ASKED = "chỉ tiêu chưa có số"


def _asked(*people: Person) -> list[int]:
    return [sum(ASKED in message.text for message in person.inbox) for person in people]


async def _defined(town: Town, *lines: str) -> tuple[Person, Person]:
    """The officer, and a member of staff."""
    officer = await town.member(Role.OFFICER)
    for line in lines or ("Tin bài đã đăng; tin; tháng",):
        await officer.forges("indicator_new")
        await officer.says(line)
    return officer, await town.member(Role.STAFF)


async def test_staff_are_asked_five_days_before_the_end_and_the_officer_one_day_before(any_town: Town) -> None:
    officer, staff = await _defined(any_town)
    for days, asked in ((9, [0, 0]), (1, [1, 0]), (0, [1, 0]), (3, [1, 0]), (1, [1, 1]), (1, [1, 1])):
        await any_town.ticks_after(days=days)
        await any_town.ticks()
        assert _asked(staff, officer) == asked
    assert "Tin bài đã đăng, tháng 6/2026: kỳ kết thúc ngày 30/06/2026" in officer.hears
    await officer.taps("Tin bài")
    await officer.says("45")
    assert "Đã ghi 45 tin cho tháng 6/2026" in officer.hears


async def test_nobody_is_asked_for_what_is_there(any_town: Town) -> None:
    officer, staff = await _defined(any_town)
    await staff.says("/chisotieu tin bài 45")
    await any_town.ticks_after(days=14)
    assert _asked(staff, officer) == [0, 0]
    await staff.taps("Bỏ số")
    await any_town.ticks_after(days=1)
    assert _asked(staff, officer) == [1, 1]


async def test_where_the_day_is_a_day_off_the_working_day_before_it_is_meant(town: Town) -> None:
    _, staff = await _defined(town)
    await staff.says("/chisotieu tin bài 45")
    await town.ticks_after(days=38)  # Thursday, the 23rd of July; the 26th, five days before the end, is a Sunday
    assert _asked(staff) == [0]
    await town.ticks_after(days=1)
    assert _asked(staff) == [1]


async def test_what_a_machine_missed_it_asks_for_once_and_in_one_message(any_town: Town) -> None:
    officer, staff = await _defined(any_town, "Tin bài đã đăng; tin; tháng", "Lượt tập huấn; lượt; quý")
    await any_town.ticks_after(days=21)  # the 6th of July
    await any_town.ticks()
    assert _asked(staff, officer) == [1, 1]
    assert "2 chỉ tiêu chưa có số" in staff.hears
    await any_town.ticks_after(days=1)
    assert _asked(staff, officer) == [1, 1]


async def test_a_new_indicator_is_not_asked_for_of_a_period_that_had_ended(town: Town) -> None:
    town.passes(days=21)
    officer, staff = await _defined(town)
    await town.ticks()
    assert _asked(staff, officer) == [0, 0]


async def test_the_unit_that_answers_is_asked_and_the_officer_where_it_has_no_staff(any_town: Town) -> None:
    officer, staff = await _defined(any_town)
    room = await any_town.unit("Văn phòng")
    clerk = await any_town.member(Role.STAFF, room)
    await officer.forges(f"indicator_unit:1:{room}")
    await any_town.ticks_after(days=10)
    assert _asked(clerk, staff, officer) == [1, 0, 0]


async def test_two_processes_at_once_ask_once(any_town: Town) -> None:
    officer, staff = await _defined(any_town)
    any_town.passes(days=14)
    async with Town.over(any_town.database.url.render_as_string(hide_password=False)) as other:
        second = Schedule(other.database, other.office, any_town._deliver, any_town._clock)
        await asyncio.gather(any_town.schedule.tick(), second.tick())
        any_town.surprises.raise_first()
        other.surprises.raise_first()
    assert _asked(staff, officer) == [1, 1]
