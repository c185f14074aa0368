"""What the office tells citizens: its own answers, written by the officer, and procedures by name."""

import pytest

from storage.ground.text import folded_words
from storage.imports.importing import parse_file
from storage.imports.parsed import FileKind
from storage.imports.procedures import ProceduresFile
from storage.models import Role
from storage.published.searching import find_by_name
from tests.chat import Town
from tests.files import excel_file, word_file

LIST = [
    ["Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Thời hạn giải quyết", "Phí, lệ phí", "Thành phần hồ sơ",
     "Mẫu đơn, tờ khai", "Đường dẫn"],
    ["1.001", "Cấp giấy phép quảng cáo trên bảng, băng rôn", "Quảng cáo", "7", "500.000 đồng",
     "- Đơn đề nghị\n- Bản vẽ", "Mẫu số 1", "https://cong.example/1.001"],
    ["1.002", "Cấp thẻ đọc sách cho thiếu nhi", "Thư viện", "2 ngày làm việc", "", "", "", ""],
    ["1.003", "Cấp giấy phép biểu diễn nghệ thuật", "Nghệ thuật", "5", "", "", "", "javascript:alert(1)"],
    ["1.004", "Cấp lại giấy phép biểu diễn nghệ thuật", "Nghệ thuật", "3", "", "", "", ""],
]  # fmt: skip
SHEET_LINES = [
    "CHI TIẾT THỦ TỤC HÀNH CHÍNH", "Mã thủ tục: 1.001", "Số quyết định: 12/QĐ-SM",
    "Tên thủ tục: Cấp giấy phép quảng cáo ngoài trời", "Lĩnh vực: Quảng cáo", "Trình tự thực hiện:",
    "- Bước 1: nộp hồ sơ", "Cách thức thực hiện:",
]  # fmt: skip
WAYS = [
    ["Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí", "Mô tả"],
    ["Trực tiếp", "10 Ngày làm việc", "Phí: 500.000 đồng", ""],
    ["Trực tuyến", "7 Ngày làm việc", "Phí: 500.000 đồng", ""],
]
PAPERS = [
    ["Tên giấy tờ", "Mẫu đơn, tờ khai", "Số lượng"],
    ["- Đơn đề nghị", "Mẫu số 2", "Bản chính: 1"],
    ["Giấy chứng nhận", "", "Bản sao: 1"],
]


async def _published(town: Town) -> None:
    await town.imports(FileKind.PROCEDURES, "thu-tuc.xlsx", excel_file(LIST))


@pytest.mark.parametrize(
    "question",
    ["thủ tục quảng cáo cần gì", "thu tuc quang cao can nhung gi a", "/thutuc quảng cáo", "thủ tục quang coa băng rôn"],
)
async def test_a_procedure_is_found_by_what_people_call_it(town: Town, question: str) -> None:
    await _published(town)
    citizen = town.person()
    await citizen.says(question)
    for words in ("giấy phép quảng cáo", "7 ngày làm việc", "500.000 đồng", "- Bản vẽ", "Mẫu số 1"):
        assert words in citizen.hears
    assert {"url": "https://cong.example/1.001", "label": "🔗 Xem trên Cổng"} in citizen.last.buttons


async def test_several_hits_are_choices_and_nothing_found_is_helped_on(any_town: Town) -> None:
    citizen = any_town.person()
    await citizen.says("thủ tục biểu diễn cần gì")
    assert "chưa đăng danh mục" in citizen.hears
    await _published(any_town)
    await citizen.says("thủ tục biểu diễn cần gì")
    assert len([label for label in citizen.last.labels if "biểu diễn" in label]) == 2
    await citizen.taps("Cấp lại")
    assert "3 ngày làm việc" in citizen.hears
    assert "Cần biết thêm?" in citizen.hears
    await citizen.says("thủ tục nuôi cá sấu")
    assert "Chưa tìm thấy thủ tục “thủ tục nuôi cá sấu”" in citizen.hears
    await citizen.taps("Tìm thủ tục")
    await citizen.says("thẻ đọc sách")
    assert "Cấp thẻ đọc sách cho thiếu nhi" in citizen.hears


def test_rare_words_of_a_name_count_most() -> None:
    names = [(number, row[0], row[1]) for number, row in enumerate(LIST[1:], 1)]
    assert [hit.id for hit in find_by_name(names, folded_words("cấp giấy phép quảng cáo"))] == [1]
    assert {hit.id for hit in find_by_name(names, folded_words("biểu diễn nghệ thuật"))} == {3, 4}
    assert find_by_name(names, folded_words("nuôi cá sấu")) == []


