"""Cases: added, found, listed. Who wrote one is known here and told to nobody: `authors` is for answering them."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, insert, or_, select

from storage import upsert
from storage.cases.codes import draw_code
from storage.database import Connection
from storage.ground.likeness import sketch
from storage.ground.refusals import Refusal
from storage.models import Case, CaseKind, CaseStep, StepKind, Unit
from storage.models.base import aliased
from storage.rows import all_as

DAY = timedelta(days=1)


class CaseState(enum.StrEnum):
    """Computed, never stored; each case has exactly one."""

    NEW = "new"
    ASSIGNED = "assigned"
    REOPENED = "reopened"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Sight:
    """`leads`: units of which every case is seen; `works_for`: units of which the assigned ones are."""

    leads: frozenset[int] = frozenset()
    works_for: frozenset[int] = frozenset()

    @property
    def condition(self) -> ColumnElement[bool]:
        return or_(Case.unit_id.in_(self.leads), Case.unit_id.in_(self.works_for) & Case.assigned_at.is_not(None))


@dataclass(frozen=True, slots=True)
class CaseRow:
    """`has_author`: there is somebody who can be answered. `same_as`: the code of the case it is handled with."""

    id: int
    code: str
    kind: CaseKind
    unit_id: int
    unit: str
    text: str
    place: str | None
    received_on: date
    due_on: date
    assigned_at: datetime | None
    extended_at: datetime | None
    reopened_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    level: int | None
    urgent: bool
    same_as_id: int | None
    same_as: str | None
    has_author: bool

    @property
    def state(self) -> CaseState:
        if self.closed_at:
            # Only what was answered is closed; what was not was taken back.
            return CaseState.CLOSED if self.answered_at else CaseState.WITHDRAWN
        if self.answered_at:
            return CaseState.ANSWERED
        if self.reopened_at:
            return CaseState.REOPENED
        return CaseState.ASSIGNED if self.assigned_at else CaseState.NEW

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.closed_at is None

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today


OPEN = Case.answered_at.is_(None) & Case.closed_at.is_(None)
_Main = aliased(Case)
CASES = (
    select(
        Case.id,
        Case.code,
        Case.kind,
        Case.unit_id,
        Unit.name.label("unit"),
        Case.text,
        Case.place,
        Case.received_on,
        Case.due_on,
        Case.assigned_at,
        Case.extended_at,
        Case.reopened_at,
        Case.answered_at,
        Case.closed_at,
        Case.level,
        Case.urgent,
        Case.same_as_id,
        _Main.code.label("same_as"),
        Case.person_id.is_not(None).label("has_author"),
    )
    .join(Unit, Unit.id == Case.unit_id)
    .outerjoin(_Main, _Main.id == Case.same_as_id)
)


async def read_cases(db: Connection, statement: Any) -> list[CaseRow]:
    return all_as(CaseRow, await db.execute(statement))


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something, and when. Without a person it is the schedule."""

    person_id: int | None
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class NewCase:
    """`source`: what a leader made it of, a kind and its number. `sent_id`: as in `Case`."""

    kind: CaseKind
    unit_id: int
    text: str
    due_on: date
    source: tuple[str, int] | None = None
    sent_id: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """`step_id` names this turn of the case: alerts are about turns, so that a reopened case is told of anew."""

    id: int
    code: str
    step_id: int


_ADD = upsert.insert(Case).on_conflict_do_nothing(index_elements=["code"]).returning(Case.id)
ADD_STEP = insert(CaseStep).returning(CaseStep.id, sort_by_parameter_order=True)


async def add_case(db: Connection, hand: Hand, new: NewCase) -> Added:
    row = {
        "kind": new.kind,
        "unit_id": new.unit_id,
        "person_id": None if new.kind is CaseKind.INTERNAL else hand.person_id,
        "text": new.text,
        "sketch": sketch(new.text),
        "sent_id": new.sent_id,
        "received_on": hand.on,
        "received_at": hand.at,
        "due_on": new.due_on,
        "source_kind": new.source[0] if new.source else None,
        "source_id": new.source[1] if new.source else None,
    }
    case_id = None
    while case_id is None:  # a code drawn before is drawn again once in millions
        code = draw_code()
        case_id = (await db.scalars(_ADD, [{**row, "code": code}])).one_or_none()
    step = {"case_id": case_id, "kind": StepKind.RECEIVED, "unit_id": new.unit_id, "due_on": new.due_on, "text": ""}
    step |= {"person_id": hand.person_id, "done_on": hand.on, "done_at": hand.at}
    return Added(case_id, code, (await db.scalars(ADD_STEP, [step])).one())


