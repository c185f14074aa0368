"""Files of kinds that offices have and nobody had tried: read rightly, asked about, or told."""

from datetime import date

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
