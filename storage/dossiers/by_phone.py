"""Every dossier of a phone number, opened at once by whoever has shown that the number is theirs."""

from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.dossiers.dossiers import OPEN_DOSSIERS, access_row
from storage.keys import phone_hash
from storage.models import Dossier, Proof

# The newest of an organisation that files for others.
MOST = 300


async def open_by_phone(db: Connection, secret: bytes, person_id: int, phone: str, now: datetime) -> int:
    """How many there are. `phone`: digits from the leading 0 on; it is compared by its keyed hash and not kept."""
    statement = (
        select(Dossier.id, Dossier.state, Dossier.due_on, Dossier.returned_on)
        .where(Dossier.phone_hash == phone_hash(secret, phone))
        .order_by(Dossier.received_on.desc(), Dossier.id.desc())
        .limit(MOST)
    )
    found = (await db.execute(statement)).all()
    if found:
        await db.execute(OPEN_DOSSIERS, [access_row(person_id, dossier, Proof.DIGITS, now) for dossier in found])
    return len(found)
