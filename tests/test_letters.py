from datetime import UTC, datetime

import pytest

from storage.models import Role
from tests.chat import Message, Person, Town
from tests.office_files import lines, opened
from tests.samples import furnish, receives

PHONE = "0912345678"


async def _officer(town: Town) -> Person:
    await furnish(town)
    return await town.member(Role.OFFICER)


async def _letter(officer: Person) -> str:
    """The text of the newest letter."""
    return "\n".join(lines(opened((await officer.newest_file()).content)))


async def _drafted(officer: Person, code: str = "H-3") -> Message:
    """The letter of a dossier that is still in work, with a new day."""
    await officer.says("/thuxinloi")
    await officer.taps(code)
    await officer.taps("Thiếu người giải quyết")
    return await officer.taps("18/06/2026")


async def test_late_dossiers_without_a_letter_are_listed_oldest_first(any_town: Town) -> None:
    officer = await _officer(any_town)
    await officer.says("/thuxinloi")
    # H-2 has its letter, H-4 is in time; H-5 was received in May.
    assert [label for label in officer.last.labels if "✉️" in label] == ["✉️ H-5", "✉️ H-3"]
    assert "• H-3 – Xác nhận hội diễn\n  Hẹn 10/06/2026, chưa trả" in officer.hears
    await officer.says("/thuxinloi tháng 5/2026")
    assert "Không có hồ sơ nào phải gửi thư xin lỗi" in officer.hears, "it was not late when May ended"
    await officer.says("/thuxinloi tháng 6/2026")
    assert "H-5" in officer.hears  # received in May, gone late in June
    await officer.says("/thuxinloi năm 2025")
    assert "Không có hồ sơ nào phải gửi thư xin lỗi" in officer.hears


async def test_a_letter_is_drafted_signed_and_sent(any_town: Town) -> None:
    officer = await _officer(any_town)
    citizen = any_town.person()
    await citizen.says("/hoso H-3 5679")
    await _drafted(officer)
    letter = await _letter(officer)
    assert "THƯ XIN LỖI" in letter
    assert "Kính gửi: Ông/Bà nộp hồ sơ mã số H-3" in letter
    assert "/TXL\n" in letter
    assert "Ngày 02/06/2026, Sở Thử tiếp nhận hồ sơ mã số H-3" in letter
    assert "Lý do: Thiếu người giải quyết." in letter
    assert "được hẹn lại là ngày 18/06/2026; việc hẹn lại chỉ thực hiện một lần" in letter
    await officer.says("/thuxinloi")
    assert "đã soạn thư, chưa ghi số" in officer.hears
    await officer.taps("H-3")
    await officer.taps("Ghi số và ngày")
    await officer.says("123 / TXL-ST ngày 14/6/2026")
    assert "đã ghi thư xin lỗi số 123/TXL-ST ngày 14/06/2026 và gửi thư cho người nộp qua tin nhắn" in officer.hears
    told, copy = citizen.inbox[-2:]
    assert told.text == (
        "✉️ Sở Thử thành thật xin lỗi ông/bà vì hồ sơ H-3, hẹn trả ngày 10/06/2026, bị trễ.\n"
        "Lý do: Thiếu người giải quyết.\nNgày hẹn trả mới: 18/06/2026.\n"
        "Thư xin lỗi số 123/TXL-ST ngày 14/06/2026."
    )
    assert copy.text == "Thư xin lỗi về hồ sơ H-3"
    sent = "\n".join(lines(opened((await citizen.newest_file()).content)))
    assert "Số: 123/TXL-ST" in sent
    assert "ngày 14 tháng 6 năm 2026" in sent
    assert "Lý do: Thiếu người giải quyết." in sent
    await officer.says("/tonghop tháng 6/2026")
    assert "Thư xin lỗi: 2/3 (66,67%)" in officer.hears
    await officer.says("/thuxinloi")
    assert "H-3" not in officer.hears


async def test_a_dossier_is_promised_anew_once(any_town: Town) -> None:
    officer = await _officer(any_town)
    await _drafted(officer)
    ready = officer.last
    await officer.taps("Ghi số", ready)
    await officer.says("1/TXL")
    for action in ("letter:3", "letter_reason:3:staff", "letter_day:3:20260625", "letter_issue:3"):
        await officer.forges(action)
        assert "chỉ được hẹn lại một lần" in officer.hears


async def test_a_returned_dossier_needs_no_new_day(town: Town) -> None:
    officer = await _officer(town)
    await officer.says("/thuxinloi")
    await officer.taps("H-5")
    await officer.says("Mất điện cả tuần.")
    letter = await _letter(officer)
    assert "Lý do: Mất điện cả tuần." in letter
    assert "Kết quả đã được trả ngày 04/06/2026." in letter
    assert "hẹn lại" not in letter
    await officer.taps("Ghi số")
    await officer.says("9/TXL")
    assert "số 9/TXL ngày 15/06/2026. Người nộp chưa dùng kênh này nên cần gửi thư giấy." in officer.hears


async def test_nothing_is_issued_before_it_is_written(town: Town) -> None:
    officer = await _officer(town)
    await officer.forges("letter_issue:3")
    assert "Chưa có dự thảo" in officer.hears
    await officer.forges("letter_reason:3:staff")  # the new day is still missing
    await officer.forges("letter_issue:3")
    assert "Chưa có dự thảo" in officer.hears
    await officer.says("/thuxinloi")
    assert "đã soạn thư" not in officer.hears


