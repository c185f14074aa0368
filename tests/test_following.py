"""Whoever follows a dossier hears once of each change of its state, by day, and what there is to do."""

from datetime import UTC, datetime

import pytest

from storage.imports.parsed import FileKind
from tests.chat import Person, Town
from tests.samples import TAKE_BACK

HEAD = "Mã hồ sơ,Số điện thoại,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Trạng thái"
PHONE = "0912345678"


async def comes(town: Town, *rows: str, day: str = "15.06.2026") -> None:
    lines = [f"{row.split(',')[0]},{PHONE},10/06/2026,{row.partition(',')[2]}" for row in rows]
    content = "\n".join([HEAD, *lines]).encode()
    await town.imports(FileKind.DOSSIERS, f"hs {day}.csv", content, answers=TAKE_BACK)


async def follows(town: Town, code: str = "H-1") -> Person:
    await comes(town, f"{code},30/06/2026,,Đang xử lý")
    citizen = town.person()
    await citizen.says(f"/hoso {code} 5678")
    return citizen


async def hears_then(town: Town, citizen: Person) -> list[str]:
    """What the schedule tells in two looks."""
    before = len(citizen.inbox)
    await town.ticks()
    await town.ticks()
    return [message.text for message in citizen.inbox[before:]]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("H-1,30/06/2026,,Chờ bổ sung", "cần ông/bà bổ sung. Ông/bà xem văn bản yêu cầu"),
        ("H-1,10/07/2026,,Đang xử lý", "được hẹn lại: trả kết quả ngày 10/07/2026"),
        ("H-1,30/06/2026,,Từ chối giải quyết", "không giải quyết được. Lý do có trong văn bản trả lời"),
        ("H-1,30/06/2026,,Công dân xin rút", "đã được ghi nhận là rút"),
        ("H-1,30/06/2026,,Đã giải quyết xong", "đã giải quyết xong. Mời ông/bà nhận kết quả"),
    ],
)
async def test_a_change_of_state_is_told_once(any_town: Town, row: str, words: str) -> None:
    citizen = await follows(any_town)
    assert await hears_then(any_town, citizen) == []
    await comes(any_town, row)
    [told] = await hears_then(any_town, citizen)
    assert words in told
    assert "Sở Thử" in told
    assert "H-1" in told
    await comes(any_town, row)  # the same export once more
    assert await hears_then(any_town, citizen) == []


async def test_after_a_supplement_the_new_day_is_told_and_a_return_only_as_a_return(town: Town) -> None:
    citizen = await follows(town)
    await comes(town, "H-1,30/06/2026,,Chờ bổ sung", day="12.06.2026")
    await town.ticks()
    await comes(town, "H-1,30/06/2026,,Đã bổ sung", day="15.06.2026")
    [told] = await hears_then(town, citizen)
    assert "đang được giải quyết tiếp, hẹn trả kết quả ngày 01/07/2026" in told
    await comes(town, "H-1,30/06/2026,15/06/2026,Đã trả kết quả")
    [told] = await hears_then(town, citizen)
    assert "đã có kết quả" in told


async def test_at_night_nobody_is_told_and_what_changed_back_by_morning_is_no_news(town: Town) -> None:
    citizen = await follows(town)
    town.now = datetime(2026, 6, 15, 16, 0, tzinfo=UTC)  # 23:00
    await comes(town, "H-1,30/06/2026,,Từ chối giải quyết")
    assert await hears_then(town, citizen) == []
    town.passes(hours=10)
    [told] = await hears_then(town, citizen)
    assert "không giải quyết được" in told
    town.now = datetime(2026, 6, 16, 16, 0, tzinfo=UTC)
    await comes(town, "H-1,30/06/2026,,Đang xử lý", day="16.06.2026")
    await comes(town, "H-1,30/06/2026,,Từ chối giải quyết", day="16.06.2026")
    town.passes(hours=10)
    assert await hears_then(town, citizen) == []


async def test_several_changes_are_one_message_and_its_button_opens_the_dossier(town: Town) -> None:
    citizen = await follows(town)
    await comes(town, "H-2,30/06/2026,,Đang xử lý")
    await citizen.says("/hoso H-2 5678")
    await comes(town, "H-1,30/06/2026,,Chờ bổ sung", "H-2,30/06/2026,,Từ chối giải quyết")
    [told] = await hears_then(town, citizen)
    assert "H-1" in told
    assert "H-2" in told
    await citizen.taps("📁 Xem hồ sơ H-1")
    assert "Đang chờ ông/bà bổ sung hồ sơ" in citizen.hears


async def test_whoever_has_seen_it_or_wants_no_messages_is_not_told(town: Town) -> None:
    seen, stopped, stranger = await follows(town), town.person(), town.person()
    await stopped.says("/hoso H-1 5678")
    await stopped.forges("stop")
    await stranger.says("/start")
    await comes(town, "H-1,30/06/2026,,Chờ bổ sung")
    await seen.says("/hoso H-1 5678")
    for person in (seen, stopped, stranger):
        assert await hears_then(town, person) == []
