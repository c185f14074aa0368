"""Reports on tasks: added, corrected, taken back, never overwritten without a trace."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, insert, literal, or_, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import (
    WHO,
    Person,
    Progress,
    ProgressFile,
    ProgressSource,
    ProgressState,
    Task,
    Who,
    who_of,
)
from storage.models.base import aliased
from storage.plan.cited import cite, move_cited
from storage.plan.searching import searchable
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class ProgressRow:
    id: int
    task_id: int
    state: ProgressState
    percent: int | None
    text: str
    reported_on: date
    reporter: Who
    files: int
    person_id: int | None
    occurrence_on: date | None
    source: ProgressSource
    entered_by_id: int | None
    entered_by: Who
    sent_id: str


@dataclass(frozen=True, slots=True)
class ProgressChange:
    """What a correction sets; None leaves a value as it was. The percentage belongs to the state."""

    state: ProgressState | None = None
    percent: int | None = None
    text: str | None = None


async def add_progress(
    db: Connection,
    *,
    task_id: int,
    person_id: int | None,
    state: ProgressState,
    percent: int | None,
    text: str,
    now: datetime,
    today: date,
    occurrence_on: date | None = None,
    source: ProgressSource = ProgressSource.REPORT,
    sent_id: str = "",
    entered_by_id: int | None = None,
) -> int:
    """The id of the new report; the documents its text cites are linked to the task. `occurrence_on`: which day of a
    deadline that comes round it is about. `sent_id`, `entered_by_id`: as in `Progress`."""
    row = {
        "task_id": task_id,
        "person_id": person_id,
        "state": state,
        "percent": percent,
        "text": text,
        "folded_words": searchable(text),
        "reported_on": today,
        "occurrence_on": occurrence_on,
        "reported_at": now,
        "source": source,
        "sent_id": sent_id,
        "entered_by_id": entered_by_id,
    }
    progress_id = (await db.scalars(insert(Progress).returning(Progress.id), row)).one()
    await cite(db, task_id, progress_id, text)
    return progress_id


MAX_REPORT = 3500  # characters of its words

_Enterer = aliased(Person)
_FILES = select(func.count()).where(ProgressFile.progress_id == Progress.id).correlate(Progress).scalar_subquery()
_PROGRESS = select(
    Progress.id,
    Progress.task_id,
    Progress.state,
    Progress.percent,
    Progress.text,
    Progress.reported_on,
    WHO.label("reporter"),
    _FILES.label("files"),
    Progress.person_id,
    Progress.occurrence_on,
    Progress.source,
    Progress.entered_by_id,
    who_of(_Enterer).label("entered_by"),
    Progress.sent_id,
)
_PROGRESS = _PROGRESS.outerjoin(Person, Person.id == Progress.person_id).outerjoin(
    _Enterer, _Enterer.id == Progress.entered_by_id
)


def _own(person_id: int) -> ColumnElement[bool]:
    return or_(Progress.person_id == person_id, Progress.entered_by_id == person_id)


async def own_progress(db: Connection, person_id: int, progress_id: int) -> ProgressRow:
    """This person's report, or one they entered for somebody. Refuses with `progress.not_yours` where it is neither, or
    was taken back."""
    statement = _PROGRESS.where(Progress.id == progress_id, _own(person_id), Progress.undone_at.is_(None))
    row = one_as(ProgressRow, await db.execute(statement))
    if row is None:
        raise Refusal("progress.not_yours")
    return row


async def of_message(db: Connection, person_id: int, sent_id: str, since: datetime) -> list[ProgressRow]:
    """The reports that came from this message of the person since then, and were not taken back."""
    if not sent_id:
        return []
    statement = _PROGRESS.where(
        _own(person_id),
        Progress.sent_id == sent_id,
        Progress.undone_at.is_(None),
        Progress.reported_at >= since,
    )
    return all_as(ProgressRow, await db.execute(statement.order_by(Progress.id)))


async def last_of(
    db: Connection, person_id: int, since: datetime, task_ids: Collection[int] = ()
) -> ProgressRow | None:
    """The report that this person made or corrected last since then, unless taken back; on one of those tasks, where
    any are named."""
    statement = _PROGRESS.where(
        _own(person_id),
        Progress.undone_at.is_(None),
        Progress.reported_at >= since,
        Progress.source == ProgressSource.REPORT,
    )
    if task_ids:
        statement = statement.where(Progress.task_id.in_(task_ids))
    newest = (Progress.reported_at.desc(), Progress.id.desc())
    return one_as(ProgressRow, await db.execute(statement.order_by(*newest).limit(1)))


async def last_of_task(db: Connection, person_id: int, task_id: int, since: datetime) -> ProgressRow | None:
    """The task's newest report, where it is this person's, made since then and not taken back."""
    newest = select(func.max(Progress.id)).where(Progress.task_id == task_id, Progress.undone_at.is_(None))
    statement = _PROGRESS.where(
        Progress.id == newest.scalar_subquery(), Progress.person_id == person_id, Progress.reported_at >= since
    )
    return one_as(ProgressRow, await db.execute(statement))


async def progress_of_units(db: Connection, unit_ids: Collection[int], progress_id: int) -> ProgressRow:
    """Anybody's report on a task of these units, unless taken back; refuses with `progress.not_yours`."""
    statement = _PROGRESS.join(Task, Task.id == Progress.task_id).where(
        Progress.id == progress_id, Task.unit_id.in_(unit_ids), Progress.undone_at.is_(None)
    )
    row = one_as(ProgressRow, await db.execute(statement))
    if row is None:
        raise Refusal("progress.not_yours")
    return row


async def undo_progress(db: Connection, progress_id: int, now: datetime) -> None:
    await db.execute(update(Progress).where(Progress.id == progress_id).values(undone_at=now))


async def change_progress(
    db: Connection, old: ProgressRow, person_id: int, changes: ProgressChange, now: datetime
) -> None:
    """The report keeps its id, its day, its files and its place before later ones. What it said until now is kept as a
    copy that was taken back. Whoever wrote it and puts right what was entered for them stands for it alone."""
    await _keep_copy(db, old.id, now)
    text = old.text if changes.text is None else changes.text
    row = {
        "person_id": old.person_id if old.entered_by_id else person_id,
        "entered_by_id": None if person_id == old.person_id else old.entered_by_id,
        "state": changes.state or old.state,
        "percent": changes.percent if changes.state else old.percent,
        "text": text,
        "folded_words": searchable(text),
        "reported_at": now,
    }
    await db.execute(update(Progress).where(Progress.id == old.id).values(row))
    await cite(db, old.task_id, old.id, text)


async def _keep_copy(db: Connection, progress_id: int, now: datetime) -> None:
    """With the documents it cites."""
    same = [column for column in Progress.__table__.columns if column.name not in ("id", "undone_at")]
    names = [*(column.name for column in same), "undone_at"]
    copied = select(*same, literal(now, Progress.undone_at.type)).where(Progress.id == progress_id)
    copy_id = (await db.scalars(insert(Progress).from_select(names, copied).returning(Progress.id))).one()
    await move_cited(db, progress_id, copy_id)


async def history(db: Connection, task_id: int, as_of: date, limit: int, offset: int = 0) -> list[ProgressRow]:
    """Reports until that day, newest first, without those taken back."""
    statement = (
        _PROGRESS.where(Progress.task_id == task_id, Progress.undone_at.is_(None), Progress.reported_on <= as_of)
        .order_by(Progress.reported_on.desc(), Progress.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return all_as(ProgressRow, await db.execute(statement))
