"""What whoever follows a dossier knows of its state; when an import was last written to; states apart, by their day"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_STATES = ("received", "waiting", "extended", "refused", "withdrawn", "finished", "handed_over")
_state = sa.Enum(*_STATES, name="dossierstate", native_enum=False, length=20)
_APART = sa.text("kind IN ('waiting', 'refused', 'withdrawn')")


def upgrade() -> None:
    op.add_column("dossier_access", sa.Column("told_state", _state, nullable=True))
    op.add_column("dossier_access", sa.Column("told_due_on", sa.Date(), nullable=True))
    # Nobody is told what has been so for long.
    op.execute(
        "UPDATE dossier_access SET "
        "told_state = (SELECT state FROM dossier WHERE dossier.id = dossier_access.dossier_id), "
        "told_due_on = (SELECT due_on FROM dossier WHERE dossier.id = dossier_access.dossier_id)"
    )
    op.add_column("dossier_import", sa.Column("rows", Id, server_default="0", nullable=False))
    op.add_column("dossier_import", sa.Column("written_at", Instant(timezone=True), nullable=True))
    op.create_index("ix_dossier_event_apart", "dossier_event", ["kind", "day", "dossier_id"],
                    sqlite_where=_APART, postgresql_where=_APART)  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_dossier_event_apart", table_name="dossier_event")
    for table, names in (("dossier_import", ("written_at", "rows")), ("dossier_access", ("told_due_on", "told_state"))):
        for name in names:
            op.drop_column(table, name)
