"""What the bot says of itself, as rows of the outbox."""

from typing import Any

from tests.whole import Whole
from tests.zalo_oa.people import Follower, settled
from tests.zalo_oa.state import SentCall


async def sends(bot: Whole, to: Follower, *payloads: dict[str, Any]) -> list[SentCall]:
    before = len(to.inbox)
    to.zalo.state.followers.add(to.id)
    await bot.sends("zalo", to.id, *payloads)
    await settled(bot)
    return to.inbox[before:]


def buttons(*labels: str, kind: str = "task") -> list[list[dict[str, str]]]:
    return [[{"label": label, "action": f"{kind}:{number}"}] for number, label in enumerate(labels)]
