"""The small files that stand beside the repository: what their tables hold is read as a reader would."""

from datetime import date

import pytest

from storage.imports.importing import parse_file
from storage.imports.parsed import ParsedFile
from storage.imports.plan.plan import PlanFile, PlannedTask
from storage.imports.questions import NO_ANSWERS, Answers, Ask, Unanswered
from tests.shared import shared_import


def read(name: str, answers: Answers = NO_ANSWERS) -> tuple[list[PlannedTask], ParsedFile]:
    file = parse_file(shared_import(name).read_bytes(), name, answers)
    assert isinstance(file.content, PlanFile)
    assert file.content.problems == []
    return file.content.tasks, file


def told(file: ParsedFile) -> dict[str, dict[str, str | int]]:
    return {line.key: dict(line.values) for line in file.not_read}


@pytest.mark.parametrize(
    ("name", "numbers", "last"),
    [
        ("05.docx", [1, 2, 3, 4], "Niêm yết công khai"),
        ("06.docx", [1, 2], "Kiểm tra công vụ"),
        ("13.xlsx", [1, 2], "Kiểm tra công vụ"),
        ("15.xlsx", [1, 2], "Kiểm tra công vụ"),
        ("16.xlsx", [1, 2], "Kiểm tra công vụ"),
    ],
)
def test_the_tasks_are_those_that_the_table_has(name: str, numbers: list[int], last: str) -> None:
    tasks, _ = read(name)
    assert ([task.number for task in tasks], tasks[-1].title) == (numbers, last)


def test_the_rest_below_the_page_break_belongs_to_the_task_above() -> None:
    tasks, _ = read("06.docx")
    assert tasks[0].title.endswith("(2) ký số kết quả.")


def test_what_stands_below_the_table_is_told() -> None:
    _, file = read("13.xlsx")
    assert told(file)["foot_rows"]["count"] == 4


def test_the_year_s_sheet_is_asked_for() -> None:
    with pytest.raises(Unanswered) as asked:
        read("10.xlsx")
    assert asked.value.question.ask is Ask.TABLE
    tasks, _ = read("10.xlsx", NO_ANSWERS.with_answer(Ask.TABLE, "KH 2026"))
    assert [task.number for task in tasks] == [1, 2, 3]


def test_a_month_shown_without_a_day_ends_on_its_last() -> None:
    tasks, _ = read("15.xlsx")
    assert [task.deadline.on for task in tasks] == [date(2026, 6, 30), date(2026, 9, 30)]


def test_what_is_hidden_or_struck_is_told() -> None:
    tasks, file = read("16.xlsx")
    assert [task.deadline.on for task in tasks] == [date(2026, 2, 28), date(2026, 6, 30)]
    assert {key: values["count"] for key, values in told(file).items()} == {
        "hidden_sheets": 1,
        "hidden_columns": 1,
        "hidden_rows": 1,
        "struck_rows": 1,
        "struck_cells": 1,
    }
