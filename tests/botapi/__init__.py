"""A local Telegram Bot API for wire tests: Telegram's own JSON in, recorded calls out.

async with BotApiServer() as server:
    server.push(text_message(User(5), "/summary"))
    [call] = await server.wait_for(1)
    server.push(tap(User(5), call.result, label="Hài lòng"))
"""

from tests.botapi.builders import (
    Update,
    added_to_group,
    blocked,
    contact,
    document,
    edited_message,
    location,
    message,
    photo,
    start,
    sticker,
    tap,
    text_message,
    unblocked,
    voice,
)
from tests.botapi.calls import Call, CallLog
from tests.botapi.people import Group, User
from tests.botapi.remote import RemoteBotApi, bot_api_process
from tests.botapi.server import TOKEN, BotApiServer
from tests.botapi.wire import ApiError, Upload

__all__ = [
    "TOKEN",
    "ApiError",
    "BotApiServer",
    "Call",
    "CallLog",
    "Group",
    "RemoteBotApi",
    "Update",
    "Upload",
    "User",
    "added_to_group",
    "blocked",
    "bot_api_process",
    "contact",
    "document",
    "edited_message",
    "location",
    "message",
    "photo",
    "start",
    "sticker",
    "tap",
    "text_message",
    "unblocked",
    "voice",
]
