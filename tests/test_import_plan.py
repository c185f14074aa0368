from collections import Counter
from datetime import date

import pytest

from storage.ground.deadlines.due_days import Deadline
from storage.ground.kinds import DeadlineKind
from storage.ground.refusals import Refusal
from storage.imports.plan.plan import PlanFile, read_plan
from storage.imports.questions import Answers, Ask, Unanswered, answered
from tests.files import csv_file, excel_file, word_file
from tests.shared import shared_file

HEADING = ["Nhiệm vụ chung", "Nhiệm vụ cụ thể", "Sản phẩm", "Thời gian thực hiện", "Ghi chú"]
FIRST = ["I. Điều hành", "1. Lập lịch họp giao ban", "Lịch họp", "Tháng 02 năm 2019", "Đã gửi các phòng"]
SECOND = ["", "2. Kiểm tra giờ giấc làm việc", "Biên bản", "Quý II", ""]
THIRD = ["II. Thủ tục", "3. Niêm yết bảng hướng dẫn", "", "Thường xuyên", ""]


def areas_of(plan: PlanFile) -> list[tuple[str, str, int]]:
    counted = Counter((task.area_numeral, task.area_name) for task in plan.tasks)
    return [(*area, number) for area, number in counted.items()]


def numbers_of(plan: PlanFile) -> list[int]:
    return [task.number for task in plan.tasks]


def test_the_real_plan_has_42_tasks_in_7_areas() -> None:
    path = shared_file("phu-luc-cchc-2019.docx")
    plan = read_plan(path.read_bytes(), path.name)
    assert (plan.year, plan.problems) == (2019, [])
    assert [number for _, _, number in areas_of(plan)] == [5, 3, 9, 3, 5, 5, 12]
    assert numbers_of(plan) == list(range(1, 43))
    assert Counter(task.deadline.kind.value for task in plan.tasks) == {
        "date": 3,
        "year": 25,
        "continuous": 9,
        "trigger": 5,
    }


def test_an_area_of_merged_cells_holds_for_all_its_rows() -> None:
    data = word_file([HEADING, FIRST, SECOND, THIRD], lines=["KẾ HOẠCH NĂM 2019"], merged=[(1, 0, 2, 0)])
    plan = read_plan(data, "ke-hoach.docx")
    assert (plan.year, plan.title, plan.problems) == (2019, "KẾ HOẠCH NĂM 2019", [])
    assert areas_of(plan) == [("I", "Điều hành", 2), ("II", "Thủ tục", 1)]
    first = plan.tasks[0]
    assert (first.row, first.number, first.title, first.product) == (2, 1, "Lập lịch họp giao ban", "Lịch họp")
    assert (first.deadline_text, first.note) == ("Tháng 02 năm 2019", "Đã gửi các phòng")
    assert first.deadline == Deadline(DeadlineKind.DATE, date(2019, 2, 28))


@pytest.mark.parametrize("merged", [[], [(1, 0, 2, 0)]])
def test_the_same_plan_reads_the_same_from_a_spreadsheet(merged: list[tuple[int, int, int, int]]) -> None:
    plan = read_plan(excel_file([HEADING, FIRST, SECOND, THIRD], merged=merged), "ke-hoach.xlsx", answered(year=2019))
    assert areas_of(plan) == [("I", "Điều hành", 2), ("II", "Thủ tục", 1)]
    assert numbers_of(plan) == [1, 2, 3]


AREA_ROWS = {
    "across": (["I. Điều hành"] * 5, [(1, 0, 1, 4)]),
    "first cell": (["I. Điều hành", "", "", "", ""], []),
    "second cell": (["", "I. Điều hành", "", "", ""], []),
    "numeral apart": (["I", "Điều hành", "", "", ""], []),
    "numeral apart, name merged": (["I", "Điều hành", "", "", ""], [(1, 1, 1, 4)]),
}


@pytest.mark.parametrize(("area", "merged"), AREA_ROWS.values(), ids=AREA_ROWS)
def test_an_area_may_be_a_row_of_its_own(area: list[str], merged: list[tuple[int, int, int, int]]) -> None:
    rows = [
        ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Đơn vị phối hợp", "Thời hạn"],
        area,
        ["1", "Lập lịch họp giao ban", "Văn phòng", "Các phòng", "15/6"],
        ["2", "Kiểm tra giờ giấc làm việc", "Thanh tra", "Văn phòng", ""],
    ]
    for data in (word_file(rows, merged=merged), excel_file(rows, merged=merged)):
        plan = read_plan(data, "x", answered(year=2019))
        assert areas_of(plan) == [("I", "Điều hành", 2)]
        assert [(task.number, task.title, task.lead) for task in plan.tasks] == [
            (1, "Lập lịch họp giao ban", "Văn phòng"),
            (2, "Kiểm tra giờ giấc làm việc", "Thanh tra"),
        ]
        assert plan.tasks[0].deadline.on == date(2019, 6, 15)
        assert plan.tasks[1].deadline == Deadline(DeadlineKind.TRIGGER, None)
        assert plan.problems == []


