"""Which tables of a file are read, and what is asked where that is not sure."""

import dataclasses
import io

import docx
import pytest

from storage.ground.own_documents import MARK
from storage.ground.refusals import Refusal
from storage.imports.dossiers import read_dossiers
from storage.imports.files.tables import Row, Table
from storage.imports.importing import parse_file
from storage.imports.plan.plan import PlanFile
from storage.imports.questions import NO_ANSWERS, Answers, Ask, FileQuestion, Unanswered, answered
from tests.files import Rows, csv_file, excel_file, word_file

PLAN = ["STT", "Nhiệm vụ", "Thời hạn"]
CAPTIONS = ([["KẾ HOẠCH NĂM 2025"]], [["KẾ HOẠCH NĂM 2026"]])


def titles(data: bytes, answers: Answers) -> list[str]:
    content = parse_file(data, "x", answers).content
    assert isinstance(content, PlanFile)
    return [task.title for task in content.tasks]


def question(data: bytes, answers: Answers = NO_ANSWERS) -> FileQuestion:
    with pytest.raises(Unanswered) as asked:
        parse_file(data, "x", answers)
    return asked.value.question


@pytest.mark.parametrize("second", [PLAN, ["TT", "Nội dung công việc", "Hoàn thành"]])
def test_plans_of_two_years_one_below_the_other_are_asked_about(second: list[str]) -> None:
    first, last = CAPTIONS
    rows: Rows = [*first, PLAN, [1, "Việc a", "2/2025"], *last, second, [1, "Việc b", "3/2026"], [2, "Việc c", ""]]
    for data in (excel_file(rows), csv_file(rows)):
        asked = question(data)
        assert (asked.ask, [choice.values["rows"] for choice in asked.choices]) == (Ask.TABLE, [1, 2])
        answers = NO_ANSWERS.with_answer(Ask.TABLE, asked.choices[1].value)
        assert titles(data, answers) == ["Việc b", "Việc c"]
        assert titles(data, answered(year=2025)) == ["Việc a"]


def test_a_heading_of_two_rows_that_a_page_repeats_is_no_task() -> None:
    heading: Rows = [["STT", "Nhiệm vụ", "Thời gian", "Thời gian"], ["STT", "Nhiệm vụ", "Bắt đầu", "Hoàn thành"]]
    rows = [*heading, [1, "Việc a", "1/2026", "2/2026"], *heading, [2, "Việc b", "1/2026", "3/2026"]]
    assert titles(excel_file(rows), answered(year=2026)) == ["Việc a", "Việc b"]


def test_a_file_that_fits_two_kinds_alike_is_asked_about() -> None:
    rows = [["Mã số", "Nhiệm vụ", "Thời hạn", "Trạng thái"], ["1.001", "Cấp thẻ", "15/05/2026", "Đang xử lý"]]
    asked = question(csv_file(rows))
    assert (asked.ask, {choice.value for choice in asked.choices}) == (Ask.KIND, {"plan", "dossiers"})
    assert parse_file(csv_file(rows), "x", answered(kind="dossiers")).kind == "dossiers"


def test_a_workbook_of_a_plan_and_of_procedures_is_asked_about() -> None:
    data = excel_file([PLAN, [1, "Việc a", "2/2026"]], [["Mã thủ tục", "Tên thủ tục"], ["1.001", "Cấp thẻ"]])
    assert {choice.value for choice in question(data).choices} == {"plan", "procedures"}


def test_a_file_that_only_comes_close_to_one_kind_is_told_what_is_missing() -> None:
    with pytest.raises(Refusal) as refused:
        parse_file(csv_file([["STT", "Thời hạn", "Đơn vị chủ trì"], ["1", "Quý I", "Văn phòng"]]), "x.csv")
    assert refused.value.values == {"missing": "Nhiệm vụ cụ thể", "found": "STT; Thời hạn; Đơn vị chủ trì"}


EXPORT = ["Đơn vị tiếp nhận", "Lĩnh vực", "Mã hồ sơ", "Ngày nhận", "Ngày hẹn trả", "Ngày trả"]


def test_rows_whose_first_cells_were_left_away_are_read_below_their_headings() -> None:
    rows = [
        EXPORT,
        ["Phòng A", "Thư viện", "H-1", "04/05/2026", "15/05/2026", "14/05/2026"],
        ["H-2", "05/05/2026", "16/05/2026", "15/05/2026"],
        ["Phòng B", "Thư viện", "H-3", "06/05/2026", "17/05/2026"],
    ]
    file = parse_file(csv_file(rows), "x.csv")
    read = file.content.rows  # type: ignore[union-attr]
    assert [(row.row, row.code, f"{row.due_on:%d/%m}") for row in read] == [  # type: ignore[union-attr]
        *((2, "H-1", "15/05"), (3, "H-2", "16/05"), (4, "H-3", "17/05"))
    ]
    assert [line.values["names"] for line in file.not_read if line.key == "shifted_rows"] == ["3"]


def test_a_name_or_a_phone_in_the_wrong_column_is_not_shown_in_a_problem() -> None:
    rows = [EXPORT, *(["", "", "H-1", cell, "15/05/2026", ""] for cell in ("Trần Thị Mẫu", "0900000001"))]
    read = read_dossiers(csv_file(rows), "x.csv")
    shown = str([dataclasses.asdict(problem) for problem in read.problems])
    assert len(read.problems) == 2
    assert "Mẫu" not in shown
    assert "0900000001" not in shown


def test_a_document_that_the_bot_wrote_is_not_imported() -> None:
    document = docx.Document(io.BytesIO(word_file([PLAN, ["1", "Việc a", "2/2026"]])))
    document.core_properties.category = MARK
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(Refusal) as refused:
        parse_file(file.getvalue(), "x.docx", answered(year=2026))
    assert refused.value.key == "file.own_document"


def test_a_table_knows_its_first_rows_without_reading_all() -> None:
    table = Table(Row(number, [str(number)]) for number in range(10**9))
    assert len(table.head) == 200
