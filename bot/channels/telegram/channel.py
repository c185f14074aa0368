"""Telegram: updates in by polling or webhook, messages out at the permitted rate."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.base import NotSent
from bot.channels.telegram.api import call, keyboard, make_bot, phone_keyboard
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.texts import CAPTION_UNITS, bold, pieces, units
from bot.channels.telegram.transfer import Transfer
from bot.channels.telegram.updates import ALLOWED_UPDATES, read_or_none, tap_id
from bot.intake import Intake
from storage.database import Database
from storage.ground.channels import TELEGRAM
from storage.messages.payloads import Said
from storage.messages.traffic import OutgoingMessage
from storage.outages import Outage, Unavailable

POLL_SECONDS = 50
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
MANY_CHATS = 10_000
T = TypeVar("T")
log = logging.getLogger(__name__)


class Telegram:
    """`rate`: messages a second over all chats; Telegram permits about 30, and one a second to the same chat."""

    name = TELEGRAM

    def __init__(self, database: Database, token: str, root: str, rate: float = 30, chat_rate: float = 1) -> None:
        self._bot = make_bot(token, root)
        self._transfer = Transfer(database, self._bot)
        self._name = ""
        self.outage = Outage("Telegram")
        # A sixth of a second's worth at once: what is delayed on the way must not arrive as more than Telegram permits.
        at_once = max(rate / 6, 1)
        self._all_chats = AsyncLimiter(at_once, at_once / rate)
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
        return self._name

    async def _set_menu(self, commands: Sequence[tuple[str, str]]) -> None:
        try:
            await self._retry(lambda: self._call("setMyCommands", commands=_menu(commands)), BadRequest, Forbidden)
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
        await self._retry(lambda: self._call("deleteWebhook"))
        polling = Polling(self._updates)
        while True:
            updates = await self._retry(polling.updates)
            if updates:
                await self._take_at_last(intake, updates)
                polling.taken(updates)

    async def _updates(self, offset: int, limit: int) -> list[Any]:
        wanted = {"offset": offset, "limit": limit, "timeout": POLL_SECONDS, "allowed_updates": ALLOWED_UPDATES}
        updates: list[Any] = await call(self._bot, "getUpdates", wanted, POLL_SECONDS + 10)
        return updates

    async def _retry(self, function: Callable[[], Awaitable[T]], *final: type[TelegramError]) -> T:
        """Tries for as long as it takes; raises only errors that are `final`. An unexpected error does not stop it and
        is logged in one line."""
        pause = FIRST_PAUSE
        while True:
            try:
                answer = await function()
            except final:
                raise
            except TelegramError as error:
                self.outage.lasts(error.message)
                await asyncio.sleep(_seconds(error.retry_after) if isinstance(error, RetryAfter) else pause)
            except Exception as error:
                self.outage.lasts(f"unexpected {type(error).__name__}")
                await asyncio.sleep(pause)
            else:
                self.outage.ends()
                return answer
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _take_at_last(self, intake: Intake, updates: Sequence[Any]) -> None:
        while True:
            try:
                await self.take(intake, updates)
                return
            except Unavailable:
                await asyncio.sleep(2)
            except Exception as error:
                log.warning("the intake does not take messages: %r; trying again", error)
                await asyncio.sleep(2)

    async def take(self, intake: Intake, updates: Sequence[Any]) -> None:
        """Returns once what these updates say is committed; raises where the database did not take it."""
        await intake.submit(
            *(message for update in updates if (message := read_or_none(update, self._name)) is not None)
        )
        for update in updates:
            if (tap := tap_id(update)) is not None:
                self._beside(self._answer_tap(tap))

    async def set_webhook(self, url: str, secret: str) -> None:
        await self._retry(
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

    async def send(self, message: OutgoingMessage) -> None:
        await self._wait_for_turn(message.address)
        try:
            await self._send(message)
            self._keep_pause(message.address)
        except RetryAfter as error:
            raise NotSent("too many messages", retry=True, after=_seconds(error.retry_after)) from None
        except ChatMigrated as error:
            raise NotSent(error.message, retry=False, moved_to=str(error.new_chat_id)) from None
        except (Forbidden, BadRequest) as error:
            gone = isinstance(error, Forbidden) or "chat not found" in error.message.lower()
            raise NotSent(error.message, retry=False, gone=gone) from None
        except TelegramError as error:
            raise NotSent(error.message, retry=True) from None

    async def _wait_for_turn(self, address: str) -> None:
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

    async def _send(self, message: OutgoingMessage) -> None:
        said = message.said
        common: dict[str, Any] = {"chat_id": message.address}
        if said.commands:
            await self._set_own_menu(message.address, said.commands)
        if said.rows:
            common["reply_markup"] = keyboard(said.rows)
        elif said.asks_phone or said.ends_keyboard:
            common["reply_markup"] = phone_keyboard(said.asks_phone)
        if said.file_id is not None:
            await self._send_file(said.file_id, said.text, common)
        else:
            await self._send_text(said, common)

    async def _set_own_menu(self, address: str, commands: Sequence[tuple[str, str]]) -> None:
        """If Telegram refuses the menu, the chat goes on without it."""
        scope = {"type": "chat", "chat_id": int(address)}
        try:
            await self._call("setMyCommands", commands=_menu(commands), scope=scope)
        except BadRequest as error:
            log.warning("the command menu of a chat was refused: %s", error.message)

    async def _send_text(self, said: Said, common: dict[str, Any]) -> None:
        """A text too long for one message goes out as several, the buttons under the last."""
        *before, last = (_content(said, piece) for piece in pieces(said.text))
        for content in before:
            await self._call("sendMessage", chat_id=common["chat_id"], **content)
        last |= common
        if before or said.replaces is None or not await self._edit(int(said.replaces), last):
            await self._call("sendMessage", **last)

    async def _edit(self, message_id: int, content: dict[str, Any]) -> bool:
        """False where the message is too old or gone: then a new one is sent."""
        try:
            await self._call("editMessageText", message_id=message_id, **content)
        except BadRequest as error:
            return "not modified" in error.message.lower()
        return True

    async def _send_file(self, file_id: int, caption: str, common: dict[str, Any]) -> None:
        """With its words as the caption, or as a message before it where they are too long for that."""
        if units(caption) > CAPTION_UNITS:
            await self._send_text(Said(caption), {"chat_id": common["chat_id"]})
            caption = ""
        await self._transfer.send(file_id, {**common, "caption": caption})

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file somebody sent; refuses what is too large for the Bot API."""
        return await self._transfer.fetch(reference)


def _seconds(value: Any) -> float:
    return value.total_seconds() if hasattr(value, "total_seconds") else float(value)


def _content(said: Said, piece: str) -> dict[str, Any]:
    """The text with what stands out in it, by place: nothing that somebody typed is ever read as markup."""
    entities = bold(said.text, said.headings, piece)
    return {"text": piece, "entities": entities} if entities else {"text": piece}


def _menu(commands: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"command": name, "description": text[:256]} for name, text in commands]
