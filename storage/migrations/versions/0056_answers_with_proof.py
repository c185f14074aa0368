"""Answers to feedback with files that prove them, and feedback that cannot wait"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id

revision = "0056"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    file, step = ("fk_answer_file_file_id_file", "fk_answer_file_step_id_case_step")
    op.create_table(
        "answer_file",
        sa.Column("step_id", Id, nullable=False),
        sa.Column("file_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=step, ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=file, ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("step_id", "file_id", name="pk_answer_file"),
    )
    op.create_index("ix_answer_file_file_id", "answer_file", ["file_id"])
    op.add_column("case", sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("case") as case:
        case.drop_column("urgent")
    op.drop_table("answer_file")
