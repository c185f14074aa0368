"""Which message a report, a case or a question came from, and who entered a report for somebody else"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id

revision = "0031"
down_revision = "0029"
branch_labels = None
depends_on = None

_FROM_A_MESSAGE = ("pending_question", "progress", "case")


def _add_person(table: str, name: str, on_delete: str) -> None:
    """In place: making the table anew, as SQLite does otherwise, would take with it what refers to its rows."""
    kind = Id.compile(dialect=op.get_bind().dialect)
    refers = f"CONSTRAINT fk_{table}_{name}_person REFERENCES person (id) ON DELETE {on_delete}"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind} {refers}")


def upgrade() -> None:
    for table in _FROM_A_MESSAGE:
        op.add_column(table, sa.Column("sent_id", sa.String(), server_default="", nullable=False))
    _add_person("progress", "entered_by_id", "SET NULL")
    _add_person("pending_question", "author_id", "CASCADE")
    op.create_index("ix_progress_person_id", "progress", ["person_id"])
    op.create_index("ix_progress_entered_by_id", "progress", ["entered_by_id"])
    op.create_index("ix_pending_question_author_id", "pending_question", ["author_id"])


def downgrade() -> None:
    op.drop_index("ix_pending_question_author_id", "pending_question")
    with op.batch_alter_table("pending_question") as question:
        question.drop_constraint("fk_pending_question_author_id_person", type_="foreignkey")
        question.drop_column("author_id")
    op.drop_index("ix_progress_entered_by_id", "progress")
    op.drop_index("ix_progress_person_id", "progress")
    with op.batch_alter_table("progress") as progress:
        progress.drop_constraint("fk_progress_entered_by_id_person", type_="foreignkey")
        progress.drop_column("entered_by_id")
    for table in _FROM_A_MESSAGE:
        op.drop_column(table, "sent_id")
