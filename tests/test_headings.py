"""What the columns of a table mean: told from all its headings together, and from the cells below them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ground.refusals import Refusal
from storage.imports.columns import DOSSIERS, KINDS, PLAN
from storage.imports.detection import detect_kind
from storage.imports.files.tables import Cell, Row, Table
from storage.imports.headings import Heading, best_heading
from storage.imports.meanings import Kind
from storage.imports.questions import Unanswered
from tests.files import csv_file


def table_of(*rows: list[Cell]) -> Table:
    return Table([Row(number, row) for number, row in enumerate(rows, 1)])


def heading_of(kind: Kind, *rows: list[Cell]) -> Heading:
    heading = best_heading(table_of(*rows), kind)
    assert heading is not None
    assert heading.is_complete
    return heading


def meanings(kind: Kind, headings: str) -> dict[str, str]:
    heading = heading_of(kind, [text.strip() for text in headings.split("|")])
    return {heading.texts[name]: name for name in heading.texts}


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Số TT | NỘI DUNG | THỜI GIAN THỰC HIỆN/ HOÀN THÀNH", "number title deadline"),
        ("Nội dung | Công việc | Hạn", "area title deadline"),
        ("Nhóm nhiệm vụ | Nhiệm vụ/Hoạt động | Thời gian dự kiến hoàn thành", "area title deadline"),
        ("Đơn vị chủ trì thực hiện | Đơn vị phối hợp thực hiện | Việc | Hạn", "lead support title deadline"),
        ("Mã nhiệm vụ | Nhiệm vụ | Thời hạn", "number title deadline"),
        ("Nội dung trọng tâm | STT | Nhiệm vụ | Thời hạn", "area number title deadline"),
        ("STT | Lĩnh vực | TT | Nhiệm vụ | Thời hạn", "number area area_numeral title deadline"),
        ("Lãnh đạo phụ trách | Nội dung | Lộ trình thực hiện", "– title deadline"),
    ],
)
def test_each_heading_of_a_plan_has_the_meaning_that_suits_all_of_them(headings: str, expected: str) -> None:
    found = meanings(PLAN, headings)
    assert [found.get(text.strip(), "–") for text in headings.split("|")] == expected.split()


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Số hồ sơ | Phòng ban | Ngày kết thúc xử lý | Trạng thái hồ sơ", "code unit finished_on state"),
        ("Mã số | Nhận hồ sơ | Hẹn trả kết quả | Trả kết quả", "code received_on due_on returned_on"),
        ("Số HS | Ngày gửi | Hạn giải quyết | Ngày hoàn thành", "code received_on due_on finished_on"),
        ("Mã HS | Hạn giải quyết (ngày) | Ngày trả | Ngày từ chối", "code working_days returned_on refused_on"),
        ("Mã hồ sơ gốc | Mã hồ sơ | Ngày hẹn trả | Ngày hẹn lại", "– code due_on extended_to"),
        ("Mã hồ sơ | Tình trạng | Trực tuyến | Tên TTHC", "code state submitted procedure_name"),
        ("MaHoSo | NgayTiepNhan | ngay_hen_tra | NGAYTRAKETQUA", "code received_on due_on returned_on"),
        ("Mã hồ sơ | Ngày hẹn trả | Hạn xử lý", "code due_on due_state"),
    ],
)
def test_the_headings_of_lists_of_dossiers_are_known(headings: str, expected: str) -> None:
    found = meanings(DOSSIERS, headings)
    assert [found.get(text.strip(), "–") for text in headings.split("|")] == expected.split()


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (["15/05/2026", "", "16/05/2026"], "due_on"),
        ([date(2026, 5, 15)], "due_on"),
        (["Đúng hạn", "Quá hạn 2 ngày"], "due_state"),
        ([5, 7], "working_days"),
        (["05 ngày", "7"], "working_days"),
        ([], "due_on"),
    ],
)
def test_the_cells_tell_what_a_heading_means_that_may_mean_several_things(cells: list[Cell], name: str) -> None:
    rows: list[list[Cell]] = [["Mã hồ sơ", "Ngày nhận", "Hạn xử lý"]]
    rows += [[f"H-{number}", "04/05/2026", cell] for number, cell in enumerate(cells)]
    assert heading_of(DOSSIERS, *rows).columns[name] == (2,)


def test_a_row_with_days_or_codes_is_never_a_second_row_of_the_heading() -> None:
    rows: list[list[Cell]] = [
        ["Số hồ sơ", "Chủ hồ sơ", "Ngày kết thúc", "Cơ quan"],
        ["H-1", "Người mẫu", "14/05/2026", "Trạng thái"],
    ]
    heading = heading_of(DOSSIERS, *rows)
    assert heading.last_row == 0
    assert [row.number for row in heading.rows(table_of(*rows))] == [2]


def test_a_line_of_a_form_above_the_table_does_not_win_over_its_heading() -> None:
    rows: list[list[Cell]] = [
        ["Nội dung kiểm tra", "Thời hạn"],
        ["STT", "Nhiệm vụ cụ thể", "Sản phẩm", "Đơn vị chủ trì", "Thời hạn"],
        ["1", "Lập lịch họp", "", "", "Quý I"],
    ]
    assert heading_of(PLAN, *rows).last_row == 1


NAMES = st.sampled_from(["Nguyễn Văn Mẫu", "Hồ Thị Mẫu", "Công ty Mẫu", "NGƯỜI MẪU", "Lê Trực Tuyến", "mau@mau.vn"])
DATA = NAMES | st.sampled_from(
    ["0900000001", "0900 000 002", "H-1", "04/05/2026", "Trực tuyến", "Hoàn thành", "12 Đường Mẫu", "1.004194", "TT"]
)


@given(
    st.lists(st.lists(DATA, min_size=1, max_size=6), min_size=1, max_size=6),
    st.lists(st.sampled_from(["Mã hồ sơ", "Nhiệm vụ", "Chủ hồ sơ", "STT", "Địa chỉ"]), max_size=4, unique=True),
)
def test_nothing_of_a_person_is_ever_shown_in_a_refusal(rows: list[list[str]], heading: list[str]) -> None:
    try:
        detect_kind(csv_file([heading, *rows] if heading else rows), "x.csv")
    except (Refusal, Unanswered) as told:
        shown = str(told.values if isinstance(told, Refusal) else told.question)
        for private in ("Văn", "Thị", "Công ty", "NGƯỜI", "0900", "H-1", "Đường", "@", "1.004", "2026"):
            assert private not in shown


@given(
    st.permutations(["STT", "Nội dung", "Nhiệm vụ cụ thể", "Chủ trì", "Phối hợp", "Kết quả", "Thời gian", "Ghi chú"])
)
def test_the_order_of_the_columns_does_not_change_what_they_mean(headings: list[str]) -> None:
    found = meanings(PLAN, "|".join(headings))
    assert found["Nội dung"] == "area"
    assert found["Nhiệm vụ cụ thể"] == "title"
    assert len(found) == len(headings)


def test_every_known_heading_means_its_own_column_where_it_stands_alone() -> None:
    for kind in KINDS:
        for column in kind.columns:
            assert column.rank(column.headings[0]) == 0
