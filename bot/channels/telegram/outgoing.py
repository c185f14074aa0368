"""One message to Telegram: its pieces, its buttons, its file, its menu."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import telegram
from telegram.error import BadRequest

from bot.channels.base import Progress, take_steps
from bot.channels.pieces import pieces, units
from bot.channels.telegram.api import call
from bot.channels.telegram.keyboards import Rows, is_plain, keyboard, phone_keyboard, without_copies, without_links
from bot.channels.telegram.texts import CAPTION_UNITS, TEXT_UNITS, bold
from bot.channels.telegram.transfer import Transfer
from storage.messages.payloads import Said
from storage.messages.traffic import OutgoingMessage

Send = Callable[[dict[str, Any]], Awaitable[Any]]
Turn = Callable[[str], Awaitable[None]]
Took = Callable[[str], None]
log = logging.getLogger(__name__)


class Outgoing:
    """`turn(address)`: waits until that chat takes one more message; `took(address)`: it has taken one."""

    def __init__(self, bot: telegram.Bot, transfer: Transfer, turn: Turn, took: Took) -> None:
        self._bot = bot
        self._transfer = transfer
        self._turn = turn
        self._took = took
        self._plain = False

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        """Raises python-telegram-bot's errors."""
        if message.said.commands:
            await self._set_own_menu(message.address, message.said.commands)
        named = progress.named if message.said.awaits else None
        await take_steps(self._steps(message.said, message.address, named), message, progress)

    async def _in_turn(self, address: str, step: Callable[[], Awaitable[Any]]) -> None:
        await self._turn(address)
        await step()
        self._took(address)

    def _steps(self, said: Said, address: str, named: Took | None) -> list[Callable[[], Awaitable[Any]]]:
        """A text too long for one message goes out as several, the buttons under the last. A file has its words as the
        caption, or as messages before it where they are too long for that."""
        is_caption = said.file_id is not None and units(said.text) <= CAPTION_UNITS
        contents = [] if is_caption else [_content(said, piece) for piece in pieces(said.text, TEXT_UNITS)]
        last = None if said.file_id is not None else contents.pop()

        def plain(content: dict[str, Any]) -> Callable[[], Awaitable[Any]]:
            return lambda: self._new(said, named)({"chat_id": address, **content})

        async def end() -> None:
            common: dict[str, Any] = {"chat_id": address}
            if last is None:
                caption = {"caption": said.text if is_caption else ""}
                await self._with_buttons(said, {**common, **caption}, self._new(said, named))
            elif contents or said.replaces is None or not await self._edit(said, {**common, **last}):
                await self._with_buttons(said, {**common, **last}, self._new(said, named))

        return [partial(self._in_turn, address, step) for step in (*map(plain, contents), end)]

    def _new(self, said: Said, named: Took | None) -> Send:
        """A new message, in its topic as long as there is one. `named`: is told its number, where that is wanted."""

        async def say(content: dict[str, Any]) -> None:
            message = await call(self._bot, "sendMessage", content)
            if named is not None:  # the number is the chat's own
                named(f"{content['chat_id']}/{message['message_id']}")

        async def send(content: dict[str, Any]) -> None:
            has_file = said.file_id is not None and "text" not in content
            to_chat = partial(self._transfer.send, said.file_id or 0) if has_file else say
            if not said.thread:
                await to_chat(content)
                return
            try:
                await to_chat({**content, "message_thread_id": int(said.thread)})
            except BadRequest as error:
                if "thread" not in error.message.lower() and "topic" not in error.message.lower():
                    raise
                await to_chat(content)

        return send

    async def _edit(self, said: Said, content: dict[str, Any]) -> bool:
        """False where the message is too old, gone, or a picture: then a new one is sent."""
        content = {**content, "message_id": int((said.replaces or "0").rpartition("/")[2])}
        try:
            await self._with_buttons(said, content, partial(call, self._bot, "editMessageText"))
        except BadRequest as error:
            return "not modified" in error.message.lower()
        return True

    async def _with_buttons(self, said: Said, content: dict[str, Any], send: Send) -> None:
        """Where Telegram does not take the address of a link, that button is left out. A server of before styles and
        copying is learned for as long as the bot runs."""
        if not said.rows:
            asks = said.asks_phone or said.ends_keyboard
            await send({**content, "reply_markup": phone_keyboard(said.asks_phone)} if asks else content)
            return
        rows: Rows = without_copies(said.rows) if self._plain else said.rows
        try:
            await send(_with(content, rows, plain=self._plain))
        except BadRequest as error:
            if not self._plain and not is_plain(rows) and _is_about_buttons(error):
                await send(_with(content, without_copies(rows), plain=True))
                log.warning("this Bot API server knows no button styles (%s); buttons go without", error.message)
                self._plain = True
                return
            fewer = without_links(rows)
            if "url" not in error.message.lower() or sum(map(len, fewer)) == sum(map(len, rows)):
                raise
            # Not which: a link may hold a secret.
            log.warning("Telegram refused the address of a button; the message went without that button")
            await send(_with(content, fewer, plain=self._plain))

    async def _set_own_menu(self, address: str, commands: Sequence[tuple[str, str]]) -> None:
        """If Telegram refuses the menu, the chat goes on without it."""
        scope = {"type": "chat", "chat_id": int(address)}
        try:
            await call(self._bot, "setMyCommands", {"commands": menu(commands), "scope": scope})
        except BadRequest as error:
            log.warning("the command menu of a chat was refused: %s", error.message)


def _with(content: dict[str, Any], rows: Rows, *, plain: bool) -> dict[str, Any]:
    return {**content, "reply_markup": keyboard(rows, plain=plain)} if rows else content


def _is_about_buttons(error: BadRequest) -> bool:
    words = error.message.lower()
    return "url" not in words and any(word in words for word in ("button", "style", "copy_text"))


def _content(said: Said, piece: str) -> dict[str, Any]:
    """The text with what stands out in it, by place: nothing that somebody typed is ever read as markup."""
    entities = bold(said.text, said.headings, piece)
    return {"text": piece, "entities": entities} if entities else {"text": piece}


def menu(commands: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"command": name, "description": text[:256]} for name, text in commands]
