"""`/nhiemvu` and what may stand behind it."""

from datetime import UTC, datetime

import pytest

from storage.models import Role
from tests.chat import Town
from tests.samples import furnish


async def test_a_number_opens_the_task(any_town: Town) -> None:
    await furnish(any_town)
    for role in (Role.STAFF, Role.DIRECTOR):
        person = await any_town.member(role)
        await person.says("/nhiemvu 4")
        assert person.hears.startswith("📌 Nhiệm vụ 4. Niêm yết thủ tục")
        await person.says("/nhiemvu 99")
        assert "không có nhiệm vụ số 99" in person.hears


async def test_a_number_and_more_is_a_report(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("/nhiemvu 4 80% đang in")
    assert "Đang thực hiện 80% – đang in" in staff.hears


async def test_a_period_shows_the_tasks_as_they_stood_at_its_end(any_town: Town) -> None:
    await furnish(any_town)
    staff = await any_town.member(Role.STAFF)
    any_town.now = datetime(2026, 4, 10, 3, tzinfo=UTC)
    await staff.says("4 xong")
    any_town.now = datetime(2026, 6, 15, 5, tzinfo=UTC)
    await staff.says("/nhiemvu quý 1")
    assert "– Quý I/2026: 5 nhiệm vụ" in staff.hears
    assert "Tính đến ngày 31/03/2026." in staff.hears
    assert any(label.startswith("⚪ 4.") for label in staff.last.labels)
    await staff.taps("Quá hạn (1)")
    assert "Quá hạn – Quý I/2026: 1 nhiệm vụ" in staff.hears
    await staff.taps("Về danh sách")
    assert any(label.startswith("✅ 4.") for label in staff.last.labels)
    await staff.says("/nhiemvu quá hạn tháng 5")
    assert "Quá hạn – Tháng 5/2026: 1 nhiệm vụ" in staff.hears


async def test_a_leader_goes_on_to_the_areas_of_the_period(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.says("/nhiemvu quý 1")
    await director.taps("Về các nội dung")
    assert "quý I/2026" in director.hears


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2026", "Tất cả – Năm 2026"),
        ("năm nay", "Tất cả – Năm 2026"),
        ("chưa báo cáo tháng này", "Chưa báo cáo tháng này"),
        ("sắp đến hạn", "Sắp đến hạn"),
        ("qua han", "Quá hạn"),
        ("tất cả", "Tất cả"),
        ("của tôi", "Tất cả"),
    ],
)
async def test_filters_and_years_are_understood(town: Town, text: str, title: str) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says(f"/nhiemvu {text}")
    assert staff.hears.startswith(f"📋 {title}")


async def test_what_is_not_understood_is_said(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    for text in ("bưu chính", "quý 7", "quá hạn lâu rồi"):
        await staff.says(f"/nhiemvu {text}")
        assert staff.hears.startswith(f"Chưa hiểu “{text}” nên liệt kê tất cả.")
