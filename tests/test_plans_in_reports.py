"""Where a unit has several plans, the report, its sheets and the reminders say which plan a task is of."""

import io

import openpyxl  # type: ignore[import-untyped]

from storage.models import Role
from tests.chat import Person, Town
from tests.issued_reports import makes
from tests.office_files import lines, opened
from tests.test_plans import FIRST, another, plan, sends


async def _officer(town: Town) -> Person:
    officer = await town.member(Role.OFFICER)
    await sends(officer, "mot.csv", plan(*FIRST, number="Số: 12/KH-ST"))
    return officer


async def _report(town: Town, officer: Person) -> tuple[str, dict[str, list[str]]]:
    """The document's text; the headings of each sheet."""
    files = {file.name: file.content for file in [await town.file(message) for message in await makes(officer)]}
    [word] = [content for name, content in files.items() if name.endswith(".docx")]
    [excel, *_] = [content for name, content in files.items() if name.endswith(".xlsx")]
    book = openpyxl.load_workbook(io.BytesIO(excel))
    heads = {sheet.title: [str(cell.value) for row in sheet.iter_rows() for cell in row] for sheet in book.worksheets}
    return "\n".join(lines(opened(word))), heads


async def test_the_report_names_the_plans_where_there_are_several(town: Town) -> None:
    officer = await _officer(town)
    text, sheets = await _report(town, officer)
    assert "12/KH-ST: " not in text
    assert all("Kế hoạch" not in cells for cells in sheets.values())
    await another(officer)
    text, sheets = await _report(town, officer)
    assert "12/KH-ST: I. Điều hành" in text
    assert "NÂNG CAO CHỈ SỐ: I. Chỉ số" in text
    assert any("Kế hoạch" in cells and "12/KH-ST" in cells for cells in sheets.values())


async def test_a_reminder_names_the_plan(town: Town) -> None:
    officer = await _officer(town)
    await another(officer)
    await officer.says("/nhac")
    room = await town.named("Văn phòng")
    staff = await town.member(Role.STAFF, room)
    town.passes(hours=24 - 4)
    await town.ticks()
    assert "(12/KH-ST)" in staff.hears


async def test_what_the_check_finds_says_of_which_plan_it_is(any_town: Town) -> None:
    """The same number, and something to put right, in both."""
    officer = await _officer(any_town)
    other = [["I. Chỉ số", 1, "Khảo sát ý kiến người dân", "Văn phòng", "31/1/2026", ""]]
    title = "KẾ HOẠCH NÂNG CAO CHỈ SỐ NĂM 2026"
    await sends(officer, "khac.csv", plan(*other, title=title), "Một kế hoạch khác")
    await officer.says("/kiemtra năm 2026")
    found = [line for line in officer.hears.splitlines() if "Ghi chú của nhiệm vụ 1" in line]
    assert [name in line for name, line in zip(("12/KH-ST: ", "NÂNG CAO CHỈ SỐ"), found, strict=True)] == [True, True]
    await officer.taps("12/KH-ST: Ghi chú của nhiệm vụ 1")
    await officer.taps("📌 Nhiệm vụ 1")
    assert "Xây dựng chương trình công tác" in officer.hears


async def test_every_task_that_the_report_names_is_of_a_plan_that_it_names(town: Town) -> None:
    officer = await _officer(town)
    await another(officer)
    await officer.says("2 80% Đã ký biên bản")
    await officer.taps("NÂNG CAO")
    text, _ = await _report(town, officer)
    assert "04 nhiệm vụ quá hạn (số 1, 2, 3, 4 (12/KH-ST))" in text
    assert "- NÂNG CAO CHỈ SỐ: I. Chỉ số: 02 nhiệm vụ, trong đó 01 nhiệm vụ đang thực hiện" in text
