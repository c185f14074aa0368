"""What spreadsheets of offices hold that is no plain row: names of groups, errors, swapped days, tables of costs."""

from datetime import date

import pytest

from storage.imports.dossiers import read_dossiers
from storage.imports.files.files import read_tables
from storage.imports.plan.plan import read_plan
from storage.imports.questions import Answers, Ask, Unanswered, answered
from storage.models import Role
from tests.chat import Town
from tests.files import Rows, csv_file, excel_file, word_file

HEAD = ["STT", "Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả"]
ONE = ["1", "H-1", "05/01/2026", "12/01/2026", "10/01/2026"]
TWO = ["2", "H-2", "06/01/2026", "13/01/2026", ""]
PLAN = [["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"], ["1", "Soạn quy chế", "Văn phòng", "Quý II"]]
COSTS = [["STT", "Nội dung chi", "Đơn giá", "Thành tiền"], ["1", "Tập huấn", "10.000", "20.000"], ["2", "In", "5", "5"]]


def _across(name: str, *, merged: bool) -> list[str]:
    return [name] * 5 if merged else ["", name, "", "", ""]


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("name", "unit", "field"),
    [
        ("Phòng Quản lý Di sản", "Phòng Quản lý Di sản", ""),
        ("II. VĂN PHÒNG SỞ (12 hồ sơ)", "Văn phòng sở", ""),
        ("Đơn vị thụ lý: Phòng Nghệ thuật", "Phòng Nghệ thuật", ""),
        ("Lĩnh vực: Quảng cáo - 3 hồ sơ", "", "Quảng cáo"),
        ("A. Hồ sơ trực tuyến", "", ""),
    ],
)
def test_a_row_that_names_what_follows_is_told_and_taken_over(name: str, unit: str, field: str, merged: bool) -> None:
    read = read_dossiers(csv_file([HEAD, ONE, _across(name, merged=merged), TWO]), "x.csv")
    assert [(row.code, row.unit, row.field) for row in read.rows] == [("H-1", "", ""), ("H-2", unit, field)]
    assert read.problems == []


@pytest.mark.parametrize("row", [["2", "Tô Thị Mẫu", "", "", ""], ["Tô Thị Mẫu", "", "", "", ""], ["H-3"]])
def test_a_row_that_has_lost_its_code_or_days_is_no_group(row: list[str]) -> None:
    read = read_dossiers(csv_file([HEAD, ONE, row]), "x.csv")
    assert [(problem.row, problem.left_out) for problem in read.problems][:1] == [(3, True)]
    assert "Tô Thị" not in str(read.problems)


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "Err:502", "#DIV/0!"])
async def test_an_error_in_place_of_a_day_leaves_the_day_that_is_known(any_town: Town, error: str) -> None:
    officer = await any_town.member(Role.OFFICER)
    for file in ([HEAD, ONE], [HEAD, [*ONE[:4], error], [*TWO[:4], error]]):
        await officer.sends_file("ho-so.csv", csv_file(file))
        await officer.taps("✅ Nhập")
    async with any_town.db() as db:
        rows = await db.exec_driver_sql("SELECT code, returned_on FROM dossier ORDER BY code")
        assert [(code, str(on or "")[:10]) for code, on in rows] == [("H-1", "2026-01-10"), ("H-2", "")]


def _swapped() -> Rows:
    """05/06 and 03/07 were taken for days of May and March; 25/06 stayed a text."""
    rows = [
        ["1", "H-1", date(2026, 5, 6), "25/06/2026", ""],
        ["2", "H-2", "13/06/2026", date(2026, 3, 7), ""],
    ]
    return [HEAD, *rows]


async def test_days_that_a_spreadsheet_has_swapped_are_asked_about(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await officer.sends_file("ho-so.xlsx", excel_file(_swapped()))
    assert "các ngày từ 13 trở đi là chữ (như 25/06/2026)" in officer.hears
    assert officer.last.labels[:2] == ["Bị đảo: là ngày 3 tháng 7", "Đúng: ngày 7 tháng 3"]
    await officer.taps("Bị đảo")
    await officer.taps("✅ Nhập")
    async with any_town.db() as db:
        rows = await db.exec_driver_sql("SELECT received_on, due_on FROM dossier ORDER BY code")
        days = [[str(day)[:10] for day in row] for row in rows]
    assert days == [["2026-06-05", "2026-06-25"], ["2026-06-13", "2026-07-03"]]
    as_shown = read_dossiers(excel_file(_swapped()), "x.xlsx", Answers().with_answer(Ask.DAY_SWAPPED, "day"))
    assert [row.received_on for row in as_shown.rows] == [date(2026, 5, 6)]  # the other is due before it came


@pytest.mark.parametrize(
    "row",
    [
        ["3", "H-3", date(2026, 6, 13), "25/06/2026", ""],  # no month is the 13th
        ["3", "H-3", "05/06/2026", "25/06/2026", ""],  # it would have been taken for a day
    ],
)
def test_what_shows_that_no_day_was_swapped_asks_nothing(row: list[object]) -> None:
    assert len(read_dossiers(excel_file([HEAD, _swapped()[1], row]), "x.xlsx").rows) == 2


def test_a_table_of_costs_behind_a_plan_is_named_as_what_it_is() -> None:
    costs = {"plan.docx": word_file(PLAN, COSTS), "plan.xlsx": excel_file(PLAN, COSTS)}
    for name, content in costs.items():
        tables = read_tables(content, name)
        read = read_plan(tables, name, answered(year=2026))
        assert len(read.tasks) == 1
        assert [unread.key for unread in tables.all_unread()] == ["money_table"], name


@pytest.mark.parametrize("span", ["GIAI ĐOẠN 2026 - 2030", "năm 2026-2030", "từ năm 2026 đến năm 2030"])
def test_a_plan_of_several_years_is_asked_about(span: str) -> None:
    content = word_file(PLAN, lines=["KẾ HOẠCH", f"Cải cách hành chính {span}"])
    with pytest.raises(Unanswered) as asked:
        read_plan(content, "x.docx")
    assert [choice.value for choice in asked.value.question.choices] == ["2026", "2027", "2028", "2029", "2030"]
    assert read_plan(content, "x.docx", answered(year=2028)).year == 2028
    one = word_file(PLAN, lines=["KẾ HOẠCH cải cách hành chính năm 2026", "(Kế hoạch giai đoạn 2026-2030)"])
    assert read_plan(one, "x.docx").year == 2026
