"""A channel's service gives so many messages and people away: the officer hears of it before that is used up."""

from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import screen
from handlers.kit.staff import is_time
from handlers.words.formats import integer
from handlers.words.keys import CHANNEL
from storage.ground.channels import Quota, quotas
from storage.messages.menus import Used, used
from storage.messages.notices import claim_notice
from storage.models import Role
from storage.people.people import holders_of

WARNED_AT = 80  # percent


def is_short(of: Used, quota: Quota) -> bool:
    return of.people * 100 >= quota.people * WARNED_AT or of.messages * 100 >= quota.messages * WARNED_AT


async def warn_of_quotas(occasion: Occasion) -> None:
    """Once a month for each channel."""
    if not is_time(occasion):
        return
    officers = await holders_of(occasion.db, Role.OFFICER, known_before=occasion.now)
    for channel, _, quota in quotas():
        found = await used(occasion.db, channel, occasion.today)
        key = f"quota:{channel}:{occasion.today:%Y-%m}"
        if not officers or not is_short(found, quota) or not await claim_notice(occasion.db, key, occasion.now):
            continue
        for officer in officers:
            say = words_for(officer)
            values = {"people": found.people, "messages": found.messages}
            most = {"most_people": quota.people, "most_messages": quota.messages}
            counts = {name: integer(count) for name, count in (values | most).items()}
            occasion.notify(officer, screen(say, [say("quota.warning", channel=say(CHANNEL[channel]), **counts)]))
