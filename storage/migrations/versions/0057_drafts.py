"""What an officer has made of the sentences of a report"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_part",
        sa.Column("id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("regime", sa.Enum("cchc", "kstthc", name="regime", native_enum=False, length=20), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("undone_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_report_part_unit_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_report_part_person_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_report_part"),
    )
    op.create_index("ix_report_part_unit_id_regime_last", "report_part", ["unit_id", "regime", "last"])


def downgrade() -> None:
    op.drop_table("report_part")
