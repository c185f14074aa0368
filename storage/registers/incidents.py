"""Broken things: a device, an account, another agency's software. Open until somebody says that it works again."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, bindparam, func, insert, or_, select, update

from storage.database import Connection
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.models import WHO, Incident, IncidentLetter, Person, Register, RegisterChange, Unit, What, Who
from storage.registers.changes import Author, add_change
from storage.registers.incident_letters import LetterRow, letters_of
from storage.rows import all_as


class IncidentState(enum.StrEnum):
    OPEN = "open"
    FIXED = "fixed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """As things stood at the end of `as_of`. `letters`: who had been written to by then, oldest first."""

    id: int
    unit_id: int
    unit: str
    text: str
    began_on: date
    reported_on: date
    fixed_on: date | None
    withdrawn_at: datetime | None
    person_id: int | None
    reporter: Who
    as_of: date
    letters: Sequence[LetterRow] = field(default=())

    @property
    def state(self) -> IncidentState:
        if self.withdrawn_at is not None:
            return IncidentState.WITHDRAWN
        fixed = self.fixed_on is not None and self.fixed_on <= self.as_of
        return IncidentState.FIXED if fixed else IncidentState.OPEN

    @property
    def age(self) -> int:
        """Days from when it broke until it was fixed, or until `as_of`."""
        until = self.fixed_on if self.fixed_on is not None and self.fixed_on <= self.as_of else self.as_of
        return (until - self.began_on).days


_INCIDENTS: Any = (
    select(
        Incident.id,
        Incident.unit_id,
        Unit.name.label("unit"),
        Incident.text,
        Incident.began_on,
        Incident.reported_on,
        Incident.fixed_on,
        Incident.withdrawn_at,
        Incident.person_id,
        WHO.label("reporter"),
    )
    .join(Unit, Unit.id == Incident.unit_id)
    .outerjoin(Person, Person.id == Incident.person_id)
)


async def _rows(db: Connection, statement: Any, as_of: date) -> list[IncidentRow]:
    rows = all_as(IncidentRow, await db.execute(statement), as_of=as_of)
    letters = await letters_of(db, [row.id for row in rows], as_of)
    return [replace(row, letters=letters.get(row.id, ())) for row in rows]


def _open_at(as_of: Any) -> Any:
    return (
        Incident.withdrawn_at.is_(None)
        & (Incident.began_on <= as_of)
        & or_(Incident.fixed_on.is_(None), Incident.fixed_on > as_of)
    )


async def open_incidents(
    db: Connection, unit_ids: Collection[int], as_of: date, limit: int | None = None, offset: int = 0
) -> list[IncidentRow]:
    """Broken at the end of that day, the oldest first."""
    statement = _INCIDENTS.where(Incident.unit_id.in_(unit_ids), _open_at(as_of))
    return await _rows(
        db, statement.order_by(Incident.began_on, Incident.id).limit(limit).offset(offset or None), as_of
    )


async def fixed_incidents(db: Connection, unit_ids: Collection[int], first: date, last: date) -> list[IncidentRow]:
    """Fixed in these days, the one fixed first before the others."""
    statement = _INCIDENTS.where(
        Incident.unit_id.in_(unit_ids), Incident.withdrawn_at.is_(None), Incident.fixed_on.between(first, last)
    )
    return await _rows(db, statement.order_by(Incident.fixed_on, Incident.id), last)


# Built once: each summary asks it, and building it takes longer than the answer.
_COUNT_OPEN = (
    select(func.count())
    .select_from(Incident)
    .where(Incident.unit_id.in_(bindparam("units", expanding=True)), _open_at(bindparam("as_of", type_=Date)))
)


async def count_open_incidents(db: Connection, unit_ids: Collection[int], as_of: date) -> int:
    return (await db.scalars(_COUNT_OPEN, {"units": list(unit_ids), "as_of": as_of})).one()


async def all_incidents(
    db: Connection, unit_ids: Collection[int], as_of: date, limit: int, offset: int = 0
) -> list[IncidentRow]:
    """Fixed and withdrawn ones too; the newest first."""
    statement = _INCIDENTS.where(Incident.unit_id.in_(unit_ids)).order_by(Incident.id.desc())
    return await _rows(db, statement.limit(limit).offset(offset), as_of)


async def find_incident(db: Connection, unit_ids: Collection[int], incident_id: int, as_of: date) -> IncidentRow:
    """Refuses with `incident.unknown` also where it is another unit's."""
    found = await _rows(db, _INCIDENTS.where(Incident.id == incident_id, Incident.unit_id.in_(unit_ids)), as_of)
    if not found:
        raise Refusal("incident.unknown", number=incident_id)
    return found[0]


