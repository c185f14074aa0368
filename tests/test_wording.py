"""How things are said: capitals, forms of address, days, the agency's own symbols."""

import pytest

from handlers.kit.occasion import Letterhead
from handlers.words.catalogue import catalogue
from storage.models import Role
from tests.chat import Town
from tests.gallery.rules import PHONE_SCREEN
from tests.issued_reports import makes
from tests.office_files import lines, opened
from tests.samples import furnish


async def test_a_period_within_a_sentence_has_no_capital(town: Town) -> None:
    await furnish(town)
    director, officer = await town.member(Role.DIRECTOR), await town.member(Role.OFFICER)
    await director.says("/summary năm 2026")
    await director.taps("Theo nội dung")
    assert "theo nội dung trọng tâm, năm 2026." in director.hears
    await director.says("/summary năm 2026")
    await director.taps("🔴 Quá hạn")
    assert "📋 Quá hạn – Năm 2026: 1 nhiệm vụ" in director.hears
    await makes(officer)
    said = "\n".join(message.text for message in officer.inbox)
    assert "Đang lập báo cáo cải cách hành chính, quý II/2026…" in said
    assert "Đã lập báo cáo cải cách hành chính, quý II/2026 (" in said


async def test_doubts_are_called_the_same_everywhere() -> None:
    assert [key for key, text in catalogue("vi").items() if "nghi vấn" in text] == []


async def test_an_incident_of_today_has_no_zero_days(town: Town) -> None:
    await furnish(town)
    staff, officer = await town.member(Role.STAFF), await town.member(Role.OFFICER)
    await staff.says("/suco Kiosk tầng trệt không lên màn hình")
    assert "chưa khắc phục, mới phát sinh hôm nay" in staff.hears
    await makes(officer, "năm 2026")
    report = next(message for message in officer.inbox if message.text.endswith(".docx"))
    body = "\n".join(lines(opened((await town.file(report)).content)))
    assert "mới phát sinh ngày 15/06/2026; chưa có văn bản" in body
    assert "1 sự cố thiết bị, hệ thống chưa khắc phục, mới phát sinh trong ngày báo cáo" in body
    await staff.says("/suco")
    assert any("– trong ngày" in label for label in staff.last.labels)
    await staff.says("/suco 1 đã sửa")
    assert "đã khắc phục trong ngày" in staff.hears
    assert not any(" 0 ngày" in message.text for message in staff.inbox)


def test_the_page_s_own_words_suit_citizens_and_staff() -> None:
    """Both read them, and the page does not know which of the two somebody is."""
    for key, text in catalogue("vi").items():
        if key.startswith(("page.", "web.")):
            assert "ông/bà" not in text.lower(), key
            assert "anh/chị" not in text.lower(), key


async def test_what_is_kept_of_a_phone_is_said_the_same_at_first_and_under_riengtu(town: Town) -> None:
    for language, kept in (
        ("vi", "được mã hóa, không ai đọc lại được"),
        ("en", "only as a hash that cannot be read back"),
    ):
        citizen = town.person(language=language)
        await citizen.says("/start")
        assert kept in citizen.hears
        await citizen.says("/riengtu")
        assert kept in citizen.hears


async def test_riengtu_says_how_long_silence_and_backups_keep_what_is_held(town: Town) -> None:
    town.office.forget_after_days = 120
    citizen = town.person()
    await citizen.says("/start")
    shown = await citizen.says("/riengtu")
    assert "không nhắn gì trong 120 ngày" in shown.text
    assert "Bản sao lưu" in shown.text
    assert len(shown.text) <= PHONE_SCREEN


@pytest.mark.parametrize(("symbol", "example"), [("SVHTT", "123/BC-SVHTT ngày 15/06/2026"), ("", "123/BC ngày")])
async def test_the_example_of_a_number_is_the_agency_s_own(town: Town, symbol: str, example: str) -> None:
    await furnish(town)
    town.office.letterhead = Letterhead(symbol=symbol)
    officer = await town.member(Role.OFFICER)
    await makes(officer)
    await officer.taps("Phát hành")
    assert example in officer.hears
    await officer.says("không số")
    assert example in officer.hears
