"""What is done to a case. Each change adds a step, and changes those handled together with it in the same way."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from storage.cases.cases import ADD_STEP, OPEN, Added, CaseRow, Hand
from storage.database import Connection
from storage.ground.likeness import sketch
from storage.ground.refusals import Refusal
from storage.models import WHO, AnswerFile, Case, CasePicture, CaseStep, File, Person, StepKind, Unit, Who
from storage.models.base import aliased
from storage.rows import all_as

# Steps of a case that nobody has begun to handle.
WRITTEN = (StepKind.RECEIVED, StepKind.ADDED)
# Steps that hold what the citizen said or was told.
SAID = (StepKind.ADDED, StepKind.REOPENED, StepKind.ANSWERED, StepKind.MORE_ASKED)


async def _family(db: Connection, case_id: int) -> list[int]:
    statement = select(Case.id).where((Case.id == case_id) | (Case.same_as_id == case_id)).order_by(Case.id)
    return list((await db.scalars(statement)).all())


async def _change(
    db: Connection,
    case_ids: Collection[int],
    condition: ColumnElement[bool],
    values: dict[str, Any],
    step: tuple[StepKind, Hand, str],
) -> list[Added]:
    """Of these cases those that met the condition, each with its new step."""
    kind, hand, text = step
    statement = (
        update(Case)
        .where(Case.id.in_(case_ids), condition)
        .values(values)
        .returning(Case.id, Case.code, Case.unit_id, Case.due_on)
    )
    changed = sorted((await db.execute(statement)).all())
    if not changed:
        return []
    common = {"kind": kind, "person_id": hand.person_id, "text": text, "done_on": hand.on, "done_at": hand.at}
    rows = [{**common, "case_id": row.id, "unit_id": row.unit_id, "due_on": row.due_on} for row in changed]
    steps = (await db.scalars(ADD_STEP, rows)).all()
    return [Added(row.id, row.code, step_id) for row, step_id in zip(changed, steps, strict=True)]


async def assign(
    db: Connection, case_id: int, hand: Hand, unit_id: int, due_on: date, *, urgent: bool = False
) -> list[Added]:
    """Gives the case to a unit, with a deadline. An answer that does not satisfy the leader has to be given again.
    Cases handled together with it that are answered stay answered. Refuses with `cases.closed`."""
    may = Case.closed_at.is_(None) & (OPEN | (Case.id == case_id))
    values = {"unit_id": unit_id, "due_on": due_on, "assigned_at": hand.at}
    values |= {"reopened_at": None, "answered_at": None, "level": None, "urgent": urgent}
    step = (StepKind.ASSIGNED, hand, "")
    changed = await _change(db, await _family(db, case_id), may, values, step)
    if not changed:
        raise Refusal("cases.closed")
    return changed


async def extend(db: Connection, case_id: int, hand: Hand, due_on: date, reason: str) -> list[Added]:
    """A deadline can be extended once. Refuses with `cases.extended_before`."""
    may = OPEN & Case.assigned_at.is_not(None) & Case.extended_at.is_(None) & (Case.due_on < due_on)
    values = {"due_on": due_on, "extended_at": hand.at}
    changed = await _change(db, await _family(db, case_id), may, values, (StepKind.EXTENDED, hand, reason))
    if not changed:
        raise Refusal("cases.extended_before")
    return changed


async def answer(db: Connection, case_id: int, hand: Hand, text: str) -> list[Added]:
    """Refuses with `cases.answered_before`: where two answer at once, the first answer counts."""
    step = (StepKind.ANSWERED, hand, text)
    changed = await _change(db, await _family(db, case_id), OPEN, {"answered_at": hand.at}, step)
    if not changed:
        raise Refusal("cases.answered_before")
    return changed


async def join(db: Connection, case: CaseRow, main: CaseRow, hand: Hand) -> list[Added]:
    """From now on this case, and what was handled with it, is handled together with the main one. Refuses with
    `cases.not_together` where either of them cannot be joined."""
    if not main.is_open or main.same_as_id or main.id == case.id:
        raise Refusal("cases.not_together")
    values = {
        "same_as_id": main.id,
        "unit_id": main.unit_id,
        "due_on": main.due_on,
        "assigned_at": main.assigned_at,
        "extended_at": main.extended_at,
    }
    changed = await _change(db, await _family(db, case.id), OPEN, values, (StepKind.JOINED, hand, main.code))
    if not changed:
        raise Refusal("cases.not_together")
    return changed


async def part(db: Connection, case_id: int, hand: Hand) -> None:
    """The case is handled by itself again. Refuses with `cases.not_together` where it is not joined to another."""
    condition = Case.same_as_id.is_not(None)
    if not await _change(db, [case_id], condition, {"same_as_id": None}, (StepKind.PARTED, hand, "")):
        raise Refusal("cases.not_together")


async def rate(db: Connection, case_id: int, hand: Hand, level: int) -> Added:
    """What the citizen thinks of the answer, from 1 to 5. Refuses with `case.not_answered` where the case has no answer
    or is closed."""
    condition = Case.answered_at.is_not(None) & Case.closed_at.is_(None)
    changed = await _change(db, [case_id], condition, {"level": level}, (StepKind.RATED, hand, str(level)))
    if not changed:
        raise Refusal("case.not_answered")
    return changed[0]


async def reopen(db: Connection, case_id: int, hand: Hand, text: str, due_on: date) -> Added:
    """The answer no longer counts, and `due_on` is the new deadline. Refuses with `case.not_answered` where the case
    has no answer or is closed."""
    condition = Case.answered_at.is_not(None) & Case.closed_at.is_(None)
    values = {"answered_at": None, "level": None, "reopened_at": hand.at, "due_on": due_on, "same_as_id": None}
    changed = await _change(db, [case_id], condition, values, (StepKind.REOPENED, hand, text))
    if not changed:
        raise Refusal("case.not_answered")
    return changed[0]


async def close(db: Connection, case_ids: Collection[int], hand: Hand) -> list[Added]:
    """An erased author's words were kept only while the case needed them; closing removes them."""
    condition = Case.answered_at.is_not(None) & Case.closed_at.is_(None)
    changed = await _change(db, case_ids, condition, {"closed_at": hand.at}, (StepKind.CLOSED, hand, ""))
    ids = [case.id for case in changed]
    orphans = select(Case.id).where(Case.id.in_(ids), Case.person_id.is_(None), Case.source_kind.is_(None))
    await forget_words(db, list((await db.scalars(orphans)).all()))
    return changed


