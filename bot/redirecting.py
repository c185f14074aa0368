"""A message on its way that goes on otherwise than it began."""

import logging
from dataclasses import replace

from storage.database import Database
from storage.messages import traffic
from storage.messages.traffic import OutgoingMessage
from storage.people import groups

log = logging.getLogger(__name__)


async def goes_on(database: Database, message: OutgoingMessage, went: int) -> OutgoingMessage:
    """The same, from the piece behind those that went. It is written only where something went and the rest did not, so
    that a restart goes on from there, too."""
    if went <= message.said.went:
        return message
    message = replace(message, said=replace(message.said, went=went))
    try:
        async with database.write() as db:
            await traffic.keep_progress(db, message.id, message.said)
    except Exception as error:  # at worst these pieces are sent twice
        log.warning("outbox row %d does not say what went of it: %r", message.id, error)
    return message


async def moved(database: Database, message: OutgoingMessage, address: str) -> OutgoingMessage:
    """The same, to where it belongs from now on, with all that waits for the old address."""
    async with database.write() as db:
        await groups.move_group(db, message.channel, message.address, address)
    return replace(message, address=address)
