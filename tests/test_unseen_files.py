"""Files of kinds that offices have and nobody had tried: read rightly, asked about, or told."""

import io
from datetime import date

import docx
import pytest

from storage.imports.dossiers import read_dossiers
from storage.imports.plan.plan import read_plan
from storage.imports.procedures import read_procedures
from storage.imports.questions import Answers, Ask, Unanswered
from storage.models import Role
from tests.chat import Town
from tests.files import Rows, csv_file, excel_file

DOSSIERS = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả"]
# Each day of these may be of either order; as days of the year's end they are still to come.
AHEAD = [["M-1", "06/01/2026", "06/05/2026", "06/04/2026"], ["M-2", "06/10/2026", "06/12/2026", ""]]
TODAY = Answers(today=date(2026, 6, 15))


def test_days_of_what_has_happened_that_are_still_to_come_are_asked_about() -> None:
    file = csv_file([DOSSIERS, *AHEAD])
    with pytest.raises(Unanswered) as asked:
        read_dossiers(file, "x.csv", TODAY)
    assert [choice.value for choice in asked.value.question.choices] == ["month", "day"]
    months = read_dossiers(file, "x.csv", TODAY.with_answer(Ask.DAY_AHEAD, "month"))
    assert [row.received_on for row in months.rows] == [date(2026, 6, 1), date(2026, 6, 10)]
    assert (months.months_first, months.problems) == (True, [])
    days = read_dossiers(file, "x.csv", TODAY.with_answer(Ask.DAY_AHEAD, "day"))
    assert [row.received_on for row in days.rows] == [date(2026, 1, 6), date(2026, 10, 6)]
    assert [(problem.row, problem.key, problem.left_out) for problem in days.problems] == [(3, "dossier.ahead", False)]


@pytest.mark.parametrize("proof", ["25/05/2026", "2026-05-25"])
def test_where_the_file_says_its_order_a_day_to_come_is_only_told(proof: str) -> None:
    rows = [*AHEAD[:1], ["M-2", proof, "30/06/2026", ""], ["M-3", "06/10/2026", "06/12/2026", ""]]
    read = read_dossiers(csv_file([DOSSIERS, *rows]), "x.csv", TODAY.with_answer(Ask.DAY_AHEAD, "day"))
    assert [(problem.row, problem.key) for problem in read.problems] == [(4, "dossier.ahead")]


async def test_the_chat_asks_with_both_days(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await officer.sends_file("ho-so.csv", csv_file([DOSSIERS, *AHEAD]))
    assert "06/10/2026 là ngày 6 tháng 10 nếu ngày đứng trước, nhưng ngày đó chưa tới" in officer.hears
    await officer.taps("Tháng trước (06/10/2026 là 10/6)")
    assert "2 mới" in officer.hears
    assert "Trong tệp tháng đứng trước ngày" in officer.hears


def _plan(*rows: list[object]) -> Rows:
    return [["Kế hoạch năm 2026"], ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Sản phẩm"], *rows]


@pytest.mark.parametrize("same", ["Như trên", "nt", "-nt-", "N/T", '"', "(như trên)", "〃", "//"])
def test_what_is_as_above_is_that_of_the_task_above(same: str) -> None:
    rows = [[1, "Soạn quy chế", "Văn phòng", date(2026, 6, 30), "Quyết định"], [2, "Phổ biến quy chế", *[same] * 3]]
    tasks = read_plan(excel_file(_plan(*rows)), "x.xlsx").tasks
    assert (tasks[1].lead, tasks[1].deadline, tasks[1].product) == (tasks[0].lead, tasks[0].deadline, tasks[0].product)


def test_the_first_task_is_as_nobody() -> None:
    [task] = read_plan(csv_file(_plan([1, "Soạn quy chế", "Văn phòng", "Như trên", ""])), "x.csv").tasks
    assert task.deadline.on is None


PROCEDURES = ["STT", "Mã TTHC", "Tên TTHC", "Thời hạn giải quyết"]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (["I", "LĨNH VỰC HỘ TỊCH", "", ""], "Hộ tịch"),
        (["I. Lĩnh vực: Đất đai"] * 4, "Đất đai"),
        (["", "Thủ tục hành chính thuộc lĩnh vực Thi đua, khen thưởng", "", ""], "Thi đua, khen thưởng"),
        (["B. Công tác thanh niên", "", "", ""], "Công tác thanh niên"),
    ],
)
def test_a_line_across_a_list_of_procedures_is_their_field(line: list[str], field: str) -> None:
    rows = [line, [1, "1.000333", "Cấp thẻ mẫu", "5"], ["II", "LĨNH VỰC KHÁC", "", ""], [2, "1.000444", "Đổi thẻ", "5"]]
    read = read_procedures(csv_file([PROCEDURES, *rows]), "x.csv")
    assert [row.field for row in read.rows] == [field, "Khác"]
    assert read.problems == []


def test_a_line_that_names_no_field_is_told() -> None:
    rows = [["A", "THỦ TỤC HÀNH CHÍNH CẤP TỈNH", "", ""], [1, "1.000333", "Cấp thẻ mẫu", "5"]]
    read = read_procedures(csv_file([PROCEDURES, *rows]), "x.csv")
    assert [row.field for row in read.rows] == [""]
    assert [problem.row for problem in read.problems] == [2]


