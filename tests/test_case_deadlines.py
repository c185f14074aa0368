"""Deadlines of cases: typed, extended, read as people write them."""

import contextlib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.due_days import LONGEST, read_deadline
from storage.ground.days.working_time import WorkingTime
from storage.ground.refusals import Refusal
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


async def test_a_case_is_extended_once_with_a_reason_the_leader_hears(any_town: Town) -> None:
    _, director, staff = await office(any_town)
    citizen = any_town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa", "3 ngày")
    await staff.says(code)
    await staff.taps("Gia hạn")
    await staff.taps("3 ngày làm việc (23/06/2026)")
    await staff.says("Chờ ý kiến của sở khác")
    assert "Đã gia hạn" in staff.hears
    assert "chậm nhất ngày 23/06/2026" in citizen.hears
    assert "Chờ ý kiến" not in citizen.hears
    await any_town.ticks()
    assert "Lý do: Chờ ý kiến của sở khác" in told(director)[-1]
    await staff.says(code)
    assert not any("Gia hạn" in label for label in staff.last.labels)


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
        assert f"Gia hạn đến {until}. Mời anh/chị viết lý do" in staff.hears
        await staff.says("Chờ ý kiến của sở khác")
        assert f"Đã gia hạn phản ánh {code} đến {until}" in staff.hears


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
