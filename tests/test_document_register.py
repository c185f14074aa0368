"""`/vanban`: documents by line, by file and from reports; what the report, its check and the search make of them."""

import dataclasses

import pytest

from handlers.registers.document_line import read_document
from storage.models import DocumentWay, Role
from tests.chat import NOON, Person, Town
from tests.files import csv_file
from tests.issued_reports import makes
from tests.office_files import lines, opened
from tests.samples import furnish

TODAY = NOON.date()
LINE = "Kế hoạch số 12/KH-ST ngày 5/6/2026 về rà soát thủ tục; nhiệm vụ 3"


async def _town(town: Town) -> Person:
    letterhead = dataclasses.replace(town.office.letterhead, symbol="ST")
    town.office.letterhead = letterhead
    await furnish(town)
    return await town.member(Role.OFFICER, name="Chuyên viên một")


async def test_a_document_is_entered_in_one_line_and_corrected_part_by_part(any_town: Town) -> None:
    officer = await _town(any_town)
    await officer.says(f"/vanban {LINE}")
    assert "Đã ghi vào sổ: Kế hoạch số 12/KH-ST ngày 05/06/2026." in officer.hears
    assert "(văn bản đi)" in officer.hears
    assert "Trích yếu: rà soát thủ tục" in officer.hears
    assert "Nhiệm vụ 3 của kế hoạch năm 2026" in officer.hears
    await officer.says("/vanban 12/KH-ST ngày 9/6/2026")
    assert "đã có trong sổ" in officer.hears
    await officer.says("/vanban 12")
    await officer.taps("Trích yếu")
    await officer.says("Rà soát thủ tục năm 2026")
    await officer.taps("Số, ngày")
    await officer.says("Kế hoạch số 14/KH-ST-VP ngày 4/6/2026")
    await officer.taps("Nhiệm vụ")
    await officer.says("số 2")
    assert "Nhiệm vụ 2 của" in officer.hears
    await officer.taps("Lịch sử")
    assert "trước là Kế hoạch số 12/KH-ST ngày 05/06/2026" in officer.hears
    assert "Đổi nhiệm vụ từ 3 thành 2" in officer.hears
    staff = await any_town.member(Role.STAFF)
    await staff.says("/vanban 14/KH-ST-VP")
    assert not any("Rút" in label or "Trích yếu" in label for label in staff.last.labels)
    await officer.says("/vanban 14")
    await officer.taps("Rút khỏi sổ")
    await officer.taps("Khôi phục")
    assert "Đã khôi phục" in officer.hears


@pytest.mark.parametrize(
    ("text", "way", "label", "issuer", "subject"),
    [
        (LINE.partition(";")[0], "issued", "12/KH-ST", "", "rà soát thủ tục"),
        ("Công văn 45/UBND-VP ngày 02/06/2026 của Ủy ban nhân dân Thành phố về việc báo cáo quý II", "received",
         "45/UBND-VP", "Ủy ban nhân dân Thành phố", "báo cáo quý II"),
        ("45/ST-VP 2/6 về mở lớp", "issued", "45/ST-VP", "", "mở lớp"),
        ("đến: Thông báo số 7/TB-SNV ngày 1/6/2026 của Sở Nội vụ: lịch họp", "received", "7/TB-SNV", "Sở Nội vụ",
         "lịch họp"),
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa", "received", "61/2018/NĐ-CP",
         "Chính phủ", "cơ chế một cửa"),
    ],
)  # fmt: skip
def test_a_line_says_which_register_whose_and_about_what(
    text: str, way: str, label: str, issuer: str, subject: str
) -> None:
    line = read_document(text, TODAY, "ST")
    assert line is not None
    found = line.document
    assert (found.way, found.label, found.issuer, found.subject) == (DocumentWay(way), label, issuer, subject)


@pytest.mark.parametrize(
    "text", ["", "12", "Kế hoạch số 12/KH-ST", "rà soát thủ tục", "Kế hoạch 12/KH-ST ngày 31/2/2026"]
)
def test_what_has_no_number_or_no_day_is_no_entry(text: str) -> None:
    assert read_document(text, TODAY, "ST") is None


async def test_of_several_numbers_none_is_taken_for_the_task_s(town: Town) -> None:
    officer = await _town(town)
    await officer.says(f"/vanban {LINE}")
    await officer.taps("Nhiệm vụ")
    for words in ("1 và 2", "1234", "nhiệm vụ nào cũng được"):
        await officer.says(words)
        assert "Tôi cần số của nhiệm vụ" in officer.hears
        assert "Nhiệm vụ 3 của kế hoạch năm 2026" in officer.hears
    await officer.says("nhiệm vụ 2")
    assert "Nhiệm vụ 2 của kế hoạch năm 2026" in officer.hears


