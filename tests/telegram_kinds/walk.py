"""Sends every kind to the whole bot, to a citizen who is writing feedback and to staff who have just reported."""

import io
import re
from dataclasses import dataclass

from PIL import Image

from storage.models import Role
from tests.botapi import BotApiServer, Update, User, tap, text_message
from tests.botapi.people import LAN, MINH
from tests.telegram_chat.talking import hears, joins
from tests.telegram_kinds.samples import contents, service
from tests.whole import Whole

STORY = "Ở quầy số 3 tôi phải chờ hai giờ mà không ai gọi số."
_CODE = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b")


@dataclass(frozen=True, slots=True)
class Row:
    """`kind`: the field of `Message`; what a citizen and what staff hear."""

    kind: str
    citizen: str
    staff: str


async def walk(server: BotApiServer, bot: Whole) -> list[Row]:
    """The bot is empty before."""
    await bot.furnish()
    await _writes(server)
    await joins(server, bot, MINH, Role.STAFF)
    await hears(server, text_message(MINH, "4 80% đã treo"))
    citizen = await _said(server, bot, LAN)
    staff = await _said(server, bot, MINH)
    return [Row(kind, citizen[kind], staff[kind]) for kind in citizen]


async def _writes(server: BotApiServer) -> None:
    asked = await hears(server, text_message(LAN, f"/phananh {STORY}"))
    first = asked.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await hears(server, tap(LAN, asked.result, first))


async def _said(server: BotApiServer, bot: Whole, user: User) -> dict[str, str]:
    Image.new("RGB", (20, 20), "green").save(picture := io.BytesIO(), "JPEG")
    said = {}
    for kind, update in contents(user, picture.getvalue()).items():
        if user == LAN and kind == "video":  # one piece of feedback has room for five files
            await _writes(server)
        said[kind] = await _answer(server, bot, user, update)
    # Silence takes long to wait for: all of them at once.
    before = len(server.sent_to(user.id))
    for update in service(user).values():
        server.push(update)
    await _settled(server, bot)
    heard = server.sent_to(user.id)[before:]
    return said | dict.fromkeys(service(user), " / ".join(call.params["text"] for call in heard))


async def _answer(server: BotApiServer, bot: Whole, user: User, update: Update) -> str:
    """What stands in the chat of it at the end."""
    before = set(server.chat(user).messages)
    server.push(update)
    await _settled(server, bot)
    heard = [
        one for number, one in server.chat(user).messages.items() if number not in before and one["from"] == server.bot
    ]
    lines = [line for one in heard for line in one["text"].splitlines()[:2] if line]
    return _CODE.sub("…", " / ".join(lines))


async def _settled(server: BotApiServer, bot: Whole) -> None:
    """Everything that was sent is answered, its jobs too."""
    await server.updates.wait_until_confirmed()
    while await bot.number("SELECT count(*) FROM job WHERE ended_at IS NULL"):
        await bot.application.delivery.settle()
    await bot.application.delivery.settle()
    await bot.application.delivery.sweep()
    await bot.application.delivery.settle()
