"""The officer hears once that a service permits the bot nothing any more, while there is time to permit it anew."""

from datetime import datetime

from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import screen
from handlers.words.formats import moment
from handlers.words.keys import CHANNEL
from storage.messages.grants import Grant, all_grants
from storage.messages.notices import claim_notice
from storage.models import Role
from storage.people.people import Sender, holders_of
from storage.people.responsible import responsible
from storage.people.units import root_unit


async def tell_ended_grants(occasion: Occasion) -> None:
    for grant in await all_grants(occasion.db):
        if not grant.needs_a_person(occasion.now):
            continue
        officers = await _officers(occasion)
        since = grant.refused_since or grant.ended_at
        if officers and since and await claim_notice(occasion.db, _key(grant, since), occasion.now):
            for officer in officers:
                _tell(occasion, officer, grant)


def _key(grant: Grant, since: datetime) -> str:
    return f"grant_over:{grant.channel}:{since.timestamp():.0f}"


async def _officers(occasion: Occasion) -> list[Sender]:
    """The account is the whole agency's: those at its top, or else whoever there is."""
    root = await root_unit(occasion.db)
    found = [] if root is None else await responsible(occasion.db, root.id, Role.OFFICER)
    return found or await holders_of(occasion.db, Role.OFFICER, occasion.now)


def _tell(occasion: Occasion, officer: Sender, grant: Grant) -> None:
    say = words_for(officer)
    key = "grants.ending" if occasion.now < grant.ends_at else "grants.over"
    text = say(key, channel=say(CHANNEL[grant.channel]), until=moment(grant.ends_at), command=grant.channel)
    occasion.notify(officer, screen(say, text))
