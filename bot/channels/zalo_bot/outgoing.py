"""One message to the Bot Platform: its pieces, its menu as numbered lines, its file as a link."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.channels.base import Progress, take_steps
from bot.channels.drawing import Drawn, drawn
from bot.channels.pace import limiter
from bot.channels.zalo_bot.api import Api
from handlers.kit.occasion import words_for
from handlers.words.catalogue import Words
from storage.database import Database
from storage.ground.channels import ZALO_BOT, declared
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.messages.files import card_of
from storage.messages.menus import count_sent, open_menu
from storage.messages.payloads import Said, StoredButton
from storage.messages.traffic import OutgoingMessage
from storage.people.people import find_sender_at


class Outgoing:
    """`link`: opens a stored file; None where the bot has no public address. `rate`: messages a second."""

    def __init__(
        self,
        api: Api,
        database: Database,
        link: Callable[[int], str] | None,
        clock: Callable[[], datetime],
        rate: float,
    ) -> None:
        self._api = api
        self._database = database
        self._link = link
        self._clock = clock
        self._limiter = limiter(rate)

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        """Raises Refused and Unreachable."""
        messages = await self._drawn(message)
        steps = [partial(self._say, message.address, one.text) for one in messages if one.text]
        end = partial(self._taken, message.address, len(steps), messages[-1])
        await take_steps(steps, message, progress, end=end)

    async def _drawn(self, message: OutgoingMessage) -> list[Drawn]:
        said, say = message.said, await self._words_of(message.address)
        if said.file_id is not None:
            said = await self._with_file(said, said.file_id, say)
        return drawn(said, declared(ZALO_BOT), say("menu.choose"))

    async def _say(self, address: str, text: str) -> None:
        await self._limiter.acquire()
        await self._api.call("sendMessage", {"chat_id": address, "text": text})

    async def _taken(self, address: str, sent: int, last: Drawn) -> None:
        """From now on its menu is the one that a number chooses from."""
        now = self._clock()
        async with self._database.write(beside=True) as db:
            await count_sent(db, ZALO_BOT, sent, local_day(now))
            if last.choices:
                await open_menu(db, ZALO_BOT, address, last.choices, now)

    async def _words_of(self, address: str) -> Words:
        async with self._database.read() as db:
            person = await find_sender_at(db, ZALO_BOT, address, local_day(self._clock()))
        return words_for(person)

    async def _with_file(self, said: Said, file_id: int, say: Words) -> Said:
        try:
            async with self._database.read() as db:
                name = (await card_of(db, file_id)).name
        except Refusal:
            return replace(said, text=f"{said.text}\n\n{say('menu.file_gone')}".strip())
        if self._link is None:
            return replace(said, text=f"{said.text}\n\n{say('menu.file_stays', name=name)}".strip())
        button = StoredButton(say("menu.file", name=name), url=self._link(file_id))
        return replace(said, rows=(*said.rows, (button,)))
