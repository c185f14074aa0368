"""More time for a case, asked of whoever set its deadline. Facts: the steps of asking and refusing."""

from datetime import date

from sqlalchemy import select

from storage.cases.cases import ADD_STEP, CASES, OPEN, CaseRow, Hand, read_cases
from storage.cases.steps import StepRow, steps_of
from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import Case, CaseStep, StepKind

# After any of these nothing is asked any more.
_ENDS = frozenset({StepKind.ASSIGNED, StepKind.EXTENDED, StepKind.TIME_DENIED, StepKind.REOPENED, StepKind.JOINED})


async def setter_of(db: Connection, case_id: int) -> int | None:
    """Who gave the case to its unit, and with it the deadline; None where they are not known any more."""
    given = [step.person_id for step in await steps_of(db, case_id) if step.kind is StepKind.ASSIGNED]
    return given[-1] if given else None


async def open_request(db: Connection, case_id: int) -> StepRow | None:
    """The one that waits for a decision. `due_on`: the day that is asked for; `text`: the reason."""
    found = None
    for step in await steps_of(db, case_id):
        if step.kind is StepKind.TIME_ASKED:
            found = step
        elif step.kind in _ENDS:
            found = None
    return found


async def waiting_requests(db: Connection) -> list[tuple[CaseRow, StepRow]]:
    """Of all cases that are open, the oldest first."""
    asked = select(CaseStep.case_id).where(CaseStep.kind == StepKind.TIME_ASKED)
    statement = CASES.where(OPEN, Case.extended_at.is_(None), Case.id.in_(asked)).order_by(Case.id)
    found = [(case, await open_request(db, case.id)) for case in await read_cases(db, statement)]
    return [(case, request) for case, request in found if request is not None]


async def ask_for_time(db: Connection, case_id: int, hand: Hand, due_on: date, reason: str) -> int:
    """The id of its step. Refuses with `cases.time_asked_before` while an earlier one waits, with
    `cases.answered_before` where the case is open no more."""
    if await open_request(db, case_id) is not None:
        raise Refusal("cases.time_asked_before")
    return await _add(db, case_id, StepKind.TIME_ASKED, hand, due_on, reason)


async def deny_time(db: Connection, case_id: int, hand: Hand) -> None:
    """Refuses with `cases.answered_before`."""
    await _add(db, case_id, StepKind.TIME_DENIED, hand, None, "")


async def _add(db: Connection, case_id: int, kind: StepKind, hand: Hand, due_on: date | None, text: str) -> int:
    """Nobody else changes the case until the end of the transaction."""
    statement = select(Case.unit_id, Case.due_on).where(Case.id == case_id, OPEN).with_for_update()
    case = (await db.execute(statement)).one_or_none()
    if case is None:
        raise Refusal("cases.answered_before")
    row = {
        "case_id": case_id,
        "kind": kind,
        "unit_id": case.unit_id,
        "due_on": due_on or case.due_on,
        "text": text,
        "person_id": hand.person_id,
        "done_on": hand.on,
        "done_at": hand.at,
    }
    return (await db.scalars(ADD_STEP, [row])).one()
