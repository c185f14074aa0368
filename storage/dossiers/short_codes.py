"""A dossier's signed link as a few letters that a person can type: for a messenger whose links carry nothing.

`KQ`, the dossier's number and its signature for a day. Whoever has the signed link sees it on the page; it opens what
the link does, on that day and the next, and nothing is stored of it.
"""

import hmac
import re
from datetime import date, datetime, timedelta

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.keys import keyed_hash
from storage.tries import Guesser, count_wrong, counters_of, refuse_closed

# No letters or digits that are taken for one another on a phone or over the telephone.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_PREFIX = "KQ"
# One in 890 million; a person has 20 wrong ones an hour, a network 30, and each is worthless after two days.
_SIGNATURE = 6
_SHAPE = re.compile(rf"{_PREFIX}([{_ALPHABET}]{{1,9}})([{_ALPHABET}]{{{_SIGNATURE}}})")
_LONGEST = 40  # of what is looked at: the code as somebody may write it, with spaces and hyphens
OF_A_PERSON, FROM_A_NETWORK = 20, 30


def _spelt(number: int) -> str:
    letters = ""
    while number or not letters:
        number, rest = divmod(number, len(_ALPHABET))
        letters = _ALPHABET[rest] + letters
    return letters


def _signature(secret: bytes, dossier_id: int, on: date) -> str:
    number = int(keyed_hash(secret, "short code", str(dossier_id), on.isoformat())[:16], 16)
    return _spelt(number % len(_ALPHABET) ** _SIGNATURE).rjust(_SIGNATURE, _ALPHABET[0])


def short_code(secret: bytes, dossier_id: int, on: date) -> str:
    """`KQ-4F7K-QX8RM2`: good on this day and the next."""
    return f"{_PREFIX}-{_spelt(dossier_id)}-{_signature(secret, dossier_id, on)}"


def looks_like_one(text: str) -> bool:
    return _parts(text) is not None


def _parts(text: str) -> tuple[str, str] | None:
    if len(text) > _LONGEST:
        return None
    found = _SHAPE.fullmatch(re.sub(r"[\s\-–.]", "", text).upper())
    return (found[1], found[2]) if found else None


async def read_short_code(
    db: Connection, secret: bytes, text: str, guesser: Guesser, now: datetime, today: date
) -> int | None:
    """The dossier's id; None for what is no such code, or none that is good today.

    It refuses nobody. Wrong ones are counted, and after too many within an hour of this person, or from this network,
    none is looked at."""
    parts = _parts(text)
    if parts is None:
        return None
    counters = counters_of(secret, "short code", guesser, OF_A_PERSON, FROM_A_NETWORK, "dossier.guessed")
    try:
        await refuse_closed(db, counters, now)
    except Refusal:  # it may be the code of something else, which nobody is to be kept from
        return None
    dossier_id = 0
    for letter in parts[0]:
        dossier_id = dossier_id * len(_ALPHABET) + _ALPHABET.index(letter)
    for on in (today, today - timedelta(days=1)):
        if hmac.compare_digest(_signature(secret, dossier_id, on), parts[1]):
            return dossier_id
    await count_wrong(db, counters, now)
    return None
