"""Issued means frozen: number, day, version, bytes, and what has changed since."""

import asyncio
import hashlib
import io
import json
from datetime import datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot.cli import app
from handlers.catalogue import catalogue
from storage.imports.importing import FileKind
from storage.messages.files import read_file
from storage.models import Role
from storage.refusals import Refusal
from storage.report.reports import figures_of, find_report, issue_report
from tests.chat import Message, Person, Town
from tests.databases import sqlite_url
from tests.samples import DOSSIERS, PLAN, furnish

PERIOD = "quý 2 2026"


async def _bytes(town: Town, message: Message) -> bytes:
    async with town.db() as db:
        return (await read_file(db, message.payload["file_id"])).content


async def _makes(officer: Person, period: str = PERIOD) -> list[Message]:
    """The files of a report just made."""
    before = len(officer.inbox)
    await officer.says(f"/baocao {period}")
    return [message for message in officer.inbox[before:] if "file_id" in message.payload]


async def _issues(officer: Person, number: str = "12/BC-ST ngày 15/06/2026") -> str:
    await officer.taps("Phát hành")
    await officer.says(number)
    return officer.hears


async def _opens(person: Person) -> tuple[str, str]:
    """Details of the newest issued report, and what has changed."""
    before = len((await _listed(person)).inbox)
    await person.taps("/BC-ST, Báo cáo")
    details, *others = person.inbox[before:]
    return details.text, others[-1].text


async def _listed(person: Person) -> Person:
    await person.says("/phathanh")
    return person


async def test_an_issued_report_keeps_number_day_version_and_its_files_byte_for_byte(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER, name="Chuyên viên Thử")
    made = [await _bytes(any_town, message) for message in await _makes(officer)]
    assert "số 12/BC-ST ngày 15/06/2026, bản 1" in await _issues(officer)
    details, changed = await _opens(officer)
    assert "Số 12/BC-ST ngày 15/06/2026, bản 1" in details
    assert "người phát hành: Chuyên viên Thử" in details
    assert all(hashlib.sha256(content).hexdigest() in details for content in made)
    assert changed == "✅ Số liệu của kỳ này không thay đổi sau khi phát hành số 12/BC-ST."
    before = len(officer.inbox)
    await officer.taps("Xem báo cáo")
    await officer.taps("Gửi lại", officer.inbox[before])
    again = [message for message in officer.inbox[before:] if "file_id" in message.payload]
    assert [await _bytes(any_town, message) for message in again] == made


