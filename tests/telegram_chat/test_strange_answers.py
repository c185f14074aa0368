"""What is not the Bot API's answer is tried again: it ends nothing, and no reply is lost by it."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.telegram import api
from bot.channels.telegram import channel as telegram_channel
from storage.models import Role
from tests.bench.throughput import free_port
from tests.botapi import BotApiServer, document, tap, text_message
from tests.botapi.people import LAN, MINH
from tests.databases import sqlite_url
from tests.telegram_chat.talking import hears, joins
from tests.whole import Whole, errors_of, running, telegram_settings

PAGE = "<!doctype html><title>Đăng nhập mạng</title>" + "<p>Xin đăng nhập</p>" * 1000
STRANGE: list[tuple[str | bytes, int]] = [
    ("{}", 200),
    ("[1]", 200),
    ('{"ok":true}', 200),
    ('{"ok":true,"result":"text"}', 200),
    ('{"ok":true,"result":[null]}', 200),
    ('{"ok":true,"result":{"message_id":"text"}}', 200),
    ('{"ok":false,"result":[]}', 200),
    (PAGE, 200),
    ("", 200),
    ("{", 200),
    (b'{"ok":true,"result":"\xff\xfe', 200),
    (b"[" * 100_000, 200),
    (PAGE, 403),
    (PAGE, 400),
    ("[1]", 404),
    ('{"ok":false,"description":["x"]}', 403),
    ('{"ok":false,"description":"Too Many","parameters":{"retry_after":"soon"}}', 429),
    ('{"ok":false,"description":"Too Many","parameters":[1]}', 500),
]


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses are Telegram's affair, not the test's: a second each would add up to minutes."""
    monkeypatch.setattr("bot.channels.persisting.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("bot.channels.persisting.LONGEST_PAUSE", 0.02)
    monkeypatch.setattr("bot.delivery.FIRST_PAUSE", 0.005)


async def test_polling_goes_on_after_every_strange_answer(server: BotApiServer, bot: Whole) -> None:
    await hears(server, text_message(MINH, "xin chào"))
    for body, status in STRANGE:
        server.faults.garble_next(body, 3, status=status, method="getUpdates")
        assert (await hears(server, text_message(LAN, "xin chào"))).ok
        server.faults.clear()
    await server.updates.wait_until_confirmed()


async def test_no_reply_is_dropped_for_a_strange_answer(server: BotApiServer, bot: Whole) -> None:
    await hears(server, text_message(MINH, "xin chào"))
    for count, (body, status) in enumerate(STRANGE, 1):
        server.faults.garble_next(body, 2, status=status, method="sendMessage")
        server.push(text_message(LAN, f"xin chào {count}"))
        await server.wait_for(1 + count)
        server.faults.clear()
    await bot.application.delivery.settle()
    assert await bot.number("SELECT count(*) FROM outbox WHERE sent_at IS NULL OR failure IS NOT NULL") == 0


async def test_a_screen_is_changed_and_a_tap_answered_after_strange_answers(server: BotApiServer, bot: Whole) -> None:
    await joins(server, bot, LAN, Role.OFFICER)
    for body, status in STRANGE:
        menu = await hears(server, text_message(LAN, "/canbo"))
        server.faults.garble_next(body, status=status, method="editMessageText")
        server.faults.garble_next(body, status=status, method="answerCallbackQuery")
        edits = len(server.calls.of("editMessageText"))
        server.push(tap(LAN, menu.result, data="members:0"))
        await server.calls.wait_for_call("editMessageText", edits + 1)
        await bot.application.delivery.settle()
        server.faults.clear()
    assert await bot.number("SELECT count(*) FROM outbox WHERE sent_at IS NULL OR failure IS NOT NULL") == 0


async def test_a_file_is_fetched_after_a_strange_answer(
    server: BotApiServer, bot: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.PAUSE", timedelta(seconds=-1))  # its clock stands still
    await joins(server, bot, LAN, Role.OFFICER)
    server.faults.garble_next("{}", method="getFile")
    before = server.calls.messages
    server.push(document(LAN, "la.csv", b"A,B\n1,2\n"))
    async with asyncio.timeout(5):
        while not server.calls.of("getFile"):
            bot.application.worker.wake()
            await asyncio.sleep(0.02)
    await server.wait_for(before + 1)
    assert "không tải được" not in server.sent_to(LAN.id)[-1].params["text"]


async def test_a_file_is_sent_after_strange_answers(server: BotApiServer, bot: Whole) -> None:
    server.meet(LAN)
    async with bot.application.database.write() as db:
        await db.exec_driver_sql(
            "INSERT INTO file (id, name, media_type, size, content, stored_at)"
            " VALUES (9, 'kết quả.csv', 'text/csv', 3, X'612C62', '2026-06-15 00:00:00')"
        )
    for body, status in STRANGE[::4]:
        server.faults.garble_next(body, status=status, method="sendDocument")
    rows = [[{"label": "Về", "action": "main"}]]
    await bot.sends("telegram", str(LAN.id), {"text": "Tệp", "file_id": 9, "rows": rows})
    [sent] = await server.wait_for(1)
    assert sent.params["document"] == ("kết quả.csv", b"a,b", "text/csv")
    assert (sent.params["caption"], "reply_markup" in sent.params) == ("Tệp", True)


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "setMyCommands"])
async def test_the_bot_starts_after_strange_answers(server: BotApiServer, tmp_path: Path, method: str) -> None:
    for body, status in STRANGE:
        server.faults.garble_next(body, status=status, method=method)
    async with running(telegram_settings(server, sqlite_url(tmp_path))):
        await hears(server, text_message(LAN, "xin chào"))
        await server.calls.wait_for_call("setMyCommands")


