from datetime import date

import pytest

from storage.ground.refusals import Refusal
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


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Tháng", ["1", "2"]),
        ("Tháng", [1, 2.0]),
        ("Tháng", ["Tháng 01", "T2"]),
        ("Tháng báo cáo", ["1/2019", "02/2019"]),
        ("Tháng", [date(2019, 1, 1), date(2019, 2, 1)]),
        ("Kỳ", ["Tháng 1", "Tháng 2"]),
    ],
)
def test_each_month_may_have_a_row_of_its_own(heading: str, cells: list[object]) -> None:
    rows = [["Kênh", heading, "Hài lòng", "Tổng số"], *(["Phiếu giấy", cell, "90", "100"] for cell in cells)]
    read = read_totals(excel_file([["Kết quả khảo sát năm 2019"], *rows]), "x.xlsx")
    months = [(date(2019, 1, 1), date(2019, 1, 31)), (date(2019, 2, 1), date(2019, 2, 28))]
    assert ([(row.from_on, row.to_on) for row in read.rows], read.problems) == (months, [])


def test_so_may_each_quarter_with_its_year_in_a_column_or_in_the_file_s_name() -> None:
    quarter = (date(2019, 4, 1), date(2019, 6, 30))
    rows = [["Kênh", "Năm", "Quý", "Hài lòng", "Tổng số"], ["Phiếu giấy", "2019", "II", "90", "100"]]
    named = [[row[0], *row[2:]] for row in rows]
    for data, name in ((csv_file(rows), "x.csv"), (csv_file(named), "khao-sat-2019.csv")):
        assert [(row.from_on, row.to_on) for row in read_totals(data, name).rows] == [quarter]


@pytest.mark.parametrize(
    ("title", "cell", "key"),
    [
        ("Kết quả khảo sát", "1", "totals.no_year"),
        ("Khảo sát năm 2018 và năm 2019", "1", "totals.no_year"),
        ("Khảo sát năm 2019", "Cả năm", "totals.no_period"),
        ("Khảo sát năm 2019", "13", "totals.no_period"),
    ],
)
def test_a_month_that_cannot_be_told_is_reported(title: str, cell: str, key: str) -> None:
    rows = [["Kênh", "Tháng", "Hài lòng", "Tổng số"], ["Phiếu giấy", cell, "90", "100"]]
    read = read_totals(csv_file([[title], *rows]), "x.csv")
    assert (read.rows, [problem.key for problem in read.problems]) == ([], [key])


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        (["Kênh", "Tháng", "Tỷ lệ hài lòng (%)", "Tổng số"], "totals.only_rates"),
        (["Kênh", "Hài lòng", "Tổng số", "Ghi chú"], "totals.no_period_column"),
        (["Kênh", "Tháng", "Mức độ", "Tổng số"], "headings.missing"),
    ],
)
def test_a_table_without_counts_or_without_a_period_is_refused_with_what_to_add(heading: list[str], key: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_totals(csv_file([heading, ["Phiếu giấy", "1", "90", "100"]]), "x.csv")
    assert refused.value.key == key


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