def _fresh(case_id: int) -> ColumnElement[bool]:
    """A condition: all steps of the case are its author's, and no case is handled together with it."""
    by_others = select(CaseStep.id).where(CaseStep.case_id == case_id, CaseStep.kind.not_in(WRITTEN))
    joined = aliased(Case)
    return OPEN & ~by_others.exists() & ~select(joined.id).where(joined.same_as_id == case_id).exists()


async def is_fresh(db: Connection, case_id: int) -> bool:
    """Whether nobody has handled it yet."""
    return (await db.scalars(select(Case.id).where(Case.id == case_id, _fresh(case_id)))).one_or_none() is not None


async def withdraw(db: Connection, case_id: int, hand: Hand) -> Added:
    """The author takes the case back while nobody has handled it. Refuses with `case.handled_already`."""
    changed = await _change(db, [case_id], _fresh(case_id), {"closed_at": hand.at}, (StepKind.WITHDRAWN, hand, ""))
    if not changed:
        raise Refusal("case.handled_already")
    return changed[0]


async def reword(db: Connection, case_id: int, text: str, since: datetime, sent_id: str = "") -> bool:
    """Its first text becomes this one, while nobody has handled it and nothing was added. False for an older case.
    `sent_id`: of the message that holds it whole."""
    added = select(CaseStep.id).where(CaseStep.case_id == case_id, CaseStep.kind == StepKind.ADDED)
    may = (Case.id == case_id, Case.received_at >= since, _fresh(case_id), ~added.exists())
    changed = await db.execute(update(Case).where(*may).values(text=text, sketch=sketch(text), sent_id=sent_id))
    return changed.rowcount == 1