async def find_case(db: Connection, sight: Sight, case_id: int) -> CaseRow:
    """Refuses with `cases.unknown` also where it is another unit's."""
    found = await read_cases(db, CASES.where(Case.id == case_id, sight.condition))
    if not found:
        raise Refusal("cases.unknown")
    return found[0]


async def case_with_code(db: Connection, code: str) -> CaseRow | None:
    return next(iter(await read_cases(db, CASES.where(Case.code == code))), None)


async def case_of_source(db: Connection, kind: str, source_id: int) -> CaseRow | None:
    """The case that was made of this before."""
    statement = CASES.where(Case.source_kind == kind, Case.source_id == source_id)
    return next(iter(await read_cases(db, statement)), None)


async def case_of_step(db: Connection, step_id: int) -> int | None:
    return (await db.scalars(select(CaseStep.case_id).where(CaseStep.id == step_id))).one_or_none()


async def joined_codes(db: Connection, case_id: int) -> Sequence[str]:
    """The codes of the cases that are handled together with this one."""
    return (await db.scalars(select(Case.code).where(Case.same_as_id == case_id).order_by(Case.id))).all()


async def own_case(db: Connection, person_id: int, case_id: int) -> CaseRow:
    """Refuses with `case.not_yours`."""
    found = await read_cases(db, CASES.where(Case.id == case_id, Case.person_id == person_id))
    if not found:
        raise Refusal("case.not_yours")
    return found[0]


async def case_of_message(db: Connection, person_id: int, sent_id: str) -> CaseRow | None:
    """What this person wrote in that message, as long as the case holds nothing else."""
    statement = CASES.where(Case.person_id == person_id, Case.sent_id == sent_id).order_by(Case.id.desc()).limit(1)
    return next(iter(await read_cases(db, statement)), None) if sent_id else None


async def own_cases(db: Connection, person_id: int, limit: int) -> list[CaseRow]:
    """The newest first."""
    return await read_cases(db, CASES.where(Case.person_id == person_id).order_by(Case.id.desc()).limit(limit))


async def authors(db: Connection, case_ids: Collection[int]) -> dict[int, int]:
    """Case → the person who is answered through their chat."""
    statement = select(Case.id, Case.person_id).where(Case.id.in_(case_ids), Case.person_id.is_not(None))
    return {row.id: row.person_id for row in await db.execute(statement)}


async def received_from(db: Connection, person_id: int, now: datetime) -> tuple[int, int]:
    """How many cases this person has sent within a day, and how many of them were withdrawn."""
    withdrawn = Case.closed_at.is_not(None) & Case.answered_at.is_(None)
    statement = select(func.count(), func.count().filter(withdrawn)).where(
        Case.person_id == person_id, Case.received_at > now - DAY
    )
    sent, taken_back = (await db.execute(statement)).one()
    return sent, taken_back


async def received_since(db: Connection, since: datetime) -> int:
    return (await db.scalars(select(func.count()).where(Case.received_at > since))).one()


async def similar_candidates(
    db: Connection, sight: Sight, case: CaseRow, since: date, limit: int
) -> list[tuple[int, Sequence[int]]]:
    """(case, sketch) of the newest others that stand for themselves."""
    statement = (
        select(Case.id, Case.sketch)
        .where(sight.condition, Case.received_on >= since, Case.id != case.id, Case.same_as_id.is_(None))
        .order_by(Case.id.desc())
        .limit(limit)
    )
    return [(row.id, row.sketch) for row in await db.execute(statement)]


async def sketch_of(db: Connection, case_id: int) -> Sequence[int]:
    return (await db.scalars(select(Case.sketch).where(Case.id == case_id))).one()
