"""Whoever changes their mind is left in peace: in plain words, by a command, or by going elsewhere."""

import pytest

from handlers.beginning.cancelling import is_cancellation
from storage.models import Role
from tests.cases import DESK, code_in, writes
from tests.chat import Town
from tests.samples import furnish


@pytest.mark.parametrize(
    "text",
    ["huỷ", "hủy", "Huy", "HUỶ BỎ", "thôi", "Thoi.", "bỏ qua", "bo qua di", "không gửi nữa", "thôi tôi không gửi nữa",
     "Thôi, không gửi nữa ạ!", "toi khong gui nua", "thôi bỏ qua", "never mind", "cancel", "thôi em không gửi nữa",
     "tôi không phản ánh nữa", "không muốn gửi nữa", "hủy phản ánh", "thôi không", "thôi khỏi", "dừng lại"],
)  # fmt: skip
def test_plain_words_cancel(text: str) -> None:
    assert is_cancellation(text)


@pytest.mark.parametrize(
    "text",
    ["thôi việc tại quầy 3", "hủy hồ sơ cũ", "bỏ qua một khâu", "không", "không gửi được hồ sơ", "huy hiệu", "",
     "đúng", "đúng vậy", "không làm", "Tôi không gửi nữa vì quầy đóng cửa", "dừng xe trước cổng", "em không gửi được",
     "hủy phản ánh cũ thế nào"],
)  # fmt: skip
def test_a_sentence_that_goes_on_does_not_cancel(text: str) -> None:
    assert not is_cancellation(text)


@pytest.mark.parametrize("words", ["thôi tôi không gửi nữa", "Huỷ", "bo qua", "/huy"])
async def test_a_citizen_who_withdraws_sends_nothing(any_town: Town, words: str) -> None:
    citizen = any_town.person()
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    await citizen.says(words)
    assert "Đã hủy" in citizen.hears
    await citizen.says("/huy")
    assert citizen.hears == "Không có việc nào đang chờ để hủy."
    await citizen.says(DESK)
    assert "Ông/bà muốn gửi nội dung này" in citizen.hears
    await citizen.says(words)
    assert "Đã hủy" in citizen.hears
    await citizen.forges("case_mine")
    assert "chưa gửi phản ánh nào" in citizen.hears


async def test_it_is_said_in_english_too(town: Town) -> None:
    citizen = town.person(language="en")
    await citizen.says("/danhgia")
    await citizen.says("cancel")
    assert "Cancelled" in citizen.hears


async def test_staff_cancel_what_they_were_asked(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("/tiendo 4")
    await staff.taps("Viết báo cáo")
    await staff.says("thôi")
    assert "Đã hủy" in staff.hears
    await staff.says("/tiendo 4")
    assert "Báo cáo mới nhất" not in staff.hears


async def test_a_report_that_is_stored_is_taken_back_by_its_button(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("4 80%")
    await staff.says("huỷ")
    assert "Báo cáo vừa rồi đã được ghi" in staff.hears
    await staff.taps("Hoàn tác")
    assert "Đã hoàn tác báo cáo nhiệm vụ 4" in staff.hears


async def test_feedback_that_is_sent_is_not_cancelled_by_a_word(town: Town) -> None:
    citizen = town.person()
    code = await writes(citizen)
    await citizen.says("thôi tôi không gửi nữa")
    assert f"Phản ánh {code} đã gửi vẫn được giữ" in citizen.hears
    assert "↩️ Rút phản ánh" in citizen.last.labels
    await citizen.says(DESK)
    assert "Đã ghi thêm" not in citizen.hears


@pytest.mark.parametrize(("words", "heard"), [("tra cứu", "nhập mã hồ sơ"), ("Phản ánh", "muốn nói về việc gì")])
async def test_a_command_s_words_win_over_the_question(town: Town, words: str, heard: str) -> None:
    citizen = town.person()
    await citizen.says("/danhgia H-1")
    await citizen.says(words)
    assert heard in citizen.hears
    await citizen.says("H-1 và phản ánh khác")
    assert "“H-1 và phản ánh khác”" in citizen.hears or "4 số cuối" in citizen.hears


async def test_a_greeting_leaves_the_question_open(town: Town) -> None:
    citizen = town.person()
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    await citizen.says("Xin chào")
    await citizen.says(DESK)
    assert code_in(citizen.hears)


async def test_a_device_may_be_called_kiosk(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.forges("incident_new")
    await officer.says("Kiosk")
    assert "Đã ghi sự cố" in officer.hears


async def test_a_template_is_waited_for_only_until_another_command(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/mau")
    await officer.says("/nhap")
    await officer.sends_file("ke-hoach.docx", b"no template")
    assert not any("mẫu ke-hoach.docx" in message.text for message in officer.inbox)
    await officer.says("/mau")
    await officer.says("thôi")
    assert "Đã hủy" in officer.hears


async def test_another_command_does_not_end_the_hour_of_evidence(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("4 80%")
    await staff.says("/help")
    await staff.sends_file("bang.jpg", b"\xff\xd8", media_type="image/jpeg")
    assert "Đã đính kèm bang.jpg" in staff.hears