async def forget_words(db: Connection, case_ids: Collection[int]) -> None:
    """What remains is the record: code, kind, unit, days and steps."""
    await db.execute(update(Case).where(Case.id.in_(case_ids)).values(text="", place=None, sketch=[]))
    words = update(CaseStep).where(CaseStep.case_id.in_(case_ids), CaseStep.kind.in_(SAID))
    await db.execute(words.values(text=""))
    pictures = select(CasePicture.file_id).where(CasePicture.case_id.in_(case_ids))
    steps = select(CaseStep.id).where(CaseStep.case_id.in_(case_ids))
    # A file of an answer goes with the last of the cases that were answered together.
    others = select(AnswerFile.file_id).where(AnswerFile.step_id.not_in(steps))
    proofs = select(AnswerFile.file_id).where(AnswerFile.step_id.in_(steps), AnswerFile.file_id.not_in(others))
    await db.execute(delete(File).where(or_(File.id.in_(pictures), File.id.in_(proofs))))
    await db.execute(delete(AnswerFile).where(AnswerFile.step_id.in_(steps)))


async def add_words(db: Connection, case_id: int, hand: Hand, text: str) -> None:
    """Refuses with `case.not_open`."""
    unchanged = {"code": Case.code}
    if not await _change(db, [case_id], OPEN, unchanged, (StepKind.ADDED, hand, text)):
        raise Refusal("case.not_open")


async def ask_for_more(db: Connection, case_id: int, hand: Hand, text: str) -> list[Added]:
    """What the unit needs to know, of those who wrote it. Refuses with `cases.answered_before`."""
    unchanged = {"code": Case.code}
    asked = await _change(db, await _family(db, case_id), OPEN, unchanged, (StepKind.MORE_ASKED, hand, text))
    if not asked:
        raise Refusal("cases.answered_before")
    return asked


async def publish(db: Connection, case_id: int, hand: Hand, where: str) -> None:
    """That the answer was made public, and where. Refuses with `cases.not_answered_yet`."""
    unchanged = {"code": Case.code}
    answered = Case.answered_at.is_not(None)
    if not await _change(db, [case_id], answered, unchanged, (StepKind.PUBLISHED, hand, where)):
        raise Refusal("cases.not_answered_yet")


async def set_place(db: Connection, case_id: int, place: str) -> None:
    await db.execute(update(Case).where(Case.id == case_id, OPEN).values(place=place))


@dataclass(frozen=True, slots=True)
class StepRow:
    """`who`: the member of staff; of citizens nothing is known."""

    id: int
    kind: StepKind
    person_id: int | None
    who: Who
    unit: str
    due_on: date
    text: str
    on: date
    at: datetime


async def steps_of(db: Connection, case_id: int) -> Sequence[StepRow]:
    statement = (
        select(
            CaseStep.id,
            CaseStep.kind,
            CaseStep.person_id,
            WHO.label("who"),
            Unit.name.label("unit"),
            CaseStep.due_on,
            CaseStep.text,
            CaseStep.done_on.label("on"),
            CaseStep.done_at.label("at"),
        )
        .join(Unit, Unit.id == CaseStep.unit_id)
        .outerjoin(Person, Person.id == CaseStep.person_id)
        .where(CaseStep.case_id == case_id)
        .order_by(CaseStep.id)
    )
    return all_as(StepRow, await db.execute(statement))


async def newest_step(db: Connection, case_id: int, kind: StepKind) -> int:
    statement = select(func.max(CaseStep.id)).where(CaseStep.case_id == case_id, CaseStep.kind == kind)
    return (await db.scalars(statement)).one()


async def count_steps(db: Connection, case_id: int, kind: StepKind) -> int:
    statement = select(func.count()).where(CaseStep.case_id == case_id, CaseStep.kind == kind)
    return (await db.scalars(statement)).one()
