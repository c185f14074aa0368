"""What keeps secrets from being guessed: a thing, a person and a network have so many wrong tries an hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, delete, select

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.keys import keyed_hash
from storage.models import WrongGuess
from storage.upsert import insert

CLOSED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Guesser:
    """`network`: empty where the channel does not know it."""

    channel: str
    address: str
    network: str


@dataclass(frozen=True, slots=True)
class Counter:
    """Refuses with `refusal` after `limit` wrong tries. What was typed may be anything, a phone number or a name: only
    its hash, the `key`, is kept."""

    key: str
    limit: int
    refusal: str


_insert = insert(WrongGuess)
_fresh = WrongGuess.since < bindparam("hour_ago")
_GUESSED_WRONG = _insert.on_conflict_do_update(
    index_elements=["key"],
    set_={
        "tries": case((_fresh, _insert.excluded.tries), else_=WrongGuess.tries + 1),
        "since": case((_fresh, _insert.excluded.since), else_=WrongGuess.since),
        "last_at": _insert.excluded.last_at,
    },
)


def counters_of(
    secret: bytes, kind: str, guesser: Guesser, of_a_person: int, from_a_network: int, refusal: str
) -> list[Counter]:
    """Of a person and of their network, where it is known."""
    parts: list[tuple[tuple[str, ...], int]] = [(("person", guesser.channel, guesser.address), of_a_person)]
    if guesser.network:
        parts.append((("network", guesser.network), from_a_network))
    return [Counter(keyed_hash(secret, kind, *named), limit, refusal) for named, limit in parts]


async def refuse_closed(db: Connection, counters: Sequence[Counter], now: datetime) -> None:
    """Refuses with the refusal of the first counter that has reached its limit within the last hour
    (`Counter.refusal`)."""
    statement = select(WrongGuess.key, WrongGuess.tries).where(
        WrongGuess.key.in_([counter.key for counter in counters]), WrongGuess.last_at >= now - CLOSED_FOR
    )
    tries = {row.key: row.tries for row in await db.execute(statement)}
    for counter in counters:
        if tries.get(counter.key, 0) >= counter.limit:
            raise Refusal(counter.refusal)


async def count_wrong(db: Connection, counters: Sequence[Counter], now: datetime) -> None:
    """The caller must not refuse after it: what is refused is taken back, and this with it."""
    # In one order, so that two who guess at once wait for each other and not for ever.
    keys = sorted(counter.key for counter in counters)
    row = {"tries": 1, "since": now, "last_at": now, "hour_ago": now - CLOSED_FOR}
    await db.execute(_GUESSED_WRONG, [{"key": key, **row} for key in keys])


async def forget_guesses(db: Connection, now: datetime) -> None:
    """Those that close nothing any more."""
    await db.execute(delete(WrongGuess).where(WrongGuess.last_at < now - CLOSED_FOR))