def test_the_portal_s_sheet_of_one_procedure_is_read() -> None:
    parsed = parse_file(word_file(WAYS, PAPERS, lines=SHEET_LINES), "1.001.docx")
    assert isinstance(parsed.content, ProceduresFile)
    (row,) = parsed.content.rows
    assert (row.code, row.name, row.field) == ("1.001", "Cấp giấy phép quảng cáo ngoài trời", "Quảng cáo")
    assert row.time_text == "Trực tiếp: 10 Ngày làm việc\nTrực tuyến: 7 Ngày làm việc"
    assert (row.fee, row.documents) == ("Phí: 500.000 đồng", "- Đơn đề nghị\n- Giấy chứng nhận")
    assert (row.form, row.link) == ("- Mẫu số 2", "")


def test_a_sheet_laid_out_as_a_table_of_labels_is_read() -> None:
    rows = [["Mã thủ tục", "1.009"], ["Tên thủ tục", "Cấp biển hiệu"], ["Lĩnh vực", "Du lịch"],
            ["Thời hạn giải quyết", "05 ngày làm việc"], ["Lệ phí", "Không thu"],
            ["Thành phần hồ sơ", "Đơn đề nghị"], ["Căn cứ pháp lý", "Luật"]]  # fmt: skip
    parsed = parse_file(word_file(rows), "1.009.docx")
    assert isinstance(parsed.content, ProceduresFile)
    (row,) = parsed.content.rows
    assert (row.code, row.working_days, row.fee, row.documents) == ("1.009", 5, "Không thu", "Đơn đề nghị")


async def test_a_sheet_changes_only_what_it_speaks_of(any_town: Town) -> None:
    await _published(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.sends_file("1.001.docx", word_file(WAYS, PAPERS, lines=SHEET_LINES))
    assert "1" in officer.hears
    await officer.taps("Nhập 1 dòng")
    citizen = any_town.person()
    await citizen.says("/thutuc 1.001")
    assert "quảng cáo ngoài trời" in citizen.hears
    assert "Trực tuyến: 7 Ngày làm việc" in citizen.hears
    assert "url" in citizen.last.buttons[0]  # the sheet said nothing of the link


async def test_the_officer_writes_an_answer_sees_it_and_takes_it_back(any_town: Town) -> None:
    citizen, officer = any_town.person(), await any_town.member(Role.OFFICER)
    await citizen.says("/thongtin")
    await citizen.taps("Giờ làm việc")
    assert "chưa ghi giờ làm việc" in citizen.hears
    assert "bộ phận một cửa" in citizen.hears
    await officer.says("/thongtin")
    await officer.taps("Giờ làm việc")
    await officer.says("Thứ Hai đến thứ Sáu, 7 giờ 30 – 17 giờ")
    assert "Người dân sẽ đọc" in officer.hears
    await citizen.forges("info_answer:hours")
    assert "chưa ghi" in citizen.hears
    await officer.taps("Lưu")
    await citizen.forges("info_answer:hours")
    assert "7 giờ 30 – 17 giờ" in citizen.hears
    await officer.taps("Hoàn tác")
    await citizen.forges("info_answer:hours")
    assert "chưa ghi" in citizen.hears


async def test_a_part_of_a_procedure_is_edited_in_the_chat(town: Town) -> None:
    await _published(town)
    officer, citizen = await town.member(Role.OFFICER), town.person()
    await officer.says("/thutuc thẻ đọc sách")
    await officer.taps("Phí, lệ phí")
    await officer.says("Không thu phí")
    await officer.taps("Lưu")
    await citizen.says("lệ phí thẻ đọc sách bao nhiêu")
    await citizen.says("/thutuc thẻ đọc sách")
    assert "Không thu phí" in citizen.hears
    await officer.says("/thutuc thẻ đọc sách")
    await officer.taps("Liên kết")
    await officer.says("cong.example")
    assert "Chưa phải địa chỉ trang" in officer.hears


async def test_nobody_else_edits(town: Town) -> None:
    await _published(town)
    elsewhere = await town.unit("Phòng khác")
    stranger = await town.member(Role.OFFICER, elsewhere)
    await stranger.says("/thutuc thẻ đọc sách")
    assert not any(label.startswith("✏️") for label in stranger.last.labels)
    await stranger.forges("procedure_edit:1:fee")
    assert "phạm vi" in stranger.hears or "đơn vị" in stranger.hears
    for person in (town.person(), await town.member(Role.DIRECTOR), await town.member(Role.STAFF)):
        await person.forges("info_edit:hours")
        assert "vai trò" in person.hears
