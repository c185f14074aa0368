"""Rows of a plan's table that are no tasks, rest of a task, or divide tasks: each is what it is, and none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.importing import parse_file
from storage.imports.parsed import ParsedFile
from storage.imports.plan.plan import PlanFile
from storage.imports.questions import answered
from tests.files import Rows, csv_file, excel_file, word_file

HEADING = ["STT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời hạn", "Ghi chú"]


def parsed(rows: Rows, heading: list[str] = HEADING) -> ParsedFile:
    return parse_file(excel_file([heading, *rows]), "x.xlsx", answered(kind="plan", year=2026))


def tasks(rows: Rows, heading: list[str] = HEADING) -> list[tuple[int, str, str]]:
    """Number, area and title."""
    content = parsed(rows, heading).content
    assert isinstance(content, PlanFile)
    return [(task.number, f"{task.area_numeral} {task.area_name}".strip(), task.title) for task in content.tasks]


def told(rows: Rows) -> dict[str, str | int]:
    return {line.key: line.values.get("names", line.values["count"]) for line in parsed(rows).not_read}


def task(number: object, title: str, **others: str) -> list[object]:
    return [number, title, others.get("product", ""), "Văn phòng", others.get("deadline", "2/2026"), ""]


def bare(number: object, title: str) -> list[object]:
    return [number, title, "", "", "", ""]


def test_sums_notes_recipients_and_signatures_are_no_tasks_and_are_told() -> None:
    rows = [
        *(task(1, "Việc a"), task(2, "Việc b")),
        ["", "Tổng cộng", "2 nhiệm vụ", "", "", ""],
        bare("", "Ghi chú: gửi kết quả trước ngày 20 hằng tháng."),
        bare("", "Nơi nhận:"),
        bare("", "- Các phòng;"),
        bare("", "- Lưu: VT."),
        ["", "NGƯỜI LẬP BIỂU", "", "", "KT. GIÁM ĐỐC", ""],
        ["", "(Ký, họ tên)", "", "", "", ""],
        ["", "Người mẫu", "", "", "", ""],
    ]
    assert [title for _, _, title in tasks(rows)] == ["Việc a", "Việc b"]
    assert told(rows) == {"foot_rows": "4, 5, 6, 7, 8, 9, 10, 11"}


def test_a_task_that_begins_like_a_sum_or_a_note_is_a_task() -> None:
    titles = ["Tổng hợp kết quả", "Ghi chú sổ sách", "Cộng tác với báo", "Người lập hồ sơ tập huấn", "Lưu trữ hồ sơ"]
    rows = [task(number, title) for number, title in enumerate(titles, 1)]
    assert [title for _, _, title in tasks(rows)] == titles
    assert told(rows) == {}


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("Số hóa, gồm: (1) quét;", "(2) ký số kết quả."),
        ("Số hóa hồ sơ và", "trả kết quả qua mạng"),
        ("Số hóa gồm:", "- Quét hồ sơ"),
        ("Số hóa, trong đó:", "Quét hồ sơ"),
        ("Số hóa hồ sơ.", "Trả kết quả qua mạng."),
    ],
)
def test_the_rest_of_a_task_after_the_page_break_belongs_to_it(first: str, rest: str) -> None:
    rows = [task(1, first), bare("", rest), task(2, "Việc b")]
    assert tasks(rows) == [(1, "", f"{first} {rest}"), (2, "", "Việc b")]


def test_the_rest_of_another_cell_belongs_to_the_task_above() -> None:
    rows = [task(1, "Việc a", product="Báo cáo;"), ["", "", "Kế hoạch", "", "", ""], task(2, "Việc b")]
    content = parsed(rows).content
    assert isinstance(content, PlanFile)
    assert [task.product for task in content.tasks] == ["Báo cáo;\nKế hoạch", ""]
    assert content.problems == []


AREAS: dict[str, list[list[object]]] = {
    "with numeral": [bare("I", "Thể chế"), bare("II", "Bộ máy")],
    "without numeral": [bare("", "Thể chế"), bare("", "Bộ máy")],
    "numeral in the name": [bare("", "I. Thể chế"), bare("", "II. Bộ máy")],
    "letters": [bare("A", "Thể chế"), bare("B", "Bộ máy")],
    "with a note beside": [["I", "Thể chế", "", "", "", "xem phụ lục"], bare("II", "Bộ máy")],
    "with a unit beside": [["I", "Thể chế", "", "Văn phòng", "", ""], bare("II", "Bộ máy")],
    "numbers": [bare(1, "Thể chế"), bare(2, "Bộ máy")],
}


@pytest.mark.parametrize("name", AREAS)
def test_a_row_that_names_an_area_is_no_task(name: str) -> None:
    first, second = AREAS[name][0], AREAS[name][1]
    given = ("1.1", "1.2", "2.1") if name == "numbers" else (1, 2, 1)
    rows = [first, task(given[0], "Việc a"), task(given[1], "Việc b"), second, task(given[2], "Việc c")]
    read = tasks(rows)
    assert [(number, title) for number, _, title in read] == [(1, "Việc a"), (2, "Việc b"), (3, "Việc c")]
    assert [area.split()[-1] for _, area, _ in read] == ["chế", "chế", "máy"]
    assert "loose_rows" not in told(rows)


LEVELS: dict[str, list[list[object]]] = {
    "letters above": [bare("A", "Chung"), bare("I", "Thể chế"), bare("II", "Bộ máy"), bare("B", "Riêng")],
    "across": [["A. Chung"] * 6, ["I. Thể chế"] * 6, ["II. Bộ máy"] * 6, ["B. Riêng"] * 6],
    "dotted": [["A. Chung"] * 6, ["A.1. Thể chế"] * 6, ["A.2. Bộ máy"] * 6, ["B. Riêng"] * 6],
    "without numeral": [bare("A", "Chung"), bare("", "Thể chế"), bare("", "Bộ máy"), bare("B", "Riêng")],
    "small letters": [bare("A", "Chung"), bare("a", "Thể chế"), bare("b", "Bộ máy"), bare("B", "Riêng")],
}


@pytest.mark.parametrize("name", LEVELS)
def test_an_area_that_is_divided_into_others_is_named_with_each_of_them(name: str) -> None:
    upper, first, second, other = LEVELS[name]
    rows = [upper, first, task(1, "Việc a"), second, task(2, "Việc b"), other, task(3, "Việc c")]
    areas = [area for _, area, _ in tasks(rows)]
    assert [area.startswith("A Chung – ") for area in areas] == [True, True, False]
    assert [area.split()[-1] for area in areas] == ["chế", "máy", "Riêng"]
    assert areas[2] == "B Riêng"


def test_areas_of_three_levels_are_named_whole() -> None:
    rows = [bare("A", "Chung"), bare("I", "Thể chế"), ["Văn bản"] * 6, task(1, "Việc a"), bare("II", "Bộ máy")]
    assert [area for _, area, _ in tasks([*rows, task(2, "Việc b")])] == [
        "A Chung – I. Thể chế – Văn bản", "A Chung – II. Bộ máy",
    ]  # fmt: skip


def test_a_group_above_numbers_that_begin_anew_is_no_task() -> None:
    rows = [bare("I", "Thể chế"), bare(1, "Văn bản"), task(1, "Việc a"), bare(2, "Rà soát"), task(1, "Việc b")]
    assert [title for _, _, title in tasks(rows)] == ["Việc a", "Việc b"]
    assert told(rows) == {"group_rows": "3, 5"}


def test_a_group_within_an_area_is_told_and_a_parent_with_a_deadline_is_a_task() -> None:
    rows = [
        *(bare("I", "Thể chế"), bare("1", "Nhóm việc"), task("1.1", "Việc a"), task("1.2", "Việc b")),
        *(task("2", "Việc cha"), task("2.1", "Việc con")),
    ]
    assert tasks(rows) == [
        *((1, "I Thể chế", "Việc a"), (2, "I Thể chế", "Việc b")),
        *((3, "I Thể chế", "Việc cha"), (4, "I Thể chế", "Việc con")),
    ]
    assert told(rows) == {"group_rows": "3", "renumbered": 4}


def test_levels_written_before_the_titles_are_told_apart_in_the_same_way() -> None:
    heading = HEADING[1:]
    rows = [
        ["1. Nhóm việc", "", "", "", ""],
        ["1.1. Việc a", "", "Văn phòng", "2/2026", ""],
        ["1.2. Việc b", "", "Văn phòng", "3/2026", ""],
    ]
    assert tasks(rows, heading) == [(1, "1 Nhóm việc", "Việc a"), (2, "1 Nhóm việc", "Việc b")]


def test_a_row_of_which_nobody_knows_what_it_is_is_told() -> None:
    rows = [task(1, "Việc a"), task(2, "Việc b"), bare("", "Thể chế")]
    assert [title for _, _, title in tasks(rows)] == ["Việc a", "Việc b"]
    assert told(rows) == {"loose_rows": "4"}


def test_units_that_only_support_are_kept_apart() -> None:
    heading = ["STT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"]
    content = parsed([[1, "Việc a", "Văn phòng", "Thanh tra", "2/2026"]], heading).content
    assert isinstance(content, PlanFile)
    assert [(task.lead, task.support) for task in content.tasks] == [("Văn phòng", "Thanh tra")]


TITLES = st.lists(st.sampled_from("abcdeghik"), min_size=2, max_size=6, unique=True)
FEET = st.lists(
    st.sampled_from(["Tổng cộng", "Ghi chú: mẫu", "Nơi nhận:", "- Lưu: VT.", "THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên)"]),
    max_size=4,
    unique=True,
)


@given(TITLES, FEET, st.sampled_from(["", "Thể chế", "I. Thể chế"]))
def test_of_every_row_it_is_known_what_became_of_it(letters: list[str], feet: list[str], area: str) -> None:
    rows: list[list[object]] = [bare("", area)] if area else []
    rows += [task(number, f"Việc {letter}") for number, letter in enumerate(letters, 1)]
    rows += [bare("", foot) for foot in feet]
    for data in (csv_file([HEADING, *rows]), word_file([HEADING, *rows])):
        file = parse_file(data, "x", answered(kind="plan", year=2026))
        assert isinstance(file.content, PlanFile)
        assert [task.title for task in file.content.tasks] == [f"Việc {letter}" for letter in letters]
        left = {line.key: line.values.get("count", 0) for line in file.not_read}
        assert left.get("foot_rows", 0) == len(feet)
