"""Messages reach Telegram: again where that helps, in parts where they are too long."""

import asyncio
from pathlib import Path

import pytest

from bot.settings.settings import Settings
from storage.database import Connection
from storage.messages import traffic
from storage.messages.payloads import Said
from storage.models import Role
from tests.botapi import BotApiServer, User, photo, start, tap, text_message
from tests.botapi.people import HOA, LAN, MINH
from tests.databases import sqlite_url
from tests.telegram_chat.talking import hears, joins, saves
from tests.whole import Whole, running, telegram_settings

LONG = "".join(f"dòng {number}\n" for number in range(1000))


async def test_what_a_retry_helps_is_sent_again_and_holds_up_nobody_else(server: BotApiServer, bot: Whole) -> None:
    await server.calls.wait_for_call("deleteWebhook")
    server.faults.fail_next(status=500, method="sendMessage")
    server.faults.fail_next(status=502, method="sendMessage")
    server.faults.drop_next(accepted=False, method="sendMessage")
    for user in (LAN, MINH, HOA):
        server.push(text_message(user, "xin chào"))
    others = [User(71000 + number) for number in range(3)]
    for user in others:
        server.push(text_message(user, "xin chào"))
    await server.wait_for(3)
    assert all(server.sent_to(user.id) for user in others)
    await server.wait_for(6)
    assert [len(server.sent_to(user.id)) for user in (LAN, MINH, HOA)] == [1, 1, 1]


async def test_after_429_nothing_is_sent_to_that_chat_until_the_announced_time(
    server: BotApiServer, bot: Whole
) -> None:
    server.meet(LAN)
    server.limits.enabled = True
    await bot.sends("telegram", str(LAN.id), {"text": "một"}, {"text": "hai"})
    await server.wait_for(2)
    # The tests' Bot API punishes whoever comes too early with another refusal.
    assert server.limits.refused == 1
    assert [call.params["text"] for call in server.sent_to(LAN.id)] == ["một", "hai"]


async def test_who_has_blocked_the_bot_costs_nobody_else_a_message(server: BotApiServer, bot: Whole) -> None:
    await server.calls.wait_for_call("deleteWebhook")
    server.push(text_message(LAN, "xin chào"))
    server.block(LAN)
    await hears(server, text_message(MINH, "xin chào"))
    await server.calls.wait_for_call("sendMessage", 2)
    await bot.application.delivery.settle()
    [[failure]] = await bot.query("SELECT failure FROM outbox WHERE failure IS NOT NULL")
    assert "blocked by the user" in failure
    server.block(LAN, False)
    await hears(server, text_message(LAN, "xin chào"))


