"""Broken things: reported, written about, closed, put right."""

from datetime import date

import pytest

from storage.models import Role
from storage.registers.incidents import all_incidents, count_open_incidents, open_incidents
from tests.chat import Person, Town

KIOSK = "Kiosk tầng trệt không lên màn hình"


async def _reporter(town: Town, text: str = KIOSK) -> Person:
    staff = await town.member(Role.STAFF, name="Cán bộ một")
    await staff.says(f"/suco {text}")
    return staff


async def test_a_broken_thing_is_reported_in_one_line_and_the_officer_hears_of_it(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    staff = await _reporter(any_town, f"{KIOSK} từ 12/6")
    assert "✅ Đã ghi sự cố số 1" in staff.hears
    assert KIOSK in staff.hears
    assert "Hỏng từ 12/06/2026" in staff.hears
    assert "đã 3 ngày" in staff.hears
    assert "Chưa gửi văn bản nào" in staff.hears
    assert officer.hears == f"🛠 Có sự cố mới, số 1: {KIOSK}"
    await officer.taps("Xem sự cố")
    assert "Người báo: Cán bộ một, 15/06/2026" in officer.hears


async def test_words_without_a_slash_and_without_marks_report_it_too(any_town: Town) -> None:
    staff = await any_town.member(Role.STAFF)
    await staff.says("su co may in o quay 2 khong chay")
    assert "may in o quay 2 khong chay" in staff.hears


async def test_it_can_be_reported_by_buttons_alone(any_town: Town) -> None:
    staff = await any_town.member(Role.STAFF)
    await staff.says("/suco")
    assert "chưa khắc phục: 0" in staff.hears
    await staff.taps("Báo sự cố")
    await staff.says("Hộp thư của phòng không đăng nhập được từ hôm qua")
    assert "Hỏng từ 14/06/2026" in staff.hears
    await staff.taps("Danh sách")
    assert any("1. Hộp thư" in label and "1 ngày" in label for label in staff.last.labels)


async def test_a_letter_is_understood_in_one_line(any_town: Town) -> None:
    staff = await _reporter(any_town)
    await staff.says("/suco 1 công văn số 512/STT-VP ngày 12/6/2026 gửi Công ty Thử Nghiệm về việc sửa kiosk")
    assert "✉️ Công văn số 512/STT-VP ngày 12/06/2026, gửi Công ty Thử Nghiệm" in staff.hears
    async with any_town.db() as db:
        [incident] = await open_incidents(db, [any_town.unit_id], any_town.today)
    [letter] = incident.letters
    assert (letter.reference, letter.recipient) == ("512/STT-VP", "Công ty Thử Nghiệm")


async def test_a_letter_without_a_recipient_is_kept_and_the_recipient_asked_with_those_before(any_town: Town) -> None:
    staff = await _reporter(any_town)
    await staff.says("/suco 1 512/STT-VP ngày 12/6 gửi Trung tâm Thử")
    await staff.taps("Ghi văn bản")
    await staff.says("chưa rõ")
    assert "chưa đọc được số văn bản" in staff.hears
    await staff.says("Công văn số 530/STT-VP")
    assert "gửi cơ quan, đơn vị nào" in staff.hears
    question = staff.last
    await staff.taps("Trung tâm Thử", question)
    assert "✉️ Công văn số 530/STT-VP ngày 15/06/2026, gửi Trung tâm Thử" in staff.hears
    third = await staff.says("/suco 1 540/STT-VP")
    await staff.says("Sở Thử Hai")
    assert "540/STT-VP ngày 15/06/2026, gửi Sở Thử Hai" in staff.hears
    await staff.taps("Trung tâm Thử", third)
    await staff.taps("Lịch sử")
    assert "Sửa nơi nhận văn bản từ Sở Thử Hai thành Trung tâm Thử" in staff.hears


async def test_a_letter_can_be_taken_back_and_its_trace_stays(any_town: Town) -> None:
    staff = await _reporter(any_town)
    await staff.says("/suco 1 512/STT-VP ngày 12/6 gửi Trung tâm Thử")
    await staff.taps("Bỏ văn bản 512/STT-VP")
    assert "Chưa gửi văn bản nào" in staff.hears
    await staff.taps("Lịch sử")
    assert "Bỏ văn bản: Công văn số 512/STT-VP ngày 12/06/2026, gửi Trung tâm Thử" in staff.hears
    assert "Cán bộ một" in staff.hears


@pytest.mark.parametrize("words", ["đã sửa", "da khac phuc xong", "hoạt động lại bình thường", "xong"])
async def test_it_is_closed_in_one_line(town: Town, words: str) -> None:
    staff = await _reporter(town)
    town.passes(days=5)
    await staff.says(f"/suco 1 {words}")
    assert "đã khắc phục sau 5 ngày" in staff.hears


async def test_it_is_closed_on_a_day_named_and_opened_again(any_town: Town) -> None:
    staff = await _reporter(any_town)
    any_town.passes(days=5)
    await staff.says("/suco 1 đã sửa ngày 18/6")
    assert "đã khắc phục sau 3 ngày" in staff.hears
    await staff.says("/suco 1 hỏng lại")
    assert "chưa khắc phục, đã 5 ngày" in staff.hears
    await staff.taps("Đã khắc phục")
    await staff.taps("Vẫn hỏng")
    assert "chưa khắc phục, đã 5 ngày" in staff.hears
    await staff.taps("Lịch sử")
    assert "Mở lại; trước đó ghi khắc phục ngày 20/06/2026" in staff.hears
    assert "Mở lại; trước đó ghi khắc phục ngày 18/06/2026" in staff.hears


async def test_days_that_cannot_be_are_refused(any_town: Town) -> None:
    staff = await _reporter(any_town)
    for line in ("1 đã sửa ngày 1/6", "1 đã sửa ngày 1/7/2026", "1 từ 1/7/2026", "1 512/STT ngày 1/7/2026 gửi A"):
        await staff.says(f"/suco {line}")
        assert "Ngày" in staff.hears
        assert "✅" not in staff.hears
    await staff.says("/suco 7 đã sửa")
    assert "Không có sự cố số 7" in staff.hears


async def test_other_words_are_a_note_and_one_tap_makes_a_new_incident_of_them(any_town: Town) -> None:
    staff = await _reporter(any_town)
    note = await staff.says("/suco 1 máy in ở phòng họp cùng hỏng")
    assert "Đã ghi vào sự cố số 1: máy in" in staff.hears
    await staff.taps("đây là sự cố mới")
    assert "Đã ghi sự cố số 2" in staff.hears
    assert "1 máy in ở phòng họp cùng hỏng" in staff.hears
    await staff.taps("đây là sự cố mới", note)
    assert "không còn dùng được" in staff.hears
    async with any_town.db() as db:
        assert await count_open_incidents(db, [any_town.unit_id], any_town.today) == 2


async def test_text_and_day_are_corrected_with_a_trace(any_town: Town) -> None:
    staff = await _reporter(any_town)
    await staff.taps("Sửa nội dung")
    await staff.says("Kiosk ở tầng hai không lên màn hình")
    assert "tầng hai" in staff.hears
    await staff.taps("Sửa ngày hỏng")
    await staff.says("2/2/2026")
    assert "Hỏng từ 02/02/2026" in staff.hears
    await staff.taps("Lịch sử")
    assert f"trước là: {KIOSK}" in staff.hears
    assert "Sửa ngày hỏng từ 15/06/2026 thành 02/02/2026" in staff.hears


async def test_one_reported_by_mistake_is_withdrawn_and_restored(any_town: Town) -> None:
    staff = await _reporter(any_town)
    await staff.taps("Rút")
    assert "đã rút" in staff.hears
    await staff.says("/suco 1 đã sửa")
    assert "Sự cố số 1 đã rút" in staff.hears
    async with any_town.db() as db:
        assert await open_incidents(db, [any_town.unit_id], any_town.today) == []
    await staff.says("/suco tất cả")
    await staff.taps("1. Kiosk")
    await staff.taps("Khôi phục")
    async with any_town.db() as db:
        assert len(await open_incidents(db, [any_town.unit_id], any_town.today)) == 1


async def test_a_colleague_closes_it_but_does_not_rewrite_it(any_town: Town) -> None:
    await _reporter(any_town)
    colleague = await any_town.member(Role.STAFF)
    await colleague.says("/suco 1")
    assert not any("Sửa" in label or "Rút" in label for label in colleague.last.labels)
    for action in ("incident_text:1", "incident_since:1", "incident_withdraw:1"):
        await colleague.forges(action)
        assert "Chỉ người ghi hoặc chuyên viên" in colleague.hears
    await colleague.says("/suco 1 từ 1/6")
    assert "Chỉ người ghi hoặc chuyên viên" in colleague.hears
    await colleague.says("/suco 1 đã sửa")
    assert "đã khắc phục" in colleague.hears
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/suco 1 từ 1/6")
    assert "Hỏng từ 01/06/2026" in officer.hears


async def test_a_director_sees_and_changes_nothing_and_other_units_see_nothing(any_town: Town) -> None:
    one, two = await any_town.unit("Phòng Một"), await any_town.unit("Phòng Hai")
    staff = await any_town.member(Role.STAFF, one)
    await staff.says(f"/suco {KIOSK}")
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/suco 1")
    assert KIOSK in director.hears
    assert not any("khắc phục" in label for label in director.last.labels)
    for action in ("incident_fixed:1", "incident_chased:1", "incident_new", "letter_undo:1"):
        await director.forges(action)
        assert "dành cho vai trò khác" in director.hears
    await director.says("/suco 1 đã sửa")
    assert "dành cho vai trò khác" in director.hears
    stranger = await any_town.member(Role.STAFF, two)
    for action in ("incident:1", "incident_fixed:1", "incident_text:1", "entry_history:incident:1:0"):
        await stranger.forges(action)
        assert "Không có sự cố số 1" in stranger.hears
    citizen = any_town.person()
    await citizen.says("/suco 1")
    assert "dành cho vai trò khác" in citizen.hears


async def test_the_list_is_paged(any_town: Town) -> None:
    staff = await any_town.member(Role.STAFF)
    for number in range(1, 11):
        await staff.says(f"/suco Máy tính ở bàn {number} không mở được")
    await staff.says("/suco")
    assert "chưa khắc phục: 10" in staff.hears
    await staff.taps("Trang sau")
    assert [label for label in staff.last.labels if "Máy tính" in label][-1].startswith("🔴 10.")
    await staff.taps("Trang trước")
    await staff.taps("Màn hình chính")


async def test_a_report_sees_things_as_they_stood(any_town: Town) -> None:
    staff = await _reporter(any_town, f"{KIOSK} từ 2/2/2026")
    await staff.says("/suco 1 512/STT-VP ngày 7/6 gửi Trung tâm Thử")
    any_town.passes(days=30)
    await staff.says("/suco 1 đã sửa")
    units = [any_town.unit_id]
    async with any_town.db() as db:
        assert await open_incidents(db, units, any_town.today) == []
        [then] = await open_incidents(db, units, date(2026, 5, 31))
        assert (then.age, then.letters) == (118, ())
        [june] = await open_incidents(db, units, date(2026, 6, 30))
        assert (june.age, len(june.letters), june.state) == (148, 1, "open")
        [july] = await all_incidents(db, units, date(2026, 7, 31), 10)
        assert (july.age, july.state) == (163, "fixed")
        assert await open_incidents(db, units, date(2026, 8, 31)) == []
        assert await open_incidents(db, units, date(2026, 1, 31)) == []