async def report_incident(db: Connection, unit_id: int, text: str, began_on: date, author: Author) -> int:
    row = {"unit_id": unit_id, "person_id": author.person_id, "text": text, "began_on": began_on}
    row |= {"reported_on": local_day(author.now), "reported_at": author.now}
    return (await db.scalars(insert(Incident).returning(Incident.id), row)).one()


async def set_incident_text(db: Connection, incident: IncidentRow, text: str, author: Author) -> None:
    await _set(db, incident.id, text=text)
    await add_change(db, Register.INCIDENT, incident.id, author, What.TEXT, incident.text, text)


async def set_began_on(db: Connection, incident: IncidentRow, on: date, author: Author) -> None:
    await _set(db, incident.id, began_on=on)
    before = incident.began_on.isoformat()
    await add_change(db, Register.INCIDENT, incident.id, author, What.SINCE, before, on.isoformat())


async def set_fixed(db: Connection, incident: IncidentRow, on: date | None, author: Author) -> None:
    """Sets the day it was fixed; None: it is broken again, or had never been fixed."""
    await _set(db, incident.id, fixed_on=on)
    before = incident.fixed_on.isoformat() if incident.fixed_on else ""
    what = What.FIXED if on else What.REOPENED
    await add_change(db, Register.INCIDENT, incident.id, author, what, before, on.isoformat() if on else "")


async def set_incident_withdrawn(db: Connection, incident: IncidentRow, withdrawn: bool, author: Author) -> None:
    await _set(db, incident.id, withdrawn_at=author.now if withdrawn else None)
    what = What.WITHDRAWN if withdrawn else What.RESTORED
    await add_change(db, Register.INCIDENT, incident.id, author, what)


async def _set(db: Connection, incident_id: int, **values: object) -> None:
    await db.execute(update(Incident).where(Incident.id == incident_id).values(values))


async def take_out_note(db: Connection, unit_ids: Collection[int], change_id: int, person_id: int) -> tuple[int, str]:
    """Removes a person's own note that was meant as something else; the trace says so. Returns its incident and its
    words. Refuses with `button.stale` where it was removed before."""
    reached = select(Incident.id).where(Incident.unit_id.in_(unit_ids))
    statement = (
        update(RegisterChange)
        .where(RegisterChange.id == change_id, RegisterChange.person_id == person_id)
        .where(RegisterChange.what == What.NOTE, RegisterChange.incident_id.in_(reached))
        .values(what=What.MOVED)
        .returning(RegisterChange.incident_id, RegisterChange.after)
    )
    row = (await db.execute(statement)).one_or_none()
    if row is None:
        raise Refusal("button.stale")
    return row.incident_id, row.after


_CARED = (What.NOTE, What.REOPENED, What.RESTORED)
_LAST_LETTER = (
    select(func.max(IncidentLetter.entered_at))
    .where(IncidentLetter.incident_id == Incident.id, IncidentLetter.undone_at.is_(None))
    .correlate(Incident)
    .scalar_subquery()
)
_LAST_CARE = (
    select(func.max(RegisterChange.made_at))
    .where(RegisterChange.incident_id == Incident.id, RegisterChange.what.in_(_CARED))
    .correlate(Incident)
    .scalar_subquery()
)


async def last_cared_for(db: Connection) -> dict[int, tuple[int, date]]:
    """Open incident → its unit, and the day on which somebody last wrote, chased or said anything about it."""
    statement = select(Incident.id, Incident.unit_id, Incident.reported_at, _LAST_LETTER, _LAST_CARE).where(
        Incident.fixed_on.is_(None), Incident.withdrawn_at.is_(None)
    )
    return {
        incident_id: (unit_id, local_day(max(at for at in moments if at is not None)))
        for incident_id, unit_id, *moments in await db.execute(statement)
    }
