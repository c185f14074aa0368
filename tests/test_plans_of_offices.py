"""Plans as offices lay them out, where a row was once lost or taken for another in silence."""

from datetime import date

import pytest

from storage.imports.importing import parse_file
from storage.imports.parsed import ParsedFile
from storage.imports.plan.plan import PlanFile
from storage.imports.questions import Answers, Ask, Unanswered, answered
from storage.imports.totals import read_totals
from tests.files import csv_file, excel_file, word_file

TITLE = ["Kế hoạch cải cách hành chính năm 2026"]
HEAD = ["STT", "Nhiệm vụ", "Sản phẩm", "Thời hạn", "Ghi chú"]
ROWS = [
    ["1", "Rà soát quy trình nội bộ", "Báo cáo", "Quý II", ""],
    ["2", "Mở lớp tập huấn", "Lớp học", "Quý III", ""],
    ["3", "Khảo sát mức độ hài lòng", "Kết quả", "Tháng 11", ""],
]


def _parsed(rows: list[list[str]], answers: Answers | None = None) -> tuple[ParsedFile, PlanFile]:
    file = parse_file(csv_file([TITLE, *rows]), "x.csv", answers or answered(kind="plan"))
    assert isinstance(file.content, PlanFile)
    return file, file.content


@pytest.mark.parametrize("head", [HEAD, ["TT", "Nội dung công việc", "Kết quả", "Thời gian hoàn thành", "Ghi chú"]])
def test_the_last_row_of_a_page_is_no_part_of_the_heading_that_the_next_page_repeats(head: list[str]) -> None:
    _, plan = _parsed([head, ROWS[0], head, ROWS[1], head, ROWS[2]])
    assert [task.number for task in plan.tasks] == [1, 2, 3]


@pytest.mark.parametrize("text", ["Tổng cộng: 03 nhiệm vụ", "Tổng số: 3 công việc.", "Cộng 3 nhiệm vụ"])
def test_a_sum_that_says_what_it_counts_is_no_task(text: str) -> None:
    file, plan = _parsed([HEAD, *ROWS, ["", text, "", "", ""]])
    assert len(plan.tasks) == 3
    assert [line.values["names"] for line in file.not_read if line.key == "foot_rows"] == ["6"]


@pytest.mark.parametrize("between", [[], [["Phụ lục 2"]]])
def test_the_same_heading_again_above_numbers_that_begin_anew_may_be_another_plan(between: list[list[str]]) -> None:
    rows = [TITLE, HEAD, *ROWS, *between, HEAD, *([row[0], f"{row[1]} khác", *row[2:]] for row in ROWS[:2])]
    data = excel_file(rows)
    with pytest.raises(Unanswered) as asked:
        parse_file(data, "x.xlsx", answered(kind="plan"))
    choices = asked.value.question.choices
    assert [choice.values.get("rows") for choice in choices] == [3, 2, None]
    for answer, count in zip([choice.value for choice in choices], [3, 2, 5], strict=True):
        file = parse_file(data, "x.xlsx", answered(kind="plan", year=2026).with_answer(Ask.TABLE, answer))
        assert isinstance(file.content, PlanFile)
        assert len(file.content.tasks) == count


def test_an_area_above_a_repeated_heading_begins_no_other_plan() -> None:
    _, plan = _parsed([HEAD, *ROWS, ["II. Thủ tục"], HEAD, *([row[0], f"{row[1]} khác", *row[2:]] for row in ROWS)])
    assert [task.area_name for task in plan.tasks] == ["", "", "", "Thủ tục", "Thủ tục", "Thủ tục"]


def test_tables_of_a_document_that_count_from_the_same_number_are_one_plan_and_told() -> None:
    second = [[row[0], f"{row[1]} khác", *row[2:]] for row in ROWS]
    for rows, is_told in ((second, True), ([["4", *second[0][1:]]], False)):
        file = parse_file(word_file([HEAD, *ROWS], [HEAD, *rows], lines=TITLE), "x.docx", answered(kind="plan"))
        assert isinstance(file.content, PlanFile)
        assert len(file.content.tasks) == 3 + len(rows)
        assert ("tables_together" in [line.key for line in file.not_read]) == is_told


def test_no_number_is_given_twice_where_some_rows_have_none() -> None:
    rows = [["1", *ROWS[0][1:]], ["", *ROWS[1][1:]], ["", "Ban hành quy chế", "", "Quý I", ""], ["2", *ROWS[2][1:]]]
    _, plan = _parsed([HEAD, *rows, ["", "Niêm yết thủ tục", "", "Quý IV", ""]])
    assert len({task.number for task in plan.tasks}) == 5


def test_from_and_to_are_begin_and_deadline() -> None:
    rows = [["TT", "Nhiệm vụ", "Từ ngày", "Đến ngày"], ["1", "Rà soát", "01/02/2026", "30/04/2026"]]
    _, plan = _parsed(rows)
    assert [task.deadline.on for task in plan.tasks] == [date(2026, 4, 30)]


