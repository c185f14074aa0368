"""Leaders accept what was reported as done, or send it back"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0045"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    names = {column: f"fk_task_check_{column}_{table}" for column, table in _REFERENCES}
    op.create_table(
        "task_check",
        sa.Column("progress_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("reply_id", Id, nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["progress_id"], ["progress.id"], name=names["progress_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=names["person_id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["reply_id"], ["progress.id"], name=names["reply_id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("progress_id", name="pk_task_check"),
    )
    op.create_index("ix_task_check_person_id", "task_check", ["person_id"])
    op.create_index("ix_task_check_reply_id", "task_check", ["reply_id"])


_REFERENCES = (("progress_id", "progress"), ("person_id", "person"), ("reply_id", "progress"))


def downgrade() -> None:
    op.drop_table("task_check")
