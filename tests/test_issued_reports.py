"""Issued means frozen: number, day, version and bytes."""

import asyncio
import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot.commands.cli import app
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.report.reports import find_report, issue_report
from tests.chat import Town
from tests.databases import sqlite_url
from tests.issued_reports import PERIOD, bytes_of, issues, listed, makes, opens
from tests.samples import furnish


async def test_an_issued_report_keeps_number_day_version_and_its_files_byte_for_byte(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER, name="Chuyên viên Thử")
    made = [await bytes_of(any_town, message) for message in await makes(officer)]
    assert "số 12/BC-ST ngày 15/06/2026, bản 1" in await issues(officer)
    details, changed = await opens(officer)
    assert "Số 12/BC-ST ngày 15/06/2026, bản 1" in details
    assert "người phát hành: Chuyên viên Thử" in details
    assert all(hashlib.sha256(content).hexdigest() in details for content in made)
    assert changed == "✅ Số liệu của kỳ này không thay đổi sau khi phát hành số 12/BC-ST."
    before = len(officer.inbox)
    await officer.taps("Xem báo cáo")
    await officer.taps("Gửi lại", officer.inbox[before])
    again = [message for message in officer.inbox[before:] if "file_id" in message.payload]
    sent = [await bytes_of(any_town, message) for message in again]
    assert sent[: len(made)] == made
    assert len(sent) == len(made) + 1, "and the document with number and day"


async def test_issuing_again_is_a_new_version_and_both_stay(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await makes(officer)
    await issues(officer)
    any_town.passes(hours=2)
    await officer.says("4 xong")
    await makes(officer)
    assert "số 20/BC-ST ngày 15/06/2026, bản 2, thay bản số 12/BC-ST" in await issues(officer, "20/BC-ST")
    lines = (await listed(officer)).hears.splitlines()
    assert "• 20/BC-ST" in lines[1]
    assert "bản 2, thay bản số 12/BC-ST" in lines[1]
    assert "bản 1; đã được thay bằng bản số 20/BC-ST" in lines[2]
    # Another regime of the same period, and another period, are reports of their own.
    await makes(officer, f"{PERIOD} kstthc")
    assert "bản 1" in await issues(officer, "21/BC-ST")
    await makes(officer, "tháng 5/2026")
    assert "bản 1" in await issues(officer, "22/BC-ST")
    await officer.says(f"/summary {PERIOD}")
    assert "📌 Đã phát hành: 20/BC-ST ngày 15/06/2026, 21/BC-ST ngày 15/06/2026" in officer.hears


async def test_nothing_is_issued_twice_and_no_number_serves_two_reports(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await makes(officer)
    ready = officer.last
    await issues(officer)
    assert "đã phát hành" in (await officer.taps("Phát hành", ready)).text
    await makes(officer, "tháng 5/2026")
    assert "đã dùng cho một báo cáo khác" in await issues(officer, "12/bc-st")
    await makes(officer)
    assert "bản 2" in await issues(officer, "12/BC-ST")


@pytest.mark.parametrize("answer", ["", "không số", "12", "12/BC-ST ngày 31/02/2026", "12/BC-ST ngày 16/06/2026"])
async def test_a_number_that_cannot_be_read_is_asked_for_again(town: Town, answer: str) -> None:
    officer = await town.member(Role.OFFICER)
    await makes(officer)
    assert "Tôi chưa đọc được số văn bản" in await issues(officer, answer or "…")
    await officer.says("12 / BC-ST ngày 14/6/2026")
    assert "số 12/BC-ST ngày 14/06/2026" in officer.hears


async def test_a_report_is_not_issued_before_its_period_begins(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await makes(officer)
    assert "không thể trước ngày đầu của kỳ (01/04/2026)" in await issues(officer, "12/BC-ST ngày 31/03/2026")


async def test_the_list_has_pages(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    for number in range(1, 10):
        await makes(officer, f"{number}/6/2026")
        await issues(officer, f"{number}/BC-ST")
    assert "9/BC-ST" in (await listed(officer)).hears
    await officer.taps("▶")
    assert "1/BC-ST" in officer.hears
    assert "9/BC-ST" not in officer.hears


async def test_two_officers_who_issue_at_once_issue_once(any_town: Town) -> None:
    one, two = await any_town.member(Role.OFFICER), await any_town.member(Role.OFFICER)
    await makes(one)
    issue = one.last.action("Phát hành")
    await one.forges(issue)
    await two.forges(issue)
    await asyncio.gather(one.says("12/BC-ST"), two.says("13/BC-ST"))
    assert sorted("Đã phát hành" in person.hears for person in (one, two)) == [False, True]


async def test_what_another_process_has_issued_meanwhile_is_not_issued_again(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await makes(officer)
    async with any_town.db() as db:
        (report_id,) = (await db.scalars(text("SELECT id FROM report"))).all()
        seen = await find_report(db, [any_town.unit_id], report_id)
        await issue_report(db, seen, "12/BC-ST", any_town.today, 1, any_town.now)
    with pytest.raises(Refusal, match="issued_already"):
        async with any_town.db() as db:
            await issue_report(db, seen, "13/BC-ST", any_town.today, 1, any_town.now)
    assert "12/BC-ST" in (await listed(officer)).hears


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
            await makes(officer)
            await issues(officer)
            await officer.says("4 xong")

    asyncio.run(prepare())
    run = CliRunner()
    assert "• 12/BC-ST ngày 15/06/2026: Báo cáo cải cách hành chính, quý II/2026" in run.invoke(app, ["reports"]).output
    told = run.invoke(app, ["reports", "12/bc-st"]).output
    assert "Các tệp và mã kiểm tra (SHA-256)" in told
    assert "• Nhiệm vụ 4, tiến độ:" in told
    wrong = run.invoke(app, ["reports", "99/BC-ST"])
    assert wrong.exit_code == 1
    assert "Không có báo cáo đã phát hành mang số 99/BC-ST" in wrong.output
