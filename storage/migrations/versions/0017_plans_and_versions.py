"""Several plans a year, each with its versions; a task is not its number; reports say where they come from"""

import re

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_TEXTS = ("title", "product", "note")
_PRESENT = sa.text("removed_at IS NULL")
_UNIQUE = r",\s*CONSTRAINT {name} UNIQUE \([^)]*\)"


def _drop_unique(table: str, name: str) -> None:
    """SQLite can only make the table anew. Alembic's way drops a table to which others refer, and what refers to it is
    then left without; here the rows go into a table of the same name again before the references are looked at."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(name, table, type_="unique")
        return
    stored = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :type AND sql IS NOT NULL")
    [made] = connection.scalars(stored, {"table": table, "type": "table"})
    indexes = connection.scalars(stored, {"table": table, "type": "index"}).all()
    without = re.sub(_UNIQUE.format(name=name), "", made)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for statement in (
        f"CREATE TABLE _kept AS SELECT * FROM {table}",  # noqa: S608 - the names are ours
        f"DROP TABLE {table}",
        without,
        f"INSERT INTO {table} SELECT * FROM _kept",  # noqa: S608
        "DROP TABLE _kept",
        *indexes,
    ):
        connection.exec_driver_sql(statement)


def _keep_imported_words() -> None:
    for name in _TEXTS:
        op.add_column("task", sa.Column(f"imported_{name}", sa.String(), server_default="", nullable=False))
    task = sa.table("task", *(sa.column(column) for name in _TEXTS for column in (name, f"imported_{name}")))
    op.execute(sa.update(task).values({f"imported_{name}": task.c[name] for name in _TEXTS}))


def _add_versions() -> None:
    """What there is of each plan is its first version; who brought it, and of which file, nobody wrote down."""
    mode = sa.Enum("new", "replace", "amend", name="importmode", native_enum=False, length=20)
    version = op.create_table(
        "plan_version",
        sa.Column("id", Id, nullable=False),
        sa.Column("plan_id", Id, nullable=False),
        sa.Column("ordinal", Id, nullable=False),
        sa.Column("mode", mode, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("imported_at", Instant(timezone=True), nullable=False),
        sa.Column("step", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("undone_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_plan_version_person_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_version_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_version"),
        sa.UniqueConstraint("plan_id", "ordinal", name="uq_plan_version_plan_id_ordinal"),
    )
    plan = sa.table("plan", sa.column("id"), sa.column("title"), sa.column("imported_at"))
    empty = sa.literal("")
    first = sa.select(plan.c.id, sa.literal(1), sa.literal("new"), plan.c.title, empty, empty, plan.c.imported_at)
    columns = ["plan_id", "ordinal", "mode", "title", "file_name", "digest", "imported_at"]
    op.execute(sa.insert(version).from_select(columns, first))


def upgrade() -> None:
    _drop_unique("plan", "uq_plan_unit_id_year")
    _drop_unique("task", "uq_task_plan_id_number")
    for name in ("imported_title", "number", "symbol"):
        op.add_column("plan", sa.Column(name, sa.String(), server_default="", nullable=False))
    op.add_column("plan", sa.Column("issued_on", sa.Date(), nullable=True))
    op.execute("UPDATE plan SET imported_title = title")
    op.create_index("ix_plan_unit_id_year", "plan", ["unit_id", "year"])
    _keep_imported_words()
    op.create_index("ix_task_plan_id", "task", ["plan_id"])
    op.create_index(
        "uq_task_present",
        "task",
        ["plan_id", "number"],
        unique=True,
        sqlite_where=_PRESENT,
        postgresql_where=_PRESENT,
    )
    source = sa.Enum("report", "import", name="progresssource", native_enum=False, length=20)
    op.add_column("progress", sa.Column("source", source, server_default="report", nullable=False))
    _add_versions()


def downgrade() -> None:
    """Only where each unit has one plan a year, and no number of a task that is gone was given again."""
    op.drop_table("plan_version")
    op.drop_column("progress", "source")
    op.drop_index("uq_task_present", "task")
    op.drop_index("ix_task_plan_id", "task")
    op.create_index("uq_task_plan_id_number", "task", ["plan_id", "number"], unique=True)
    for name in _TEXTS:
        op.drop_column("task", f"imported_{name}")
    op.drop_index("ix_plan_unit_id_year", "plan")
    op.create_index("uq_plan_unit_id_year", "plan", ["unit_id", "year"], unique=True)
    for name in ("issued_on", "imported_title", "number", "symbol"):
        op.drop_column("plan", name)
