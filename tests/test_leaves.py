"""A leave that is unusually long or long begun is confirmed before it is stored."""

import pytest

from storage.models import Role
from tests.chat import Person, Town


async def _staff(town: Town) -> Person:
    return await town.member(Role.STAFF)


async def _leaves(staff: Person) -> list[str]:
    return [line for line in (await staff.says("/nghi")).text.splitlines() if line.startswith("•")]


async def test_days_the_wrong_way_round_are_asked_about(any_town: Town) -> None:
    staff = await _staff(any_town)
    await staff.says("/nghi 10/12-01/12")
    assert "nghỉ từ 10/12/2025 đến 01/12/2026, 357 ngày, phải không? Lịch nghỉ chưa được ghi" in staff.hears
    assert staff.last.labels[:2] == ["✅ Nghỉ 01/12/2026–10/12/2026", "✅ Nghỉ 10/12/2025–01/12/2026"]
    asked = staff.last
    assert await _leaves(staff) == []
    await staff.taps("Nghỉ 01/12/2026", asked)
    assert "Đã ghi anh/chị nghỉ 01/12/2026–10/12/2026" in staff.hears


@pytest.mark.parametrize("text", ["/nghi 01/06-20/06", "/nghi 01/07-31/08", "/nghi 20/06-10/12"])
async def test_a_leave_long_begun_or_long_is_stored_when_confirmed(town: Town, text: str) -> None:
    staff = await _staff(town)
    await staff.says(text)
    assert "phải không?" in staff.hears
    assert await _leaves(staff) == []
    await staff.says(text)
    await staff.says("đúng")
    assert "Đã ghi anh/chị nghỉ" in staff.hears
    assert len(await _leaves(staff)) == 1


@pytest.mark.parametrize("text", ["/nghi 08/06-20/06", "/nghi 01/07-29/08", "/nghi 28/12-05/01", "/nghi 22/06"])
async def test_a_usual_leave_is_stored_at_once(town: Town, text: str) -> None:
    staff = await _staff(town)
    await staff.says(text)
    assert "Đã ghi anh/chị nghỉ" in staff.hears


async def test_the_days_may_be_typed_anew(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("/nghi 10/12-01/12")
    await staff.says("01/12-10/12")
    assert "Đã ghi anh/chị nghỉ 01/12/2026–10/12/2026" in staff.hears


@pytest.mark.parametrize("code", ["20200101-20200102", "20260101-20991231", "x", "20260630-20260601"])
async def test_a_forged_leave_is_not_stored(town: Town, code: str) -> None:
    staff = await _staff(town)
    await staff.forges(f"leave_add:{code}")
    assert "không còn dùng được" in staff.hears


async def test_the_help_s_example_is_next_week(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("/help")
    assert "/nghi – Báo nghỉ và chọn người thay: /nghi 22/06-26/06" in staff.hears
    town.passes(days=200)
    await staff.says("/help")
    assert "/nghi 04/01-08/01" in staff.hears
