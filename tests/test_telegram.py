"""Our whole bot and Telegram's own JSON, by polling."""

import asyncio
import copy
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.routes import ROUTES
from storage.models import Role
from tests.botapi import TOKEN, BotApiServer, Call, Update, User, document, photo, start, sticker, tap, text_message
from tests.botapi.builders import added_to_group, contact, edited_message, location, message, voice
from tests.botapi.people import Group
from tests.databases import sqlite_url
from tests.samples import DOSSIERS
from tests.whole import Whole, errors_of, running, telegram_settings

LAN, MINH, HOA = User(70001, "Lan"), User(70002, "Minh"), User(70003, "Hoa", language_code="en")


@pytest.fixture
async def bot(server: BotApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Whole]:
    async with running(telegram_settings(server, sqlite_url(tmp_path))) as bot:
        yield bot
    assert TOKEN not in caplog.text
    assert errors_of(caplog) == []


async def hears(server: BotApiServer, update: Update, replies: int = 1) -> Call:
    """The last of the replies to it."""
    before = server.calls.messages
    server.push(update)
    return (await server.wait_for(before + replies))[-1]


async def joins(server: BotApiServer, bot: Whole, user: User, role: Role) -> Call:
    return await hears(server, start(user, await bot.invitation(role)), replies=2)


