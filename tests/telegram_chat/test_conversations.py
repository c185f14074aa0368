"""What people see on Telegram: faces, menus, files, pictures."""

import copy

import pytest

from handlers.routes import ROUTES
from storage.models import Role
from tests.botapi import BotApiServer, document, photo, start, sticker, tap, text_message
from tests.botapi.builders import added_to_group, contact, edited_message, location, message, voice
from tests.botapi.people import HOA, LAN, MINH, Group
from tests.samples import DOSSIERS
from tests.telegram_chat.talking import hears, joins, saves
from tests.whole import Whole


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
    await saves(server, photo(LAN))
    await hears(server, text_message(LAN, "4 90% đã treo"))
    await saves(server, document(LAN, "biên bản.docx", b"PK\x03\x04"))
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
    await saves(server, document(LAN, "ảnh.png", b"no picture at all", "image/png"))
    task = await hears(server, text_message(LAN, "/tiendo 4"))
    sent = await hears(server, tap(LAN, task.result, label="📎 Tệp kèm theo"))
    assert (sent.method, sent.params["document"].file_name) == ("sendDocument", "ảnh.png")


@pytest.mark.parametrize("make", [sticker, voice, location, lambda user: contact(user, "0900000000"), photo])
async def test_what_is_no_text_is_answered_and_leaves_the_open_question_open(
    server: BotApiServer, bot: Whole, make: object
) -> None:
    await bot.furnish()
    await hears(server, text_message(LAN, "/danhgia"))
    answer = await hears(server, make(LAN))  # type: ignore[operator]
    assert answer.params["text"]
    code = await hears(server, text_message(LAN, "H-1"))
    assert "4 số cuối" in code.params["text"]


async def test_channels_and_other_bots_get_no_answer_and_a_strange_group_one_line(
    server: BotApiServer, bot: Whole
) -> None:
    await hears(server, text_message(LAN, "xin chào"))
    before = server.calls.messages
    group = Group(-1001234567890)
    sent = server.push(text_message(LAN, "/summary", group))["message"]
    server.push(edited_message(LAN, sent, "/help"))  # in the group
    server.push(added_to_group(LAN, group, server.bot))
    other = message(MINH, {"text": "xin chào"})
    other.body["message"]["from"]["is_bot"] = True
    server.push(other)
    server.push(message(LAN, {"text": "x"}, kind="channel_post"))
    await server.updates.wait_until_confirmed()
    await hears(server, text_message(HOA, "xin chào"))
    assert server.calls.messages == before + 2
    [told] = server.sent_to(group.id)
    assert "/nhom" in told.params["text"]
