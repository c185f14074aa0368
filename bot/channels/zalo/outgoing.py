"""One message to Zalo: its pieces, its buttons, its file. Nothing can be edited there: what would stand in the place of
another message comes as a new one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.channels.base import CutOff, NotSent
from bot.channels.pieces import pieces, units
from bot.channels.zalo.api import Api
from bot.channels.zalo.errors import EXPIRED, MEANINGS, PARAMETER, Cure, Refused
from bot.channels.zalo.menus import MOST_BUTTONS, Menu, Menus
from bot.channels.zalo.sent import Sent, SentMessage
from bot.channels.zalo.taps import Taps
from bot.channels.zalo.uploads import Uploaded, Uploads
from handlers.words.catalogue import Words
from storage.ground.text import shorten
from storage.messages.payloads import Said, StoredButton
from storage.messages.traffic import OutgoingMessage

TEXT_UNITS = 2000
LONGEST_TITLE, LONGEST_SUBTITLE = 100, 500
SEND = "/v3.0/oa/message/cs"
Step = Callable[[], Awaitable[None]]
Link = Callable[[int], str]
SayTo = Callable[[str], Awaitable[Words]]
log = logging.getLogger(__name__)


class Outgoing:
    """`link`: opens a file that Zalo does not carry; `picture`: stands above the request for a phone number; `say_to`:
    in somebody's language."""

    def __init__(
        self, api: Api, uploads: Uploads, taps: Taps, sent: Sent, link: Link, picture: str, say_to: SayTo
    ) -> None:
        self._api = api
        self._uploads = uploads
        self._taps = taps
        self._sent = sent
        self._link = link
        self._picture = picture
        self._say_to = say_to

    async def send(self, message: OutgoingMessage) -> None:
        """Raises Refused, NotSent and CutOff."""
        steps, went = await self._steps(message), message.said.went
        try:
            for step in steps[went:]:
                await step()
                went += 1
        except (Refused, NotSent) as failure:
            failure.went = went
            raise
        except asyncio.CancelledError:
            raise CutOff(went) from None

    async def _steps(self, message: OutgoingMessage) -> list[Step]:
        """The file first, then the text in pieces with the buttons under the last. The same each time, whatever becomes
        of the file: how many of them went is kept with the message."""
        said = message.said
        buttons = [button for row in said.rows for button in row if not button.copies]
        steps: list[Step] = []
        texts = pieces(said.text, TEXT_UNITS)
        if said.file_id is not None:
            together = len(texts) == 1 and not buttons and await self._uploads.is_picture(said.file_id)
            steps.append(self._attached(message, said.file_id, texts[0] if together else ""))
            if together:
                return steps
        if said.asks_phone:
            return [*steps, *self._phone_asked(message, texts)]
        return [*steps, *await self._worded(message, texts, buttons)]

    async def _worded(
        self, message: OutgoingMessage, texts: Sequence[str], buttons: Sequence[StoredButton]
    ) -> list[Step]:
        say = await self._say_to(message.address) if len(buttons) > MOST_BUTTONS else Words("vi")
        menus = Menus(self._taps, message.address, str(message.id), say).of(buttons)
        *before, last = texts
        steps = [self._plain(message, text) for text in before]
        if not (last or menus):
            return steps
        first, *further = menus or [[]]
        steps.append(self._with_menu(message, last or say("more_choices.text"), first))
        return [*steps, *(self._with_menu(message, say("more_choices.text"), menu) for menu in further)]

    def _plain(self, message: OutgoingMessage, text: str) -> Step:
        return self._with_menu(message, text, [])

    def _with_menu(self, message: OutgoingMessage, text: str, menu: Menu) -> Step:
        """Where Zalo does not take it as it is, once without the quote, and once without links."""

        async def step() -> None:
            quoted = self._sent.older(message.address, message.said.replaces)
            quote = {"quote_message_id": quoted} if quoted else {}
            tries = [(quote, menu), ({}, menu), ({}, [one for one in menu if one["type"] != "oa.open.url"])]
            for number, (extra, shown) in enumerate(tries):
                if number and (extra, shown) == tries[number - 1]:
                    continue
                try:
                    await self._post(message, {"text": text, **extra, **_under(shown)}, text)
                    return
                except Refused as refusal:
                    if refusal.code != PARAMETER:
                        raise
                    failure = refusal
            raise failure

        return step

    def _attached(self, message: OutgoingMessage, file_id: int, text: str) -> Step:
        """A file that Zalo has forgotten is uploaded again."""

        async def step() -> None:
            for attempt in range(2):
                file = await self._file(file_id)
                if file is None:
                    break
                try:
                    words = {"text": text} if text else {}
                    await self._post(message, {**words, "attachment": file.attachment}, text)
                    return
                except Refused as refusal:
                    if refusal.code != EXPIRED or attempt:
                        raise
                    self._uploads.forget(file_id)
            await self._linked(message, file_id)()
            if text:
                await self._plain(message, text)()

        return step

    async def _file(self, file_id: int) -> Uploaded | None:
        """None where a link has to do, also because Zalo does not take the file."""
        try:
            return await self._uploads.of(file_id)
        except Refused as refusal:
            meaning = MEANINGS.get(refusal.code)
            if meaning is not None and meaning.cure is not Cure.NEVER:
                raise
            log.warning("Zalo did not take a file (%d): it goes as a link", refusal.code)
            return None

    def _linked(self, message: OutgoingMessage, file_id: int) -> Step:
        async def step() -> None:
            say = await self._say_to(message.address)
            button = {"title": say("file_link.button"), "type": "oa.open.url", "payload": {"url": self._link(file_id)}}
            text = say("file_link.text")
            await self._post(message, {"text": text, **_under([button])}, text)

        return step

    def _phone_asked(self, message: OutgoingMessage, texts: Sequence[str]) -> list[Step]:
        *before, last = texts if units(texts[-1]) <= LONGEST_SUBTITLE else [*texts, ""]
        title = shorten(message.said.asks_phone, LONGEST_TITLE)
        element = {"title": title, "subtitle": last or title, "image_url": self._picture}
        payload = {"template_type": "request_user_info", "elements": [element]}

        async def step() -> None:
            await self._post(message, {"attachment": {"type": "template", "payload": payload}}, last)

        return [*(self._plain(message, text) for text in before), step]

    async def _post(self, message: OutgoingMessage, content: Mapping[str, Any], text: str) -> None:
        body = {"recipient": {"user_id": message.address}, "message": content}
        data = await self._api.call(SEND, body)
        if isinstance(id_ := data.get("message_id"), str) and message.id:
            actions = _actions(message.said)
            self._sent.keep(str(message.id), SentMessage(id_, message.address, text, actions))


def _under(menu: Menu) -> dict[str, Any]:
    """Buttons have no name of their own among Zalo's templates."""
    return {"attachment": {"type": "template", "payload": {"buttons": menu}}} if menu else {}


def _actions(said: Said) -> tuple[str, ...]:
    return tuple(button.action for row in said.rows for button in row if button.action)
