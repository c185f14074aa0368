import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import ClientSession

from tests.botapi import (
    BotApiServer,
    Group,
    added_to_group,
    document,
    edited_message,
    photo,
    start,
    sticker,
    tap,
    text_message,
    voice,
)
from tests.botapi.asking import Ask
from tests.botapi.people import LAN, MINH

GROUP = Group(-1001234567890)
RATE = {"inline_keyboard": [[{"text": "Hài lòng", "callback_data": "rate:1:5"}]]}


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[BotApiServer]:
    async with BotApiServer(clock=clock) as server:
        server.meet(LAN)
        yield server


async def test_a_wrong_token_and_an_unknown_method_are_refused(server: BotApiServer, ask: Ask) -> None:
    async with ClientSession() as session, session.get(f"{server.base_url}1:no/getMe") as response:
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await ask("sendNonsense") == "Not Found: method not found"
    assert (await ask("GETME"))["username"] == "cchc_test_bot"


async def test_parameters_may_come_as_query_form_json_or_multipart(server: BotApiServer) -> None:
    address = f"{server.base_url}{server.token}/sendMessage"
    fields = {"chat_id": str(LAN.id), "text": "chào", "reply_markup": json.dumps(RATE)}
    async with ClientSession() as session:
        multipart = aiohttp.FormData(fields, default_to_multipart=True)
        for more in ({"params": fields}, {"data": fields}, {"json": fields}, {"data": multipart}):
            async with session.post(address, **more) as response:
                assert (await response.json())["ok"]
    assert [call.params for call in server.sent_to(LAN.id)] == [
        {"chat_id": LAN.id, "text": "chào", "reply_markup": RATE}
    ] * 4
    assert [call.result["message_id"] for call in server.calls] == [1, 2, 3, 4]


async def test_updates_are_given_again_until_the_offset_passes_them(
    server: BotApiServer, ask: Ask, clock: Clock
) -> None:
    first, second, third = (server.push(text_message(LAN, text))["update_id"] for text in "abc")
    assert [update["update_id"] for update in await ask("getUpdates")] == [first, second, third]
    assert [update["update_id"] for update in await ask("getUpdates", limit=1)] == [first]
    assert [update["update_id"] for update in await ask("getUpdates", offset=second)] == [second, third]
    assert [update["update_id"] for update in await ask("getUpdates", offset=0)] == [second, third]
    assert [update["update_id"] for update in await ask("getUpdates", offset=-1)] == [third]
    assert len(server.updates) == 1
    clock.now += 24 * 3600 - 60
    assert len(await ask("getUpdates")) == 1
    clock.now += 120
    assert await ask("getUpdates") == []


async def test_a_long_poll_waits_and_a_second_one_ends_it(server: BotApiServer, ask: Ask) -> None:
    first = asyncio.create_task(ask("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(ask("getUpdates", timeout=20))
    assert (await first).startswith("Conflict: terminated by other getUpdates request")
    server.push(text_message(LAN, "/summary"))
    [update] = await second
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 8}]


