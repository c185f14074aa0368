"""A message whose recipient has blocked the bot: they are marked, and what it was about goes to the next in line."""

import logging
from dataclasses import replace

from bot.intake import Clock
from handlers.alerts.standing_in import pass_on, tell_officers
from handlers.kit.occasion import Occasion, Office
from handlers.replies import reply_of
from storage.database import Connection
from storage.ground.days.working_time import local_day
from storage.messages import traffic
from storage.messages.payloads import Said
from storage.messages.traffic import OutgoingMessage
from storage.people.addresses import mark_unreachable
from storage.people.groups import forget_group
from storage.people.people import Sender, find_sender, find_sender_at

log = logging.getLogger(__name__)


class PassingOn:
    def __init__(self, office: Office, clock: Clock) -> None:
        self._office = office
        self._clock = clock

    async def __call__(self, db: Connection, message: OutgoingMessage) -> list[OutgoingMessage]:
        """In the transaction in which the message is given up, so that it is passed on once; what came of it is the
        caller's to send."""
        now = self._clock()
        occasion = Occasion(db=db, office=self._office, now=now, today=local_day(now))
        try:
            async with db.begin_nested():
                elsewhere = await self._pass_on(occasion, message)
                return await traffic.put(db, [*elsewhere, *occasion.rows()], now, claim=True)
        except Exception:  # otherwise the row would be tried for ever
            log.exception("outbox row %d was not passed on", message.id)
            return []

    async def _pass_on(self, occasion: Occasion, message: OutgoingMessage) -> list[tuple[str, str, Said]]:
        """Rows of the outbox for another address of the same person: then nobody needs to stand in for them."""
        person = await find_sender_at(occasion.db, message.channel, message.address, occasion.today)
        if not person.id:
            if await forget_group(occasion.db, message.channel, message.address):
                log.warning("a group has removed the bot; it is a unit's no more")
            return []
        if message.said.withheld and person.unreachable_at is None:  # came back in this very moment
            occasion.notify(person, reply_of(message.said))
            return []
        newly = await mark_unreachable(occasion.db, person.address_id, occasion.now)
        there = await find_sender(occasion.db, person.id)
        if there is not None and there.unreachable_at is None:
            await traffic.mark_told_elsewhere(occasion.db, message.id)
            return [(there.channel, there.address, replace(message.said, replaces=None, withheld=False))]
        await self._to_the_next(occasion, person, message, newly=newly)
        return []

    async def _to_the_next(self, occasion: Occasion, person: Sender, message: OutgoingMessage, *, newly: bool) -> None:
        reached = await pass_on(occasion, person, message.said)
        if newly and not person.is_citizen:
            log.warning("person %d cannot be reached; marked until they write again", person.id)
            await tell_officers(occasion, person)
        if reached:
            log.warning("outbox row %d: %d people stand in for person %d", message.id, reached, person.id)
        elif reached == 0:
            log.error("outbox row %d: nobody can be reached in the place of person %d", message.id, person.id)
        if reached is not None:
            await traffic.mark_passed_on(occasion.db, message.id, reached)
