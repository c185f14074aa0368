"""Deadlines that come round: each of their days, and which of them a report is about"""

import sqlalchemy as sa
from alembic import op

from storage.ground.deadlines.deadlines import find_deadline

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task", sa.Column("deadline_days", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("progress", sa.Column("occurrence_on", sa.Date(), nullable=True))
    _fill()


def _fill() -> None:
    """The texts were kept: what they say comes round is read from them."""
    task = sa.table("task", *map(sa.column, ("id", "plan_id", "deadline_text")), sa.column("deadline_days", sa.JSON()))
    plan = sa.table("plan", *map(sa.column, ("id", "year")))
    rows = op.get_bind().execute(
        sa.select(task.c.id, task.c.deadline_text, plan.c.year).join(plan, plan.c.id == task.c.plan_id)
    )
    found = [(row.id, find_deadline(row.deadline_text, row.year)) for row in rows]
    days = [
        {"row": row, "days": [day.isoformat() for day in deadline.days]}
        for row, deadline in found
        if deadline and deadline.days
    ]
    if days:
        values = {"deadline_days": sa.bindparam("days", type_=sa.JSON())}
        op.get_bind().execute(sa.update(task).where(task.c.id == sa.bindparam("row")).values(values), days)


def downgrade() -> None:
    with op.batch_alter_table("progress") as batch_op:
        batch_op.drop_column("occurrence_on")
    with op.batch_alter_table("task") as batch_op:
        batch_op.drop_column("deadline_days")
