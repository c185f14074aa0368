"""Tables as Excel files, read back."""

import io
import re
import time
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.making.plain_text import plain
from handlers.making.workbooks.sheets import ColumnKind, Sheet, SheetColumn, Value
from handlers.making.workbooks.workbook import sheet_names, write_workbook
from storage.ground.refusals import Refusal

NOW = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)
COLUMNS = [
    SheetColumn("STT", ColumnKind.INTEGER),
    SheetColumn("Nhiệm vụ"),
    SheetColumn("Tỷ lệ", ColumnKind.PERCENT),
    SheetColumn("Ngày trả", ColumnKind.DATE),
]
ROWS: Sequence[Sequence[Value]] = [
    (6981, "Rà soát thủ tục", Decimal("0.9997"), date(2026, 10, 5)),
    (None, "Họp giao ban", "không có số liệu", None),
]


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook(sheets, NOW, title="Báo cáo", author="Sở Mẫu")))


def one_cell(value: Value) -> openpyxl.cell.Cell:
    return opened(Sheet("A", [SheetColumn("Cột")], [(value,)])).active["A2"]


def test_numbers_shares_and_dates_are_real_and_shown_as_vietnamese_documents_do() -> None:
    page = opened(Sheet("Nhiệm vụ", COLUMNS, ROWS)).active
    first = page[2]
    assert [cell.data_type for cell in first] == ["n", "s", "n", "d"]
    assert [cell.value for cell in first] == [6981, "Rà soát thủ tục", 0.9997, datetime(2026, 10, 5)]  # noqa: DTZ001
    assert [cell.number_format for cell in first] == ["#,##0", "General", "0.00%", "dd/mm/yyyy"]
    assert [cell.value for cell in page[3]] == [None, "Họp giao ban", "không có số liệu", None]


def test_a_value_of_another_kind_than_its_column_is_shown_as_what_it_is() -> None:
    page = opened(Sheet("A", COLUMNS, [(date(2026, 1, 2), 5, "chưa có", 7)])).active
    assert [cell.number_format for cell in page[2]] == ["dd/mm/yyyy", "General", "General", "General"]
    assert [cell.data_type for cell in page[2]] == ["d", "n", "s", "n"]


def test_headings_stay_in_sight_can_be_filtered_and_are_printed_on_every_page() -> None:
    page = opened(Sheet("Nhiệm vụ", COLUMNS, ROWS)).active
    assert [cell.value for cell in page[1]] == [column.title for column in COLUMNS]
    assert page["A1"].font.bold
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:D3"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert page.oddHeader.center.text == "&A", "on paper a sheet has no tab to be known by"


def test_a_column_is_as_wide_as_its_content_within_limits() -> None:
    page = opened(Sheet("A", COLUMNS, [(1, "x" * 30, None, None), (2, "y" * 500, None, None)])).active
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert widths == pytest.approx([8, 60, 8], abs=1)


def test_a_column_of_numbers_is_as_narrow_as_the_longest_word_above_it() -> None:
    titles = [SheetColumn("Đã giải quyết, tổng số", ColumnKind.INTEGER), SheetColumn("Đã giải quyết, tổng số")]
    page = opened(Sheet("A", titles, [(1, "một")])).active
    assert [page.column_dimensions[letter].width for letter in "AB"] == pytest.approx([9, 25], abs=1)
    assert page.row_dimensions[1].height > 40
    assert page["B2"].alignment.indent == 1


@pytest.mark.parametrize("text", ["=1+1", "+84 901", "-3", "@a", '=HYPERLINK("http://a.vn")', "{=1}", "0123", "1e5"])
def test_no_text_becomes_a_formula_a_number_or_a_link(text: str) -> None:
    cell = one_cell(text)
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix
    assert cell.hyperlink is None


def test_a_web_address_stays_text() -> None:
    assert one_cell("https://a.vn/x").hyperlink is None


@pytest.mark.parametrize(("value", "text"), [(10**15, "1" + "0" * 15), (date(1890, 1, 31), "31/01/1890")])
def test_what_excel_cannot_count_is_written_as_text(value: Value, text: str) -> None:
    assert one_cell(value).value == text


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_a_text_too_long_for_a_cell_is_shortened_and_says_so(letter: str) -> None:
    text = one_cell(letter * 40_000).value
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert re.fullmatch(rf"{letter}{{16000,}}… \(đã rút gọn, nội dung quá dài\)", text)
    fits = "a" * 32_767
    assert one_cell(fits).value == fits


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    assert sheet_names(["Quý I/2026: [a]", "Quý I 2026 a"]) == ["Quý I 2026 a", "Quý I 2026 a (2)"]
    assert sheet_names(["", "History", "'x'"]) == ["Bảng", "History (2)", "x"]
    assert sheet_names(["d" * 40, "D" * 40, "😀" * 20]) == ["d" * 31, "D" * 27 + " (2)", "😀" * 15]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_names_of_sheets_are_taken(wanted: list[str]) -> None:
    book = opened(*(Sheet(name, [SheetColumn("A")], []) for name in wanted))
    assert not wanted or len({name.casefold() for name in book.sheetnames}) == len(wanted)


VALUES = st.none() | st.text(max_size=30) | st.integers() | st.dates() | st.decimals(0, 1, places=4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=4, max_size=4), max_size=5))
def test_any_values_give_a_file_that_opens_and_holds_them(rows: list[list[Value]]) -> None:
    page = opened(Sheet("A", COLUMNS, rows)).active
    for number, row in enumerate(rows, 2):
        for cell, value in zip(page[number], row, strict=True):
            assert cell.data_type != "f"
            if isinstance(value, str):
                assert (cell.value or "") == plain(value)


def test_broken_letters_and_too_many_rows_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        one_cell("\ud83d")
    assert refused.value.key == "document.broken_text"
    with pytest.raises(Refusal) as refused:
        write_workbook([Sheet("A", [], range(1_048_576))], NOW)  # type: ignore[arg-type]
    assert refused.value.key == "document.too_many_rows"


def test_the_same_tables_give_the_same_bytes_and_nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = [Sheet("A", COLUMNS, ROWS)]
    first = write_workbook(sheets, NOW, author="Sở Mẫu")
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert write_workbook(sheets, NOW, author="Sở Mẫu") == first
    core = zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml").decode()
    assert "2026-10-05T03:00:00Z" in core
    assert core.count("Sở Mẫu") == 2


@pytest.mark.parametrize("heading", [(), ("Đơn vị: Sở Mẫu",)])
def test_the_first_of_more_rows_are_said_to_be_that(heading: tuple[str, ...]) -> None:
    page = opened(Sheet("Nhiệm vụ", COLUMNS, ROWS, heading, whole=20_001)).active
    top = len(heading) + 3
    assert [page.cell(len(heading) + 1, 1).value, page.cell(top - 1, 1).value] == [
        "Trang tính này chỉ ghi 2 dòng đầu trong tất cả 20.001 dòng.",
        None,
    ]
    assert [cell.value for cell in page[top]] == [column.title for column in COLUMNS]
    assert page.freeze_panes == f"A{top + 1}"
    assert opened(Sheet("Nhiệm vụ", COLUMNS, ROWS, heading, whole=2)).active.max_row == top - 1 + len(ROWS) - (
        not heading
    )
