"""How buttons look on Telegram, and on a server of before that."""

import json

from storage.models import Role
from tests.botapi import BotApiServer, Call, tap, text_message
from tests.botapi.people import LAN
from tests.telegram_chat.talking import hears, joins
from tests.whole import Whole

REFUSED = b'{"ok": false, "error_code": 400, "description": "Bad Request: can\'t parse inline keyboard button: %s"}'


def _styles(call: Call) -> dict[str, str | None]:
    rows = call.params["reply_markup"]["inline_keyboard"]
    return {button["text"]: button.get("style") for row in rows for button in row}


async def test_what_is_dangerous_is_red_what_is_first_blue_and_a_code_is_copied(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.OFFICER)
    stored = await hears(server, text_message(LAN, "1 75%"))
    assert _styles(stored)["↩️ Hoàn tác"] == "danger"
    lines = await hears(server, text_message(LAN, "1 80%; 2 60%"))
    assert {"primary", None} == set(_styles(lines).values())
    asked = await hears(server, text_message(LAN, "/moi"))
    server.push(tap(LAN, asked.result, label="Cán bộ"))
    invited = await server.calls.wait_for_call("editMessageText")
    if "copy_text" not in json.dumps(invited.params):
        server.push(tap(LAN, invited.result, f"invite:staff:{await bot.unit_id()}"))
        invited = await server.calls.wait_for_call("editMessageText", 2)
    [[copy], _] = invited.params["reply_markup"]["inline_keyboard"]
    assert copy["copy_text"]["text"] in invited.params["text"]


async def test_a_dangerous_button_is_red(server: BotApiServer, bot: Whole) -> None:
    await bot.unit_id()
    await hears(server, text_message(LAN, "/riengtu"))
    server.push(tap(LAN, server.sent_to(LAN.id)[-1].result, "privacy_ask"))
    asked = await server.calls.wait_for_call("editMessageText")
    assert list(_styles(asked).values()).count("danger") == 1


async def test_a_server_that_knows_no_styles_is_learned_and_nothing_else_is_lost(
    server: BotApiServer, bot: Whole
) -> None:
    await bot.furnish()
    await joins(server, bot, LAN, Role.OFFICER)
    server.faults.garble_next(REFUSED % b"invalid button style specified", status=400, method="sendMessage")
    lines = await hears(server, text_message(LAN, "1 70%; 2 60%"))
    assert set(_styles(lines).values()) == {None}
    before = len(server.calls.of("sendMessage"))
    again = await hears(server, text_message(LAN, "1 75%; 2 65%"))
    assert set(_styles(again).values()) == {None}
    assert len(server.calls.of("sendMessage")) == before + 1
