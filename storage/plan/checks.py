"""What leaders said of tasks reported as done: accepted, or sent back with a reason. Nghị định 335/2025 counts both."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import WHO, Person, Plan, Progress, ProgressState, Task, TaskCheck, Unit, Who
from storage.plan.occurrences import SAID_DONE_ON
from storage.plan.progress import add_progress
from storage.rows import all_as
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that says something about a task's state, with the check of it. `done_on`: where it says done, the day
    of the document that says so, or else its own."""

    id: int
    task_id: int
    number: int
    title: str
    unit_id: int
    unit: str
    state: ProgressState
    text: str
    reported_on: date
    done_on: date
    occurrence_on: date | None
    person_id: int | None
    entered_by_id: int | None
    reporter: Who
    accepted: bool | None
    reason: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Checked:
    """How a task, or one occurrence of it, stands. `done`: the newest report that says so, None where it is open.
    `sent_back`: how many times it was."""

    last: ReportRow
    done: ReportRow | None = None
    accepted: bool = False
    sent_back: int = 0

    @property
    def waits(self) -> bool:
        return self.done is not None and not self.accepted

    def after(self, row: ReportRow, as_of: date) -> "Checked":
        """With one more report. A check counts from its day on."""
        now = replace(self, last=row)
        if row.state is not ProgressState.DONE:
            return replace(now, done=None, accepted=False)
        counts = row.accepted is not None and row.checked_on is not None and row.checked_on <= as_of
        if counts and not row.accepted:
            return replace(now, done=row, accepted=False, sent_back=self.sent_back + 1)
        return replace(now, done=row, accepted=self.accepted or (counts and bool(row.accepted)))


_REPORTS = (
    select(
        Progress.id,
        Progress.task_id,
        Task.number,
        Task.title,
        Task.unit_id,
        Unit.name.label("unit"),
        Progress.state,
        Progress.text,
        Progress.reported_on,
        SAID_DONE_ON.label("done_on"),
        Progress.occurrence_on,
        Progress.person_id,
        Progress.entered_by_id,
        WHO.label("reporter"),
        TaskCheck.accepted,
        TaskCheck.reason,
        TaskCheck.checked_on,
    )
    .join(Task, Task.id == Progress.task_id)
    .join(Plan, Plan.id == Task.plan_id)
    .join(Unit, Unit.id == Task.unit_id)
    .outerjoin(Person, Person.id == Progress.person_id)
    .outerjoin(TaskCheck, TaskCheck.progress_id == Progress.id)
    .where(Progress.undone_at.is_(None), Progress.state != ProgressState.NOTHING, Task.removed_at.is_(None))
    .order_by(Progress.reported_on, Progress.id)
)


async def checked_tasks(
    db: Connection, unit_ids: Collection[int], years: Collection[int], as_of: date
) -> dict[tuple[int, date | None], Checked]:
    """Of the plans of these years, as things stood at the end of that day: (task, occurrence) → how it stands. What
    nobody has reported is missing."""
    statement = _REPORTS.where(Task.unit_id.in_(unit_ids), Plan.year.in_(years), Progress.reported_on <= as_of)
    return _folded(all_as(ReportRow, await db.execute(statement)), as_of)


async def waiting_reports(db: Connection, unit_ids: Collection[int], today: date) -> list[ReportRow]:
    """Of this year's plans and last year's, oldest first."""
    found = (await checked_tasks(db, unit_ids, (today.year - 1, today.year), today)).values()
    waiting = [one.done for one in found if one.waits and one.done is not None]
    return sorted(waiting, key=lambda report: (report.reported_on, report.id))


def _folded(rows: Iterable[ReportRow], as_of: date) -> dict[tuple[int, date | None], Checked]:
    found: dict[tuple[int, date | None], Checked] = {}
    for row in rows:
        place = (row.task_id, row.occurrence_on)
        found[place] = found.get(place, Checked(row)).after(row, as_of)
    return found


async def waiting_report(db: Connection, unit_ids: Collection[int], progress_id: int, as_of: date) -> ReportRow:
    """The report of a task of these units that waits for a check; refuses with `check.decided` where none does."""
    task = select(Progress.task_id).where(Progress.id == progress_id).scalar_subquery()
    rows = await db.execute(_REPORTS.where(Task.unit_id.in_(unit_ids), Progress.task_id == task))
    for checked in _folded(all_as(ReportRow, rows), as_of).values():
        if checked.waits and checked.done is not None and checked.done.id == progress_id:
            return checked.done
    raise Refusal("check.decided")


async def accept(db: Connection, report: ReportRow, person_id: int, now: datetime, today: date) -> None:
    """Refuses with `check.decided`."""
    await _keep(db, report, {"person_id": person_id, "accepted": True}, now, today)


async def send_back(db: Connection, report: ReportRow, person_id: int, reason: str, now: datetime, today: date) -> None:
    """The task is under way again, by a report of the leader's own. Refuses with `check.decided`."""
    reply_id = await add_progress(
        db,
        task_id=report.task_id,
        person_id=person_id,
        state=ProgressState.DOING,
        percent=None,
        text=reason,
        now=now,
        today=today,
        occurrence_on=report.occurrence_on,
    )
    values = {"person_id": person_id, "accepted": False, "reason": reason, "reply_id": reply_id}
    await _keep(db, report, values, now, today)


async def _keep(db: Connection, report: ReportRow, values: dict[str, object], now: datetime, today: date) -> None:
    """Refuses with `check.decided` where somebody was faster."""
    row = {"progress_id": report.id, "reason": "", "checked_on": today, "checked_at": now, **values}
    kept = insert(TaskCheck).values(row).on_conflict_do_nothing().returning(TaskCheck.progress_id)
    if (await db.scalars(kept)).one_or_none() is None:
        raise Refusal("check.decided")


async def take_back(db: Connection, progress_id: int, person_id: int, since: datetime, now: datetime) -> None:
    """One's own check, made since then; refuses with `check.decided` where there is none. What it reported is taken
    back with it."""
    own = (TaskCheck.progress_id == progress_id, TaskCheck.person_id == person_id, TaskCheck.checked_at >= since)
    reply_id = (await db.execute(select(TaskCheck.reply_id).where(*own))).one_or_none()
    if reply_id is None:
        raise Refusal("check.decided")
    await db.execute(delete(TaskCheck).where(*own))
    if reply_id[0] is not None:
        await db.execute(update(Progress).where(Progress.id == reply_id[0]).values(undone_at=now))
