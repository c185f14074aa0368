"""The signed file of an issued report"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_signed",
        sa.Column("id", Id, nullable=False),
        sa.Column("report_id", Id, nullable=False),
        sa.Column("file_id", Id, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("attached_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_report_signed_report_id"),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name="fk_report_signed_file_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_report_signed_person_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_report_signed"),
    )
    op.create_index("ix_report_signed_report_id", "report_signed", ["report_id"])


def downgrade() -> None:
    op.drop_table("report_signed")