def _days(texts: list[object], answers: Answers) -> tuple[list[date | None], bool]:
    rows = [[number, f"Việc thứ {number}", text] for number, text in enumerate(texts, 1)]
    file = parse_file(excel_file([TITLE, ["TT", "Nhiệm vụ", "Thời hạn"], *rows]), "x.xlsx", answers)
    assert isinstance(file.content, PlanFile)
    days = [task.deadline.on for task in file.content.tasks]
    return days, "months_first" in [line.key for line in file.not_read]


def test_a_column_that_has_the_month_first_is_read_so_and_told() -> None:
    days, told = _days(["06/30/2026", "09/05/2026", "Quý IV", date(2026, 8, 13)], answered(kind="plan"))
    assert days == [date(2026, 6, 30), date(2026, 9, 5), date(2026, 12, 31), date(2026, 8, 13)]
    assert told
    assert _days(["30/06/2026", "09/05/2026"], answered(kind="plan")) == ([date(2026, 6, 30), date(2026, 5, 9)], False)


def test_a_column_that_proves_both_orders_is_asked_about() -> None:
    texts: list[object] = ["06/30/2026", "30/11/2026", "09/05/2026"]
    with pytest.raises(Unanswered) as asked:
        _days(texts, answered(kind="plan"))
    assert asked.value.question.ask is Ask.DAY_ORDER
    given = {order: answered(kind="plan").with_answer(Ask.DAY_ORDER, order) for order in ("day", "month")}
    assert _days(texts, given["day"])[0] == [None, date(2026, 11, 30), date(2026, 5, 9)]
    assert _days(texts, given["month"])[0] == [date(2026, 6, 30), date(2026, 11, 30), date(2026, 9, 5)]


def test_totals_of_a_named_month_or_quarter_are_of_its_days() -> None:
    head = ["Kênh", "Kỳ", "Hài lòng", "Tổng số"]
    rows = [
        ["Kiosk", "Tháng 5/2026", "90", "100"],
        ["Web", "Quý II năm 2026", "9", "10"],
        ["Phiếu", "Tháng 5", "1", "2"],
    ]
    file = read_totals(csv_file([head, *rows]), "x.csv")
    assert [(row.from_on, row.to_on) for row in file.rows] == [
        (date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
    ]
    assert [problem.key for problem in file.problems] == ["totals.no_period"]


def test_a_leader_who_answers_for_a_task_is_no_signature() -> None:
    rows = [
        ["Nhiệm vụ", "Thời hạn", "Phụ trách"],
        ["Rà soát", "Quý I", "Giám đốc"],
        ["Họp", "Thường xuyên", "Giám đốc"],
    ]
    _, plan = _parsed([*rows, ["Mở lớp", "Quý II", "Văn phòng"], ["", "", "GIÁM ĐỐC"], ["", "", "Trần Thị Mẫu"]])
    assert [task.title for task in plan.tasks] == ["Rà soát", "Họp", "Mở lớp"]


@pytest.mark.parametrize("marks", [("a)", "b)"), ("", "")])
def test_a_row_that_only_heads_points_with_deadlines_of_their_own_is_a_group(marks: tuple[str, str]) -> None:
    dash = "" if marks[0] else "- "
    points = [[mark, f"{dash}{row[1]}", *row[2:]] for mark, row in zip(marks, ROWS, strict=False)]
    rows = [["1", "Cải cách thể chế", "", "", ""], *points, ["2", "Công khai", "", "", ""]]
    rows.append([marks[0], "- Niêm yết thủ tục", "", "Quý I", ""])
    _, plan = _parsed([HEAD, *rows])
    assert [task.area_name for task in plan.tasks] == ["Cải cách thể chế", "Cải cách thể chế", "Công khai"]


def test_how_far_a_task_is_is_no_deadline_where_another_column_says_when() -> None:
    _, plan = _parsed([["TT", "Nhiệm vụ", "Tiến độ", "Hạn"], ["1", "Rà soát", "80%", "Quý II"]])
    assert [task.deadline_text for task in plan.tasks] == ["Quý II"]


def test_a_short_file_in_the_letters_of_vni_is_not_taken_for_tcvn3() -> None:
    text = "Ke hoach nam 2026\nSTT,Nhieäm vuï,Thôøi haïn\n1,Raø soaùt quy trình,Quyù II\n2,Taäp huaán,Quyù III\n"
    file = parse_file(text.encode("cp1252"), "x.csv", Answers())
    assert isinstance(file.content, PlanFile)
    assert [task.title for task in file.content.tasks] == ["Rà soát quy trình", "Tập huấn"]
    assert [line.values["name"] for line in file.not_read if line.key == "old_encoding"] == ["VNI"]
