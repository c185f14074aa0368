"""A plan whose table has no column of deadlines is asked about; what is known of its tasks is not lost."""

from pathlib import Path

import pytest

from storage.ground.kinds import DeadlineKind
from storage.ground.refusals import Refusal
from storage.imports.importing import parse_file
from storage.imports.plan.plan import PlanFile, read_plan
from storage.imports.questions import Ask, Unanswered, answered
from storage.models import Role
from tests.chat import Person, Town
from tests.command_line import cchc, command_line
from tests.files import csv_file, excel_file, word_file

__all__ = ["command_line"]

TITLE = ["Kế hoạch cải cách hành chính năm 2026"]
UNDATED = [["TT", "Nhiệm vụ", "Đơn vị chủ trì"], ["1", "Rà soát thủ tục", "Sở Thử"], ["2", "Mở lớp tập huấn", "Sở Thử"]]
DATED = [[*UNDATED[0], "Thời hạn"], [*UNDATED[1], "31/3/2026"], [*UNDATED[2], "Thường xuyên"]]


def _file(rows: list[list[str]]) -> bytes:
    return csv_file([TITLE, *rows])


@pytest.mark.parametrize("data", [_file(UNDATED), excel_file([TITLE, *UNDATED]), word_file(UNDATED, lines=TITLE)])
def test_it_is_asked_which_deadline_holds_and_which_columns_were_found(data: bytes) -> None:
    with pytest.raises(Unanswered) as asked:
        parse_file(data, "ke-hoach")
    question = asked.value.question
    assert question.ask is Ask.DEADLINE
    assert [choice.value for choice in question.choices] == ["2026-12-31", "none"]
    assert question.values == {"count": 2, "columns": "TT; Nhiệm vụ; Đơn vị chủ trì"}


@pytest.mark.parametrize(
    ("answer", "shown", "kind"),
    [("2026-12-31", "31/12/2026", DeadlineKind.DATE), ("none", "", DeadlineKind.TRIGGER)],
)
def test_the_answer_holds_for_all_tasks(answer: str, shown: str, kind: DeadlineKind) -> None:
    answers = answered(kind="plan").with_answer(Ask.DEADLINE, answer)
    file = parse_file(_file(UNDATED), "ke-hoach", answers)
    assert isinstance(file.content, PlanFile)
    assert {(task.deadline_text, task.deadline.kind) for task in file.content.tasks} == {(shown, kind)}
    assert file.content.problems == []


def test_a_table_of_dossiers_is_no_plan_without_deadlines() -> None:
    rows = [["STT", "Mã hồ sơ", "Nội dung", "Ngày tiếp nhận"], ["1", "H-1", "Cấp phép", "1/6/2026"]]
    with pytest.raises(Refusal):
        read_plan(csv_file(rows), "x.csv", answered(year=2026))


async def _imports(officer: Person, rows: list[list[str]], *taps: str) -> str:
    await officer.sends_file("ke-hoach.csv", _file(rows))
    for label in taps:
        await officer.taps(label)
    shown = officer.hears
    await officer.taps("✅ Nhập")
    assert "Đã nhập xong" in officer.hears
    return shown


async def test_in_the_chat_one_tap_or_a_typed_day_answers(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await officer.sends_file("ke-hoach.csv", _file(UNDATED))
    assert "không có cột thời hạn; các cột tìm thấy: TT; Nhiệm vụ; Đơn vị chủ trì" in officer.hears
    await officer.says("30/11/2026")
    assert "Có ngày hoặc tháng: 2 nhiệm vụ, ngày 30/11/2026" in officer.hears
    shown = await _imports(officer, UNDATED, "Dùng 31/12/2026")
    assert "từ" not in shown.split("Có ngày")[1].split("\n")[0]
    await officer.says("/nhiemvu 2")
    assert "31/12/2026" in officer.hears


async def test_a_newer_file_without_the_column_leaves_the_deadlines_that_are_known(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await _imports(officer, DATED)
    rows = [*UNDATED, ["3", "Khảo sát ý kiến người dân", "Sở Thử"]]
    shown = await _imports(officer, rows, "Không đặt", "Bản mới của")
    assert "Thời hạn:" not in shown.split("🗓")[0]
    assert "1 mới, 2 không đổi" in shown
    await officer.says("/nhiemvu 1")
    assert "31/3/2026" in officer.hears
    assert "→ 31/12/2026" not in shown
    shown = await _imports(officer, rows, "Dùng 31/12/2026")
    assert "31/3/2026 → 31/12/2026" in shown


def test_on_the_command_line_the_options_are_named_and_chosen(command_line: None, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.csv"
    path.write_bytes(_file(UNDATED))
    refused = cchc("import", "plan", str(path))
    assert refused.exit_code == 1
    assert '--choose "deadline=2026-12-31"  Dùng 31/12/2026 cho tất cả' in refused.output
    assert "2 mới" in cchc("import", "plan", str(path), "--choose", "deadline=none").output
