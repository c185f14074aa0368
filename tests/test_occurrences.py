"""Deadlines that come round: each of their days is reported, shown and chased by itself."""

from datetime import UTC, datetime, timedelta

from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Person, Town

PLAN = """Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn
I. Điều hành,1,Báo cáo kết quả,Báo cáo,Văn phòng,Trước 15/6 và 15/12
I. Điều hành,2,Họp giao ban quý,Thông báo,Văn phòng,"Hằng quý, trước ngày 20"
I. Điều hành,3,Lập sổ,Sổ,Văn phòng,30/9/2026
"""


async def _office(town: Town) -> Person:
    await town.imports(FileKind.PLAN, "plan.csv", PLAN.encode(), year=2026)
    return await town.member(Role.STAFF, await town.named("Văn phòng"))


async def _day(town: Town, text: str) -> None:
    town.now = datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=7)
    await town.ticks()


async def test_done_in_june_is_not_done_for_december(any_town: Town) -> None:
    staff = await _office(any_town)  # it is 15 June
    await staff.says("1 xong Báo cáo số 5/BC-ST ngày 12/6/2026")
    assert "Kỳ hạn: 15/06/2026" in staff.hears
    await staff.says("/nhiemvu 1")
    assert "Kỳ này: hạn 15/12/2026 (đã xong 1/2 kỳ)" in staff.hears
    assert "🔵 Đang làm" in staff.hears
    await staff.says("/nhiemvu")
    assert "🔵 1. Báo cáo kết quả (kỳ 15/12)" in staff.last.labels
    await _day(any_town, "2026-12-14T08:01")
    await staff.says("1 xong")
    await staff.says("/nhiemvu 1")
    assert "✅ Xong" in staff.hears


async def test_which_day_is_asked_where_one_was_missed(any_town: Town) -> None:
    staff = await _office(any_town)
    await _day(any_town, "2026-12-10T09:00")
    await staff.says("/nhiemvu 1")
    assert "🔴 Quá hạn" in staff.hears
    await staff.says("1 xong Đã gửi")
    assert "cho kỳ nào" in staff.hears
    assert staff.last.labels[:2] == ["Kỳ 15/06/2026 (đã quá hạn)", "Kỳ 15/12/2026"]
    await staff.taps("Kỳ 15/12/2026")
    assert "Đã gửi" in staff.hears
    await staff.says("/nhiemvu 1")
    assert "🔴 Quá hạn" in staff.hears, "June is still open"
    await staff.says("1 xong")
    assert "Đã ghi báo cáo" in staff.hears, "only one is left, so nothing is asked"
    await staff.says("/nhiemvu 1")
    assert "☑️ Xong, quá hạn" in staff.hears


async def test_the_day_may_be_typed_and_an_old_button_stores_nothing(any_town: Town) -> None:
    staff = await _office(any_town)
    await _day(any_town, "2026-12-10T09:00")
    asked = await staff.says("1 xong")
    await staff.says("kỳ 15/6")
    assert "Kỳ hạn: 15/06/2026" in staff.hears
    await staff.taps("Kỳ 15/12/2026", asked)
    assert "không còn" in staff.hears or "cũ" in staff.hears
    await staff.says("/nhiemvu 1")
    assert "đã xong 1/2 kỳ" in staff.hears


async def test_taken_back_the_day_is_open_again(any_town: Town) -> None:
    staff = await _office(any_town)
    await staff.says("1 xong")
    await staff.taps("↩️")
    await staff.says("/nhiemvu 1")
    assert "đã xong 0/2 kỳ" in staff.hears


async def test_each_day_is_chased_by_itself_and_what_goes_on_is_never_late(any_town: Town) -> None:
    staff = await _office(any_town)
    director = await any_town.member(Role.DIRECTOR)
    await staff.says("1 xong")
    await _day(any_town, "2026-12-09T08:01")
    assert any("1. Báo cáo kết quả – hạn 15/12/2026" in message.text for message in staff.inbox)
    staff.inbox.clear()
    await _day(any_town, "2026-12-17T08:01")
    text = "\n".join(message.text for message in staff.inbox)
    assert "Quá hạn (1)" in text or "Quá hạn (2)" in text
    assert "2. Họp giao ban quý – hạn 20/12/2026" in text
    await any_town.ticks_after(minutes=10)
    assert any("Nhiệm vụ 1 quá hạn" in message.text for message in director.inbox)
    await staff.says("/nhiemvu 2")
    assert "🔴" not in staff.hears
