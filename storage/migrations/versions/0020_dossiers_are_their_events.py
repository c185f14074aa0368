"""Dossiers are their events: states with their days, spells of lateness, the files they came from"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_STATES = ("received", "waiting", "extended", "refused", "withdrawn", "finished", "handed_over")
_KINDS = ("received", "waiting", "resumed", "extended", "refused", "withdrawn", "finished", "handed_over")
_state = sa.Enum(*_STATES, name="dossierstate", native_enum=False, length=20)
_kind = sa.Enum(*_KINDS, name="eventkind", native_enum=False, length=20)
_MAYBE_LATE = "returned_on IS NULL OR returned_on > due_on"


def _add_tables() -> None:
    op.create_table(
        "dossier_import",
        sa.Column("id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("began_at", Instant(timezone=True), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        *(sa.Column(name, Id, nullable=False) for name in ("rows_done", "new", "changed", "same")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_dossier_import_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_import")),
    )
    op.create_index("ix_dossier_import_unit_id_key", "dossier_import", ["unit_id", "key"])
    op.create_table(
        "dossier_event",
        sa.Column("id", Id, nullable=False),
        sa.Column("dossier_id", Id, nullable=False),
        sa.Column("kind", _kind, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("import_id", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_event_dossier_id_dossier"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["dossier_import.id"],
            name=op.f("fk_dossier_event_import_id_dossier_import"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_event")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "late_spell",
        sa.Column("dossier_id", Id, nullable=False),
        sa.Column("late_from", sa.Date(), nullable=False),
        sa.Column("late_until", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_late_spell_dossier_id_dossier"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_late_spell_unit_id_unit")),
        sa.PrimaryKeyConstraint("dossier_id", "late_from", name=op.f("pk_late_spell")),
    )
    op.create_table(
        "state_word",
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("state", _state, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_state_word_unit_id_unit")),
        sa.PrimaryKeyConstraint("unit_id", "word", name=op.f("pk_state_word")),
    )


def _widen_dossiers() -> None:
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    # In place on both databases: a copy of the table would take everything that hangs on it along.
    op.execute(
        f"ALTER TABLE dossier ADD COLUMN holder_id {number} CONSTRAINT fk_dossier_holder_id_unit REFERENCES unit (id)"
    )
    op.add_column("dossier", sa.Column("procedure_name", sa.String(), server_default="", nullable=False))
    op.add_column("dossier", sa.Column("field", sa.String(), server_default="", nullable=False))
    op.add_column("dossier", sa.Column("state", _state, server_default="received", nullable=False))
    op.add_column("dossier", sa.Column("finished_on", sa.Date(), nullable=True))


def _fill() -> None:
    """What was returned was finished and handed over on that day."""
    next_day = "date(due_on, '+1 day')" if op.get_bind().dialect.name == "sqlite" else "due_on + 1"
    op.execute("UPDATE dossier SET state = 'handed_over', finished_on = returned_on WHERE returned_on IS NOT NULL")
    op.execute(
        "INSERT INTO dossier_event (dossier_id, kind, day, exact, due_on) "
        "SELECT id, 'received', received_on, true, due_on FROM dossier"
    )
    op.execute(
        "INSERT INTO dossier_event (dossier_id, kind, day, exact) "
        "SELECT id, 'handed_over', returned_on, true FROM dossier WHERE returned_on IS NOT NULL"
    )
    columns = "dossier_id, late_from, due_on, unit_id, received_on"
    late = sa.text(f"SELECT id, {next_day}, due_on, unit_id, received_on FROM dossier WHERE due_on IS NOT NULL")  # noqa: S608
    op.execute(f"INSERT INTO late_spell ({columns}) {late} AND ({_MAYBE_LATE})")


def upgrade() -> None:
    _widen_dossiers()
    _add_tables()
    _fill()
    op.create_index("ix_dossier_event_dossier_id", "dossier_event", ["dossier_id"])
    op.create_index("ix_late_spell_unit", "late_spell",
                    ["unit_id", "received_on", "late_from", "late_until", "dossier_id"])  # fmt: skip
    op.create_index("ix_late_spell_from", "late_spell", ["late_from"])
    op.drop_index("ix_dossier_maybe_late", table_name="dossier")


def downgrade() -> None:
    for table in ("state_word", "late_spell", "dossier_event", "dossier_import"):
        op.drop_table(table)
    condition = sa.text(_MAYBE_LATE)
    op.create_index("ix_dossier_maybe_late", "dossier", ["unit_id", "received_on", "due_on"],
                    sqlite_where=condition, postgresql_where=condition)  # fmt: skip
    for name in ("finished_on", "state", "field", "procedure_name", "holder_id"):
        op.drop_column("dossier", name)
