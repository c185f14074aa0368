"""A task has further units that lead it or work with them; what a plan's names of units mean is remembered"""

import re

import sqlalchemy as sa
from alembic import op

from storage.ground.text import fold
from storage.models.base import Id

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_BETWEEN = re.compile(r"\s*[,;/+&\n]\s*|\s+-\s+|\s+và\s+", re.IGNORECASE)
_ROLES = ("chu tri", "phoi hop", "dau moi")


def _add_tables() -> None:
    part = sa.Enum("lead", "support", name="unitpart", native_enum=False, length=20)
    op.create_table(
        "task_unit",
        sa.Column("task_id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("part", part, nullable=False),
        sa.Column("position", Id, nullable=False),
        sa.Column("below", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_unit_task_id_task")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_task_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("task_id", "unit_id", name=op.f("pk_task_unit")),
    )
    op.create_index(op.f("ix_task_unit_unit_id"), "task_unit", ["unit_id"])
    op.create_table(
        "unit_name",
        sa.Column("id", Id, nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("means_id", Id, nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["unit.id"], name=op.f("fk_unit_name_owner_id_unit")),
        sa.ForeignKeyConstraint(["means_id"], ["unit.id"], name=op.f("fk_unit_name_means_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_name")),
        sa.UniqueConstraint("owner_id", "folded_name", name=op.f("uq_unit_name_owner_id_folded_name")),
    )
    op.create_index(op.f("ix_unit_name_means_id"), "unit_name", ["means_id"])


def _below(parents: dict[int, int | None], top: int) -> set[int]:
    found = {top}
    while more := {unit for unit, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _keep_further_leads() -> None:
    """Of "Văn phòng, Phòng Nghiệp vụ" only the first was kept. The others are found by their names where these are
    units of the plan's unit, letter for letter, and the text says nothing of roles; the rest waits for the next file.
    """
    connection = op.get_bind()
    units = connection.execute(sa.text("SELECT id, parent_id, folded_name FROM unit ORDER BY id")).all()
    parents = {unit.id: unit.parent_id for unit in units}
    tasks = "SELECT task.id, task.unit_id, task.lead, plan.unit_id AS owner FROM task JOIN plan ON plan.id = plan_id"
    rows = []
    names: dict[int, dict[str, int]] = {}
    for task in connection.execute(sa.text(tasks)).all():
        if any(role in fold(task.lead) for role in _ROLES):
            continue
        if task.owner not in names:
            reach = _below(parents, task.owner)
            names[task.owner] = {unit.folded_name: unit.id for unit in units if unit.id in reach}
        found = [names[task.owner].get(fold(name)) for name in _BETWEEN.split(task.lead)[1:]]
        for position, unit in enumerate(dict.fromkeys(found), start=1):
            if unit not in (None, task.unit_id):
                rows.append({"task_id": task.id, "unit_id": unit, "part": "lead", "position": position})
    table = sa.table("task_unit", *(sa.column(name) for name in ("task_id", "unit_id", "part", "position")))
    if rows:
        op.bulk_insert(table, rows)


def upgrade() -> None:
    op.add_column("task", sa.Column("support", sa.String(), server_default="", nullable=False))
    _add_tables()
    _keep_further_leads()


def downgrade() -> None:
    op.drop_table("unit_name")
    op.drop_table("task_unit")
    op.drop_column("task", "support")