async def test_a_webhook_is_set_after_strange_answers(server: BotApiServer, tmp_path: Path) -> None:
    for body, status in STRANGE:
        server.faults.garble_next(body, status=status, method="setWebhook")
    port = free_port()
    public = {"web_port": port, "public_url": f"http://127.0.0.1:{port}"}
    async with running(telegram_settings(server, sqlite_url(tmp_path), **public)):
        await server.calls.wait_for_call("setWebhook")
        await hears(server, text_message(LAN, "xin chào"))


async def test_a_refused_menu_is_said_once_and_keeps_nobody_waiting(
    server: BotApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    refused = '{"ok":false,"error_code":400,"description":"Bad Request: BOT_COMMAND_INVALID"}'
    server.faults.garble_next(refused, 1000, status=400, method="setMyCommands")
    async with running(telegram_settings(server, sqlite_url(tmp_path))) as bot:
        await hears(server, text_message(MINH, "xin chào"))
        await joins(server, bot, LAN, Role.STAFF)  # whose own menu is refused, too
        await bot.application.delivery.settle()
        assert await bot.number("SELECT count(*) FROM outbox WHERE failure IS NOT NULL") == 0
    assert caplog.text.count("the command menu was refused: Bot_command_invalid") == 1


async def test_an_outage_and_its_end_are_a_line_each_without_what_was_answered(
    server: BotApiServer, bot: Whole, caplog: pytest.LogCaptureFixture
) -> None:
    await hears(server, text_message(MINH, "xin chào"))
    server.faults.garble_next(PAGE, 2, method="getUpdates")
    await hears(server, text_message(LAN, "xin chào"))
    assert "Telegram is back" in caplog.text
    assert "đăng nhập" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


async def test_an_error_nobody_thought_of_is_a_line_and_polling_goes_on(
    server: BotApiServer, bot: Whole, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await hears(server, text_message(MINH, "xin chào"))
    failures = [LookupError("điều người dân viết"), RuntimeError("điều người dân viết")]
    read = api.call

    async def fails_twice(bot: object, method: str, *rest: object, **more: object) -> object:
        if method == "getUpdates" and failures:
            raise failures.pop()
        return await read(bot, method, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(telegram_channel, "call", fails_twice)
    await hears(server, text_message(LAN, "xin chào"))
    await hears(server, text_message(LAN, "xin chào"))
    assert failures == []
    assert [record.exc_info for record in errors_of(caplog)] == [None]  # one line a minute
    assert "unexpected RuntimeError" in caplog.text
    assert "người dân" not in caplog.text
    caplog.clear()