@pytest.mark.parametrize(
    ("cell", "code"), [(1.00022, "1.000220"), ("2.0123", "2.012300"), (1.000111, "1.000111"), ("1.001", "1.001")]
)
def test_zeros_that_a_spreadsheet_dropped_from_a_code_are_there_again(cell: object, code: str) -> None:
    read = read_procedures(excel_file([PROCEDURES, [1, cell, "Cấp thẻ mẫu", "5"]]), "x.xlsx")
    assert [row.code for row in read.rows] == [code]
    assert len(read.problems) == (str(cell) != code)
    own = [["Mã hồ sơ", "Mã TTHC", "Ngày tiếp nhận"], ["M-1", cell, "01/06/2026"]]
    assert [row.procedure_code for row in read_dossiers(excel_file(own), "x.xlsx").rows] == [code]


SOON = ["TT", "Nhiệm vụ", "Chủ trì"]
MONTHS = [f"T{month}" for month in range(1, 13)]


def _marked(*places: int, of: int, mark: str = "x") -> list[str]:
    return [mark if place in places else "" for place in range(1, of + 1)]


@pytest.mark.parametrize(
    ("heading", "places", "mark", "due", "others"),
    [
        ([[*SOON, *MONTHS]], (3, 4, 5), "x", date(2026, 5, 31), ()),
        ([[*SOON, *MONTHS]], (6, 12), "●", date(2026, 12, 31), (date(2026, 6, 30),)),
        ([[*SOON, "Quý I", "Quý II", "Quý III", "Quý IV"]], (2,), "X", date(2026, 6, 30), ()),
        ([[*SOON, *["Tiến độ (tháng)"] * 12], ["", "", "", *range(1, 13)]], (9,), "✓", date(2026, 9, 30), ()),
    ],
)
def test_columns_with_marks_are_deadlines(
    heading: Rows, places: tuple[int, ...], mark: str, due: date, others: tuple[date, ...]
) -> None:
    count = len(heading[-1]) - len(SOON)
    marks = _marked(*places, of=count, mark=mark), _marked(1, of=count, mark=mark)
    rows = [[number, f"Soạn quy chế {number}", "Văn phòng", *cells] for number, cells in enumerate(marks, 1)]
    read = read_plan(excel_file([["KẾ HOẠCH NĂM 2026"], *heading, *rows]), "x.xlsx", TODAY)
    assert read.problems == []
    assert read.tasks[0].deadline.on == due
    assert read.tasks[0].deadline.days[:-1] == others


def test_marks_beside_a_deadline_and_words_in_such_columns_are_none() -> None:
    head = [*SOON, "Thời hạn", "Quý I", "Quý II"]
    [task] = read_plan(csv_file([["Kế hoạch năm 2026"], head, [1, "Soạn quy chế", "", "30/9", "x", ""]]), "x.csv").tasks
    assert task.deadline.on == date(2026, 9, 30)
    with pytest.raises(Unanswered) as asked:
        read_plan(csv_file([["Kế hoạch năm 2026"], [*SOON, "Quý I", "Quý II"], [1, "Soạn", "", "50%", ""]]), "x.csv")
    assert asked.value.question.ask is Ask.DEADLINE


@pytest.mark.parametrize(
    ("start", "end"), [("Từ ngày", "Đến ngày"), ("Bắt đầu", "Kết thúc"), ("Từ tháng", "Hoàn thành")]
)
def test_of_a_beginning_and_an_end_below_one_heading_the_end_is_the_deadline(start: str, end: str) -> None:
    head = [[*SOON, "Thời gian thực hiện", "Thời gian thực hiện"], ["", "", "", start, end]]
    file = excel_file([["KẾ HOẠCH NĂM 2026"], *head, [1, "Soạn quy chế", "Văn phòng", "01/3/2026", "30/4/2026"]])
    assert [task.deadline.on for task in read_plan(file, "x.xlsx").tasks] == [date(2026, 4, 30)]


def test_a_beginning_and_an_end_in_one_column_are_read() -> None:
    head = [*SOON, "Thời gian thực hiện từ ngày đến ngày"]
    file = csv_file([["Kế hoạch năm 2026"], head, [1, "Soạn quy chế", "", "01/3 - 30/4/2026"]])
    assert [task.deadline.on for task in read_plan(file, "x.csv").tasks] == [date(2026, 4, 30)]


async def test_plans_of_several_years_on_a_sheet_are_offered_by_year(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    head = ["TT", "Nhiệm vụ", "Thời hạn"]
    years = [[[f"KẾ HOẠCH NĂM {year}"], head, [1, f"Việc của năm {year}", f"30/6/{year}"]] for year in (2025, 2026)]
    await officer.sends_file("ke-hoach.xlsx", excel_file([row for rows in years for row in rows]))
    assert officer.last.labels[:2] == ["Năm 2025 – Trang 1 (1) (1 dòng)", "Năm 2026 – Trang 1 (2) (1 dòng)"]


def test_a_plan_inside_a_layout_table_has_the_title_above_that() -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH CẢI CÁCH NĂM 2026")
    inner = document.add_table(1, 2).cell(0, 1).add_table(2, 3)
    for row, texts in enumerate((["TT", "Nhiệm vụ", "Thời hạn"], ["1", "Soạn quy chế", "Quý II"])):
        for column, text in enumerate(texts):
            inner.cell(row, column).text = text
    stream = io.BytesIO()
    document.save(stream)
    read = read_plan(stream.getvalue(), "x.docx")
    assert (read.year, read.title) == (2026, "KẾ HOẠCH CẢI CÁCH NĂM 2026")
