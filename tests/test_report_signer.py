"""Who signs is said when a report is issued, and stands in the document with number and day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.report.signed.signers import Signer, split_signer
from storage.models import Role
from tests.chat import Person, Town
from tests.issued_reports import bytes_of, issues, makes
from tests.office_files import opened
from tests.report_templates import EXAMPLE_FILE, template_of
from tests.samples import furnish

NUMBER = "12/BC-ST ngày 15/06/2026"


@pytest.mark.parametrize(
    ("typed", "lines", "name"),
    [
        ("", (), ""),
        ("; Nguyễn Thị Mẫu", (), "Nguyễn Thị Mẫu"),
        ("; KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC; Nguyễn Thị Mẫu", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Thị Mẫu"),
        ("\nKT. Giám đốc\nPhó Giám đốc\nNguyễn Thị Mẫu", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Thị Mẫu"),
        (", người ký: Nguyễn Thị Mẫu", (), "Nguyễn Thị Mẫu"),
        ("; TL. GIÁM ĐỐC; CHÁNH VĂN PHÒNG", ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), ""),
        ("; TM. ỦY BAN NHÂN DÂN; CHỦ TỊCH; Phó Thị Mẫu", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Phó Thị Mẫu"),
        ("; Q. GIÁM ĐỐC; Chu Văn Mẫu", ("Q. GIÁM ĐỐC",), "Chu Văn Mẫu"),
    ],
)
def test_authority_comes_first_and_the_name_last(typed: str, lines: tuple[str, ...], name: str) -> None:
    assert split_signer(NUMBER + typed) == (NUMBER, Signer(lines, name))


@pytest.mark.parametrize(
    "typed", ["; Nguyễn Thị Mẫu; PHÓ GIÁM ĐỐC", "; Một Người; Hai Người", "; ngày 16/06/2026", "; " + "Dài " * 30]
)
def test_what_cannot_be_told_is_asked_for_again(typed: str) -> None:
    assert split_signer(NUMBER + typed)[1] is None


@given(st.text(max_size=200))
def test_anything_typed_is_a_signer_or_none(text: str) -> None:
    _, signer = split_signer(text)
    assert signer is None or len(signer.lines) <= 4


async def _issues(town: Town, signer: str) -> tuple[Person, list[str]]:
    """Whoever issued it, and the lines of the numbered document's place for the signature."""
    officer = await town.member(Role.OFFICER)
    await makes(officer)
    await issues(officer, NUMBER + signer)
    return officer, await _signature(town, officer)


async def _signature(town: Town, officer: Person) -> list[str]:
    before = len(officer.inbox)
    await officer.taps("Xem báo cáo")
    await officer.taps("Gửi lại", officer.inbox[before])
    files = [message for message in officer.inbox[before:] if message.text.endswith("-so-12.docx")]
    document = opened(await bytes_of(town, files[0]))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    styled = [paragraph for cell in cells for paragraph in cell.paragraphs]
    return [one.text for one in styled if one.style.name in ("Quyền hạn, chức vụ", "Họ tên người ký")]


async def test_a_deputy_signs_in_place_of_the_director(any_town: Town) -> None:
    await furnish(any_town)
    officer, lines = await _issues(any_town, "; KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC; Nguyễn Thị Mẫu")
    assert lines == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Mẫu"]
    assert any("Người ký: KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC Nguyễn Thị Mẫu" in message.text for message in officer.inbox)


async def test_a_name_alone_leaves_the_authority_as_it_is_set(town: Town) -> None:
    await furnish(town)
    _, lines = await _issues(town, "; Nguyễn Thị Mẫu")
    assert lines == ["GIÁM ĐỐC", "Nguyễn Thị Mẫu"]


async def test_without_a_signer_the_document_stays_as_it_was_made(town: Town) -> None:
    await furnish(town)
    officer, lines = await _issues(town, "")
    assert lines == ["GIÁM ĐỐC", ""]
    assert not any("Người ký: " in message.text for message in officer.inbox)


async def test_an_unclear_signer_is_asked_for_and_nothing_is_issued(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await makes(officer)
    assert "ví dụ: 123/BC" in (await officer.taps("Phát hành")).text
    await officer.says(f"{NUMBER}; Nguyễn Thị Mẫu; PHÓ GIÁM ĐỐC")
    assert "chưa đọc được người ký" in officer.hears
    await officer.says(f"{NUMBER}; PHÓ GIÁM ĐỐC; Nguyễn Thị Mẫu")
    assert "Đã phát hành" in officer.hears


async def test_the_signer_waits_with_the_number_while_changes_are_shown(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await makes(officer)
    ready = officer.last
    await officer.says("4 xong")
    await officer.taps("Phát hành", ready)
    await officer.says(f"{NUMBER}; Nguyễn Thị Mẫu")
    assert "Số liệu đã thay đổi" in officer.hears
    await officer.taps("bản đã lập")
    assert await _signature(any_town, officer) == ["GIÁM ĐỐC", "Nguyễn Thị Mẫu"]


async def test_a_template_with_the_place_for_it_has_the_signer_and_another_says_that_it_has_none(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("mau.docx", EXAMPLE_FILE, caption="mẫu báo cáo")
    await makes(officer)
    await issues(officer, f"{NUMBER}; KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC; Nguyễn Thị Mẫu")
    assert await _signature(town, officer) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Mẫu"]
    await officer.sends_file("mau.docx", template_of("Một {{ unit }}, số {{ number }}"), caption="mẫu báo cáo")
    await makes(officer, "tháng 5/2026")
    await issues(officer, "13/BC-ST ngày 15/06/2026; Nguyễn Thị Mẫu")
    assert "không có chỗ cho người ký (Nguyễn Thị Mẫu)" in officer.hears
