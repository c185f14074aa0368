"""Deadlines of cases: typed, extended, read as people write them."""

import contextlib
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.due_days import LONGEST, read_deadline
from storage.ground.days.working_time import WorkingTime
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.people.addresses import mark_unreachable
from storage.people.people import find_sender_at
from tests.cases import assigns, office, told, writes
from tests.chat import Town


async def test_a_deadline_may_be_typed(town: Town) -> None:
    _, director, staff = await office(town)
    code = await writes(town.person())
    await director.says(code)
    await director.taps("Giao đơn vị")
    await director.taps("Phòng Một cửa")
    await director.says("hôm qua")
    assert "Chưa đọc được hạn" in director.hears
    await director.says("7 ngày làm việc")
    assert "hạn 24/06/2026" in director.hears
    assert "24/06/2026" in staff.hears


async def test_more_time_is_asked_of_whoever_set_the_deadline_and_moves_nothing_before(any_town: Town) -> None:
    room, director, staff = await office(any_town)
    head = await any_town.member(Role.DIRECTOR, room, "Trưởng phòng")
    citizen = any_town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa", "3 ngày")
    given = citizen.hears
    for asker in (head, staff):
        await asker.says(code)
        await asker.taps("Gia hạn")
        await asker.taps("3 ngày làm việc (23/06/2026)")
        assert "Hạn này do Giám đốc giao nên cần được đồng ý" in asker.hears
        await asker.says("Chờ ý kiến của sở khác")
        assert "Trước khi được đồng ý, hạn vẫn là 18/06/2026" in asker.hears
        assert "từ 18/06/2026 đến 23/06/2026.\nLý do: Chờ ý kiến của sở khác" in director.hears
        assert citizen.hears == given
        await asker.says(code)
        assert "hạn 18/06/2026" in asker.hears
        assert not any("ia hạn" in label for label in asker.last.labels)
        asked = director.last
        if asker is head:
            yes = asked.action("Đồng ý gia hạn")
            for other in (head, staff):  # nobody decides for the one who set it
                assert "✅" not in (await other.forges(yes)).text
            await director.taps("Không đồng ý", asked)
            assert "hạn vẫn là 18/06/2026" in director.hears
            assert "Giám đốc không đồng ý gia hạn" in head.hears
            assert "không còn chờ ý kiến" in (await director.forges(yes)).text
    await director.says(code)
    await director.taps("Đồng ý gia hạn")
    assert "Đã gia hạn" in director.hears
    assert "Giám đốc đồng ý gia hạn" in staff.hears
    assert "chậm nhất ngày 23/06/2026" in citizen.hears
    assert "Chờ ý kiến" not in citizen.hears
    await staff.says(code)
    assert not any("Gia hạn" in label for label in staff.last.labels)


async def test_who_stands_in_decides_where_the_one_who_set_it_cannot_be_reached(town: Town) -> None:
    _, director, staff = await office(town)
    officer = await town.member(Role.OFFICER, name="Chuyên viên")
    code = await writes(town.person())
    await assigns(director, code, "Phòng Một cửa", "3 ngày")
    await staff.says(code)
    await staff.taps("Gia hạn")
    await staff.taps("3 ngày làm việc")
    await staff.says("Chờ ý kiến của sở khác")
    yes = director.last.action("Đồng ý gia hạn")
    assert "do người khác giao" in (await officer.forges(yes)).text
    async with town.db() as db:
        sender = await find_sender_at(db, director.channel, director.address, town.today)
        await mark_unreachable(db, sender.id, town.now)
    assert "Đã gia hạn" in (await officer.forges(yes)).text


async def test_a_request_that_nobody_answers_is_chased_and_then_the_next_in_line_decides(any_town: Town) -> None:
    _, director, staff = await office(any_town)
    officer = await any_town.member(Role.OFFICER, name="Chuyên viên")
    code = await writes(any_town.person())
    await assigns(director, code, "Phòng Một cửa", "10 ngày")
    await staff.says(code)
    await staff.taps("Gia hạn")
    await staff.says("3/7")
    await staff.says("Chờ ý kiến của sở khác")
    yes = director.last.action("Đồng ý gia hạn")
    await any_town.ticks()
    any_town.now += timedelta(days=1)
    assert not any("Nhắc lại" in text for text in told(director))
    await any_town.ticks()
    await any_town.ticks()
    assert len([text for text in told(director) if "Nhắc lại: đề nghị ngày 15/06/2026" in text]) == 1
    assert "do người khác giao" in (await officer.forges(yes)).text
    any_town.now += timedelta(days=1)
    await any_town.ticks()
    [asked] = [text for text in told(officer) if "xin anh/chị quyết định" in text]
    assert "Lý do: Chờ ý kiến của sở khác" in asked
    assert "Đã gia hạn" in (await officer.forges(yes)).text
    any_town.now += timedelta(days=1)
    await any_town.ticks()
    assert not any("quyết định" in text for text in told(officer)[-1:])


async def test_who_set_a_deadline_moves_it_with_a_reason_the_head_hears(town: Town) -> None:
    room, director, _ = await office(town)
    head = await town.member(Role.DIRECTOR, room, "Trưởng phòng")
    code = await writes(town.person())
    await assigns(director, code, "Phòng Một cửa", "3 ngày")
    await director.says(code)
    await director.taps("Gia hạn")
    await director.says("2")
    assert "Lý do được lưu" in director.hears
    await director.says("Chờ ý kiến của sở khác")
    assert f"Đã gia hạn phản ánh {code} đến 22/06/2026" in director.hears
    await town.ticks()
    assert "Lý do: Chờ ý kiến của sở khác" in told(head)[-1]


async def test_the_days_of_an_extension_may_be_typed(any_town: Town) -> None:
    _, director, staff = await office(any_town)
    for typed, until in (("2", "22/06/2026"), ("4 ngày làm việc", "24/06/2026"), ("30/6", "30/06/2026")):
        code = await writes(any_town.person())
        await assigns(director, code, "Phòng Một cửa", "3 ngày")
        await staff.says(code)
        await staff.taps("Gia hạn")
        assert "ví dụ: 7, 29/06" in staff.hears
        await staff.says("18/06")  # that is the day it has already
        assert "một ngày sau ngày 18/06/2026" in staff.hears
        await staff.says(typed)
        assert f"Đề nghị gia hạn đến {until}" in staff.hears
        await staff.says("Chờ ý kiến của sở khác")
        assert f"Đã gửi đề nghị gia hạn phản ánh {code}" in staff.hears


@given(st.text() | st.from_regex(r"[0-9]{1,3}( ngày)?|[0-9]{1,2}[/.-][0-9]{1,2}(/[0-9]{4})?"))
def test_any_text_is_a_deadline_ahead_or_refused(text: str) -> None:
    working_time, today = WorkingTime(), date(2026, 12, 25)
    with contextlib.suppress(Refusal):
        due_on = read_deadline(working_time, today, text)
        assert today < due_on <= working_time.add_working_days(today, LONGEST)


def test_deadlines_are_read_as_people_write_them() -> None:
    working_time, today = WorkingTime(), date(2027, 2, 3)
    # Tết lies between.
    assert read_deadline(working_time, today, "2 ngày làm việc") == date(2027, 2, 12)
    assert read_deadline(working_time, today, "2") == date(2027, 2, 12)
    assert read_deadline(working_time, today, "20/2") == date(2027, 2, 20)
