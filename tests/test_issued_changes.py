"""What has changed since a report was made or issued is told, and never alters it."""

import hashlib
import io
import json
from datetime import datetime
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from sqlalchemy import text

from handlers.words.catalogue import catalogue
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.report.reports import figures_of
from tests.chat import Town
from tests.issued_reports import bytes_of, issues, listed, makes, opens
from tests.samples import DOSSIERS, PLAN, furnish


async def test_later_changes_are_listed_and_never_alter_what_was_issued(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    made = [await bytes_of(any_town, message) for message in await makes(officer)]
    await issues(officer)
    await officer.says("4 xong Đã niêm yết tại quầy")
    more = DOSSIERS + "H-6,P-1,,0912345682,Trực tiếp,04/06/2026,11/06/2026,,\n"
    await any_town.imports(FileKind.DOSSIERS, "ho-so.csv", more.encode())
    details, changed = await opens(officer)
    assert "Đã thay đổi sau khi phát hành số 12/BC-ST" in changed
    assert "• Hồ sơ tiếp nhận: 5 → 6" in changed
    assert "• Nộp trực tiếp: 3 → 4" in changed
    assert "• Hồ sơ trễ hạn / tiếp nhận: 3 → 4" in changed
    assert "• Nhiệm vụ 4, tiến độ: Chưa báo cáo → Xong" in changed
    assert "• Nhiệm vụ 4, ghi chú: Chưa có báo cáo trong kỳ. → Đã niêm yết tại quầy" in changed
    assert "• H-6: chưa có → thủ tục Cấp thẻ hướng dẫn viên, hẹn trả 11/06/2026" in changed
    assert all(hashlib.sha256(content).hexdigest() in details for content in made)
    await officer.taps("Xem báo cáo")
    await officer.taps("Gửi lại", officer.inbox[-2])
    again = [await bytes_of(any_town, message) for message in officer.inbox[-5:-1]]
    assert len(again) == len(made) + 1, "and the one with number and day, to be signed"
    assert [content for content in again if content in made] == made


async def test_a_task_that_left_the_plan_and_a_report_taken_back_are_changes(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    report = await officer.says("4 xong")
    await makes(officer)
    await issues(officer)
    await officer.taps("Hoàn tác", report)
    shorter = "".join(line for line in PLAN.splitlines(keepends=True) if ",5," not in line)
    await town.imports(FileKind.PLAN, "ke-hoach.csv", shorter.encode(), year=2026)
    _, changed = await opens(officer)
    assert "• Nhiệm vụ: 5 → 4" in changed
    assert "• Nhiệm vụ 4, tiến độ: Xong → Chưa báo cáo" in changed
    assert "• Nhiệm vụ 5: " in changed
    assert changed.count("→ không còn") == 1


async def test_many_changes_come_in_full_as_a_file(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await makes(officer)
    await issues(officer)
    more = [f"H-{n},P-1,,09123456{n},Trực tiếp,04/06/2026,11/06/2026,," for n in range(10, 40)]
    await town.imports(FileKind.DOSSIERS, "ho-so.csv", (DOSSIERS + "\n".join(more)).encode())
    _, changed = await opens(officer)
    assert "thay đổi khác" in changed
    assert len(changed) < 4096
    sheet = openpyxl.load_workbook(io.BytesIO(await bytes_of(town, officer.inbox[-2]))).active
    assert {f"H-{n}" for n in range(10, 40)} <= {row[1] for row in sheet.values}


async def test_what_changed_between_making_and_issuing_is_told_before_anything_is_issued(any_town: Town) -> None:
    await furnish(any_town)
    officer, staff = await any_town.member(Role.OFFICER), await any_town.member(Role.STAFF)
    made = [await bytes_of(any_town, message) for message in await makes(officer)]
    ready = officer.last
    await officer.says("4 xong")
    await officer.taps("Phát hành", ready)
    await officer.says("12/BC-ST")
    told = officer.last
    assert "Số liệu đã thay đổi sau khi lập báo cáo này (12:00 15/06/2026), nên chưa phát hành" in told.text
    assert "• Nhiệm vụ 4, tiến độ: Chưa báo cáo → Xong" in told.text
    assert "Chưa phát hành báo cáo nào" in (await listed(await any_town.member(Role.DIRECTOR))).hears
    # Something more changes before they decide: they are told again, not taken at their word.
    await staff.says("5 xong")
    await officer.taps("Phát hành bản đã lập", told)
    assert "• Nhiệm vụ 5, tiến độ" in officer.hears
    await officer.taps("Phát hành bản đã lập")
    assert "Đã phát hành" in officer.hears
    details, changed = await opens(officer)
    assert all(hashlib.sha256(content).hexdigest() in details for content in made)
    assert "• Nhiệm vụ 4, tiến độ" in changed
    assert "• Nhiệm vụ 5, tiến độ" in changed


async def test_a_report_may_be_made_anew_instead(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await makes(officer)
    ready = officer.last
    await officer.says("4 xong")
    await officer.taps("Phát hành", ready)
    await officer.says("12/BC-ST")
    await officer.taps("Lập lại báo cáo")
    assert "bản 1" in await issues(officer)
    assert "không thay đổi" in (await opens(officer))[1]


async def test_every_figure_and_word_of_the_sheets_is_among_what_is_kept(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("4 50% Đang in bảng, kèm Kế hoạch số 15/KH-ST ngày 02/06/2026")
    sheets = [message for message in await makes(officer) if message.text.endswith(".xlsx")]
    async with town.db() as db:
        (report_id,) = (await db.scalars(text("SELECT id FROM report"))).all()
        kept = json.dumps(await figures_of(db, report_id), ensure_ascii=False)
    labels = set(catalogue("vi").values())
    for message in sheets:
        book = openpyxl.load_workbook(io.BytesIO(await bytes_of(town, message)))
        cells = [cell for sheet in book for row in sheet.iter_rows(min_row=_first(sheet)) for cell in row]
        # Rates follow from the counts; states and names of figures are kept by their lasting names.
        shown = {cell.value for cell in cells if "%" not in cell.number_format} - labels - {None}
        assert len(shown) > 10
        assert [value for value in shown if not any(form in kept for form in _forms(value))] == []


def _first(sheet: Any) -> int:
    """Of the rows below the headings."""
    return 6 if str(sheet["A1"].value).startswith("Đơn vị:") else 2


def _forms(value: object) -> list[str]:
    match value:
        case datetime():
            return [f"{value:%Y-%m-%d}", f"{value:%d/%m/%Y}"]
        case int():
            return [f": {value}"]
    return [str(value)]
