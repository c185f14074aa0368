from datetime import date

import pytest

from storage.imports.totals import TotalRow, TotalsFile, read_totals
from tests.files import csv_file, excel_file
from tests.shared import shared_file

HEADING = ["Kênh", "Từ ngày", "Đến ngày", "Hài lòng", "Tổng số"]
ROW = ["Phiếu giấy", "01/01/2019", "31/03/2019", "90", "100"]
READ = TotalRow(2, "Phiếu giấy", date(2019, 1, 1), date(2019, 3, 31), 90, 100)


def read_one(*row: object) -> TotalsFile:
    return read_totals(excel_file([HEADING, row]), "x.xlsx")


def test_the_real_file_has_three_totals() -> None:
    path = shared_file("danh-gia-kenh-ngoai-2019.csv")
    read = read_totals(path.read_bytes(), path.name)
    assert [(row.satisfied, row.rated) for row in read.rows] == [(1310, 1311), (437, 437), (1451, 1451)]
    assert {(row.from_on, row.to_on) for row in read.rows} == {(date(2018, 11, 21), date(2019, 9, 8))}
    assert read.problems == []


def test_a_total_is_read_by_its_headings() -> None:
    assert read_totals(csv_file([HEADING, ROW]), "x.csv").rows == [READ]
    heading = ["Tổng số phiếu", "Số lượt hài lòng", "Không hài lòng", "Ngày kết thúc", "Ngày bắt đầu", "Kênh khảo sát"]
    row = ["100", "90", "10", "31/03/2019", "01/01/2019", "Phiếu giấy"]
    assert read_totals(csv_file([heading, row]), "x.csv").rows == [READ]


@pytest.mark.parametrize("period", ["01/01/2019 - 31/03/2019", "Từ ngày 1/1/2019 đến ngày 31 tháng 3 năm 2019"])
def test_the_days_may_stand_in_one_column(period: str) -> None:
    rows = [["Kênh", "Thời gian", "Hài lòng", "Tổng số"], ["Phiếu giấy", period, "90", "100"]]
    assert read_totals(csv_file(rows), "x.csv").rows == [READ]


def test_both_upper_levels_count_as_satisfied_where_they_are_counted_apart() -> None:
    rows = [[*HEADING[:3], "Rất hài lòng", *HEADING[3:]], [*ROW[:3], "60", "30", "100"]]
    assert read_totals(csv_file(rows), "x.csv").rows == [READ]


def test_the_sum_at_the_foot_is_not_counted_again() -> None:
    read = read_totals(csv_file([HEADING, ROW, ["Tổng cộng", "", "", "90", "100"]]), "x.csv")
    assert (read.rows, read.problems) == ([READ], [])


@pytest.mark.parametrize(("cell", "rated"), [("1.451", 1451), ("1 451", 1451), ("1,451", 1451), (1451.0, 1451)])
def test_thousands_may_be_separated(cell: object, rated: int) -> None:
    assert read_one(*ROW[:4], cell).rows[0].rated == rated


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ([*ROW[:3], "101", "100"], "totals.more_satisfied_than_rated"),
        ([*ROW[:3], "-1", "100"], "totals.negative"),
        ([*ROW[:3], -2, -1], "totals.negative"),
        (["Phiếu giấy", "31/03/2019", "01/01/2019", "90", "100"], "totals.period_reversed"),
        ([*ROW[:3], "90%", "100"], "cell.no_number"),
        ([*ROW[:3], 90.5, "100"], "cell.no_number"),
        ([*ROW[:3], "", "100"], "cell.missing"),
        (["", *ROW[1:]], "cell.missing"),
        (["Phiếu giấy", "đầu năm", *ROW[2:]], "cell.no_date"),
    ],
)
def test_a_total_that_cannot_be_is_reported_and_left_out(row: list[object], key: str) -> None:
    read = read_one(*row)
    assert [(problem.row, problem.key, problem.left_out) for problem in read.problems] == [(2, key, True)]
    assert read.rows == []


def test_a_period_that_cannot_be_read_is_reported() -> None:
    rows = [["Kênh", "Kỳ", "Hài lòng", "Tổng số"], ["Phiếu giấy", "hè", "90", "100"]]
    read = read_totals(csv_file(rows), "x.csv")
    assert [(problem.key, problem.values) for problem in read.problems] == [
        ("totals.no_period", {"column": "Kỳ", "value": "hè"})
    ]


def test_the_same_total_twice_is_read_once_and_a_contradicting_one_is_reported() -> None:
    read = read_totals(csv_file([HEADING, ROW, ROW, [*ROW[:3], "80", "100"]]), "x.csv")
    assert read.rows == [READ]
    assert [(problem.row, problem.key) for problem in read.problems] == [(4, "totals.twice")]