@pytest.mark.parametrize(
    "day", ["15/06/2026", "14/06/2026", "31/02/2026", "hôm qua", "hôm nay", "mai đi", "01/01/2030"]
)
async def test_a_new_day_is_one_to_come_and_the_question_stays_open(town: Town, day: str) -> None:
    officer = await _officer(town)
    await officer.forges("letter_reason:3:staff")
    await officer.says(day)
    assert "Chưa đọc được ngày hẹn mới" in officer.hears
    await officer.says("22/6")
    assert any("đã soạn xong" in message.text for message in officer.inbox)


@pytest.mark.parametrize("text", ["không số", "12/", "12/TXL ngày 16/06/2026", "12/TXL ngày nào đó", "<b>/x"])
async def test_a_number_nobody_can_read_is_asked_for_again(town: Town, text: str) -> None:
    officer = await _officer(town)
    await _drafted(officer)
    await officer.taps("Ghi số")
    await officer.says(text)
    assert "Chưa đọc được số thư" in officer.hears
    await officer.taps("Màn hình chính")
    await officer.says("tháng 6/2026")
    assert "📊 Tháng 6/2026" in officer.hears


@pytest.mark.parametrize(
    "action",
    ["letters:20260101-20261231:0", "letter:3", "letter_reason:3:staff", "letter_day:3:20260618", "letter_issue:3"],
)
async def test_letters_are_the_officer_s_own(town: Town, action: str) -> None:
    await _officer(town)
    other_unit = await town.unit("Trung tâm khác")
    others = [await town.member(role, other_unit) for role in Role]
    for person in (town.person(), await town.member(Role.STAFF), await town.member(Role.DIRECTOR), *others):
        await person.forges(action)
        assert "H-3" not in person.hears


async def test_who_stopped_messages_gets_the_letter_on_paper(town: Town) -> None:
    officer = await _officer(town)
    citizen = town.person()
    await citizen.says("/hoso H-3 5679")
    await citizen.says("/dung")
    await _drafted(officer)
    await officer.taps("Ghi số")
    await officer.says("1/TXL")
    assert "cần gửi thư giấy" in officer.hears
    assert "xin lỗi ông/bà vì hồ sơ" not in citizen.hears


async def test_what_is_due_tomorrow_is_warned_about_today(any_town: Town) -> None:
    officer = await _officer(any_town)
    staff, director = await any_town.member(Role.STAFF), await any_town.member(Role.DIRECTOR)
    # 26/06/2026 is a Friday: what is due on Sunday and on Monday is warned about then.
    await receives(any_town, f"H-7,{PHONE},01/06/2026,28/06/2026,", f"H-8,{PHONE},01/06/2026,29/06/2026,")
    for moment in (datetime(2026, 6, 26, 0, tzinfo=UTC), datetime(2026, 6, 26, 2, tzinfo=UTC)):
        any_town.now = moment
        await any_town.ticks()
        await any_town.ticks()
    warning = "⏳ 2 hồ sơ chưa trả, hẹn trả chậm nhất ngày 29/06/2026:\n• H-7, hẹn 28/06/2026\n• H-8, hẹn 29/06/2026"
    for person in (officer, staff):
        assert [message.text for message in person.inbox].count(warning) == 1
    assert "H-7" not in director.hears
    any_town.now = datetime(2026, 6, 27, 3, tzinfo=UTC)
    await any_town.ticks()
    assert len([message for message in officer.inbox if "⏳" in message.text]) == 1


async def test_a_number_that_cannot_be_is_asked_for_again_before_the_citizen_gets_it(any_town: Town) -> None:
    officer = await _officer(any_town)
    citizen = any_town.person()
    await citizen.says("/hoso H-3 5679")
    await officer.says("/thuxinloi")
    await officer.taps("H-5")
    await officer.says("Mất điện cả tuần")
    await officer.taps("Ghi số")
    await officer.says("46/TXL-ST")
    await _drafted(officer)
    await officer.taps("Ghi số")
    heard = len(citizen.inbox)
    await officer.says("47/TXL-ST ngày 10/06/2026")
    assert "hẹn trả ngày 10/06/2026 nên thư xin lỗi không thể ghi ngày 10/06/2026" in officer.hears
    await officer.says("46/txl-st")
    assert "Số 46/txl-st đã ghi cho thư của hồ sơ H-5" in officer.hears
    assert len(citizen.inbox) == heard
    await officer.says("47/TXL-ST")
    assert "đã ghi thư xin lỗi số 47/TXL-ST" in officer.hears


async def test_a_number_is_never_taken_for_the_reason(town: Town) -> None:
    officer = await _officer(town)
    await officer.says("/thuxinloi")
    await officer.taps("H-5")
    await officer.says("45/TXL-ST ngày 14/6/2026")
    assert "Vì sao trễ?" in officer.hears
    await officer.says("Mất điện cả tuần")
    await officer.says("/thuxinloi")
    await officer.taps("H-5")
    await officer.says("45/TXL-ST ngày 14/6/2026")
    assert "đã ghi thư xin lỗi số 45/TXL-ST ngày 14/06/2026" in officer.hears
