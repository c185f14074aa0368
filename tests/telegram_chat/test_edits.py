"""Messages that are edited after they were sent."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.models import Role
from tests.botapi import BotApiServer, location, tap, text_message
from tests.botapi.builders import edited_message
from tests.botapi.people import LAN, MINH
from tests.chat import NOON
from tests.databases import sqlite_url
from tests.telegram_chat.talking import hears, joins
from tests.whole import Whole, running, telegram_settings

STORY = "Ở quầy số 3 tôi phải chờ hai giờ mà không ai gọi số."


async def _says(server: BotApiServer, text: str, replies: int = 1) -> dict[str, object]:
    before = server.calls.messages
    sent = server.push(text_message(LAN, text))
    await server.wait_for(before + replies)
    assert sent is not None
    message: dict[str, object] = sent["message"]
    return message


async def test_an_edited_report_is_offered_as_its_correction_and_never_taken_silently(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    sent = await _says(server, "4 80% đã treo")
    offered = await hears(server, edited_message(LAN, sent, "4 90% đã treo và chụp ảnh"))
    assert "90% – đã treo và chụp ảnh" in offered.params["text"]
    assert await bot.query("SELECT percent FROM progress WHERE undone_at IS NULL") == [(80,)]
    server.push(tap(LAN, offered.result, label="✅ Ghi lại theo tin đã sửa"))
    await server.calls.wait_for_call("editMessageText")
    rows = await bot.query("SELECT percent, text FROM progress WHERE undone_at IS NULL")
    assert rows == [(90, "đã treo và chụp ảnh")]
    await server.updates.wait_until_confirmed()
    stale = await hears(server, tap(LAN, offered.result, label="✅ Ghi lại theo tin đã sửa"))
    assert "✅ Đã ghi" not in stale.params["text"]


@pytest.mark.parametrize("text", ["99 90%", "cảm ơn", "/help", "4 bao nhiêu rồi?"])
async def test_what_corrects_no_report_is_not_read_again_and_that_is_said(
    server: BotApiServer, bot: Whole, text: str
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    sent = await _says(server, "4 80% đã treo")
    told = await hears(server, edited_message(LAN, sent, text))
    assert "không được đọc lại" in told.params["text"]
    assert await bot.query("SELECT percent FROM progress WHERE undone_at IS NULL") == [(80,)]


@pytest.mark.parametrize("quoted", ["nhiệm vụ 4", "2. Kế hoạch\n4. Treo bảng", "4. Treo bảng niêm yết"])
async def test_a_reply_means_the_task_of_what_it_quotes(server: BotApiServer, bot: Whole, quoted: str) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    told = await hears(server, text_message(LAN, "80% đã treo", quote={"text": quoted, "position": 0}))
    one = "\n" not in quoted
    assert await bot.number("SELECT count(*) FROM progress WHERE percent = 80") == one
    assert ("Nhiệm vụ nào" in told.params["text"] or "nhiệm vụ nào" in told.params["text"]) is not one


async def test_after_an_hour_a_report_is_corrected_by_its_button_alone(
    server: BotApiServer, bot: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    sent = await _says(server, "4 80% đã treo")
    monkeypatch.setattr("handlers.plan.edited.WITHIN", timedelta(hours=-1))
    assert "không được đọc lại" in (await hears(server, edited_message(LAN, sent, "4 90%"))).params["text"]


async def test_edited_feedback_counts_as_it_stands_while_nobody_has_begun(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    sent = await _says(server, STORY)
    again = await hears(server, edited_message(LAN, sent, STORY.replace("số 3", "số 4")))
    matter = again.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await hears(server, tap(LAN, again.result, matter))
    assert "số 4" in await bot.number('SELECT text FROM "case"')
    kept = await hears(server, edited_message(LAN, sent, STORY.replace("số 3", "số 5")))
    assert "theo tin vừa sửa" in kept.params["text"]
    assert "số 5" in await bot.number('SELECT text FROM "case"')
    other = await hears(server, edited_message(LAN, await _says(server, "xin chào"), "Một chuyện khác hẳn về lệ phí."))
    assert "không được đọc lại" in other.params["text"]
    await joins(server, bot, MINH, Role.OFFICER)
    async with bot.application.database.write() as db:
        await db.exec_driver_sql('UPDATE "case" SET assigned_at = received_at')
        await db.exec_driver_sql(
            "INSERT INTO case_step (case_id, kind, unit_id, due_on, text, done_on, done_at)"
            " SELECT id, 'assigned', unit_id, due_on, '', received_on, received_at FROM \"case\""
        )
    begun = await hears(server, edited_message(LAN, sent, STORY.replace("số 3", "số 6")))
    assert "không được đọc lại" in begun.params["text"]
    assert "số 5" in await bot.number('SELECT text FROM "case"')


async def test_an_edit_that_changes_nothing_and_a_place_that_moves_are_passed_over(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    sent = await _says(server, "4 80% đã treo")
    server.push(edited_message(LAN, sent, "4 80% đã treo"))
    moving = server.push(location(MINH))
    await server.updates.wait_until_confirmed()
    assert moving is not None
    await bot.application.delivery.settle()
    before = server.calls.messages
    server.push(edited_message(MINH, moving["message"], ""))
    await hears(server, text_message(LAN, "xin chào"))
    assert server.calls.messages == before + 1


async def test_feedback_longer_than_a_message_is_one_text(server: BotApiServer, bot: Whole) -> None:
    await bot.unit_id()
    asked = await hears(server, text_message(LAN, "/phananh " + "chờ quá lâu ở quầy " * 210))
    matter = asked.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await hears(server, tap(LAN, asked.result, matter))
    kept = await hears(server, text_message(LAN, "mấy giờ mở cửa cũng không ai nói?"))
    assert "Đã ghi thêm" in kept.params["text"]
    text = await bot.number('SELECT text FROM "case"')
    assert text.endswith("mấy giờ mở cửa cũng không ai nói?")
    assert len(text) > 3900


async def test_an_edit_corrects_the_report_of_that_message_also_where_two_say_the_same_and_after_a_restart(
    server: BotApiServer, tmp_path: Path
) -> None:
    moments = [NOON]
    settings = telegram_settings(server, sqlite_url(tmp_path))
    async with running(settings, lambda: moments[-1]) as bot:
        await bot.furnish()
        await joins(server, bot, LAN, Role.STAFF)
        first = await _says(server, "4 đã treo bảng")
        moments.append(NOON + timedelta(minutes=11))
        second = await _says(server, "4 đã treo bảng")
    async with running(settings, lambda: moments[-1]) as bot:
        offered = await hears(server, edited_message(LAN, first, "4 cơ bản xong"))
        assert "chưa rõ" in offered.params["text"]
        offered = await hears(server, edited_message(LAN, first, "4 đã treo bảng ngoài sảnh"))
        assert "báo cáo đó vẫn là mới nhất" in offered.params["text"]
        server.push(tap(LAN, offered.result, label="✅ Ghi lại theo tin đã sửa"))
        await server.calls.wait_for_call("editMessageText")
        said = "SELECT sent_id, text FROM progress WHERE undone_at IS NULL AND task_id = 4 ORDER BY id"
        assert await bot.query(said) == [
            (str(first["message_id"]), "đã treo bảng ngoài sảnh"),
            (str(second["message_id"]), "đã treo bảng"),
        ]


async def test_of_a_message_with_several_reports_each_has_its_button(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    lines = await _says(server, "1 70%; 2 60%")
    await hears(server, tap(LAN, server.calls.of("sendMessage")[-1].result, "report_lines"), replies=2)
    several = await hears(server, edited_message(LAN, lines, "1 75%; 2 65%"))
    assert "đã ghi 2 báo cáo" in several.params["text"]
    assert len(several.params["reply_markup"]["inline_keyboard"]) == 3


async def test_a_message_edited_to_another_task_moves_its_report_by_one_tap(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    sent = await _says(server, "4 80% đã treo")
    offered = await hears(server, edited_message(LAN, sent, "/tiendo 5 90% đã trả lời"))
    assert "nói về nhiệm vụ 5" in offered.params["text"]
    await hears(server, tap(LAN, offered.result, label="✅ Ghi lại theo tin đã sửa"))
    rows = await bot.query("SELECT task_id, percent, text FROM progress WHERE undone_at IS NULL")
    assert rows == [(5, 90, "đã trả lời")]
    again = await hears(server, edited_message(LAN, sent, "5 95% đã trả lời"))
    assert "Đang thực hiện 90% – đã trả lời" in again.params["text"]


async def test_a_message_that_waits_for_an_answer_is_read_as_it_stands(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    sent = await _says(server, "80% đã treo")
    stored = await hears(server, edited_message(LAN, sent, "4 85% đã treo"))
    assert "✅ Đã ghi" in stored.params["text"]
    assert await bot.query("SELECT task_id, percent FROM progress WHERE undone_at IS NULL") == [(4, 85)]


async def test_feedback_of_several_messages_is_not_replaced_by_one_of_them(server: BotApiServer, bot: Whole) -> None:
    await bot.unit_id()
    sent = await _says(server, STORY)
    asked = await hears(server, text_message(LAN, "Hôm đó là chiều thứ sáu, quầy vẫn sáng đèn."))
    assert "không được đọc lại" in (await hears(server, edited_message(LAN, sent, STORY + " Rất lâu."))).params["text"]
    matter = asked.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await hears(server, tap(LAN, asked.result, matter))
    assert "không được đọc lại" in (await hears(server, edited_message(LAN, sent, STORY + " Rất lâu."))).params["text"]
    assert "thứ sáu" in await bot.number('SELECT text FROM "case"')
