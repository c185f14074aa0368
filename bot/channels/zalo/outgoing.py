"""One message to Zalo: its pieces, its buttons, its file. Nothing can be edited there: what would stand in the place of
another message comes as a new one."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.base import Progress, take_steps
from bot.channels.pieces import pieces, units
from bot.channels.zalo.api import Api
from bot.channels.zalo.errors import EXPIRED, MEANINGS, PARAMETER, Cure, Refused
from bot.channels.zalo.menus import MOST_BUTTONS, Menu, Menus
from bot.channels.zalo.taps import Taps
from bot.channels.zalo.uploads import Uploaded, Uploads
from handlers.words.catalogue import Words
from storage.database import Database
from storage.ground.channels import ZALO
from storage.ground.text import shorten
from storage.messages.payloads import Said, StoredButton
from storage.messages.sent_messages import older_name
from storage.messages.traffic import OutgoingMessage

TEXT_UNITS = 2000
LONGEST_TITLE, LONGEST_SUBTITLE = 100, 500
SEND = "/v3.0/oa/message/cs"
Step = Callable[[], Awaitable[None]]
Link = Callable[[int], str]
SayTo = Callable[[str], Awaitable[Words]]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """`named`: is told what Zalo calls each piece."""

    message: OutgoingMessage
    named: Callable[[str], None]

    @property
    def id(self) -> int:
        return self.message.id

    @property
    def address(self) -> str:
        return self.message.address

    @property
    def said(self) -> Said:
        return self.message.said


class Outgoing:
    """`link`: opens a file that Zalo does not carry; `picture`: stands above the request for a phone number; `say_to`:
    in somebody's language."""

    def __init__(
        self, database: Database, api: Api, uploads: Uploads, taps: Taps, link: Link, picture: str, say_to: SayTo
    ) -> None:
        self._database = database
        self._api = api
        self._uploads = uploads
        self._taps = taps
        self._link = link
        self._picture = picture
        self._say_to = say_to

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        """Raises Refused and NotSent."""
        await take_steps(await self._steps(Letter(message, progress.named)), message, progress)

    async def _steps(self, letter: Letter) -> list[Step]:
        """The file first, then the text in pieces with the buttons under the last. The same each time, whatever becomes
        of the file: how many of them went is kept with the message."""
        said = letter.said
        buttons = [button for row in said.rows for button in row if not button.copies]
        steps: list[Step] = []
        texts = pieces(said.text, TEXT_UNITS)
        if said.file_id is not None:
            together = len(texts) == 1 and not buttons and await self._uploads.is_picture(said.file_id)
            steps.append(self._attached(letter, said.file_id, texts[0] if together else ""))
            if together:
                return steps
        if said.asks_phone:
            return [*steps, *self._phone_asked(letter, texts)]
        return [*steps, *await self._worded(letter, texts, buttons)]

    async def _worded(self, letter: Letter, texts: Sequence[str], buttons: Sequence[StoredButton]) -> list[Step]:
        say = await self._say_to(letter.address) if len(buttons) > MOST_BUTTONS else Words("vi")
        menus = Menus(self._taps, letter.address, str(letter.id), say)
        return [self._with_menu(letter, text, menu) for text, menu in menus.under(texts, buttons)]

    def _with_menu(self, letter: Letter, text: str, menu: Menu) -> Step:
        """Where Zalo does not take it as it is, once without the quote, and once without links."""

        async def step() -> None:
            quoted = await self._older(letter)
            quote = {"quote_message_id": quoted} if quoted else {}
            tries = [(quote, menu), ({}, menu), ({}, [one for one in menu if one["type"] != "oa.open.url"])]
            for number, (extra, shown) in enumerate(tries):
                if number and (extra, shown) == tries[number - 1]:
                    continue
                try:
                    await self._post(letter, {"text": text, **extra, **_under(shown)})
                    return
                except Refused as refusal:
                    if refusal.code != PARAMETER:
                        raise
                    failure = refusal
            raise failure

        return step

    async def _older(self, letter: Letter) -> str | None:
        """Whose place this takes: where others came in between, the answer says what it belongs to."""
        if not (letter.said.replaces or "").isdecimal():
            return None
        async with self._database.read() as db:
            return await older_name(db, ZALO, letter.address, int(letter.said.replaces or 0))

    def _attached(self, letter: Letter, file_id: int, text: str) -> Step:
        """A file that Zalo has forgotten is uploaded again."""

        async def step() -> None:
            for attempt in range(2):
                file = await self._file(file_id)
                if file is None:
                    break
                try:
                    words = {"text": text} if text else {}
                    await self._post(letter, {**words, "attachment": file.attachment})
                    return
                except Refused as refusal:
                    if refusal.code != EXPIRED or attempt:
                        raise
                    self._uploads.forget(file_id)
            await self._linked(letter, file_id)()
            if text:
                await self._with_menu(letter, text, [])()

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

    def _linked(self, letter: Letter, file_id: int) -> Step:
        async def step() -> None:
            say = await self._say_to(letter.address)
            button = {"title": say("file_link.button"), "type": "oa.open.url", "payload": {"url": self._link(file_id)}}
            await self._post(letter, {"text": say("file_link.text"), **_under([button])})

        return step

    def _phone_asked(self, letter: Letter, texts: Sequence[str]) -> list[Step]:
        *before, last = texts if units(texts[-1]) <= LONGEST_SUBTITLE else [*texts, ""]
        title = shorten(letter.said.asks_phone, LONGEST_TITLE)
        element = {"title": title, "subtitle": last or title, "image_url": self._picture}
        payload = {"template_type": "request_user_info", "elements": [element]}

        async def step() -> None:
            await self._post(letter, {"attachment": {"type": "template", "payload": payload}})

        return [*(self._with_menu(letter, text, []) for text in before), step]

    async def _post(self, letter: Letter, content: Mapping[str, Any]) -> None:
        body = {"recipient": {"user_id": letter.address}, "message": content}
        data = await self._api.call(SEND, body)
        if isinstance(id_ := data.get("message_id"), str):
            letter.named(id_)


def _under(menu: Menu) -> dict[str, Any]:
    """Buttons have no name of their own among Zalo's templates."""
    return {"attachment": {"type": "template", "payload": {"buttons": menu}}} if menu else {}
