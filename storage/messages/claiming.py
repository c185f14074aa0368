"""Which waiting messages a sender takes next: of each address a few, the addresses in turn.

One address's backlog is never read through to find another's message: from each address the index leads straight to
the next one. An address whose oldest message somebody is sending is left to them, so that its order stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import BigInteger, Integer, Select, String, bindparam, func, literal, or_, select, update

from storage.database import Connection
from storage.messages.payloads import read_said
from storage.messages.traffic import CLAIM, OutgoingMessage
from storage.models import Outbox
from storage.models.base import aliased

EACH = 10
ADDRESSES = 200
AT_ONCE = 500
_LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Round:
    """`messages`: oldest first. `last`: the last address that was looked at; None where there is none behind it.
    `backlogs`: addresses of these messages that have more waiting than was taken; `ended`: those that have not."""

    messages: list[OutgoingMessage]
    last: str | None
    backlogs: set[str]
    ended: set[str]


def _waiting(row: Any) -> tuple[Any, ...]:
    return (row.channel == bindparam("channel"), row.sent_at.is_(None), row.failure.is_(None))


def _next_address(after: Any) -> Any:
    row = aliased(Outbox)
    statement = select(row.address).where(*_waiting(row), row.address > after).order_by(row.address).limit(1)
    return statement.scalar_subquery()


def _of_address(address: Any, place: int) -> Any:
    """Id of the message at this place in the address's line."""
    row = aliased(Outbox)
    line = select(row.id).where(*_waiting(row), row.address == address).order_by(row.id)
    return line.limit(1).offset(place).scalar_subquery()


def _due(row: Any) -> Any:
    return or_(row.claimed_until.is_(None), row.claimed_until < bindparam("now"))


def _lines() -> Select[Any]:
    """Address after address with the ids of its first messages, one more than are taken; no id where the oldest is
    claimed."""
    step = select(_next_address(bindparam("after", type_=String)).label("address"), literal(1, Integer).label("step"))
    walk = step.cte("walk", recursive=True)
    walk = walk.union_all(
        select(_next_address(walk.c.address), walk.c.step + 1).where(
            walk.c.address.is_not(None), walk.c.step < bindparam("addresses", type_=Integer)
        )
    )
    bounds = select(
        walk.c.address,
        _of_address(walk.c.address, 0).label("first"),
        func.coalesce(_of_address(walk.c.address, EACH), literal(_LAST, BigInteger)).label("bound"),
    ).cte("bounds")
    head, row = aliased(Outbox), aliased(Outbox)
    return (
        select(bounds.c.address, row.id)
        .select_from(bounds)
        .outerjoin(head, (head.id == bounds.c.first) & _due(head))
        .outerjoin(
            row,
            (row.address == head.address)
            & (row.id <= bounds.c.bound)
            & (row.channel == bindparam("channel"))
            & row.sent_at.is_(None)
            & row.failure.is_(None),
        )
        .where(bounds.c.address.is_not(None))
        .order_by(bounds.c.address, row.id)
    )


_LINES = _lines()
_TAKE = (
    select(Outbox.id, Outbox.channel, Outbox.address, Outbox.payload, Outbox.created_at)
    .where(Outbox.id.in_(bindparam("ids", expanding=True)), Outbox.sent_at.is_(None), Outbox.failure.is_(None))
    .where(_due(Outbox))
    .order_by(Outbox.id)
    .with_for_update(skip_locked=True)
)
_CLAIM = update(Outbox).where(Outbox.id.in_(bindparam("ids", expanding=True))).values(claimed_until=bindparam("until"))
_RELEASE = update(Outbox).where(Outbox.id.in_(bindparam("ids", expanding=True))).values(claimed_until=None)


async def claim_round(db: Connection, channel: str, after: str, now: datetime) -> Round:
    """Of the addresses behind `after`, in their order. What it gives is the caller's for the time of a claim."""
    asked = {"channel": channel, "after": after, "addresses": ADDRESSES, "now": now}
    lines: dict[str, list[int]] = {}
    for row in await db.execute(_LINES, asked):
        lines.setdefault(row.address, []).extend([] if row.id is None else [row.id])
    wanted: dict[str, list[int]] = {}
    room = AT_ONCE
    for address, line in lines.items():
        if room > 0:
            wanted[address] = line[:EACH]
            room -= len(wanted[address])
    all_there = len(wanted) == len(lines) < ADDRESSES
    messages = await _take(db, wanted, now)
    taken = {message.address for message in messages}
    backlogs = {address for address in taken if len(lines[address]) > EACH}
    return Round(messages, None if all_there else next(reversed(wanted)), backlogs, taken - backlogs)


async def _take(db: Connection, wanted: dict[str, list[int]], now: datetime) -> list[OutgoingMessage]:
    """Without those that somebody else has taken meanwhile, and without what stands behind them in their lines."""
    ids = [id_ for line in wanted.values() for id_ in line]
    if not ids:
        return []
    found = {row.id: row for row in await db.execute(_TAKE, {"ids": ids, "now": now})}
    free = {id_ for line in wanted.values() for id_ in takewhile(found.__contains__, line)}
    if free:
        await renew_claims(db, sorted(free), now)
    rows = [row for id_, row in found.items() if id_ in free]
    return [OutgoingMessage(row.id, row.channel, row.address, read_said(row.payload), row.created_at) for row in rows]


async def lines(db: Connection, channels: Sequence[str]) -> set[tuple[str, str]]:
    """Channel and address of all that waits, whoever is sending it."""
    waiting = (Outbox.channel.in_(channels), Outbox.sent_at.is_(None), Outbox.failure.is_(None))
    rows = await db.execute(select(Outbox.channel, Outbox.address).where(*waiting).distinct())
    return {(row.channel, row.address) for row in rows}


async def renew_claims(db: Connection, ids: Sequence[int], now: datetime) -> None:
    await db.execute(_CLAIM, {"ids": list(ids), "until": now + CLAIM})


async def give_back(db: Connection, ids: Sequence[int]) -> None:
    """Gives claimed messages back: they wait in the line of their address again."""
    await db.execute(_RELEASE, {"ids": list(ids)})
