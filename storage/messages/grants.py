"""The pair of tokens by which a messenger's service knows us: renewed by one process at a time, and stored before it is
used.

Who renews takes hold of it first, in a short transaction of its own: the service may be slow, and nobody shall wait for
the database meanwhile. What an answer brings is written only over the pair that was used for it, so that neither a late
answer nor a second process undoes what a person has permitted anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from storage.database import Connection
from storage.models import ChannelGrant
from storage.rows import all_as, one_as
from storage.upsert import insert

# Longer than any answer is waited for; whoever holds it longer is dead.
HOLD = timedelta(minutes=3)
# A refusal of this kind may pass; one that lasts needs a person.
PASSES = timedelta(hours=1)
_LONGEST_REFUSAL = 120


@dataclass(frozen=True, slots=True)
class Pair:
    access_token: str
    refresh_token: str
    ends_at: datetime

    def __repr__(self) -> str:
        return f"Pair(until {self.ends_at})"


@dataclass(frozen=True, slots=True, repr=False)
class Grant:
    """See the table."""

    channel: str
    access_token: str
    granted_at: datetime
    renewed_at: datetime
    ends_at: datetime
    refused_since: datetime | None
    refusal: str
    ended_at: datetime | None

    @property
    def half_over_at(self) -> datetime:
        return self.renewed_at + (self.ends_at - self.renewed_at) / 2

    def needs_a_person(self, now: datetime) -> bool:
        lasts = self.refused_since is not None and now - self.refused_since >= PASSES
        return self.ended_at is not None or lasts


_GRANTS = select(
    ChannelGrant.channel,
    ChannelGrant.access_token,
    ChannelGrant.granted_at,
    ChannelGrant.renewed_at,
    ChannelGrant.ends_at,
    ChannelGrant.refused_since,
    ChannelGrant.refusal,
    ChannelGrant.ended_at,
)
_AS_NEW: dict[str, Any] = {"held_until": None, "refused_since": None, "refusal": "", "ended_at": None}


async def grant_of(db: Connection, channel: str) -> Grant | None:
    return one_as(Grant, await db.execute(_GRANTS.where(ChannelGrant.channel == channel)))


async def all_grants(db: Connection) -> list[Grant]:
    return all_as(Grant, await db.execute(_GRANTS.order_by(ChannelGrant.channel)))


async def keep_grant(db: Connection, channel: str, pair: Pair, now: datetime) -> None:
    """What a person has permitted, in the place of all before."""
    values = {**_pair(pair, now), **_AS_NEW, "granted_at": now}
    statement = insert(ChannelGrant).values(channel=channel, **values)
    await db.execute(statement.on_conflict_do_update(index_elements=["channel"], set_=values))


def _pair(pair: Pair, now: datetime) -> dict[str, Any]:
    tokens = {"access_token": pair.access_token, "refresh_token": pair.refresh_token}
    return {**tokens, "renewed_at": now, "ends_at": pair.ends_at}


async def take_hold(db: Connection, channel: str, access_token: str, now: datetime) -> str | None:
    """The token that renews this pair, for the caller alone; None where somebody else holds it, has renewed it
    meanwhile, or nobody can."""
    free = or_(ChannelGrant.held_until.is_(None), ChannelGrant.held_until < now)
    statement = (
        update(ChannelGrant)
        .where(ChannelGrant.channel == channel, ChannelGrant.access_token == access_token)
        .where(free, ChannelGrant.ended_at.is_(None))
        .values(held_until=now + HOLD)
        .returning(ChannelGrant.refresh_token)
    )
    return (await db.scalars(statement)).one_or_none()


async def store_renewed(db: Connection, channel: str, used: str, pair: Pair, now: datetime) -> bool:
    """False where a person has permitted anew meanwhile: that stays. `used`: the token that brought this pair."""
    statement = update(ChannelGrant).where(ChannelGrant.channel == channel, ChannelGrant.refresh_token == used)
    return (await db.execute(statement.values(**_pair(pair, now), **_AS_NEW))).rowcount == 1


async def store_refusal(
    db: Connection, channel: str, used: str, reason: str, now: datetime, *, again_at: datetime, for_good: bool
) -> None:
    """The pair stays as it was; `reason`: as the service gave it, without a token."""
    statement = update(ChannelGrant).where(ChannelGrant.channel == channel, ChannelGrant.refresh_token == used)
    since = ChannelGrant.refused_since.is_(None)
    await db.execute(statement.where(since).values(refused_since=now))
    ended = {"ended_at": now} if for_good else {}
    await db.execute(statement.values(refusal=reason[:_LONGEST_REFUSAL], held_until=again_at, **ended))


async def let_go(db: Connection, channel: str, used: str, again_at: datetime) -> None:
    """Nothing is known of what became of it."""
    statement = update(ChannelGrant).where(ChannelGrant.channel == channel, ChannelGrant.refresh_token == used)
    await db.execute(statement.values(held_until=again_at))
