"""Letters written about broken things."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select, update

from storage.database import Connection
from storage.ground.document_numbers import full_number
from storage.ground.refusals import Refusal
from storage.models import Incident, IncidentLetter, Register, What
from storage.registers.changes import Author, add_change
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class Letter:
    """`kind`: Công văn, Tờ trình … `recipient`: empty where it is not known yet."""

    kind: str
    number: str
    symbol: str
    issued_on: date
    recipient: str

    @property
    def reference(self) -> str:
        """`512/STT-VP`"""
        return full_number(self.number, self.symbol)


@dataclass(frozen=True, slots=True)
class LetterRow(Letter):
    id: int
    incident_id: int


_LETTERS = select(
    IncidentLetter.kind,
    IncidentLetter.number,
    IncidentLetter.symbol,
    IncidentLetter.issued_on,
    IncidentLetter.recipient,
    IncidentLetter.id,
    IncidentLetter.incident_id,
).where(IncidentLetter.undone_at.is_(None))


async def letters_of(db: Connection, incident_ids: Collection[int], as_of: date) -> dict[int, Sequence[LetterRow]]:
    """By incident, those issued until that day, oldest first."""
    letters: defaultdict[int, list[LetterRow]] = defaultdict(list)
    if incident_ids:
        statement = _LETTERS.where(
            IncidentLetter.incident_id.in_(incident_ids), IncidentLetter.issued_on <= as_of
        ).order_by(IncidentLetter.issued_on, IncidentLetter.id)
        for letter in all_as(LetterRow, await db.execute(statement)):
            letters[letter.incident_id].append(letter)
    return dict(letters)


async def find_letter(db: Connection, unit_ids: Collection[int], letter_id: int) -> LetterRow:
    """Refuses with `button.stale`."""
    statement = _LETTERS.join(Incident, Incident.id == IncidentLetter.incident_id).where(
        IncidentLetter.id == letter_id, Incident.unit_id.in_(unit_ids)
    )
    row = one_as(LetterRow, await db.execute(statement))
    if row is None:
        raise Refusal("button.stale")
    return row


async def add_letter(db: Connection, incident_id: int, letter: Letter, author: Author) -> int:
    row = {name: getattr(letter, name) for name in Letter.__slots__}
    row |= {"incident_id": incident_id, "person_id": author.person_id, "entered_at": author.now}
    return (await db.scalars(insert(IncidentLetter).returning(IncidentLetter.id), row)).one()


async def set_recipient(db: Connection, letter: LetterRow, recipient: str, author: Author) -> None:
    await db.execute(update(IncidentLetter).where(IncidentLetter.id == letter.id).values(recipient=recipient))
    if letter.recipient:
        what = What.RECIPIENT
        await add_change(db, Register.INCIDENT, letter.incident_id, author, what, letter.recipient, recipient)


async def undo_letter(db: Connection, letter: LetterRow, words: str, author: Author) -> None:
    """Takes the letter back. `words`: how the trace names it."""
    undone = update(IncidentLetter).where(IncidentLetter.id == letter.id, IncidentLetter.undone_at.is_(None))
    await db.execute(undone.values(undone_at=author.now))
    await add_change(db, Register.INCIDENT, letter.incident_id, author, What.LETTER_UNDONE, words)


async def recipients_before(db: Connection, unit_ids: Collection[int], limit: int) -> list[LetterRow]:
    """The newest letter to each of those who were written to last; buttons name them by the letter's id."""
    newest = (
        select(func.max(IncidentLetter.id))
        .join(Incident, Incident.id == IncidentLetter.incident_id)
        .where(Incident.unit_id.in_(unit_ids), IncidentLetter.recipient != "")
        .group_by(IncidentLetter.recipient)
    )
    statement = _LETTERS.where(IncidentLetter.id.in_(newest)).order_by(IncidentLetter.id.desc()).limit(limit)
    return all_as(LetterRow, await db.execute(statement))
