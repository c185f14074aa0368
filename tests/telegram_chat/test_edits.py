"""Messages that are edited after they were sent."""

from datetime import timedelta

import pytest

from storage.models import Role
from tests.botapi import BotApiServer, location, tap, text_message
from tests.botapi.builders import edited_message
from tests.botapi.people import LAN, MINH
from tests.telegram_chat.talking import hears, joins
from tests.whole import Whole

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


@pytest.mark.parametrize("text", ["5 90%", "cảm ơn", "/help", "4 bao nhiêu rồi?"])
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
    other = await hears(server, edited_message(LAN, sent, "Một chuyện khác hẳn về lệ phí."))
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
