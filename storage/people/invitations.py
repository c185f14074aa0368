"""Invitations: a code that gives one person one role at one unit, once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.keys import keyed_hash
from storage.models import Invitation, Role
from storage.people.people import appoint
from storage.tries import Guesser, count_wrong, counters_of, refuse_closed

VALID_FOR = timedelta(days=7)
# No letters or digits that are taken for one another on a phone or over the telephone.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 12
_LONGEST = 64  # of what is looked at: the code as somebody may write it, with spaces and hyphens
# A code that somebody copies or reads aloud is mistyped a few times; so many wrong ones within an hour are guesses.
OF_A_PERSON, FROM_A_NETWORK = 10, 30


@dataclass(frozen=True, slots=True)
class Redeemed:
    role: Role
    unit_id: int


def _hash(secret: bytes, code: str) -> str:
    return keyed_hash(secret, "invitation", code.strip().upper().replace("-", ""))


async def invite(
    db: Connection, secret: bytes, role: Role, unit_id: int, now: datetime, name: str | None = None
) -> str:
    """The code to hand over; only its hash is kept."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    row = {
        "code_hash": _hash(secret, code),
        "unit_id": unit_id,
        "role": role,
        "name": name,
        "expires_at": now + VALID_FOR,
    }
    await db.execute(insert(Invitation).values(row))
    return code


async def redeem(
    db: Connection, secret: bytes, code: str, person_id: int, guesser: Guesser, now: datetime
) -> Redeemed | None:
    """None where there is no such invitation. Refuses with `invitation.used`, `invitation.expired`, and for an hour
    with `invitation.closed` after too many codes that do not exist: of this person, or from this network."""
    counters = counters_of(secret, "invitation try", guesser, OF_A_PERSON, FROM_A_NETWORK, "invitation.closed")
    await refuse_closed(db, counters, now)
    statement = select(Invitation).where(Invitation.code_hash == _hash(secret, code[:_LONGEST]))
    row = (await db.execute(statement)).one_or_none()
    if row is None:
        await count_wrong(db, counters, now)
        return None
    if row.used_at is not None:
        raise Refusal("invitation.used")
    if row.expires_at < now:
        raise Refusal("invitation.expired")
    mark = update(Invitation).where(Invitation.id == row.id, Invitation.used_at.is_(None)).values(used_at=now)
    if (await db.execute(mark)).rowcount != 1:  # redeemed by another process meanwhile
        raise Refusal("invitation.used")
    await appoint(db, person_id, row.role, row.unit_id, row.name)
    return Redeemed(row.role, row.unit_id)
