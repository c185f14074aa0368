"""Spreadsheets as people leave them: hidden and struck parts, formats that show no day, what other programs write."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl  # type: ignore[import-untyped]
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.cell.rich_text import CellRichText, TextBlock  # type: ignore[import-untyped]
from openpyxl.cell.text import InlineFont  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # type: ignore[import-untyped]

from storage.ground.refusals import Refusal
from storage.imports.files.excel_styles import format_shows
from storage.imports.files.files import read_tables
from storage.imports.files.tables import Cell, FileTables
from storage.imports.importing import parse_file
from storage.imports.parsed import ParsedFile
from storage.imports.questions import Ask, Unanswered, answered
from tests.files import Rows, excel_file, with_part

SHEET = "xl/worksheets/sheet1.xml"
HEADING = ["STT", "Nhiệm vụ", "Hạn cũ", "Thời hạn"]
ROWS = [
    HEADING,
    [1, "Việc a", "1/2026", "2/2026"],
    [2, "Việc b", "1/2026", "3/2026"],
    [3, "Việc c", "1/2026", "4/2026"],
]


def changed(change: Callable[[openpyxl.Workbook], None], *sheets: Rows) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(excel_file(*(sheets or (ROWS,)))))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(data: bytes) -> list[list[Cell]]:
    return [row.cells for row in read_tables(data, "x")[0].rows]


def told(tables: FileTables) -> dict[str, str | int]:
    for table in tables:
        list(table.rows)
    return {unread.key: unread.values.get("names", unread.values["count"]) for unread in tables.all_unread()}


def plan(data: bytes) -> ParsedFile:
    return parse_file(data, "x.xlsx", answered(kind="plan", year=2026))


def test_hidden_sheets_rows_and_columns_are_not_read_and_named() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["Trang 1"].row_dimensions[3].hidden = True
        book["Trang 1"].column_dimensions["C"].hidden = True
        book["Trang 2"].sheet_state = "hidden"
        book["Trang 3"].sheet_state = "veryHidden"

    tables = read_tables(changed(hide, ROWS, ROWS, ROWS), "x.xlsx")
    (table,) = tables
    assert [[row.number, *row.cells] for row in table.rows][1:] == [
        [2, 1, "Việc a", "", "2/2026"],
        [4, 3, "Việc c", "", "4/2026"],
    ]
    assert told(tables) == {"hidden_sheets": "Trang 2, Trang 3", "hidden_columns": "C", "hidden_rows": "3"}


def test_a_file_with_hidden_sheets_only_is_refused_as_such() -> None:
    data = excel_file(ROWS)
    data = with_part(data, "xl/workbook.xml", b'state="visible"', b'state="hidden"')
    with pytest.raises(Refusal) as refused:
        read_tables(data, "x.xlsx")
    assert refused.value.key == "file.only_hidden"


def test_what_is_struck_out_is_not_read_and_told() -> None:
    def strike(book: openpyxl.Workbook) -> None:
        sheet = book.active
        for cell in sheet[3]:
            cell.font = Font(strike=True)
        sheet["D2"].font = Font(strike=True)
        sheet["D4"] = CellRichText(TextBlock(InlineFont(strike=True), "4/2026"), " 5/2026")

    tables = read_tables(changed(strike), "x.xlsx")
    assert [row.cells[3:] for row in tables[0].rows] == [["Thời hạn"], [""], [" 5/2026"]]
    assert told(tables) == {"struck_rows": "3", "struck_cells": 2}


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        *[("dd/mm/yyyy", "day"), ("d-mmm", "day"), ("[$-42A]dd mmmm yyyy;@", "day"), ("dd/mm/yyyy h:mm AM/PM", "day")],
        *[("mm/yyyy", "month"), ("mmm-yy", "month"), ('"Tháng" m/yyyy', "month"), ("yyyy", "year"), ("h:mm", "time")],
        *[("General", ""), ("0.00", ""), ('#,##0 "đồng"', ""), ("[Red]0", ""), ("@", ""), ("[h]:mm", "time")],
    ],
)
def test_a_format_says_what_of_a_day_it_shows(code: str, shows: str) -> None:
    assert format_shows(code) == shows


def test_a_day_whose_format_shows_a_month_only_is_that_month() -> None:
    def show(book: openpyxl.Workbook) -> None:
        for row, code in ((2, "mm/yyyy"), (3, "mmm-yy"), (4, "dd/mm/yyyy")):
            book.active[f"D{row}"] = date(2026, 6, 1)
            book.active[f"D{row}"].number_format = code

    file = plan(changed(show))
    assert [task.deadline.on for task in file.content.tasks] == [  # type: ignore[union-attr]
        date(2026, 6, 30),
        date(2026, 6, 30),
        date(2026, 6, 1),
    ]


def test_a_workbook_that_counts_from_1904_gives_the_same_days() -> None:
    def count_from_1904(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.active["D2"] = datetime(2026, 6, 5, 14, 30)  # noqa: DTZ001

    assert cells(changed(count_from_1904))[1][3] == datetime(2026, 6, 5, 14, 30)  # noqa: DTZ001


def test_a_strict_workbook_is_read() -> None:
    data = excel_file(ROWS)
    for part in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        data = with_part(
            *(data, part, b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    for part in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
        data = with_part(
            *(data, part, b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    data = with_part(data, SHEET, b'<c r="A2" t="n"><v>1</v></c>', b'<c r="A2" t="d"><v>2026-06-05T00:00:00</v></c>')
    assert cells(data)[1][:2] == [datetime(2026, 6, 5), "Việc a"]  # noqa: DTZ001


def test_every_way_of_writing_a_cell_gives_the_same_value() -> None:
    plain = cells(excel_file(ROWS))
    sheet = _part(excel_file(ROWS), SHEET)
    prefixed = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", sheet).replace(b"xmlns=", b"xmlns:x=")
    without_places = re.sub(rb' r="[A-Z]*\d+"', b"", sheet)
    inside = re.sub(rb"<is><t>(.*?)</t></is>", rb"<is><r><t>\1</t></r></is>", sheet)
    commented = sheet.replace(b"<v>1</v>", b"<!-- 7 --><v>1</v>")
    assert len({sheet, prefixed, without_places, inside, commented}) == 5
    for written in (prefixed, without_places, inside, commented):
        assert cells(with_part(excel_file(ROWS), SHEET, sheet, written)) == plain


def _part(package: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(package)).read(name)


def test_a_plan_of_two_years_on_two_sheets_is_asked_about() -> None:
    def name(book: openpyxl.Workbook) -> None:
        book["Trang 1"].title, book["Trang 2"].title = "KH 2025", "KH 2026"

    data = changed(name, ROWS, [HEADING, [1, "Việc d", "", "5/2026"]])
    with pytest.raises(Unanswered) as asked:
        parse_file(data, "x.xlsx")
    question = asked.value.question
    assert (question.ask, [choice.value for choice in question.choices]) == (Ask.TABLE, ["KH 2025", "KH 2026"])
    for file in (
        parse_file(data, "x.xlsx", answered().with_answer(Ask.TABLE, "KH 2026")),
        parse_file(data, "ke-hoach-2026.xlsx"),
    ):
        assert [task.title for task in file.content.tasks] == ["Việc d"]  # type: ignore[union-attr]
        assert [line.values["name"] for line in file.not_read if line.key == "other_table"] == ["KH 2025"]


def test_sheets_that_count_their_tasks_alike_are_asked_about_and_may_all_be_meant() -> None:
    data = excel_file([["Kế hoạch năm 2026"], *ROWS], [HEADING, [1, "Việc d", "", "5/2026"], [2, "Việc e", "", ""]])
    with pytest.raises(Unanswered) as asked:
        parse_file(data, "x.xlsx", answered(year=2026))
    assert [choice.value for choice in asked.value.question.choices] == ["Trang 1", "Trang 2", "*"]
    file = parse_file(data, "x.xlsx", answered(year=2026).with_answer(Ask.TABLE, "*"))
    assert len(file.content.tasks) == 5  # type: ignore[union-attr]


def test_a_sheet_without_a_heading_is_named() -> None:
    file = plan(excel_file(ROWS, [["Việc riêng", "gọi lại"], ["mua giấy", "sáng mai"]]))
    assert [(line.key, dict(line.values)) for line in file.not_read if line.key == "no_heading"] == [
        ("no_heading", {"name": "Trang 2", "rows": 2})
    ]


def test_texts_that_cells_share_are_read_without_their_struck_parts() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, struck = book.add_worksheet("Trang 1"), book.add_format({"font_strikeout": True})
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write_rich_string("D2", struck, "2/2026", " 6/2026 & sau đó")
        sheet.write("D3", "dòng 1\ndòng 2")
    tables = read_tables(file.getvalue(), "x.xlsx")
    assert [row.cells[3] for row in tables[0].rows] == ["Thời hạn", " 6/2026 & sau đó", "dòng 1\ndòng 2", "4/2026"]
    assert told(tables) == {"struck_cells": 1}