def test_headings_are_known_without_diacritics_in_any_order_and_below_title_lines() -> None:
    rows = [
        ["UBND THÀNH PHỐ", "", "", ""],
        ["KẾ HOẠCH CÔNG TÁC NĂM 2020", "", "", ""],
        ["", "", "", ""],
        ["THOI HAN HOAN THANH", "Linh vuc", "stt", "noi dung"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["Quy I", "Thể chế", "1", "Soạn quy chế tiếp khách"],
        ["Quy II", "Bộ máy", "2", "Rà soát biên chế"],
        ["Quy III", "Thể chế", "3", "Sửa quy chế tiếp khách"],
    ]
    plan = read_plan(csv_file(rows, ";"), "x.csv")
    assert (plan.year, plan.title) == (2020, "KẾ HOẠCH CÔNG TÁC NĂM 2020")
    assert areas_of(plan) == [("I", "Thể chế", 2), ("II", "Bộ máy", 1)]
    assert [task.row for task in plan.tasks] == [6, 7, 8]


def test_a_heading_may_span_two_rows() -> None:
    rows = [
        ["STT", "Nhiệm vụ", "Thời gian", "Thời gian", "Đơn vị", "Đơn vị"],
        ["STT", "Nhiệm vụ", "Bắt đầu", "Hoàn thành", "Chủ trì", "Phối hợp"],
        ["1", "Lập lịch họp", "01/3/2019", "15/4/2019", "Văn phòng", "Thanh tra"],
    ]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)]
    for data in (excel_file(rows, merged=merged), word_file(rows, merged=merged)):
        (task,) = read_plan(data, "x", answered(year=2019)).tasks
        assert (task.title, task.deadline_text, task.lead) == ("Lập lịch họp", "15/4/2019", "Văn phòng")


def test_a_heading_over_number_and_text_gives_both() -> None:
    rows = [
        ["Nhiệm vụ chung", "Nhiệm vụ chung", "Nhiệm vụ cụ thể", "Nhiệm vụ cụ thể", "Thời hạn"],
        ["I", "Điều hành", "1", "Lập lịch họp", "Quý I"],
        ["", "", "2", "Kiểm tra giờ giấc", "Quý II"],
    ]
    plan = read_plan(word_file(rows, merged=[(0, 0, 0, 1), (0, 2, 0, 3)]), "x", answered(year=2019))
    assert areas_of(plan) == [("I", "Điều hành", 2)]
    assert [(task.number, task.title) for task in plan.tasks] == [(1, "Lập lịch họp"), (2, "Kiểm tra giờ giấc")]


def test_a_task_of_several_merged_rows_is_one_task() -> None:
    rows = [HEADING, FIRST, ["", "", "Thông báo", "Tháng 6", ""], THIRD]
    plan = read_plan(word_file(rows, merged=[(1, 0, 2, 0), (1, 1, 2, 1)]), "x", answered(year=2019))
    assert [task.number for task in plan.tasks] == [1, 3]
    assert plan.tasks[0].product == "Lịch họp\nThông báo"
    assert plan.tasks[0].deadline.on == date(2019, 6, 30)


def test_all_task_tables_of_a_file_are_read_and_other_tables_are_not() -> None:
    other = [["Sở A", "CỘNG HÒA"], ["Số: 1/KH", "Ngày 02 tháng 01 năm 2018"]]
    data = word_file(other, [HEADING, FIRST, SECOND], [HEADING, THIRD], lines=["Kế hoạch năm 2019"])
    plan = read_plan(data, "x.docx", answered(year=2019))
    assert areas_of(plan) == [("I", "Điều hành", 2), ("II", "Thủ tục", 1)]
    sheets = excel_file([["Ghi chép"], ["gọi lại"]], [HEADING, FIRST, SECOND], [HEADING, THIRD])
    assert numbers_of(read_plan(sheets, "x.xlsx", answered(year=2019))) == [1, 2, 3]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["1", "2", "1", "2"], [1, 2, 3, 4]),
        (["", "", "", ""], [1, 2, 3, 4]),
        (["5", "6", "7", "8"], [5, 6, 7, 8]),
        (["1.1", "1.2", "2.1", "2.2"], [1, 2, 3, 4]),
        (["1", "", "3", ""], [1, 2, 3, 4]),
    ],
)
def test_every_task_gets_a_number_of_its_own(given: list[str], expected: list[int]) -> None:
    rows: list[list[object]] = [["STT", "Lĩnh vực", "Nhiệm vụ", "Thời hạn"]]
    for index, number in enumerate(given):
        rows.append([number, "Thể chế" if index < 2 else "Bộ máy", f"Việc {'abcd'[index]}", "Quý I"])
    plan = read_plan(csv_file(rows), "x.csv", answered(year=2019))
    assert numbers_of(plan) == expected
    assert plan.problems == []