async def test_an_export_of_the_document_system_fills_the_register_once(any_town: Town) -> None:
    officer = await _town(any_town)
    head = ["Số, ký hiệu", "Ngày ban hành", "Trích yếu nội dung", "Cơ quan ban hành"]
    rows = [
        ["12/KH-ST", "05/06/2026", "Kế hoạch về rà soát thủ tục", ""],
        ["0045/UBND-VP", "02/06/2026", "V/v báo cáo quý II", "Ủy ban nhân dân Thành phố"],
        ["không số", "02/06/2026", "Giấy mời họp", ""],
    ]
    await officer.sends_file("so-van-ban.csv", csv_file([head, *rows]))
    assert "Sổ văn bản: 2 mới" in officer.hears
    assert "chưa đọc được số văn bản" in officer.hears
    await officer.taps("✅ Nhập")
    await officer.says("/vanban")
    assert "Kế hoạch số 12/KH-ST ngày 05/06/2026 – rà soát thủ tục" in officer.hears
    await officer.taps("Văn bản đến (1)")
    assert "Công văn số 45/UBND-VP ngày 02/06/2026 – báo cáo quý II" in officer.hears
    await officer.sends_file("so-van-ban.csv", csv_file([head, *rows[:2]]))
    assert "không cần nhập" in officer.hears


async def test_the_report_names_own_documents_once_with_the_registered_subject(any_town: Town) -> None:
    officer = await _town(any_town)
    await officer.says(
        "3 60% đã ban hành Kế hoạch số 12/KH-ST ngày 05/6/2026 về rà soát lời câu dở dang, theo Quyết định số "
        "8/QĐ-UBND ngày 02/6/2026 của Ủy ban nhân dân Thành phố"
    )
    await officer.says(
        "2 50% Thông báo số 20/TB-ST-VP ngày 08/6/2026 về lịch, nhắc lại Kế hoạch số 12/KH-ST ngày 05/6/2026"
    )
    text = await _text(any_town, officer)
    assert "Trong kỳ có 02 văn bản" in text
    assert "Kế hoạch số 12/KH-ST ngày 05/06/2026" in text
    assert "dở dang" not in _documents(text)
    assert "QĐ-UBND" not in _documents(text)
    assert "2 văn bản đã ban hành chỉ có trong báo cáo tiến độ" in officer.hears
    await officer.says("/vanban")
    await officer.taps("Nêu trong báo cáo, chưa có trong sổ (2)")
    assert "rà soát lời câu dở dang" in officer.hears
    await officer.taps("Nhận cả 2 văn bản")
    await officer.says("/vanban 12")
    assert "Nhận từ báo cáo tiến độ" in officer.hears
    await officer.taps("Trích yếu")
    await officer.says("rà soát thủ tục hành chính năm 2026")
    await officer.says("/vanban 20")
    await officer.taps("Rút khỏi sổ")
    await officer.says(
        "/vanban Quyết định số 8/QĐ-UBND ngày 2/6/2026 của Ủy ban nhân dân Thành phố về giao việc năm 2026"
    )
    await officer.says("/vanban")
    await officer.taps("Căn cứ của báo cáo")
    await officer.taps("Thêm căn cứ")
    await officer.taps("8/QĐ-UBND")
    assert "1. Quyết định số 8/QĐ-UBND" in officer.hears
    text = await _text(any_town, officer)
    assert "Trong kỳ có 01 văn bản" in text
    assert "Kế hoạch số 12/KH-ST ngày 05/06/2026 về rà soát thủ tục hành chính năm 2026." in text
    based = "Căn cứ Quyết định số 8/QĐ-UBND ngày 02/06/2026 của Ủy ban nhân dân Thành phố về giao việc năm 2026, Sở Thử"
    assert based in text
    await officer.says("/timvb 8")
    assert "giao việc năm 2026" in officer.hears


def _documents(text: str) -> str:
    return text.partition("Văn bản đã ban hành trong kỳ")[2].partition("\n3. ")[0]


async def _text(town: Town, officer: Person) -> str:
    return "\n".join(lines(opened((await town.file((await makes(officer))[0])).content)))


async def test_staff_write_down_what_was_done_well(any_town: Town) -> None:
    officer = await _town(any_town)
    staff = await any_town.member(Role.STAFF, name="Cán bộ một")
    await staff.says("/ketqua Lần đầu trả kết quả tại nhà cho người cao tuổi")
    assert "🌟" in staff.hears
    assert "kết quả nổi bật" in staff.hears
    text = await _text(any_town, officer)
    assert "Lần đầu trả kết quả tại nhà" in text.partition("Mặt làm được")[2].partition("Tồn tại")[0]


async def test_the_check_reads_what_people_wrote_and_holds_it_against_the_register(any_town: Town) -> None:
    officer = await _town(any_town)
    await officer.says("/vanban Kế hoạch số 12/KH-ST ngày 5/6/2026 về rà soát thủ tục")
    await officer.says("/denxuat khó khăn: thiếu người thực hiện Kế hoạch số 12/KH-ST ngày 4/6/2026; đạt 99.5%")
    await officer.says("/kiemtra quý 2 2026")
    assert "Kế hoạch số 12/KH-ST ghi ngày 04/06/2026, trong sổ văn bản là ngày 05/06/2026" in _all(officer)


def _all(person: Person) -> str:
    return "\n".join(message.text for message in person.inbox[-3:])
