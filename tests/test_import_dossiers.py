import dataclasses
import time
from collections import Counter
from datetime import date, datetime

import pytest

from storage.imports.dossier_rows import Apology, DossierRow, DossiersFile, Submitted
from storage.imports.dossiers import read_dossiers
from storage.imports.state_words import Said
from tests.files import csv_file, excel_file
from tests.shared import shared_file

HEADING = {
    "Mã hồ sơ": "HS-1",
    "Mã thủ tục": "1.001",
    "Người nộp": "Trần Thị Tên Riêng",
    "Số điện thoại": "0901000539",
    "Hình thức nộp": "Trực tiếp",
    "Ngày tiếp nhận": "21/11/2018",
    "Ngày hẹn trả": "28/11/2018",
    "Ngày trả kết quả": "27/11/2018",
    "Thư xin lỗi": "",
}


def read_one(changes: dict[str, object]) -> DossiersFile:
    row = HEADING | changes
    return read_dossiers(excel_file([list(row), list(row.values())]), "x.xlsx")


def one(changes: dict[str, object]) -> DossierRow:
    read = read_one(changes)
    assert read.problems == []
    return read.rows[0]


def test_the_real_file_has_6981_dossiers_and_is_read_in_less_than_a_second() -> None:
    path = shared_file("ho-so-2019.csv")
    data = path.read_bytes()
    start = time.process_time()
    read = read_dossiers(data, path.name)
    assert time.process_time() - start < 1
    assert (len(read.rows), read.problems) == (6981, [])
    assert sum(row.apology is not None for row in read.rows) == 7
    assert Counter(row.submitted or "" for row in read.rows) == {"direct": 6697, "online": 211, "post": 73}
    end = date(2019, 9, 8)
    assert sum(row.due_on is not None and (row.returned_on or end) > row.due_on for row in read.rows) == 9


def test_a_dossier_is_read_by_its_headings() -> None:
    row = one({})
    assert "returned_on" in row.has
    assert "finished_on" not in row.has
    assert row == DossierRow(
        row=2,
        code="HS-1",
        procedure_code="1.001",
        procedure_name="",
        field="",
        unit="",
        phone="0901000539",
        submitted=Submitted.DIRECT,
        received_on=date(2018, 11, 21),
        due_on=date(2018, 11, 28),
        extended_to=None,
        finished_on=None,
        returned_on=date(2018, 11, 27),
        refused_on=None,
        said=Said(),
        late=None,
        apology=None,
        has=row.has,
    )


def test_the_applicant_s_name_leaves_the_file_in_no_row_and_no_problem() -> None:
    cases: tuple[dict[str, object], ...] = ({}, {"Ngày hẹn trả": "mai"}, {"Số điện thoại": "Trần Thị Tên Riêng"})
    for changes in cases:
        assert "Riêng" not in str([dataclasses.asdict(read_one(changes))])


@pytest.mark.parametrize(
    "cell",
    [
        *("21/11/2018", "21-11-2018", "21.11.2018", "21/11/18", "2018-11-21", "21/11/2018 14:30", "14:30 21/11/2018"),
        *("ngày 21 tháng 11 năm 2018", " 21 / 11 / 2018 ", "43425", 43425, 43425.6),
        *(date(2018, 11, 21), datetime(2018, 11, 21, 14, 30)),  # noqa: DTZ001
    ],
)
def test_a_date_is_read_in_any_usual_form(cell: object) -> None:
    assert one({"Ngày tiếp nhận": cell}).received_on == date(2018, 11, 21)


def test_the_day_comes_before_the_month() -> None:
    assert one({"Ngày hẹn trả": "03/12/2018"}).due_on == date(2018, 12, 3)


@pytest.mark.parametrize("cell", ["31/02/2019", "hôm qua", "2018", "12/2018"])
def test_a_date_that_cannot_be_read_is_reported_with_its_heading(cell: str) -> None:
    read = read_one({"Ngày hẹn trả": cell})
    assert [(problem.row, problem.key, problem.values) for problem in read.problems] == [
        (2, "cell.no_date", {"column": "Ngày hẹn trả", "value": cell})
    ]
    assert read.rows == []


