"""The small files of real kinds, each with its right outcome; skipped where they are not there."""

from collections.abc import Sequence
from datetime import date

import pytest

from storage.ground.kinds import DeadlineKind
from storage.imports.importing import parse_file
from storage.imports.parsed import FileKind, ParsedFile
from storage.imports.plan.plan import PlanFile
from storage.imports.questions import Answers, Ask, Unanswered, answered
from storage.models import Role
from tests.chat import Person, Town
from tests.shared import shared_import
from tests.test_plans import reported, sends


def _bytes(name: str) -> bytes:
    return shared_import(name).read_bytes()


def _plan(name: str, answers: Answers | None = None) -> PlanFile:
    answers = answers or answered(kind=FileKind.PLAN, year=2026)
    content = parse_file(_bytes(name), name, answers).content
    assert isinstance(content, PlanFile)
    return content


def _titles(plan: PlanFile) -> list[str]:
    return [task.title for task in plan.tasks]


def _days(plan: PlanFile) -> list[date | None]:
    return [task.deadline.on for task in plan.tasks]


async def _sends(officer: Person, name: str, *taps: str) -> None:
    await sends(officer, name, _bytes(name), *taps)


async def _done(officer: Person, *titles: str) -> list[str]:
    return await reported(officer, *titles, words="Đã ký số")


TITLES_01 = ("Lập kế hoạch năm", "Kiểm tra công vụ", "Rà soát thủ tục", "Niêm yết công khai")


