"""A number chooses from the newest menu and from nothing else; where it may mean two things it is asked which."""

from collections.abc import Sequence
from pathlib import Path

from storage.models import Role
from tests.databases import sqlite_url
from tests.whole import Whole, running
from tests.zalo_bot.server import ZaloBotServer
from tests.zalo_bot.talking import HOA, LAN, MINH, chooses, number_of, says, zalo_bot_settings


async def _levels(bot: Whole) -> Sequence[int]:
    return [level for (level,) in await bot.query("SELECT level FROM rating")]


async def test_words_of_a_line_choose_it_in_any_spelling(zalo: ZaloBotServer, bot: Whole) -> None:
    await bot.furnish()
    await says(zalo, LAN, f"/start {bot.link(1)}")
    assert "Đã ghi nhận" in await says(zalo, LAN, "RAT HAI LONG")
    assert await _levels(bot) == [5]


async def test_a_number_beyond_the_lines_is_ordinary_text(zalo: ZaloBotServer, bot: Whole) -> None:
    await bot.furnish()
    menu = await says(zalo, LAN, f"/start {bot.link(1)}")
    assert "99" not in menu
    await says(zalo, LAN, "99")
    await says(zalo, LAN, "0")
    assert await _levels(bot) == []


async def test_only_the_newest_menu_counts_also_after_a_restart(zalo: ZaloBotServer, tmp_path: Path) -> None:
    settings = zalo_bot_settings(zalo, sqlite_url(tmp_path))
    async with running(settings) as bot:
        await bot.furnish()
        await says(zalo, LAN, f"/start {bot.link(1)}")
        best = number_of(zalo.heard[LAN][-1], "Rất hài lòng")
        other = await says(zalo, LAN, "/help")
        assert f"{best}. " in other
        assert "Rất hài lòng" not in other
    async with running(settings) as bot:
        await says(zalo, LAN, best)
        assert await _levels(bot) == []
        await says(zalo, LAN, f"/start {bot.link(1)}")
    async with running(settings) as bot:
        await chooses(zalo, LAN, "Rất hài lòng")
        assert await _levels(bot) == [5]


async def test_rights_are_looked_up_when_a_line_is_chosen(zalo: ZaloBotServer, bot: Whole) -> None:
    await bot.furnish()
    await says(zalo, HOA, f"/start {await bot.invitation(Role.OFFICER)}", replies=2)
    menu = await says(zalo, HOA, "/canbo")
    async with bot.application.database.write(beside=True) as db:
        await db.exec_driver_sql("DELETE FROM appointment")
    assert "1. Chưa ghi tên" in menu
    assert "dành cho vai trò khác" in await says(zalo, HOA, "1")


async def test_a_number_that_may_answer_what_was_asked_is_asked_about(zalo: ZaloBotServer, bot: Whole) -> None:
    await bot.furnish()
    await says(zalo, MINH, f"/start {await bot.invitation(Role.STAFF)}", replies=2)
    which = await says(zalo, MINH, "80%")
    assert "gõ số nhiệm vụ" in which
    asked = await says(zalo, MINH, "2")
    assert ["dòng 2" in asked, "số 2" in asked] == [True, True]
    assert await bot.query("SELECT percent FROM progress") == []
    await says(zalo, MINH, "số 2")
    by_number = "SELECT task.number FROM progress JOIN task ON task.id = progress.task_id ORDER BY progress.id"
    assert await bot.query(by_number) == [(2,)]
    again = await says(zalo, MINH, "85%")
    line = next(line for line in again.splitlines() if line.startswith("1. "))
    await says(zalo, MINH, "dòng 1")
    [_, (task,)] = await bot.query(by_number)
    assert line.startswith(f"1. {task}. ")


async def test_two_words_with_a_number_are_a_report_and_no_choice(zalo: ZaloBotServer, bot: Whole) -> None:
    await bot.furnish()
    await says(zalo, MINH, f"/start {await bot.invitation(Role.STAFF)}", replies=2)
    assert "1. " in zalo.heard[MINH][-1]
    await says(zalo, MINH, "2 80%")
    assert await bot.query("SELECT percent FROM progress") == [(80,)]
