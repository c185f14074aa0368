from collections import Counter

import pytest

from storage.imports.procedures import read_procedures
from tests.files import csv_file, excel_file
from tests.shared import shared_file

HEADING = ["Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Mức độ DVC", "BCCI", "Thời hạn giải quyết (ngày làm việc)"]
ROW = ["1.001", "Cấp thẻ đọc sách", "Thư viện", "3", "Có", "5"]


def test_the_real_list_has_79_procedures() -> None:
    path = shared_file("thu-tuc-2019.csv")
    read = read_procedures(path.read_bytes(), path.name)
    assert (len(read.rows), read.problems) == (79, [])
    assert sum(row.service_level == 3 for row in read.rows) == 35
    assert sum(row.by_post for row in read.rows) == 59
    fields = Counter(row.field for row in read.rows)
    apart = [number for number in fields.values() if number == 3]
    assert (sum(fields.values()) - sum(apart), apart) == (70, [3, 3, 3])


def test_a_procedure_is_read_by_its_headings() -> None:
    (row,) = read_procedures(csv_file([HEADING, ROW]), "x.csv").rows
    assert (row.code, row.name, row.field) == ("1.001", "Cấp thẻ đọc sách", "Thư viện")
    assert (row.service_level, row.by_post, row.working_days) == (3, True, 5)


@pytest.mark.parametrize(
    ("text", "level"),
    [("Mức độ 4", 4), ("mức 2", 2), ("III", 3), ("DVC toàn trình", 4), ("Một phần", 3), ("", None), ("Không", None)],
)
def test_a_level_of_service_is_read_in_any_usual_form(text: str, level: int | None) -> None:
    read = read_procedures(csv_file([HEADING, [*ROW[:3], text, *ROW[4:]]]), "x.csv")
    assert (read.rows[0].service_level, read.problems) == (level, [])


@pytest.mark.parametrize(
    ("cell", "days"),
    [(15, 15), (15.0, 15), ("15 ngày", 15), ("07 ngày làm việc", 7), ("không quá 3 ngày", 3), (0.5, 1), ("2,5", 3)],
)
def test_working_days_are_read_in_any_usual_form(cell: object, days: int) -> None:
    read = read_procedures(excel_file([HEADING, [*ROW[:5], cell]]), "x.xlsx")
    assert (read.rows[0].working_days, read.problems) == (days, [])


def test_what_cannot_be_read_is_reported_and_the_procedure_is_kept() -> None:
    read = read_procedures(csv_file([HEADING, [*ROW[:3], "cao", "tùy", "theo luật"]]), "x.csv")
    assert [(problem.key, problem.left_out) for problem in read.problems] == [
        ("procedure.no_level", False),
        ("cell.no_yes", False),
        ("cell.no_number", False),
    ]
    assert len(read.rows) == 1


@pytest.mark.parametrize(
    ("cell", "code"), [(9.0, "9"), ("9.0", "9"), (" 1.001 .h29 ", "1.001.H29"), ('="0012"', "0012"), (1.5, "1.5")]
)
def test_a_code_is_read_as_a_person_sees_it(cell: object, code: str) -> None:
    (row,) = read_procedures(
        excel_file([HEADING, [cell, *ROW[1:]]]) if cell != '="0012"' else csv_file([HEADING, [cell, *ROW[1:]]]), "x"
    ).rows
    assert row.code == code


@pytest.mark.parametrize("cell", [1.23456789012345e20, "1,23E+15"])
def test_a_code_of_which_only_the_first_digits_are_left_is_reported(cell: object) -> None:
    read = read_procedures(excel_file([HEADING, [cell, *ROW[1:]]]), "x.xlsx")
    assert [(problem.row, problem.key) for problem in read.problems] == [(2, "cell.rounded")]
    assert read.rows == []


def test_the_same_row_twice_is_read_once_and_a_contradicting_one_is_reported() -> None:
    other = ["1.001", "Cấp thẻ xem phim", *ROW[2:]]
    read = read_procedures(csv_file([HEADING, ROW, ROW, other]), "x.csv")
    assert [row.name for row in read.rows] == ["Cấp thẻ đọc sách"]
    assert [(problem.row, problem.key, problem.values) for problem in read.problems] == [
        (4, "code.twice", {"code": "1.001", "first_row": 2})
    ]


def test_a_procedure_without_a_name_is_reported_by_the_file_s_own_heading() -> None:
    read = read_procedures(csv_file([HEADING, ["1.001", "", *ROW[2:]]]), "x.csv")
    assert read.problems[0].values == {"column": "Tên thủ tục hành chính"}