def test_a_dossier_that_is_not_returned_has_no_such_day() -> None:
    assert one({"Ngày trả kết quả": None}).returned_on is None


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        *[("0901000539", "0901000539"), ("+84 901 000 539", "0901000539"), ("84901000539", "0901000539")],
        *[("0901.000.539", "0901000539"), ("(028) 3822-4053", "02838224053"), (901000539, "0901000539")],
        *[("+84 (0)901000539", "0901000539"), ("0084901000539", "0901000539"), (2838224053.0, "02838224053")],
        *[("842345678", "0842345678"), ("0901000539 / 0902000111", "0901000539"), ("", ""), (None, "")],
    ],
)
def test_a_phone_number_is_kept_in_one_form(cell: object, phone: str) -> None:
    assert one({"Số điện thoại": cell}).phone == phone


@pytest.mark.parametrize("cell", ["không có", "12345", "0000000000", "9" * 30])
def test_an_unreadable_phone_number_is_reported_without_it_and_the_dossier_kept(cell: str) -> None:
    read = read_one({"Số điện thoại": cell})
    assert [(problem.key, problem.values, problem.left_out) for problem in read.problems] == [
        ("dossier.no_phone", {}, False)
    ]
    assert read.rows[0].phone == ""


@pytest.mark.parametrize(
    ("cell", "submitted"),
    [
        *[("Trực tuyến", "online"), ("Nộp qua Cổng Dịch vụ công", "online"), ("Dịch vụ bưu chính công ích", "post")],
        *[("truc tiep tai Bo phan Mot cua", "direct"), ("Khác", "other"), ("", "other")],
    ],
)
def test_the_way_of_submitting_is_known_by_its_words(cell: str, submitted: str) -> None:
    assert one({"Hình thức nộp": cell}).submitted == submitted


@pytest.mark.parametrize(
    ("cell", "apology"),
    [
        *[("Có", Apology()), ("x", Apology()), ("Đã gửi", Apology()), (True, Apology()), (1, Apology())],
        *[("Không", None), ("chưa", None), ("", None), (False, None), (0, None), ("-", None)],
        ("Số 12/TXL-VP ngày 05/12/2018", Apology("12/TXL-VP", date(2018, 12, 5))),
        ("Thư số 7/TXL ngày 5 tháng 12 năm 2018", Apology("7/TXL", date(2018, 12, 5))),
        ("15/TXL-VP", Apology("15/TXL-VP")),
        (date(2018, 12, 5), Apology(on=date(2018, 12, 5))),
    ],
)
def test_an_apology_letter_is_known_with_its_number_and_date(cell: object, apology: Apology | None) -> None:
    assert one({"Thư xin lỗi": cell}).apology == apology


@pytest.mark.parametrize("cell", ["Đang soạn", "Chưa gửi thư số 12/TXL", "xem lại"])
def test_an_unclear_apology_is_reported_and_counts_as_none(cell: str) -> None:
    read = read_one({"Thư xin lỗi": cell})
    assert [(problem.key, problem.left_out) for problem in read.problems] == [("dossier.apology_unclear", False)]
    assert read.rows[0].apology is None


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"Ngày trả kết quả": "20/11/2018"}, "dossier.returned_before_received"),
        ({"Ngày hẹn trả": "20/11/2018"}, "dossier.due_before_received"),
        ({"Mã hồ sơ": ""}, "cell.missing"),
        ({"Ngày tiếp nhận": ""}, "cell.missing"),
    ],
)
def test_a_dossier_that_cannot_be_is_reported_and_left_out(changes: dict[str, object], key: str) -> None:
    read = read_one(changes)
    assert [(problem.row, problem.key) for problem in read.problems] == [(2, key)]
    assert read.rows == []


def test_of_a_code_given_again_the_last_row_counts_and_it_is_told_where_they_differ() -> None:
    first = list(HEADING.values())
    other = [*first[:7], "30/11/2018", ""]
    read = read_dossiers(csv_file([list(HEADING), first, first, other]), "x.csv")
    assert [(row.row, row.returned_on) for row in read.rows] == [(4, date(2018, 11, 30))]
    assert [(problem.row, problem.key, problem.values) for problem in read.problems] == [
        (3, "dossier.again", {"code": "HS-1", "later_row": 4})
    ]


def test_good_rows_are_read_beside_bad_ones() -> None:
    rows = [list((HEADING | {"Mã hồ sơ": f"HS-{number}"}).values()) for number in range(3)]
    rows[1][5] = "?"
    read = read_dossiers(csv_file([list(HEADING), *rows], ";"), "x.csv")
    assert [row.code for row in read.rows] == ["HS-0", "HS-2"]
    assert [problem.row for problem in read.problems] == [3]
