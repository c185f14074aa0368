"""The code with which somebody joins another address of theirs: given at one, typed at the other, once."""

import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.keys import keyed_hash
from storage.models import LinkCode
from storage.tries import Guesser, count_wrong, counters_of, refuse_closed
from storage.upsert import insert

VALID_FOR = timedelta(minutes=10)
# No letters or digits that are taken for one another on a phone or over the telephone.
_LETTERS, _DIGITS = "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789"
LENGTH = 8
_SHAPE = re.compile(rf"(?=.*[{_DIGITS}])(?=.*[{_LETTERS}])[{_LETTERS}{_DIGITS}]{{{LENGTH}}}")
_LONGEST = 32  # of what is looked at: the code as somebody may write it, with spaces and hyphens
# A code that somebody copies from another screen is mistyped a few times; so many wrong ones an hour are guesses.
OF_A_PERSON, FROM_A_NETWORK = 10, 30

_insert = insert(LinkCode)
_GIVE = _insert.on_conflict_do_update(
    index_elements=["person_id"],
    set_={name: getattr(_insert.excluded, name) for name in ("code_hash", "expires_at", "taken_by_id")},
)
_TAKEN = select(LinkCode.person_id).where(
    LinkCode.person_id == bindparam("giver"),
    LinkCode.taken_by_id == bindparam("taker"),
    LinkCode.expires_at > bindparam("now"),
)


def read_code(text: str) -> str | None:
    """As it is compared; None for what cannot be one."""
    code = re.sub(r"[\s\-–.]", "", text[:_LONGEST]).upper()
    return code if _SHAPE.fullmatch(code) else None


def shown_code(code: str) -> str:
    """In two halves, to be read aloud to oneself."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


async def give_code(db: Connection, secret: bytes, address_id: int, now: datetime) -> str:
    """A new one; the last one of this address is worth nothing any more."""
    code = ""
    while read_code(code) is None:
        code = "".join(secrets.choice(_LETTERS + _DIGITS) for _ in range(LENGTH))
    row = {"person_id": address_id, "code_hash": _hash(secret, code), "expires_at": now + VALID_FOR}
    await db.execute(_GIVE, {**row, "taken_by_id": None})
    return code


def _hash(secret: bytes, code: str) -> str:
    return keyed_hash(secret, "link code", code)


async def take_code(
    db: Connection, secret: bytes, code: str, own_ids: Collection[int], taker_id: int, guesser: Guesser, now: datetime
) -> int | None:
    """The address that gave it; from now on nobody else can use it. None where there is no such code.

    `own_ids`: of all addresses of the one who types it. Refuses with `link.own`, `link.used`, `link.expired`, and for
    an hour with `link.closed` after too many codes that do not exist: of this person, or from this network.
    """
    counters = counters_of(secret, "link try", guesser, OF_A_PERSON, FROM_A_NETWORK, "link.closed")
    await refuse_closed(db, counters, now)
    row = (await db.execute(select(LinkCode).where(LinkCode.code_hash == _hash(secret, code)))).one_or_none()
    if row is None:
        await count_wrong(db, counters, now)
        return None
    if row.person_id in own_ids:
        raise Refusal("link.own")
    if row.expires_at <= now:
        raise Refusal("link.expired")
    free = (LinkCode.person_id == row.person_id, LinkCode.code_hash == row.code_hash, LinkCode.taken_by_id.is_(None))
    if (
        row.taken_by_id != taker_id
        and (await db.execute(update(LinkCode).where(*free).values(taken_by_id=taker_id))).rowcount != 1
    ):
        raise Refusal("link.used")
    return int(row.person_id)


async def check_taken(db: Connection, giver_id: int, taker_id: int, now: datetime) -> None:
    """Whether this code was typed at this address and may still be used; refuses with `link.expired`."""
    asked = {"giver": giver_id, "taker": taker_id, "now": now}
    if (await db.scalars(_TAKEN, asked)).one_or_none() is None:
        raise Refusal("link.expired")


async def void_code(db: Connection, giver_id: int, taker_id: int) -> None:
    """Somebody did not mean it."""
    await db.execute(delete(LinkCode).where(LinkCode.person_id == giver_id, LinkCode.taken_by_id == taker_id))


async def forget_codes(db: Connection, now: datetime) -> None:
    """Those that open nothing any more."""
    await db.execute(delete(LinkCode).where(LinkCode.expires_at <= now))
