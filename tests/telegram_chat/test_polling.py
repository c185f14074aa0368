"""Updates are taken once, whatever happens in between."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from storage.messages import claiming, traffic
from storage.messages.payloads import Said
from tests.botapi import BotApiServer, User, text_message
from tests.botapi.people import LAN, MINH
from tests.databases import sqlite_url
from tests.telegram_chat.talking import hears
from tests.whole import Whole, running, telegram_settings


async def test_only_the_updates_that_are_answered_are_asked_for(server: BotApiServer, bot: Whole) -> None:
    await hears(server, text_message(LAN, "xin chào"))
    [poll, *_] = server.calls.of("getUpdates")
    assert poll.params["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert poll.params["timeout"] > 0


async def test_the_offset_moves_only_after_the_commit(server: BotApiServer, bot: Whole) -> None:
    await server.calls.wait_for_call("deleteWebhook")
    async with bot.application.database.write():  # whoever writes now keeps the intake from committing
        server.push(text_message(LAN, "xin chào"))
        await server.calls.wait_for_call("getUpdates")
        await asyncio.sleep(0.05)
        assert len(server.updates) == 1
        assert server.sent_to(LAN.id) == []
    await server.updates.wait_until_confirmed()
    assert await bot.number("SELECT count(*) FROM incoming_event") == 1


async def test_an_update_is_handled_once_however_often_it_comes(server: BotApiServer, tmp_path: Path) -> None:
    settings = telegram_settings(server, sqlite_url(tmp_path))
    update = server.push(text_message(LAN, "xin chào"))
    server.push(update)
    # No offset reaches Telegram any more: it will give out the same update again.
    server.faults.fail_next(1000, method="getUpdates", after=1)
    async with running(settings) as bot:
        await server.wait_for(1)
        await bot.application.delivery.settle()
    assert len(server.updates) == 2
    server.faults.clear()
    async with running(settings) as bot:
        await server.updates.wait_until_confirmed()
        await hears(server, text_message(MINH, "xin chào"))
        assert len(server.sent_to(LAN.id)) == 1
        assert await bot.number("SELECT count(*) FROM incoming_event") == 2


async def test_nothing_is_sent_again_after_an_orderly_restart(server: BotApiServer, tmp_path: Path) -> None:
    settings = telegram_settings(server, sqlite_url(tmp_path))
    async with running(settings):
        await hears(server, text_message(LAN, "xin chào"))
    async with running(settings) as bot:
        await bot.application.delivery.sweep()
        await hears(server, text_message(MINH, "xin chào"))
    assert len(server.sent_to(LAN.id)) == 1


async def test_what_was_left_unsent_is_sent_before_an_update_is_asked_for(
    server: BotApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that after a crash an older screen never replaces a newer one."""
    settings = telegram_settings(server, sqlite_url(tmp_path))
    crowd = [User(number) for number in range(10)]
    server.meet(LAN, *crowd)
    async with running(settings) as bot:
        database = bot.application.database
        async with database.write(beside=True) as db:
            rows = [("telegram", str(user.id), Said("màn hình cũ")) for user in (*crowd, LAN)]
            await traffic.put(db, rows, bot.application.clock(), claim=True)
    claim_round = claiming.claim_round

    async def slowly(*arguments: Any) -> claiming.Round:
        await asyncio.sleep(0.1)  # in which an update would be answered
        return await claim_round(*arguments)

    monkeypatch.setattr(claiming, "ADDRESSES", 4)
    monkeypatch.setattr(claiming, "claim_round", slowly)
    server.push(text_message(LAN, "xin chào"))
    async with running(settings):
        await server.updates.wait_until_confirmed()
        await server.wait_for(len(crowd) + 2)
    texts = [call.params["text"] for call in server.sent_to(LAN.id)]
    assert texts[0] == "màn hình cũ"
    assert len(texts) == 2


async def test_polling_goes_on_after_every_kind_of_failure(server: BotApiServer, bot: Whole) -> None:
    await hears(server, text_message(MINH, "xin chào"))
    server.faults.fail_next(status=502, method="getUpdates")
    assert (await hears(server, text_message(LAN, "xin chào"))).ok
