"""Who holds a role, and its end."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.cli import app
from storage.messages.alerts import raise_alerts
from storage.models import Role
from storage.people.people import appoint, find_sender_at
from tests.chat import Town
from tests.databases import sqlite_url
from tests.samples import furnish
from tests.wires.wire import called


async def test_the_officer_ends_a_role_and_its_rights_end_with_it(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    staff = await any_town.member(Role.STAFF, name="Cán bộ Một")
    await staff.says("/nhiemvu")
    old_list = staff.last
    await officer.says("/canbo")
    told = f"Cán bộ Một – cán bộ, Sở Thử; qua {called(staff.channel)}, dùng lần cuối 15/06/2026"
    assert told in officer.hears
    await officer.taps("Cán bộ Một")
    assert "kết thúc vai trò này?" in officer.hears
    await officer.taps("Vâng, kết thúc")
    assert "✅ Đã kết thúc: Cán bộ Một – cán bộ tại Sở Thử" in officer.hears
    assert "Vai trò cán bộ tại Sở Thử của anh/chị trên kênh này đã kết thúc" in staff.hears
    assert "nhiemvu" not in str(staff.last.payload["commands"])
    await staff.taps(old_list.labels[0], old_list)
    assert "Việc này dành cho vai trò khác" in staff.hears
    await staff.says("4 xong")
    assert "Đã ghi" not in staff.hears
    await officer.taps("Về danh sách")
    assert "Cán bộ Một" not in officer.hears


async def test_who_is_dismissed_hears_no_more_reminders_and_may_be_invited_again(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    staff = await town.member(Role.STAFF, name="Cán bộ Một")
    await officer.says("/canbo")
    await officer.taps("Cán bộ Một")
    await officer.taps("Vâng, kết thúc")
    staff.inbox.clear()
    town.passes(days=8)
    await town.ticks()
    assert not any("Nhắc việc" in message.text for message in staff.inbox)
    await officer.says("/moi")
    await officer.taps("Cán bộ")
    await officer.taps("Sở Thử")
    await staff.says(next(line for line in officer.hears.splitlines() if line.startswith("/start")))
    assert "đã nhận vai trò cán bộ" in "\n".join(message.text for message in staff.inbox)


async def test_nobody_ends_their_own_role_or_one_elsewhere(any_town: Town) -> None:
    first, second = await any_town.unit("Phòng Một"), await any_town.unit("Phòng Hai")
    officer = await any_town.member(Role.OFFICER, first)
    other = await any_town.member(Role.STAFF, second, "Cán bộ Hai")
    await officer.says("/canbo")
    assert "Cán bộ Hai" not in officer.hears
    assert not any("✖" in label for label in officer.last.labels)
    for number in range(1, 4):
        await officer.forges(f"member_dismiss:{number}")
        assert "Không tìm thấy người này" in officer.hears or "không tự kết thúc" in officer.hears
    await other.says("/nhiemvu")
    assert "vai trò khác" not in other.hears
    await other.forges("member_dismiss:1")
    assert "vai trò khác" in other.hears


async def test_many_members_are_shown_page_by_page(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    for number in range(12):
        await town.member(Role.STAFF, name=f"Cán bộ {number:02}")
    await officer.says("/canbo")
    assert "Cán bộ 11" not in officer.hears
    await officer.taps("Trang sau")
    assert "Cán bộ 11" in officer.hears


def test_the_command_line_lists_and_ends_roles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DATABASE_URL", sqlite_url(tmp_path))
    monkeypatch.setenv("CCHC_SECRET_KEY", "x" * 40)
    result = CliRunner().invoke(app, ["people"])
    assert result.exit_code == 0
    assert "Chưa có ai giữ vai trò." in result.output
    result = CliRunner().invoke(app, ["dismiss", "7"])
    assert result.exit_code == 1
    assert "Không tìm thấy người này" in result.output


async def test_who_moves_to_another_unit_leaves_the_alerts_of_the_first_behind(any_town: Town) -> None:
    first, second = await any_town.unit("Phòng Một"), await any_town.unit("Phòng Hai")
    officer = await any_town.member(Role.OFFICER)
    head = await any_town.member(Role.DIRECTOR, first, "Trưởng phòng")
    staff = await any_town.member(Role.STAFF, first)
    async with any_town.db() as db:
        told = await find_sender_at(db, head.channel, head.address, any_town.today)
        [row] = await raise_alerts(db, [told.id], "kiosk", 1, first, "Kiosk im lặng", any_town.now, held=False)
    await head.forges(f"alert:{row.id}")
    assert "Kiosk im lặng" in head.hears
    await officer.says("/canbo")
    await officer.taps("Trưởng phòng")
    await officer.taps("Vâng, kết thúc")
    async with any_town.db() as db:
        await appoint(db, told.id, Role.DIRECTOR, second)
    staff.inbox.clear()
    for action in (f"alert:{row.id}", f"alert_ask:{row.id}", f"alert_seen:{row.id}", f"alert_assign:{row.id}"):
        await head.forges(action)
        assert "Kiosk im lặng" not in head.hears, action
    await head.says("/canhbao")
    assert "Kiosk im lặng" not in str(head.last.labels)
    assert staff.inbox == []