async def test_a_citizen_rates_with_one_tap_and_the_question_becomes_the_answer(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.furnish()
    faces = await hears(server, start(LAN, bot.link(1)))
    assert "Hồ sơ H-1" in faces.params["text"]
    server.push(tap(LAN, faces.result, label="😍 Rất hài lòng"))
    edit = await server.calls.wait_for_call("editMessageText")
    assert edit.params["message_id"] == faces.result["message_id"]
    assert "Đã ghi nhận" in edit.params["text"]
    await server.calls.wait_for_call("answerCallbackQuery")
    assert await bot.query("SELECT channel, level FROM rating") == [("telegram", 5)]


async def test_a_citizen_is_answered_in_the_language_of_the_phone(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    assert "Dossier H-1" in (await hears(server, start(HOA, bot.link(1)))).params["text"]


async def test_everyone_has_the_public_menu_and_staff_their_own(server: BotApiServer, bot: Whole) -> None:
    await server.calls.wait_for_call("setMyCommands")
    public = [command["command"] for command in server.profile.commands_for()]
    assert public == [route.name for route in ROUTES.commands if route.listed and not route.roles]
    await joins(server, bot, LAN, Role.STAFF)
    own = [command["command"] for command in server.profile.commands_for(type="chat", chat_id=LAN.id)]
    assert own == [
        route.name
        for route in ROUTES.commands
        if route.listed and not route.for_citizens and (not route.roles or Role.STAFF in route.roles)
    ]
    assert server.profile.commands_for(type="chat", chat_id=MINH.id) == []


async def test_only_the_updates_that_are_answered_are_asked_for(server: BotApiServer, bot: Whole) -> None:
    await hears(server, text_message(LAN, "xin chào"))
    [poll, *_] = server.calls.of("getUpdates")
    assert poll.params["allowed_updates"] == ["message", "callback_query"]
    assert poll.params["timeout"] > 0


async def test_an_officer_sends_a_file_and_confirms(server: BotApiServer, bot: Whole) -> None:
    await joins(server, bot, LAN, Role.OFFICER)
    preview = await hears(server, document(LAN, "hồ sơ.csv", DOSSIERS.encode(), "text/csv"), replies=2)
    assert "5 mới" in preview.params["text"]
    done = await hears(server, tap(LAN, preview.result, label="✅ Nhập 5 dòng"))
    assert "Đã nhập xong" in done.params["text"]
    assert await bot.number("SELECT count(*) FROM dossier") == 5


async def test_a_file_that_telegram_does_not_hand_out_is_explained(server: BotApiServer, bot: Whole) -> None:
    await joins(server, bot, LAN, Role.OFFICER)
    before = server.calls.messages
    update = document(LAN, "to.csv", b"1", file_size=25 * 1024 * 1024)
    refused = await hears(server, update)
    assert "20 MB" in refused.params["text"]
    assert server.calls.of("getFile") == []
    # Telegram says nothing of its size, and refuses when it is fetched.
    update.body = copy.deepcopy(update.body)
    del update.message["document"]["file_size"]
    refused = await hears(server, update, replies=2)
    assert "20 MB" in refused.params["text"]
    assert server.calls.messages == before + 3


async def test_photos_and_documents_come_back_as_what_they_are(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    await hears(server, text_message(LAN, "4 80% đã treo"))
    await hears(server, photo(LAN), replies=2)
    await hears(server, text_message(LAN, "4 90% đã treo"))
    await hears(server, document(LAN, "biên bản.docx", b"PK\x03\x04"), replies=2)
    task = await hears(server, text_message(LAN, "/tiendo 4"))
    last = await hears(server, tap(LAN, task.result, label="📎 Tệp kèm theo"), replies=2)
    [sent_photo] = server.calls.of("sendPhoto")
    [sent_document] = server.calls.of("sendDocument")
    assert sent_photo.params["photo"].content.startswith(b"\xff\xd8")
    assert sent_document.params["document"].file_name == "biên bản.docx"
    assert last.params["caption"].startswith("4. ")


async def test_a_picture_that_telegram_does_not_take_as_a_photo_is_sent_as_a_document(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.STAFF)
    await hears(server, text_message(LAN, "4 80% đã treo"))
    await hears(server, document(LAN, "ảnh.png", b"no picture at all", "image/png"), replies=2)
    task = await hears(server, text_message(LAN, "/tiendo 4"))
    sent = await hears(server, tap(LAN, task.result, label="📎 Tệp kèm theo"))
    assert (sent.method, sent.params["document"].file_name) == ("sendDocument", "ảnh.png")


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
    async with running(settings) as bot:
        await server.wait_for(1)
        # From here no offset reaches Telegram any more: it will give out the same update again.
        server.faults.fail_next(1000, method="getUpdates")
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


async def test_polling_goes_on_after_every_kind_of_failure(server: BotApiServer, bot: Whole) -> None:
    await hears(server, text_message(MINH, "xin chào"))
    server.faults.fail_next(status=502, method="getUpdates")
    assert (await hears(server, text_message(LAN, "xin chào"))).ok


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
    await hears(server, photo(LAN), replies=2)
    file_id = await bot.number("SELECT id FROM file")
    before = len(server.sent_to(LAN.id))
    await bot.sends("telegram", str(LAN.id), {"text": "😀" * 513, "file_id": file_id})
    await bot.application.delivery.settle()
    words, picture = server.sent_to(LAN.id)[before:]
    assert words.params["text"] == "😀" * 513
    assert (picture.method, picture.params.get("caption", "")) == ("sendPhoto", "")


@pytest.mark.parametrize("make", [sticker, voice, location, lambda user: contact(user, "0912345678"), photo])
async def test_what_is_no_text_is_answered_and_leaves_the_open_question_open(
    server: BotApiServer, bot: Whole, make: object
) -> None:
    await bot.furnish()
    await hears(server, text_message(LAN, "/danhgia"))
    answer = await hears(server, make(LAN))  # type: ignore[operator]
    assert answer.params["text"]
    code = await hears(server, text_message(LAN, "H-1"))
    assert "4 số cuối" in code.params["text"]


async def test_groups_channels_edits_and_other_bots_get_no_answer(server: BotApiServer, bot: Whole) -> None:
    await hears(server, text_message(LAN, "xin chào"))
    before = server.calls.messages
    group = Group(-1001234567890)
    sent = server.push(text_message(LAN, "/summary", group))["message"]
    server.push(edited_message(LAN, sent, "/help"))
    server.push(added_to_group(LAN, group, server.bot))
    other = message(MINH, {"text": "xin chào"})
    other.body["message"]["from"]["is_bot"] = True
    server.push(other)
    server.push(message(LAN, {"text": "x"}, kind="channel_post"))
    await server.updates.wait_until_confirmed()
    await hears(server, text_message(HOA, "xin chào"))
    assert server.calls.messages == before + 1
