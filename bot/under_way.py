"""A message on its way: what of it went, and where it goes if not where it began."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from storage.database import Database
from storage.ground.channels import declared
from storage.messages import traffic
from storage.messages.sent_messages import Named, name_of
from storage.messages.traffic import OutgoingMessage
from storage.people import groups

log = logging.getLogger(__name__)


class UnderWay:
    """`names`: what its channel calls the pieces that went."""

    def __init__(self, database: Database, message: OutgoingMessage) -> None:
        self._database = database
        self.message = message
        self.names: list[Named] = []

    async def went(self, pieces: int) -> None:
        """Written after each piece but the last, so that whoever sends the rest after a crash knows of it."""
        if pieces <= self.message.said.went:
            return
        self.message = replace(self.message, said=replace(self.message.said, went=pieces))
        try:
            async with self._database.write() as db:
                await traffic.keep_progress(db, self.message.id, self.message.said)
        except Exception as error:  # at worst these pieces are sent twice
            log.warning("outbox row %d does not say what went of it: %r", self.message.id, error)

    async def finds_its_place(self, lately: Sequence[Named]) -> None:
        """The message in whose place it stands is known by now, or it comes as a new one. `lately`: names that are not
        stored yet."""
        row = self.message.said.in_place_of
        if row is None or not declared(self.message.channel).edits:
            return
        name = next((one.message_id for one in lately if one.outbox_id == row), None)
        if name is None:
            async with self._database.read() as db:
                name = await name_of(db, row)
        self.message = replace(self.message, said=replace(self.message.said, replaces=name))

    def named(self, id_: str) -> None:
        self.names.append(Named(self.message.channel, id_, self.message.id))

    async def moves(self, address: str) -> None:
        """To where it belongs from now on, with all that waits for the old address."""
        async with self._database.write() as db:
            await groups.move_group(db, self.message.channel, self.message.address, address)
        self.message = replace(self.message, address=address)
