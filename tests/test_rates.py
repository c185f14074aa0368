"""Thousands of notices at once go out within Telegram's limits, and hardly slower than these allow.

The short version runs at three times Telegram's rate, which a machine with other work to do keeps up with; `make rates`
sends 5,000 at 30 a second.
"""

import asyncio
import os
import time
from pathlib import Path

from bot.channels.telegram.channel import Telegram
from bot.delivery import Delivery
from bot.intake import utc_now
from storage.database import Database
from storage.messages import traffic
from storage.messages.payloads import Said
from storage.messages.traffic import OutgoingMessage
from tests.botapi import TOKEN, BotApiServer, User
from tests.databases import sqlite_url
from tests.ending import ended

NOTICES = int(os.environ.get("CCHC_TEST_NOTICES", "400"))
RATE = float(os.environ.get("CCHC_TEST_NOTICE_RATE", "90"))
PERMITTED_SHARE = 0.95


async def _send_all(database: Database, server: BotApiServer, chats: list[int]) -> float:
    """Seconds from the commit to the last message taken."""
    server.meet(*(User(chat) for chat in set(chats)))
    telegram = Telegram(database, TOKEN, server.url, RATE, 1)
    await telegram.connect()
    delivery = Delivery(database, {"telegram": telegram}, utc_now, {})
    running = asyncio.create_task(delivery.run())
    try:
        rows = await _notices(database, chats)
        began = time.monotonic()
        delivery.hand_over(rows)
        await server.calls.wait_for_messages(len(chats), within=len(chats) / RATE * 3 + 20)
        seconds = time.monotonic() - began
        await delivery.settle()
    finally:
        await ended(running)
        await telegram.close()
    return seconds


async def _notices(database: Database, chats: list[int]) -> list[OutgoingMessage]:
    messages = [("telegram", str(chat), Said(f"Nhắc việc cho {chat}")) for chat in chats]
    async with database.write() as db:
        return await traffic.put(db, messages, utc_now(), claim=True)


async def test_many_notices_reach_many_chats_at_nearly_the_permitted_rate_without_a_refusal(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    chats = list(range(1_000, 1_000 + NOTICES))
    async with BotApiServer() as server:
        server.limits.enabled = True
        server.limits.overall_rate, server.limits.overall_burst = RATE, int(RATE)
        seconds = await _send_all(database, server, chats)
        assert server.limits.refused == 0
        sent = [call.params["chat_id"] for call in server.calls.of("sendMessage")]
    await database.close()
    assert sorted(map(int, sent)) == chats
    assert NOTICES / RATE / seconds >= PERMITTED_SHARE, f"{NOTICES / seconds:.1f} messages a second"


async def test_several_notices_to_one_chat_are_a_second_apart(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    async with BotApiServer() as server:
        server.limits.enabled = True
        seconds = await _send_all(database, server, [5] * 5)
        assert server.limits.refused == 0
    await database.close()
    assert 4 <= seconds < 6
