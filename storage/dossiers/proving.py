"""A dossier proved by its code and the last digits of the phone."""

from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.keys import keyed_hash, proof_hash
from storage.models import Dossier
from storage.tries import Counter, Guesser, count_wrong, counters_of, refuse_closed

# So many wrong guesses within an hour. Somebody mistypes, and many share one network, behind a phone company or at the
# counter; 30 guesses an hour over all codes there are open one of 10,000 in two weeks.
OF_A_CODE, OF_A_PERSON, FROM_A_NETWORK = 5, 20, 30


async def prove_dossier(
    db: Connection, secret: bytes, code: str, last_digits: str, guesser: Guesser, now: datetime
) -> int | None:
    """The id of the dossier with this code whose phone ends in these four digits, or None.

    A code that does not exist is answered and counted like a wrong guess, so that nobody learns which codes exist.
    Refuses for an hour after too many wrong guesses: with `dossier.closed` where they were of this code, with
    `dossier.guessed` where they were this person's, or came from this network.
    """
    counters = [
        Counter(keyed_hash(secret, "guess", "code", code), OF_A_CODE, "dossier.closed"),
        *counters_of(secret, "guess", guesser, OF_A_PERSON, FROM_A_NETWORK, "dossier.guessed"),
    ]
    await refuse_closed(db, counters, now)
    proof = proof_hash(secret, code, last_digits)
    statement = select(Dossier.id).where(Dossier.code == code, Dossier.proof_hash == proof)
    dossier_id = (await db.scalars(statement)).one_or_none()
    if dossier_id is None:
        await count_wrong(db, counters, now)
    return dossier_id