async def test_01_reports_go_with_their_task_when_numbers_shift(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await _sends(officer, "01a.csv")
    for number in (2, 3):
        await officer.says(f"{number} 80% Đã ký số")
    await officer.says("/nhap")
    await officer.sends_file("01b.csv", _bytes("01b.csv"))
    assert "Mở chuyên mục tuyên truyền" in officer.hears
    assert "2 → 3" in officer.hears or "2→3" in officer.hears, officer.hears
    await officer.taps("✅ Nhập")
    shown = await _done(officer, *TITLES_01, "Mở chuyên mục tuyên truyền")
    assert shown == ["Kiểm tra công vụ", "Rà soát thủ tục"]


async def test_02_an_amendment_takes_nothing_out(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await _sends(officer, "01a.csv")
    await officer.sends_file("02b.csv", _bytes("02b.csv"))
    assert any("ửa đổi" in label for label in officer.last.labels), officer.last.labels
    await officer.taps("ửa đổi")
    await officer.taps("✅ Nhập")
    await officer.says("/nhiemvu")
    text = "\n".join(officer.last.labels)
    for title in (*TITLES_01, "Mở quầy lưu động"):
        assert title in text
    await officer.says("/nhiemvu 2")
    assert "31/7/2026" in officer.hears


async def test_03_another_plan_of_the_year_is_a_plan_of_its_own(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await _sends(officer, "03a.csv")
    for number in (1, 2):
        await officer.says(f"{number} 80% Đã ký số")
    await officer.says("/nhap")
    await officer.sends_file("03b.csv", _bytes("03b.csv"))
    if not any("✅ Nhập" in label for label in officer.last.labels):
        await officer.taps("khác")
    await officer.taps("✅ Nhập")
    shown = await _done(officer, *TITLES_01, "Khảo sát độc lập", "Công bố kết quả")
    assert shown == ["Lập kế hoạch năm", "Kiểm tra công vụ"]


def test_05_a_table_cut_in_two_goes_on() -> None:
    assert len(_plan("05.docx").tasks) == 4


def test_06_a_row_without_number_goes_on() -> None:
    plan = _plan("06.docx")
    assert len(plan.tasks) == 2
    assert "(2)" in plan.tasks[0].title


def test_08_durations_are_no_days() -> None:
    plan = _plan("08.csv")
    assert _days(plan) == [None] * 4
    assert len([problem for problem in plan.problems if problem.key == "plan.deadline_unclear"]) == 4


def _answering(data: bytes, name: str, ask: Ask, meant: str) -> ParsedFile:
    """With the choice that speaks of what is meant, where it is asked for."""
    answers = answered(kind=FileKind.PLAN)
    try:
        return parse_file(data, name, answers)
    except Unanswered as unanswered:
        question = unanswered.question
    [choice] = [choice for choice in question.choices if meant in str(choice.values)]
    return parse_file(data, name, answers.with_answer(ask, choice.value, question.about))


def test_10_the_sheet_of_the_year_is_meant_or_it_is_asked_which() -> None:
    data = _bytes("10.xlsx")
    parsed = _answering(data, "10.xlsx", Ask.TABLE, "2026")
    assert isinstance(parsed.content, PlanFile)
    assert parsed.content.year == 2026
    assert len(parsed.content.tasks) == 3


async def test_12_units_are_those_that_are_meant(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await officer.sends_file("12.xlsx", _bytes("12.xlsx"))
    for name in ("Chủ trì", "(chủ trì)", "Văn phòng/Phòng A"):
        assert name not in officer.hears
    assert "Phòng Nghiệp vụ" in officer.hears


def test_13_sums_notes_and_recipients_are_no_tasks() -> None:
    plan = _plan("13.xlsx")
    assert len(plan.tasks) == 2


def test_15_a_date_that_shows_no_day_is_the_month_s_last() -> None:
    assert _days(_plan("15.xlsx")) == [date(2026, 6, 30), date(2026, 9, 30)]


def test_16_what_is_hidden_or_struck_is_not_read_and_named() -> None:
    parsed: ParsedFile = parse_file(_bytes("16.xlsx"), "16.xlsx", answered(kind=FileKind.PLAN, year=2026))
    assert isinstance(parsed.content, PlanFile)
    assert _days(parsed.content) == [date(2026, 2, 28), date(2026, 6, 30)]
    assert parsed.not_read


def test_18_twelve_deadlines() -> None:
    kinds = [(task.deadline.kind, task.deadline.on) for task in _plan("18.csv").tasks]
    dated, going_on = DeadlineKind.DATE, (DeadlineKind.CONTINUOUS, None)
    assert kinds == [
        (DeadlineKind.YEAR, date(2027, 12, 31)),
        going_on,
        (dated, date(2026, 8, 14)),
        (dated, date(2026, 6, 30)),
        (dated, date(2026, 6, 30)),
        (dated, date(2026, 12, 15)),
        (dated, date(2026, 6, 30)),
        going_on,
        going_on,
        (dated, date(2026, 12, 31)),
        (dated, date(2026, 9, 30)),
        going_on,
    ]


async def _dossier_days(town: Town, *names: str, taps: Sequence[str] = ()) -> Person:
    officer = await town.member(Role.OFFICER)
    for name in names:
        await _sends(officer, name, *taps)
    return officer


async def test_20_an_export_of_a_one_stop_system_has_three_dossiers(any_town: Town) -> None:
    officer = await _dossier_days(any_town, "20.csv")
    await officer.says("/summary tháng 5/2026")
    assert "nhận 3 · trả 2" in officer.hears, officer.hears


async def test_22_only_what_is_late_is_late(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await officer.sends_file("22.csv", _bytes("22.csv"))
    assert "H-1" in officer.hears or "Dòng 2" in officer.hears
    await officer.taps("✅ Nhập")
    await officer.says("/thuxinloi")
    assert "H-6" in officer.hears
    for code in ("H-1", "H-2", "H-3", "H-4", "H-5"):
        assert code not in officer.hears


async def test_23_what_a_file_has_no_column_for_stays(any_town: Town) -> None:
    await _dossier_days(any_town, "23a.csv", "23b.csv")
    citizen = any_town.person()
    await citizen.says("/hoso H-1 0000")
    assert "14/05/2026" in citizen.hears


@pytest.mark.parametrize(
    ("tapped", "new"), [("Ngày trước", "6 mới"), ("Tháng trước", "2 mới"), ("Theo từng dòng", "6 mới")]
)
async def test_24_the_order_of_day_and_month_is_asked_for(any_town: Town, tapped: str, new: str) -> None:
    officer = await any_town.member(Role.OFFICER)
    await officer.sends_file("24.csv", _bytes("24.csv"))
    await officer.taps(tapped)
    assert new in officer.hears


async def test_what_was_not_read_is_shown_before_anything_is_written(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.sends_file("16.xlsx", _bytes("16.xlsx"))
    if "Kế hoạch năm nào" in officer.hears:
        await officer.taps("2026")
    assert "Chưa đọc" in officer.hears
    assert "ẩn" in officer.hears