async def test_a_poll_of_a_killed_bot_stands_in_nobodys_way(server: BotApiServer, ask: Ask) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(f"GET /bot{server.token}/getUpdates?timeout=20 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    await asyncio.sleep(0.05)
    writer.transport.abort()
    await asyncio.sleep(0.05)
    server.push(text_message(LAN, "còn đây"))
    assert len(await ask("getUpdates", timeout=20)) == 1
    assert len(server.calls.of("getUpdates")) == 1


async def test_only_the_allowed_kinds_of_update_are_kept(server: BotApiServer, ask: Ask) -> None:
    await ask("getUpdates", allowed_updates=["callback_query"])
    server.push(text_message(LAN, "không ai nghe"))
    assert await ask("getUpdates") == []
    await ask("getUpdates", allowed_updates=[])
    server.push(text_message(LAN, "nghe"))
    assert len(await ask("getUpdates")) == 1


async def test_a_message_is_edited_only_when_something_changes(server: BotApiServer, ask: Ask) -> None:
    sent = await ask("sendMessage", chat_id=LAN.id, text="một", reply_markup=RATE)
    place = {"chat_id": LAN.id, "message_id": sent["message_id"]}
    not_modified = "message is not modified: specified new message content and reply markup are exactly the same"
    assert (await ask("editMessageText", text="một", reply_markup=RATE, **place)).startswith(not_modified)
    assert (await ask("editMessageReplyMarkup", reply_markup=RATE, **place)).startswith(not_modified)
    changed = await ask("editMessageText", text="hai", **place)
    assert changed["text"] == "hai"
    assert "reply_markup" not in changed
    assert await ask("editMessageText", text="x", **place | {"message_id": 99}) == "message to edit not found"
    theirs = server.push(text_message(LAN, "của tôi"))["message"]["message_id"]
    assert await ask("editMessageText", text="x", **place | {"message_id": theirs}) == "message can't be edited"
    assert await ask("deleteMessage", **place) is True
    assert await ask("deleteMessage", **place) == "message to delete not found"


async def test_a_tap_is_answered_once_and_in_time(server: BotApiServer, ask: Ask, clock: Clock) -> None:
    too_old = "query is too old and response timeout expired or query ID is invalid"
    sent = await ask("sendMessage", chat_id=LAN.id, text="?", reply_markup=RATE)
    query = server.push(tap(LAN, sent, label="Hài lòng"))["callback_query"]
    assert query["data"] == "rate:1:5"
    assert await ask("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201) == "MESSAGE_TOO_LONG"
    assert await ask("answerCallbackQuery", callback_query_id=query["id"], text="Cảm ơn") is True
    assert await ask("answerCallbackQuery", callback_query_id=query["id"]) == too_old
    late = server.push(tap(LAN, sent, "forged"))["callback_query"]
    clock.now += 600
    assert await ask("answerCallbackQuery", callback_query_id=late["id"]) == too_old
    assert await ask("getUpdates") == []


async def test_commands_are_kept_for_each_scope_and_language(server: BotApiServer, ask: Ask) -> None:
    menu = [{"command": "tonghop", "description": "Tổng hợp"}]
    scope = {"type": "chat", "chat_id": LAN.id}
    assert await ask("setMyCommands", commands=menu, scope=scope, language_code="vi") is True
    assert server.profile.commands_for("vi", type="chat", chat_id=LAN.id) == menu
    assert await ask("getMyCommands") == []
    bad = [("Summary", "x", "BOT_COMMAND_INVALID"), ("a" * 33, "x", "command length must not exceed 32")]
    bad += [("a", "", "command description must be non-empty"), ("a", "x" * 257, "command description length")]
    for command, description, reason in bad:
        answer = await ask("setMyCommands", commands=[{"command": command, "description": description}])
        assert answer.startswith(reason)
    assert await ask("setMyCommands", commands=menu * 101) == "BOT_COMMANDS_TOO_MUCH"
    assert (await ask("setMyDescription", description="x" * 513)).startswith("description length")


async def test_files_of_people_can_be_fetched_up_to_20_megabytes(server: BotApiServer, ask: Ask) -> None:
    small = server.push(document(LAN, "kế hoạch.docx", b"PK", caption="/nhap"))["message"]["document"]
    found = await ask("getFile", file_id=small["file_id"])
    address = f"{server.base_file_url}{server.token}/{found['file_path']}"
    async with ClientSession() as session, session.get(address) as response:
        assert await response.read() == b"PK"
    big = server.push(document(LAN, "to.xlsx", b"PK2", file_size=25_000_000))["message"]["document"]
    assert await ask("getFile", file_id=big["file_id"]) == "file is too big"
    assert await ask("getFile", file_id="none") == "invalid file_id"
    picture = server.push(photo(LAN))["message"]["photo"][-1]
    assert (await ask("getFile", file_id=picture["file_id"]))["file_path"].startswith("photos/")


async def test_people_write_in_every_way_telegram_has(server: BotApiServer, ask: Ask) -> None:
    first = server.push(start(MINH, "abc_1"))["message"]
    assert first["text"] == "/start abc_1"
    edited = server.push(edited_message(MINH, first, "/start lại"))["edited_message"]
    assert edited["message_id"] == first["message_id"]
    server.push(sticker(MINH))
    server.push(voice(MINH))
    server.push(added_to_group(MINH, GROUP, server.bot))
    server.push(text_message(MINH, "chào cả nhà", chat=GROUP))
    assert [next(reversed(update)) for update in await ask("getUpdates")][-2:] == ["my_chat_member", "message"]
    assert (await ask("sendMessage", chat_id=GROUP.id, text="chào"))["chat"]["title"] == "Tổ CCHC"
    with pytest.raises(ValueError, match="would not carry"):
        start(MINH, "có dấu")
