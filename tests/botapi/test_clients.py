"""The tests' Bot API server as python-telegram-bot sees it: limits, faults, files."""

from datetime import timedelta

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from tests.botapi import BotApiServer, User, blocked, document, tap, text_message, unblocked
from tests.botapi.people import LAN, MINH


async def test_the_client_library_converses_with_it(server: BotApiServer, bot: Bot) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Hài lòng", callback_data="rate:1:5")]])
    server.push(text_message(LAN, "/danhgia 000.00.19"))
    [update] = await bot.get_updates(timeout=1)
    assert update.message is not None
    assert update.message.parse_entities() == {update.message.entities[0]: "/danhgia"}
    sent = await update.message.reply_text("Ông/bà có hài lòng?", reply_markup=keyboard, do_quote=True)
    assert sent.reply_to_message is not None
    [call] = server.sent_to(LAN.id)
    server.push(tap(LAN, call.result, label="Hài lòng"))
    [tapped] = await bot.get_updates(offset=update.update_id + 1)
    assert tapped.callback_query is not None
    assert await tapped.callback_query.answer("Cảm ơn")
    await tapped.callback_query.edit_message_text("Đã ghi nhận")
    with pytest.raises(BadRequest, match="Query is too old"):
        await tapped.callback_query.answer()
    assert await bot.set_my_commands([BotCommand("tiendo", "Tiến độ")], scope=BotCommandScopeChat(LAN.id))
    assert await bot.set_my_name("CCHC")
    assert await bot.send_chat_action(LAN.id, "typing")


async def test_the_client_library_moves_files_both_ways(server: BotApiServer, bot: Bot) -> None:
    server.push(document(LAN, "kế hoạch.docx", b"PK\x03\x04"))
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert await (await update.message.document.get_file()).download_as_bytearray() == b"PK\x03\x04"
    sent = await bot.send_document(LAN.id, b"bao cao", filename="báo cáo.docx", caption="Quý 3")
    assert sent.document is not None
    assert sent.document.file_name == "báo cáo.docx"
    assert server.calls.of("sendDocument")[0].params["document"].content == b"bao cao"
    again = await bot.send_document(LAN.id, sent.document.file_id)
    assert again.document == sent.document
    with pytest.raises(BadRequest, match="non-empty"):
        await bot.send_document(LAN.id, b"", filename="x.txt")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(LAN.id, b"\xff\xd8\xff", caption="x" * 1025)
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(LAN.id, b"<svg/>")


async def test_who_blocks_the_bot_gets_nothing_more(server: BotApiServer, bot: Bot) -> None:
    server.push(blocked(LAN, server.bot))
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(LAN.id, "x")
    server.push(unblocked(LAN, server.bot))
    assert await bot.send_message(LAN.id, "x")
    assert [update.my_chat_member is not None for update in await bot.get_updates()] == [True, True]


async def test_a_wrong_token_is_told_to_the_client_library(server: BotApiServer) -> None:
    stranger = Bot("1:wrong", base_url=server.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


@pytest.fixture
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it python-telegram-bot warns whenever it makes a RetryAfter, and here a warning is an error.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.mark.usefixtures("durations")
async def test_too_many_messages_to_one_chat_are_refused_with_the_time_to_wait(server: BotApiServer, bot: Bot) -> None:
    server.limits.enabled = True
    await bot.send_message(LAN.id, "1")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(LAN.id, "2")
    assert refused.value.retry_after == timedelta(seconds=1)
    await bot.send_message(MINH.id, "1")
    assert server.limits.refused == 1


@pytest.mark.usefixtures("durations")
async def test_too_many_messages_in_all_are_refused(server: BotApiServer, bot: Bot) -> None:
    now = 0.0
    server.limits.enabled, server.limits.overall_burst, server.limits.clock = True, 3, lambda: now
    people = [User(80000 + i) for i in range(5)]
    server.meet(*people)
    for person in people[:3]:
        await bot.send_message(person.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[3].id, "x")
    now = 0.9
    with pytest.raises(RetryAfter):
        await bot.send_message(people[4].id, "x")
    now = 1.0
    await bot.send_message(people[4].id, "x")
    assert server.limits.refused == 2


async def test_faults_reach_the_client_library_as_faults(server: BotApiServer, bot: Bot) -> None:
    server.faults.fail_next(status=500)
    server.faults.fail_next(status=502)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(LAN.id, "x")
    assert len(server.calls.of("sendMessage")) == 0
    server.faults.drop_next()
    with pytest.raises(NetworkError):
        await bot.send_message(LAN.id, "đến nơi")
    assert [call.params["text"] for call in server.sent_to(LAN.id)] == ["đến nơi"]
    server.faults.hang_next()
    with pytest.raises(TimedOut):
        await bot.send_message(LAN.id, "x", read_timeout=0.1)
    server.faults.delay(0.1, count=1, method="sendMessage")
    await bot.send_message(LAN.id, "x")
    assert not server.faults.waiting
