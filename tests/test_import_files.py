import io
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

from storage.ground.refusals import Refusal
from storage.imports.detection import detect_kind
from storage.imports.files import tables
from storage.imports.files.files import read_tables
from storage.imports.files.tables import Fault, Row
from storage.imports.procedures import read_procedures
from tests.files import csv_file, excel_file, with_part, word_file
from tests.shared import shared_file

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN = b"application/vnd.oasis.opendocument."
PROCEDURES = [["Mã thủ tục", "Tên thủ tục"], ["1.001", "Cấp thẻ, loại A"]]
SHEET = "xl/worksheets/sheet1.xml"


def read_whole(data: bytes, name: str) -> list[list[Row]]:
    return [list(table.rows) for table in read_tables(data, name)]


def refusal_of(data: bytes, name: str = "tep") -> str:
    with pytest.raises(Refusal) as refused:
        read_whole(data, name)
    return refused.value.key


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return file.getvalue()


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b"\x00" * 100])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal_of(data) == "file.empty"


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert refusal_of(b"a" * (tables.MAX_FILE_BYTES + 1)) == "file.too_large"


@pytest.mark.parametrize(
    ("data", "name", "key", "kind"),
    [
        (b"%PDF-1.7\n", "ke-hoach.docx", "file.pdf", None),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "anh.csv", "file.picture", "JPG"),
        (b"\x89PNG\r\n\x1a\n", "anh", "file.picture", "PNG"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "bang.xls", "file.save_as_excel", "HTML"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:x">', "bang.xls", "file.save_as_excel", "XML"),
        (OLD + b"\0" * 600, "bang.xls", "file.save_as_excel", "XLS"),
        (OLD + "WordDocument".encode("utf-16-le"), "ke-hoach.doc", "file.save_as_word", "DOC"),
        (b"{\\rtf1\\ansi", "ke-hoach.rtf", "file.save_as_word", "RTF"),
        (
            zipped(mimetype=OPEN + b"text", content_xml=b""),
            "a.odt",
            "file.save_as_word",
            "ODT",
        ),
        (
            zipped(mimetype=OPEN + b"spreadsheet", content_xml=b""),
            *("a.ods", "file.save_as_excel", "ODS"),
        ),
        (zipped(xl__workbook_bin=b""), "a.xlsb", "file.save_as_excel", "XLSB"),
        (zipped(word__document_xml=b"", word__vbaProject_bin=b""), "a.docm", "file.save_as_word", "DOCM"),
        (bytes(range(256)) * 4, "tep.bin", "file.wrong_kind", "BIN"),
        (zipped(a=b"1"), "tep.zip", "file.archive", "ZIP"),
        (b"Rar!\x1a\x07", "tep.rar", "file.archive", "RAR"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_what_it_is(data: bytes, name: str, key: str, kind: str | None) -> None:
    with pytest.raises(Refusal) as refused:
        read_tables(data, name)
    assert (refused.value.key, refused.value.values) == (key, {"kind": kind} if kind else {})


def test_an_encrypted_file_is_refused_as_such() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusal_of(data, "bang.xlsx") == "file.encrypted"


def test_a_zip_bomb_is_refused() -> None:
    assert refusal_of(zipped(xl__workbook_xml=b"0" * (30 * 1024 * 1024))) == "file.bomb"


def test_a_package_whose_declared_sizes_lie_is_refused() -> None:
    content = b"0" * 3_000_000
    data = zipped(word__document_xml=content)
    declared = len(content).to_bytes(4, "little")
    assert data.count(declared) >= 2
    # The checksum fits the part that is declared, so that only unpacking all of it shows the lie.
    lie = data.replace(declared, (10).to_bytes(4, "little"))
    lie = lie.replace(zlib.crc32(content).to_bytes(4, "little"), zlib.crc32(content[:10]).to_bytes(4, "little"))
    assert refusal_of(lie) == "file.broken"


def test_many_entries_that_are_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.imports.files.files.MAX_SHEETS_BYTES", 1_000_000)
    assert refusal_of(zipped(a=b"1" * 600_000, b=b"2" * 600_000)) == "file.bomb"


@pytest.mark.parametrize("cut", [30, 500, 3000])
@pytest.mark.parametrize("make", [excel_file, word_file])
def test_a_file_cut_short_is_refused(make: Callable[..., bytes], cut: int) -> None:
    data = make(PROCEDURES)
    assert refusal_of(data[:-cut]) == "file.broken"


def test_broken_xml_inside_is_refused() -> None:
    assert refusal_of(with_part(word_file(PROCEDURES), "word/document.xml", b"</w:body>", b"")) == "file.broken"
    assert refusal_of(with_part(excel_file(PROCEDURES), SHEET, b"</sheetData>", b"")) == "file.broken"


def test_entities_that_multiply_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = with_part(word_file(PROCEDURES), "word/document.xml", b"<w:document", bomb + b"<w:document")
    data = with_part(data, "word/document.xml", b"<w:t>1.001</w:t>", b"<w:t>&b;</w:t>")
    assert "aaaaaaaaaa" not in str(read_tables(data, "x")[0].head)


def test_two_cells_far_apart_do_not_fill_the_memory() -> None:
    far = with_part(excel_file(PROCEDURES), SHEET, b'"B2"', b'"XFD1048576"')
    assert refusal_of(far) == "file.too_wide"
    deep = with_part(with_part(excel_file(PROCEDURES), SHEET, b'"B2"', b'"B1048576"'), SHEET, b'r="2"', b'r="1048576"')
    assert refusal_of(deep) == "file.too_many_rows"
    wide = with_part(excel_file(PROCEDURES * 5000), SHEET, b'"B10000"', b'"XFD10000"')
    assert refusal_of(wide) == "file.too_wide"


def test_a_merged_area_as_large_as_a_sheet_is_filled_only_where_there_are_rows() -> None:
    data = excel_file([*PROCEDURES, ["1.002", "Cấp thẻ"]], merged=[(2, 1, 2, 2)])
    (table,) = read_tables(with_part(data, SHEET, b"B3:C3", b"B3:XFD1048576"), "x")
    assert [row.cells for row in table.rows][2] == ["1.002", "Cấp thẻ", "Cấp thẻ"]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("csv_text", "excel_sheet", "word"):
        monkeypatch.setattr(f"storage.imports.files.{module}.MAX_ROWS", 10)
    for make in (csv_file, excel_file, word_file):
        assert refusal_of(make(PROCEDURES * 6)) == "file.too_many_rows"


def test_a_table_without_end_to_the_right_is_refused_at_once() -> None:
    began = time.process_time()
    assert refusal_of(b",".join([b"x"] * 1_000_000), "tep.csv") == "file.too_wide"
    assert time.process_time() - began < 5


def test_a_document_of_very_many_elements_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    document = word_file(PROCEDURES)
    monkeypatch.setattr("storage.imports.files.word_parts.MAX_TAGS", 50)
    assert refusal_of(with_part(document, "word/document.xml", b"<w:body>", b"<w:body>" + b"<w:p/>" * 50)) == (
        "file.too_many_rows"
    )


def test_a_file_without_any_table_is_refused() -> None:
    assert refusal_of(word_file(lines=["Chỉ có chữ"])) == "file.no_table"
    assert refusal_of(excel_file([[]])) == "file.no_table"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_text_table_is_read_in_any_usual_encoding_with_any_usual_separator(encoding: str, separator: str) -> None:
    (row,) = read_procedures(csv_file(PROCEDURES, separator, encoding), "x.csv").rows
    assert (row.code, row.name) == ("1.001", "Cấp thẻ, loại A")


def test_a_text_table_in_the_old_vietnamese_encoding_is_read() -> None:
    # Windows-1258 writes most tone marks apart from their letters.
    text = "Mã thủ tục;Tên thủ tục\n1.001;Cấp thẻ"
    apart = "".join(_tones_apart(letter) for letter in text)
    (row,) = read_procedures(apart.encode("cp1258"), "x.csv").rows
    assert row.name == "Cấp thẻ"


def _tones_apart(letter: str) -> str:
    return {"ủ": "u\u0309", "ụ": "u\u0323", "ấ": "â\u0301", "ẻ": "e\u0309", "ã": "a\u0303"}.get(letter, letter)


def test_the_separator_line_of_a_spreadsheet_program_is_no_row_of_data() -> None:
    data = b"sep=;\r\n" + csv_file(PROCEDURES, ";", "utf-8")
    (row,) = read_procedures(data, "x.csv").rows
    assert row.row == 3


def test_a_line_break_inside_quotes_is_part_of_its_cell() -> None:
    data = csv_file([["Mã thủ tục", "Tên thủ tục"], ["1", "hai\ndòng"], ["2", "một dòng"]])
    rows = read_procedures(data, "x.csv").rows
    assert [(row.row, row.name) for row in rows] == [(2, "hai\ndòng"), (3, "một dòng")]


def test_rows_keep_their_number_below_empty_rows_and_beside_empty_columns() -> None:
    rows = [[], [], [None, "Mã thủ tục", "Tên thủ tục"], [], [None, "1.001", "Cấp thẻ"]]
    (row,) = read_procedures(excel_file(rows), "x.xlsx").rows
    assert (row.row, row.code) == (5, "1.001")


def test_a_formula_gives_the_value_kept_with_it_and_is_never_calculated() -> None:
    data = excel_file([*PROCEDURES, ["1.002", "=1+1"], ["1.003", "=1+1"]])
    kept = with_part(data, SHEET, b'<c r="B3"><f>1+1</f><v></v></c>', b'<c r="B3" t="str"><f>1+1</f><v>Ba</v></c>')
    (table,) = read_tables(kept, "x")
    assert [row.cells[1] for row in table.rows] == ["Tên thủ tục", "Cấp thẻ, loại A", "Ba", Fault.NOT_CALCULATED]
    read = read_procedures(kept, "x")
    assert [row.name for row in read.rows] == ["Cấp thẻ, loại A", "Ba"]
    assert [(problem.row, problem.key) for problem in read.problems] == [(4, "cell.not_calculated")]


def test_an_excel_error_is_a_problem_only_where_it_matters() -> None:
    data = excel_file([["Mã thủ tục", "Tên thủ tục", "Ý kiến"], ["1", "#REF!", ""], ["2", "Cấp thẻ", "#N/A"]])
    read = read_procedures(data, "x")
    assert [(problem.row, problem.key) for problem in read.problems] == [(2, "cell.excel_error")]
    assert [row.code for row in read.rows] == ["2"]


def test_a_problem_names_the_sheet_where_the_file_has_several() -> None:
    read = read_procedures(excel_file(PROCEDURES, [["Mã thủ tục", "Tên thủ tục"], ["", "Cấp thẻ"]]), "x")
    assert [(problem.place, problem.row) for problem in read.problems] == [("Trang 2", 2)]


def test_text_that_was_struck_out_in_word_is_not_read() -> None:
    data = with_part(
        word_file(PROCEDURES), "word/document.xml", b"<w:t>1.001</w:t>", b"<w:delText>9</w:delText><w:t>1.001</w:t>"
    )
    assert read_tables(data, "x")[0].head[1].cells[0] == "1.001"


def test_a_word_template_is_read_like_a_document() -> None:
    data = with_part(word_file(PROCEDURES), "[Content_Types].xml", b"document.main+xml", b"template.main+xml")
    assert len(read_procedures(data, "x.dotx").rows) == 1


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        (["STT", "Lĩnh vực", "Nhiệm vụ", "Thời hạn"], "plan"),
        (["STT", "Mã TTHC", "Tên TTHC", "Lĩnh vực", "Thời hạn giải quyết"], "procedures"),
        (["Mã hồ sơ", "Mã thủ tục", "Tên thủ tục", "Ngày nhận", "Hẹn trả", "Ngày trả"], "dossiers"),
        (["Kênh", "Thời gian", "Hài lòng", "Tổng số"], "totals"),
    ],
)
def test_a_file_s_kind_is_told_from_its_headings(heading: list[str], kind: str) -> None:
    for make in (csv_file, excel_file, word_file):
        assert detect_kind(make([heading, ["1"] * len(heading)]), "x") == kind


def test_a_file_of_no_known_kind_is_refused_with_the_headings_that_were_found() -> None:
    with pytest.raises(Refusal) as refused:
        detect_kind(csv_file([["STT", "Ghi chú", "Giá trị"], ["1", "Phở", "40.000"]]), "x.csv")
    assert (refused.value.key, refused.value.values) == ("headings.unknown", {"found": "STT; Ghi chú; Giá trị"})


def test_what_is_surely_no_heading_is_not_shown_in_a_refusal() -> None:
    with pytest.raises(Refusal) as refused:
        detect_kind(csv_file([["Món", "Giá"], ["Phở", "40.000"]]), "x.csv")
    assert (refused.value.key, refused.value.values) == ("headings.none", {})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("phu-luc-cchc-2019.docx", "plan"),
        ("thu-tuc-2019.csv", "procedures"),
        ("ho-so-2019.csv", "dossiers"),
        ("danh-gia-kenh-ngoai-2019.csv", "totals"),
    ],
)
def test_the_real_files_are_told_apart(name: str, kind: str) -> None:
    assert detect_kind(shared_file(name).read_bytes(), name) == kind
