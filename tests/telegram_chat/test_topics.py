"""Chats with topics: an answer goes into the topic of what it answers."""

from typing import Any

from storage.models import Role
from tests.botapi import BotApiServer, document, tap, text_message
from tests.botapi.people import LAN
from tests.telegram_chat.talking import hears, joins
from tests.whole import Whole

TOPIC: dict[str, Any] = {"message_thread_id": 17, "is_topic_message": True}


async def test_an_answer_in_a_private_topic_stays_there_also_from_a_job(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    stored = await hears(server, text_message(LAN, "4 80% đã treo", **TOPIC))
    assert stored.params["message_thread_id"] == 17
    file = document(LAN, "biên bản.pdf", b"%PDF-1.7")
    file.message.update(TOPIC)
    received = await hears(server, file)
    assert received.params["message_thread_id"] == 17
    await server.calls.wait_for_call("editMessageText")  # what the job says takes its place
    more = await hears(server, tap(LAN, stored.result, f"add_words:{await bot.number('SELECT id FROM progress')}"))
    assert more.params["message_thread_id"] == 17
    outside = await hears(server, text_message(LAN, "5 10%", message_thread_id=4))  # a thread of replies is no topic
    assert "message_thread_id" not in outside.params


async def test_what_a_topic_that_is_gone_would_have_had_is_said_in_the_chat(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    stored = await hears(server, text_message(LAN, "4 80% đã treo", **TOPIC))
    server.chats.known[LAN.id].topics.clear()
    more = await hears(server, tap(LAN, stored.result, f"add_words:{await bot.number('SELECT id FROM progress')}"))
    assert "message_thread_id" not in more.params
