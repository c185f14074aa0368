from datetime import UTC, datetime

import pytest

from storage.models import Role
from tests.chat import Town
from tests.samples import furnish, receives

PHONE = "0912345678"


@pytest.mark.parametrize(
    ("due", "today", "state"),
    [
        ("22/06/2026", (2026, 6, 15), "⏳ Đang giải quyết, còn 5 ngày làm việc"),
        # Hùng Kings' day is observed on Monday the 27th, and 30/04 and 01/05 are off: 28, 29 and the 4th of May.
        ("04/05/2026", (2026, 4, 26), "còn 3 ngày làm việc"),
        ("15/06/2026", (2026, 6, 15), "hẹn trả trong hôm nay"),
        # A due day that nobody works on: no working day is left, and none is lost.
        ("14/06/2026", (2026, 6, 13), "⏳ Đang giải quyết"),
        ("12/06/2026", (2026, 6, 13), "⏰ Đã quá ngày hẹn trả."),
        ("12/06/2026", (2026, 6, 16), "⏰ Đã trễ hạn 2 ngày làm việc. Cơ quan thành thật xin lỗi"),
    ],
)
async def test_the_state_counts_working_days(town: Town, due: str, today: tuple[int, int, int], state: str) -> None:
    town.now = datetime(*today, 5, tzinfo=UTC)
    await receives(town, f"H-1,{PHONE},01/04/2026,{due},")
    citizen = town.person()
    await citizen.says("/hoso H-1 5678")
    assert state in citizen.hears
    assert "0 ngày" not in citizen.hears


async def test_a_look_up_says_what_when_and_how_it_stands(any_town: Town) -> None:
    await furnish(any_town)
    citizen = any_town.person()
    await citizen.says("/hoso h-4 5680")
    assert citizen.hears.startswith(
        "📁 Hồ sơ H-4\nXác nhận hội diễn\nTiếp nhận: 03/06/2026\nHẹn trả: 30/06/2026\n"
        "⏳ Đang giải quyết, còn 11 ngày làm việc\n\nKhi có kết quả"
    )
    await citizen.says("/hoso H-2 5679")
    assert "✅ Đã có kết quả, trả ngày 10/06/2026, trễ so với ngày hẹn. Cơ quan thành thật xin lỗi" in citizen.hears
    assert any("Rất hài lòng" in label for label in citizen.last.labels)


async def test_what_was_opened_before_is_one_tap_away(town: Town) -> None:
    await furnish(town)
    citizen = town.person()
    await citizen.says("/hoso H-3 5679")
    await citizen.says("/hoso H-4 5680")
    await citizen.says("tra cứu hồ sơ")
    assert citizen.last.labels[:2] == ["H-4 · Xác nhận hội diễn", "H-3 · Xác nhận hội diễn"]
    await citizen.taps("H-3")
    assert "📁 Hồ sơ H-3" in citizen.hears
    await citizen.says("/hoso")
    await citizen.says("H-1")
    await citizen.says("5678")
    assert "📁 Hồ sơ H-1" in citizen.hears


async def test_a_look_up_in_english(town: Town) -> None:
    await furnish(town)
    citizen = town.person(language="en")
    await citizen.says("/hoso H-4 5680")
    assert "⏳ In progress, 11 working days left\n\nWhen it is ready we will tell you here" in citizen.hears


async def test_nobody_looks_up_what_they_have_not_opened(town: Town) -> None:
    await furnish(town)
    stranger = town.person()
    for action in ("dossier:1", "rate_show:1", "dossier:99", "dossier:-1", "dossier:٣"):
        await stranger.forges(action)
        assert "H-1" not in stranger.hears
        assert "Cấp thẻ" not in stranger.hears


async def test_going_home_ends_the_question(town: Town) -> None:
    await furnish(town)
    citizen = town.person()
    for way_out in ("/start", "/help"):
        await citizen.says("/danhgia H-1")
        await citizen.says(way_out)
        await citizen.says("5678")
        assert "Cấp thẻ" not in citizen.hears
    await citizen.says("/danhgia H-1")
    await citizen.taps("Màn hình chính")
    await citizen.says("5678")
    assert "Cấp thẻ" not in citizen.hears


async def test_a_promised_day_is_shown_with_the_old_one(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("/thuxinloi")
    await officer.taps("H-3")
    await officer.taps("Thiếu người")
    await officer.says("22/06/2026")
    await officer.taps("Ghi số")
    await officer.says("12/TXL")
    citizen = town.person()
    await citizen.says("/hoso H-3 5679")
    assert "Hẹn trả: 10/06/2026\nHẹn lại: 22/06/2026\n⏰ Đã trễ hạn 3 ngày làm việc." in citizen.hears
