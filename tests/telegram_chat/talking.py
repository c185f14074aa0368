"""People who write to the bot on Telegram."""

from storage.models import Role
from tests.botapi import BotApiServer, Call, Update, User, start
from tests.whole import Whole


async def hears(server: BotApiServer, update: Update, replies: int = 1) -> Call:
    """The last of the replies to it."""
    before = server.calls.messages
    server.push(update)
    return (await server.wait_for(before + replies))[-1]


async def saves(server: BotApiServer, update: Update) -> Call:
    """What *Đang lưu tệp…* has changed into."""
    before = len(server.calls.of("editMessageText"))
    server.push(update)
    return await server.calls.wait_for_call("editMessageText", before + 1)


async def joins(server: BotApiServer, bot: Whole, user: User, role: Role) -> Call:
    return await hears(server, start(user, await bot.invitation(role)), replies=2)
