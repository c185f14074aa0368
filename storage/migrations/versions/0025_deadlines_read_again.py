"""Deadlines of plans that are running are read again from their words, as a step of their own that can be taken back"""

import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from storage.ground.deadlines.deadlines import find_deadline
from storage.models.base import Instant
from storage.plan.steps import Step, differences

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_logger = logging.getLogger("storage.migrations")
_WORD = re.compile(r"[^\W\d_]")
_BEHIND: sa.ColumnElement[int] = sa.func.coalesce(sa.func.max(sa.column("ordinal")), 0) + 1
_task = sa.table(
    "task", *map(sa.column, ("id", "plan_id", "number", "deadline_text", "removed_at")),
    sa.column("deadline_kind", sa.String()), sa.column("deadline_on", sa.Date()),
    sa.column("deadline_days", sa.JSON()),
)  # fmt: skip
_plan = sa.table("plan", *map(sa.column, ("id", "year", "title")))
_version = sa.table(
    "plan_version", *map(sa.column, ("plan_id", "ordinal", "mode", "title", "file_name", "digest")),
    sa.column("imported_at", Instant(timezone=True)), sa.column("step", sa.JSON()),
)  # fmt: skip


def upgrade() -> None:
    """Plans of years that are over stay as they were counted; so does a deadline that is not understood now, and one
    that is written in numbers alone, of which the words do not say everything (a spreadsheet's date)."""
    now = datetime.now(UTC)
    steps: dict[int, Step] = {}
    for row in _running(now.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).year):
        new = find_deadline(row.deadline_text, row.year) if _WORD.search(row.deadline_text) else None
        if new is None:
            continue
        days = [day.isoformat() for day in new.days]
        values = {"deadline_kind": new.kind.value, "deadline_on": new.on, "deadline_days": days}
        changed = differences({name: getattr(row, name) for name in values}, values)
        if changed:
            op.get_bind().execute(sa.update(_task).where(_task.c.id == row.id).values(values))
            steps.setdefault(row.plan_id, Step()).tasks[str(row.id)] = changed
            _logger.info("Plan %s, task %s: %r is read as %s", row.plan_id, row.number, row.deadline_text, changed)
    for plan_id, step in steps.items():
        _keep(plan_id, step, now)


def _running(year: int) -> Sequence[sa.Row[Any]]:
    statement = sa.select(_task, _plan.c.year).join(_plan, _plan.c.id == _task.c.plan_id)
    return op.get_bind().execute(statement.where(_plan.c.year >= year, _task.c.removed_at.is_(None))).all()


def _keep(plan_id: int, step: Step, now: datetime) -> None:
    """Among the plan's imports, where it is seen and can be taken back."""
    [ordinal] = op.get_bind().scalars(sa.select(_BEHIND).select_from(_version).where(_version.c.plan_id == plan_id))
    [title] = op.get_bind().scalars(sa.select(_plan.c.title).where(_plan.c.id == plan_id))
    values = {"plan_id": plan_id, "ordinal": ordinal, "mode": "reread", "title": title, "file_name": "", "digest": ""}
    op.get_bind().execute(sa.insert(_version).values(values | {"imported_at": now, "step": step.stored()}))


def downgrade() -> None:
    """What was read stays; an earlier version does not know such a step."""
    op.execute("DELETE FROM plan_version WHERE mode = 'reread'")
