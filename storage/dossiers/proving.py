"""A dossier proved by its code and the last digits of the phone, and what keeps these from being guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, delete, select

from storage.database import Connection
from storage.keys import keyed_hash, proof_hash
from storage.models import Dossier, WrongGuess
from storage.refusals import Refusal
from storage.upsert import insert

CLOSED_FOR = timedelta(hours=1)
# So many wrong guesses within an hour. Somebody mistypes, and many share one network, behind a phone company or at the
# counter; 30 guesses an hour over all codes there are open one of 10,000 in two weeks.
OF_A_CODE, OF_A_PERSON, FROM_A_NETWORK = 5, 20, 30


@dataclass(frozen=True, slots=True)
class Guesser:
    """`network`: empty where the channel does not know it."""

    channel: str
    address: str
    network: str


@dataclass(frozen=True, slots=True)
class _Counter:
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


async def prove_dossier(
    db: Connection, secret: bytes, code: str, last_digits: str, guesser: Guesser, now: datetime
) -> int | None:
    """The id of the dossier with this code whose phone ends in these four digits, or None.

    A code that does not exist is answered and counted like a wrong guess, so that nobody learns which codes exist.
    Refuses for an hour after too many wrong guesses: with `dossier.closed` where they were of this code, with
    `dossier.guessed` where they were this person's, or came from this network.
    """
    counters = _counters(secret, code, guesser)
    await _refuse_closed(db, counters, now)
    proof = proof_hash(secret, code, last_digits)
    statement = select(Dossier.id).where(Dossier.code == code, Dossier.proof_hash == proof)
    dossier_id = (await db.scalars(statement)).one_or_none()
    if dossier_id is None:
        # In one order, so that two who guess at once wait for each other and not for ever.
        keys = sorted(counter.key for counter in counters)
        row = {"tries": 1, "since": now, "last_at": now, "hour_ago": now - CLOSED_FOR}
        await db.execute(_GUESSED_WRONG, [{"key": key, **row} for key in keys])
    return dossier_id


def _counters(secret: bytes, code: str, guesser: Guesser) -> Sequence[_Counter]:
    """What was typed as a code may be anything, a phone number or a name: only its hash is kept."""
    found = [
        (("code", code), OF_A_CODE, "dossier.closed"),
        (("person", guesser.channel, guesser.address), OF_A_PERSON, "dossier.guessed"),
    ]
    if guesser.network:
        found.append((("network", guesser.network), FROM_A_NETWORK, "dossier.guessed"))
    return [_Counter(keyed_hash(secret, "guess", *parts), limit, refusal) for parts, limit, refusal in found]


async def _refuse_closed(db: Connection, counters: Sequence[_Counter], now: datetime) -> None:
    statement = select(WrongGuess.key, WrongGuess.tries).where(
        WrongGuess.key.in_([counter.key for counter in counters]), WrongGuess.last_at >= now - CLOSED_FOR
    )
    tries = {row.key: row.tries for row in await db.execute(statement)}
    for counter in counters:
        if tries.get(counter.key, 0) >= counter.limit:
            raise Refusal(counter.refusal)


async def forget_guesses(db: Connection, now: datetime) -> None:
    """Those that close nothing any more."""
    await db.execute(delete(WrongGuess).where(WrongGuess.last_at < now - CLOSED_FOR))