async def test_later_changes_are_listed_and_never_alter_what_was_issued(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    made = [await _bytes(any_town, message) for message in await _makes(officer)]
    await _issues(officer)
    await officer.says("4 xong Đã niêm yết tại quầy")
    more = DOSSIERS + "H-6,P-1,,0912345682,Trực tiếp,04/06/2026,11/06/2026,,\n"
    await any_town.imports(FileKind.DOSSIERS, "ho-so.csv", more.encode())
    details, changed = await _opens(officer)
    assert "Đã thay đổi sau khi phát hành số 12/BC-ST" in changed
    assert "• Hồ sơ tiếp nhận: 5 → 6" in changed
    assert "• Nộp trực tiếp: 3 → 4" in changed
    assert "• Hồ sơ trễ hạn / tiếp nhận: 3 → 4" in changed
    assert "• Nhiệm vụ 4, tiến độ: Chưa báo cáo → Xong" in changed
    assert "• Nhiệm vụ 4, ghi chú: Chưa có báo cáo trong kỳ. → Đã xong. Đã niêm yết tại quầy" in changed
    assert "• H-6: chưa có → thủ tục Cấp thẻ hướng dẫn viên, hẹn trả 11/06/2026" in changed
    assert all(hashlib.sha256(content).hexdigest() in details for content in made)
    await officer.taps("Xem báo cáo")
    await officer.taps("Gửi lại", officer.inbox[-2])
    assert [await _bytes(any_town, message) for message in officer.inbox[-4:-1]] == made


async def test_a_task_that_left_the_plan_and_a_report_taken_back_are_changes(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    report = await officer.says("4 xong")
    await _makes(officer)
    await _issues(officer)
    await officer.taps("Hoàn tác", report)
    shorter = "".join(line for line in PLAN.splitlines(keepends=True) if ",5," not in line)
    await town.imports(FileKind.PLAN, "ke-hoach.csv", shorter.encode(), year=2026)
    _, changed = await _opens(officer)
    assert "• Nhiệm vụ: 5 → 4" in changed
    assert "• Nhiệm vụ 4, tiến độ: Xong → Chưa báo cáo" in changed
    assert "• Nhiệm vụ 5: " in changed
    assert changed.count("→ không còn") == 1


async def test_many_changes_come_in_full_as_a_file(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await _makes(officer)
    await _issues(officer)
    more = [f"H-{n},P-1,,09123456{n},Trực tiếp,04/06/2026,11/06/2026,," for n in range(10, 40)]
    await town.imports(FileKind.DOSSIERS, "ho-so.csv", (DOSSIERS + "\n".join(more)).encode())
    _, changed = await _opens(officer)
    assert "thay đổi khác" in changed
    assert len(changed) < 4096
    sheet = openpyxl.load_workbook(io.BytesIO(await _bytes(town, officer.inbox[-2]))).active
    assert {f"H-{n}" for n in range(10, 40)} <= {row[1] for row in sheet.values}


async def test_what_changed_between_making_and_issuing_is_told_before_anything_is_issued(any_town: Town) -> None:
    await furnish(any_town)
    officer, staff = await any_town.member(Role.OFFICER), await any_town.member(Role.STAFF)
    made = [await _bytes(any_town, message) for message in await _makes(officer)]
    ready = officer.last
    await officer.says("4 xong")
    await officer.taps("Phát hành", ready)
    await officer.says("12/BC-ST")
    told = officer.last
    assert "Số liệu đã thay đổi sau khi lập báo cáo này (12:00 15/06/2026), nên chưa phát hành" in told.text
    assert "• Nhiệm vụ 4, tiến độ: Chưa báo cáo → Xong" in told.text
    assert "Chưa phát hành báo cáo nào" in (await _listed(await any_town.member(Role.DIRECTOR))).hears
    # Something more changes before they decide: they are told again, not taken at their word.
    await staff.says("5 xong")
    await officer.taps("Phát hành bản đã lập", told)
    assert "• Nhiệm vụ 5, tiến độ" in officer.hears
    await officer.taps("Phát hành bản đã lập")
    assert "Đã phát hành" in officer.hears
    details, changed = await _opens(officer)
    assert all(hashlib.sha256(content).hexdigest() in details for content in made)
    assert "• Nhiệm vụ 4, tiến độ" in changed
    assert "• Nhiệm vụ 5, tiến độ" in changed


async def test_a_report_may_be_made_anew_instead(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await _makes(officer)
    ready = officer.last
    await officer.says("4 xong")
    await officer.taps("Phát hành", ready)
    await officer.says("12/BC-ST")
    await officer.taps("Lập lại báo cáo")
    assert "bản 1" in await _issues(officer)
    assert "không thay đổi" in (await _opens(officer))[1]


async def test_issuing_again_is_a_new_version_and_both_stay(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await _makes(officer)
    await _issues(officer)
    any_town.passes(hours=2)
    await officer.says("4 xong")
    await _makes(officer)
    assert "số 20/BC-ST ngày 15/06/2026, bản 2, thay bản số 12/BC-ST" in await _issues(officer, "20/BC-ST")
    listed = (await _listed(officer)).hears.splitlines()
    assert "• 20/BC-ST" in listed[1]
    assert "bản 2, thay bản số 12/BC-ST" in listed[1]
    assert "bản 1; đã được thay bằng bản số 20/BC-ST" in listed[2]
    # Another regime of the same period, and another period, are reports of their own.
    await _makes(officer, f"{PERIOD} kstthc")
    assert "bản 1" in await _issues(officer, "21/BC-ST")
    await _makes(officer, "tháng 5/2026")
    assert "bản 1" in await _issues(officer, "22/BC-ST")
    await officer.says(f"/summary {PERIOD}")
    assert "📌 Đã phát hành: 20/BC-ST ngày 15/06/2026, 21/BC-ST ngày 15/06/2026" in officer.hears


async def test_nothing_is_issued_twice_and_no_number_serves_two_reports(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await _makes(officer)
    ready = officer.last
    await _issues(officer)
    assert "đã phát hành" in (await officer.taps("Phát hành", ready)).text
    await _makes(officer, "tháng 5/2026")
    assert "đã dùng cho một báo cáo khác" in await _issues(officer, "12/bc-st")
    await _makes(officer)
    assert "bản 2" in await _issues(officer, "12/BC-ST")


@pytest.mark.parametrize("answer", ["", "không số", "12", "12/BC-ST ngày 31/02/2026", "12/BC-ST ngày 16/06/2026"])
async def test_a_number_that_cannot_be_read_is_asked_for_again(town: Town, answer: str) -> None:
    officer = await town.member(Role.OFFICER)
    await _makes(officer)
    assert "Chưa đọc được số văn bản" in await _issues(officer, answer or "…")
    await officer.says("12 / BC-ST ngày 14/6/2026")
    assert "số 12/BC-ST ngày 14/06/2026" in officer.hears


async def test_a_report_is_not_issued_before_its_period_begins(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await _makes(officer)
    assert "không thể trước ngày đầu của kỳ (01/04/2026)" in await _issues(officer, "12/BC-ST ngày 31/03/2026")


async def test_a_director_reads_what_is_issued_and_issues_nothing(town: Town) -> None:
    await furnish(town)
    officer, director = await town.member(Role.OFFICER), await town.member(Role.DIRECTOR)
    await _makes(officer)
    issue = officer.last.action("Phát hành")
    assert "vai trò khác" in (await director.forges(issue)).text
    await _issues(officer)
    details, changed = await _opens(director)
    assert "Số 12/BC-ST" in details
    assert "không thay đổi" in changed
    staff = await town.member(Role.STAFF)
    assert "vai trò khác" in (await staff.says("/phathanh")).text


async def test_another_unit_s_report_is_neither_seen_nor_opened_nor_issued(any_town: Town) -> None:
    one, other = await any_town.unit("Phòng Một"), await any_town.unit("Phòng Hai")
    officer, stranger = await any_town.member(Role.OFFICER, one), await any_town.member(Role.OFFICER, other)
    above = await any_town.member(Role.DIRECTOR)
    await _makes(officer)
    issue = officer.last.action("Phát hành")
    assert "Không tìm thấy báo cáo" in (await stranger.forges(issue)).text
    await _issues(officer)
    opened = officer.last.action("Xem báo cáo")
    for action in (opened, opened.replace("issued", "issued_files")):
        assert "Không tìm thấy báo cáo" in (await stranger.forges(action)).text
        assert "12/BC-ST" in (await above.forges(action)).text
    assert "Chưa phát hành báo cáo nào" in (await _listed(stranger)).hears
    assert "Phòng Một" in (await _listed(above)).hears


async def test_the_list_has_pages(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    for number in range(1, 10):
        await _makes(officer, f"{number}/6/2026")
        await _issues(officer, f"{number}/BC-ST")
    assert "9/BC-ST" in (await _listed(officer)).hears
    await officer.taps("▶")
    assert "1/BC-ST" in officer.hears
    assert "9/BC-ST" not in officer.hears


async def test_erasing_whoever_issued_leaves_the_report_and_its_files(town: Town) -> None:
    officer, director = await town.member(Role.OFFICER, name="Chuyên viên Thử"), await town.member(Role.DIRECTOR)
    await _makes(officer)
    await _issues(officer)
    async with town.db() as db:
        await db.execute(text("DELETE FROM appointment WHERE role = 'officer'"))
    await officer.says("/riengtu")
    await officer.taps("Xóa")
    await officer.taps("Vâng")
    details, _ = await _opens(director)
    assert "không còn tên" in details
    await director.taps("Xem báo cáo")
    await director.taps("Gửi lại", director.inbox[-2])
    assert len(await _bytes(town, director.inbox[-4])) > 1000


async def test_two_officers_who_issue_at_once_issue_once(any_town: Town) -> None:
    one, two = await any_town.member(Role.OFFICER), await any_town.member(Role.OFFICER)
    await _makes(one)
    issue = one.last.action("Phát hành")
    await one.forges(issue)
    await two.forges(issue)
    await asyncio.gather(one.says("12/BC-ST"), two.says("13/BC-ST"))
    assert sorted("Đã phát hành" in person.hears for person in (one, two)) == [False, True]


async def test_what_another_process_has_issued_meanwhile_is_not_issued_again(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await _makes(officer)
    async with any_town.db() as db:
        (report_id,) = (await db.scalars(text("SELECT id FROM report"))).all()
        seen = await find_report(db, [any_town.unit_id], report_id)
        await issue_report(db, seen, "12/BC-ST", any_town.today, 1, any_town.now)
    with pytest.raises(Refusal, match="issued_already"):
        async with any_town.db() as db:
            await issue_report(db, seen, "13/BC-ST", any_town.today, 1, any_town.now)
    assert "12/BC-ST" in (await _listed(officer)).hears


async def test_every_figure_and_word_of_the_sheets_is_among_what_is_kept(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("4 50% Đang in bảng, kèm Kế hoạch số 15/KH-ST ngày 02/06/2026")
    sheets = [message for message in await _makes(officer) if message.text.endswith(".xlsx")]
    async with town.db() as db:
        (report_id,) = (await db.scalars(text("SELECT id FROM report"))).all()
        kept = json.dumps(await figures_of(db, report_id), ensure_ascii=False)
    labels = set(catalogue("vi").values())
    for message in sheets:
        book = openpyxl.load_workbook(io.BytesIO(await _bytes(town, message)))
        cells = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row]
        # Rates follow from the counts; states and names of figures are kept by their lasting names.
        shown = {cell.value for cell in cells if "%" not in cell.number_format} - labels - {None}
        assert len(shown) > 10
        assert [value for value in shown if not any(form in kept for form in _forms(value))] == []


def _forms(value: object) -> list[str]:
    match value:
        case datetime():
            return [f"{value:%Y-%m-%d}", f"{value:%d/%m/%Y}"]
        case int():
            return [f": {value}"]
    return [str(value)]


def test_the_command_line_lists_issued_reports_and_what_has_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = sqlite_url(tmp_path)
    monkeypatch.setenv("CCHC_DATABASE_URL", url)
    monkeypatch.setenv("CCHC_AGENCY", "Sở Thử")

    async def prepare() -> None:
        async with Town.over(url) as town:
            await furnish(town)
            officer = await town.member(Role.OFFICER)
            await _makes(officer)
            await _issues(officer)
            await officer.says("4 xong")

    asyncio.run(prepare())
    run = CliRunner()
    assert "• 12/BC-ST ngày 15/06/2026: Báo cáo cải cách hành chính, Quý II/2026" in run.invoke(app, ["reports"]).output
    told = run.invoke(app, ["reports", "12/bc-st"]).output
    assert "Tệp và mã SHA-256" in told
    assert "• Nhiệm vụ 4, tiến độ:" in told
    wrong = run.invoke(app, ["reports", "99/BC-ST"])
    assert wrong.exit_code == 1
    assert "Không có báo cáo đã phát hành mang số 99/BC-ST" in wrong.output
