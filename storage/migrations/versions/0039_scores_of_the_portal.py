"""Points of the index of Decision 766 as the National Portal shows them; cases that belong to a dossier"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "portal_score",
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("points", sa.String(), nullable=False),
        sa.Column("entered_by_id", Id, nullable=True),
        sa.Column("entered_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_portal_score_unit_id_unit"),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name="fk_portal_score_entered_by_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("unit_id", "first", "last", "criterion", name="pk_portal_score"),
    )
    op.create_index("ix_portal_score_entered_by_id", "portal_score", ["entered_by_id"])
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f'ALTER TABLE "case" ADD COLUMN dossier_id {number} '
        "CONSTRAINT fk_case_dossier_id_dossier REFERENCES dossier (id) ON DELETE SET NULL"
    )
    op.create_index("ix_case_dossier_id", "case", ["dossier_id"])


def downgrade() -> None:
    op.drop_index("ix_case_dossier_id", "case")
    with op.batch_alter_table("case") as case:
        case.drop_column("dossier_id")
    op.drop_table("portal_score")