def test_a_number_given_twice_is_reported_and_both_tasks_are_kept() -> None:
    rows = [["STT", "Nhiệm vụ", "Thời hạn"], [1, "Việc a", "Quý I"], [2, "Việc b", "Quý I"], [2, "Việc c", "Quý I"]]
    plan = read_plan(excel_file(rows), "x.xlsx", answered(year=2019))
    assert numbers_of(plan) == [1, 2, 3]
    (problem,) = plan.problems
    assert (problem.row, problem.key, problem.left_out) == (4, "plan.number_twice", False)
    assert problem.values == {"number": 2, "first_row": 3, "new_number": 3}


def test_a_task_written_twice_is_reported_and_kept_once() -> None:
    rows = [["STT", "Nhiệm vụ", "Thời hạn"], [1, "Việc a", "Quý I"], [2, "việc  A", "Quý II"]]
    plan = read_plan(excel_file(rows), "x.xlsx", answered(year=2019))
    assert [(problem.row, problem.key) for problem in plan.problems] == [(3, "plan.task_twice")]
    assert numbers_of(plan) == [1]


def test_a_deadline_nobody_understands_is_reported_and_never_late() -> None:
    plan = read_plan(
        csv_file([["Nhiệm vụ", "Thời hạn"], ["Việc a", "31/02/2019"], ["Việc b", ""]]), "x.csv", answered(year=2019)
    )
    assert [(problem.row, problem.key) for problem in plan.problems] == [(2, "plan.deadline_unclear")]
    assert {task.deadline.kind for task in plan.tasks} == {DeadlineKind.TRIGGER}


def test_a_date_cell_is_a_deadline_and_is_shown_day_first() -> None:
    rows = [["Nhiệm vụ", "Thời hạn"], ["Việc a", date(2019, 6, 5)]]
    (task,) = read_plan(excel_file(rows), "x.xlsx", answered(year=2019)).tasks
    assert (task.deadline_text, task.deadline.on) == ("05/06/2019", date(2019, 6, 5))


def test_a_row_without_a_task_is_reported() -> None:
    rows = [["Nhiệm vụ", "Sản phẩm", "Thời hạn"], ["Việc a", "", "Quý I"], ["", "Báo cáo", "Quý I"]]
    plan = read_plan(csv_file(rows), "x.csv", answered(year=2019))
    assert [(problem.row, problem.key, problem.values) for problem in plan.problems] == [
        (3, "cell.missing", {"column": "Nhiệm vụ"})
    ]


def test_the_year_is_the_plan_s_and_not_that_of_its_signature() -> None:
    rows = [["Nhiệm vụ", "Thời hạn"], ["Việc a", "Quý I"]]
    data = word_file(rows, lines=["KẾ HOẠCH NĂM 2020", "(kèm theo Quyết định ngày 25 tháng 12 năm 2019)"])
    assert read_plan(data, "x").year == 2020
    assert read_plan(data, "x", answered(year=2021)).year == 2021
    assert read_plan(csv_file([*rows, ["Việc b", "Tháng 6/2018"]]), "x").year == 2018


def test_a_plan_without_a_year_is_asked_for_it() -> None:
    hints = Answers(caption="sửa tháng 11/2025", today=date(2026, 1, 5))
    with pytest.raises(Unanswered) as asked:
        read_plan(csv_file([["Nhiệm vụ", "Thời hạn"], ["Việc a", "Quý I"]]), "kehoach_2024_v2.csv", hints)
    question = asked.value.question
    assert (question.ask, question.typed) == (Ask.YEAR, True)
    assert [choice.value for choice in question.choices] == ["2025", "2024", "2026", "2027"]


def test_a_missing_heading_is_named_with_those_that_were_found() -> None:
    with pytest.raises(Refusal) as refused:
        read_plan(csv_file([["STT", "Thời hạn", "Nơi làm"], ["1", "Quý I", "Q. 1"]]), "x.csv", answered(year=2019))
    assert refused.value.key == "headings.missing"
    assert refused.value.values == {"missing": "Nhiệm vụ cụ thể", "found": "STT; Thời hạn; Nơi làm"}


def test_a_plan_with_a_heading_and_nothing_below_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read_plan(csv_file([HEADING]), "x.csv", answered(year=2019))
    assert refused.value.key == "file.no_rows"
