"""Which message a report, a case or a question came from, and who entered a report for somebody else"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id

revision = "0031"
down_revision = "0027"
branch_labels = None
depends_on = None

_FROM_A_MESSAGE = ("pending_question", "progress", "case")


def upgrade() -> None:
    for table in _FROM_A_MESSAGE:
        op.add_column(table, sa.Column("sent_id", sa.String(), server_default="", nullable=False))
    # In place: making the table anew, as SQLite does otherwise, would take with it what refers to its rows.
    column = Id.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE progress ADD COLUMN entered_by_id {column}"
        " CONSTRAINT fk_progress_entered_by_id_person REFERENCES person (id) ON DELETE SET NULL"
    )
    op.create_index("ix_progress_person_id", "progress", ["person_id"])
    op.create_index("ix_progress_entered_by_id", "progress", ["entered_by_id"])


def downgrade() -> None:
    op.drop_index("ix_progress_entered_by_id", "progress")
    op.drop_index("ix_progress_person_id", "progress")
    with op.batch_alter_table("progress") as progress:
        progress.drop_constraint("fk_progress_entered_by_id_person", type_="foreignkey")
        progress.drop_column("entered_by_id")
    for table in _FROM_A_MESSAGE:
        op.drop_column(table, "sent_id")
