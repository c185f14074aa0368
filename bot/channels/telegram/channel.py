"""Telegram: updates in by polling or webhook, messages out at the permitted rate."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.base import NotSent, Progress
from bot.channels.pace import limiter
from bot.channels.persisting import Persistence, take_at_last
from bot.channels.telegram.answers import seconds_of
from bot.channels.telegram.api import MOST_BYTES, call, make_bot
from bot.channels.telegram.outgoing import Outgoing, menu
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.transfer import Transfer
from bot.channels.telegram.updates import ALLOWED_UPDATES, read_or_none, tap_id
from bot.intake import Intake
from storage.database import Database
from storage.ground.channels import TELEGRAM
from storage.messages.traffic import OutgoingMessage

POLL_SECONDS = 50
MANY_CHATS = 10_000
log = logging.getLogger(__name__)


def _heeded(error: Exception) -> tuple[str, float | None]:
    if not isinstance(error, TelegramError):
        raise error
    return error.message, seconds_of(error)


def _not_sent(error: TelegramError) -> NotSent:
    if isinstance(error, RetryAfter):
        return NotSent("too many messages", retry=True, after=seconds_of(error))
    if isinstance(error, ChatMigrated):
        return NotSent(error.message, retry=False, moved_to=str(error.new_chat_id))
    if isinstance(error, Forbidden | BadRequest):
        gone = isinstance(error, Forbidden) or "chat not found" in error.message.lower()
        return NotSent(error.message, retry=False, gone=gone)
    return NotSent(error.message, retry=True)


class Telegram:
    """`rate`: messages a second over all chats; Telegram permits about 30, and one a second to the same chat.
    `most_bytes`: of a file that is fetched."""

    name = TELEGRAM

    def __init__(
        self,
        database: Database,
        token: str,
        root: str,
        rate: float = 30,
        chat_rate: float = 1,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._bot = make_bot(token, root, most_bytes)
        self._transfer = Transfer(database, self._bot, most_bytes)
        self._name = ""
        self._outgoing = Outgoing(self._bot, self._transfer, self._turn, self._keep_pause)
        self.persistence = Persistence("Telegram", _heeded)
        self._connected = asyncio.Event()
        self._all_chats = limiter(rate)
        self._chat_pause = 1 / chat_rate
        self._free_from: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, commands: Sequence[tuple[str, str]]) -> str:
        """Connects and returns the bot's name; raises NotSent with what to do about it. The command menu is set beside
        it: nobody waits for that."""
        name = await self.connect()
        self._beside(self._set_menu(commands))
        return name

    async def connect(self) -> str:
        """The bot's name. Raises NotSent."""
        try:
            await self._bot.request.initialize()
            about = await self._call("getMe")
        except InvalidToken:
            raise NotSent("the token is not valid: copy it anew from @BotFather", retry=False) from None
        except TelegramError as error:
            raise NotSent(f"Telegram cannot be reached: {error}", retry=True) from None
        self._name = str(about["username"])
        self._connected.set()
        return self._name

    async def _set_menu(self, commands: Sequence[tuple[str, str]]) -> None:
        try:
            set_menu = partial(self._call, "setMyCommands", commands=menu(commands))
            await self.persistence.until_done(set_menu, BadRequest, Forbidden)
        except TelegramError as error:
            log.warning("the command menu was refused: %s; the bot serves without it", error.message)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self._bot.request.shutdown()

    async def _call(self, method: str, **parameters: Any) -> Any:
        return await call(self._bot, method, parameters)

    # --- in

    async def poll(self, intake: Intake) -> None:
        """The next offset, which is Telegram's acknowledgement, goes out only after the commit."""
        await self.persistence.until_done(lambda: self._call("deleteWebhook"))
        polling = Polling(self._updates)
        while True:
            updates = await self.persistence.until_done(polling.updates)
            if updates:
                await take_at_last(partial(self.take, intake, updates))
                polling.taken(updates)

    async def _updates(self, offset: int, limit: int) -> list[Any]:
        wanted = {"offset": offset, "limit": limit, "timeout": POLL_SECONDS, "allowed_updates": ALLOWED_UPDATES}
        updates: list[Any] = await call(self._bot, "getUpdates", wanted, POLL_SECONDS + 10)
        return updates

    async def take(self, intake: Intake, updates: Sequence[Any]) -> None:
        """Returns once what these updates say is committed; raises where the database did not take it."""
        await intake.submit(
            *(message for update in updates if (message := read_or_none(update, self._name)) is not None)
        )
        for update in updates:
            if (tap := tap_id(update)) is not None:
                self._beside(self._answer_tap(tap))

    async def set_webhook(self, url: str, secret: str) -> None:
        await self.persistence.until_done(
            lambda: self._call(
                "setWebhook", url=url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, max_connections=100
            )
        )

    def _beside(self, coroutine: Any) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer_tap(self, tap: str) -> None:
        """Ends the waiting sign on the tapped button. Nothing is lost without it, so it is tried once."""
        try:
            await self._call("answerCallbackQuery", callback_query_id=tap)
        except TelegramError as error:
            log.debug("a tap was not answered: %s", error)

    # --- out

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        """What an earlier run left waits until the token has been taken: without it each row would be an outage."""
        await self._connected.wait()
        try:
            await self._outgoing.send(message, progress)
        except TelegramError as error:
            raise _not_sent(error) from None

    async def _turn(self, address: str) -> None:
        pause = self._free_from.get(address, 0) - asyncio.get_running_loop().time()
        if pause > 0:
            await asyncio.sleep(pause)
        await self._all_chats.acquire()

    def _keep_pause(self, address: str) -> None:
        """Counted from when the chat took the last message, so that no delay on the way brings two close together."""
        now = asyncio.get_running_loop().time()
        if len(self._free_from) > MANY_CHATS:
            self._free_from = {chat: free for chat, free in self._free_from.items() if free > now}
        self._free_from[address] = now + self._chat_pause

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file somebody sent; refuses what is too large for the Bot API."""
        return await self._transfer.fetch(reference)