async def test_where_a_message_cannot_be_edited_any_more_a_new_one_is_sent(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    faces = await hears(server, start(LAN, bot.link(1)))
    del server.chat(LAN).messages[faces.result["message_id"]]
    thanks = await hears(server, tap(LAN, faces.result, label="😍 Rất hài lòng"))
    assert "Đã ghi nhận" in thanks.params["text"]
    [refused] = server.calls.refused()
    assert refused.method == "editMessageText"


async def test_the_same_tap_twice_leaves_one_message_that_says_it(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    faces = await hears(server, start(LAN, bot.link(1)))
    for count in (1, 2):
        server.push(tap(LAN, faces.result, label="😍 Rất hài lòng"))
        await server.calls.wait_for_call("editMessageText", count)
    await bot.application.delivery.settle()
    assert len(server.sent_to(LAN.id)) == 1
    assert await bot.number("SELECT sum(rated) FROM rating_day") == 1


@pytest.mark.parametrize("unit", ["từ ", "dòng\n", "liền", "😀"])
async def test_a_text_too_long_for_telegram_goes_out_whole_in_several_messages(
    server: BotApiServer, bot: Whole, unit: str
) -> None:
    server.meet(LAN)
    long = unit * 2500
    await bot.sends("telegram", str(LAN.id), {"text": long, "rows": [[{"label": "Về", "action": "main"}]]})
    await bot.application.delivery.settle()
    sent = server.sent_to(LAN.id)
    assert len(sent) > 1
    assert "".join("".join(call.params["text"].split()) for call in sent) == "".join(long.split())
    assert [("reply_markup" in call.params) for call in sent] == [False] * (len(sent) - 1) + [True]


async def test_an_edit_too_long_for_telegram_becomes_new_messages(server: BotApiServer, bot: Whole) -> None:
    question = await hears(server, text_message(LAN, "xin chào"))
    payload = {"text": "dòng\n" * 1000, "replaces": str(question.result["message_id"])}
    await bot.sends("telegram", str(LAN.id), payload)
    await bot.application.delivery.settle()
    assert len(server.sent_to(LAN.id)) == 3
    assert server.calls.refused() == []


async def test_a_caption_too_long_for_telegram_is_sent_before_the_file(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    await hears(server, text_message(LAN, "4 80%"))
    await saves(server, photo(LAN))
    file_id = await bot.number("SELECT id FROM file")
    before = len(server.sent_to(LAN.id))
    await bot.sends("telegram", str(LAN.id), {"text": "😀" * 513, "file_id": file_id})
    await bot.application.delivery.settle()
    words, picture = server.sent_to(LAN.id)[before:]
    assert words.params["text"] == "😀" * 513
    assert (picture.method, picture.params.get("caption", "")) == ("sendPhoto", "")


async def test_of_a_long_text_that_went_in_part_only_the_rest_is_sent_again(server: BotApiServer, bot: Whole) -> None:
    server.meet(LAN)
    await server.calls.wait_for_call("deleteWebhook")
    server.faults.delay(0, count=1, method="sendMessage")
    server.faults.fail_next(status=502, method="sendMessage")
    await bot.sends("telegram", str(LAN.id), {"text": LONG})
    await bot.application.delivery.settle()
    sent = server.sent_to(LAN.id)
    assert len(sent) > 2
    assert "".join("".join(call.params["text"].split()) for call in sent) == "".join(LONG.split())


async def _is_whole_after_a_restart(server: BotApiServer, settings: Settings, long: str) -> None:
    server.faults.clear()
    async with running(settings.model_copy(update={"telegram_chat_rate": 1_000.0})) as bot:
        await bot.application.delivery.settle()
    sent = server.sent_to(LAN.id)
    assert len(sent) > 2
    assert "".join("".join(call.params["text"].split()) for call in sent) == "".join(long.split())


async def test_after_a_failure_and_a_restart_only_the_pieces_that_had_not_gone_are_sent(
    server: BotApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.STOP_SECONDS", 0.01)
    kept, keep = asyncio.Event(), traffic.keep_progress

    async def keeps(db: Connection, row_id: int, said: Said) -> None:
        await keep(db, row_id, said)
        kept.set()

    monkeypatch.setattr("storage.messages.traffic.keep_progress", keeps)
    settings = telegram_settings(server, sqlite_url(tmp_path))
    async with running(settings) as bot:
        server.meet(LAN)
        await server.calls.wait_for_call("deleteWebhook")
        server.faults.fail_next(9, status=502, method="sendMessage", after=1)
        await bot.sends("telegram", str(LAN.id), {"text": LONG})
        await kept.wait()
    await _is_whole_after_a_restart(server, settings, LONG)


async def test_a_bot_that_ends_amid_a_long_text_goes_on_with_the_rest(
    server: BotApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.STOP_SECONDS", 0.01)
    settings = telegram_settings(server, sqlite_url(tmp_path), telegram_chat_rate=0.01)
    async with running(settings) as bot:
        server.meet(LAN)
        await server.calls.wait_for_call("deleteWebhook")
        await bot.sends("telegram", str(LAN.id), {"text": LONG})
        await server.calls.wait_for_call("sendMessage")
    await _is_whole_after_a_restart(server, settings, LONG)


async def test_a_link_that_telegram_refuses_costs_the_button_and_not_the_message(
    server: BotApiServer, bot: Whole, caplog: pytest.LogCaptureFixture
) -> None:
    server.meet(LAN)
    rows = [[{"label": "Mở", "url": "http://localhost:8080/s/secret"}], [{"label": "Về", "action": "main"}]]
    await bot.sends("telegram", str(LAN.id), {"text": "một", "rows": rows}, {"text": "hai", "rows": rows[:1]})
    await bot.application.delivery.settle()
    first, second = server.sent_to(LAN.id)
    [[button]] = first.params["reply_markup"]["inline_keyboard"]
    assert button["text"] == "Về"
    assert "reply_markup" not in second.params
    assert "secret" not in caplog.text


async def test_where_a_picture_was_tapped_on_the_answer_is_a_new_message(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    await hears(server, text_message(LAN, "4 80%"))
    await saves(server, photo(LAN))
    file_id = await bot.number("SELECT id FROM file")
    before = server.calls.messages
    await bot.sends("telegram", str(LAN.id), {"text": "", "file_id": file_id})
    await bot.application.delivery.settle()
    picture = server.sent_to(LAN.id)[-1].result["message_id"]
    await bot.sends("telegram", str(LAN.id), {"text": "Đã ghi", "replaces": str(picture)})
    await bot.application.delivery.settle()
    assert server.calls.messages == before + 2
    assert server.sent_to(LAN.id)[-1].params["text"] == "Đã ghi"
