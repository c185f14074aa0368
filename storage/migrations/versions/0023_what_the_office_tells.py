"""The office's own answers, what citizens read of a procedure, who changed it; a language that was chosen"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_TOPICS = ("hours", "address", "hotline", "reception", "fees")
_PARTS = ("field", "time_text", "fee", "documents", "form", "link")
_topic = sa.Enum(*_TOPICS, name="topic", native_enum=False, length=20)
_part = sa.Enum(*_PARTS, name="part", native_enum=False, length=20)
_TOLD = ("time_text", "fee", "documents", "form", "link")


def upgrade() -> None:
    for name in _TOLD:
        op.add_column("procedure", sa.Column(name, sa.String(), server_default="", nullable=False))
    op.add_column("person", sa.Column("language_chosen", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "office_answer",
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("topic", _topic, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_office_answer_unit_id_unit"),
        sa.PrimaryKeyConstraint("unit_id", "topic", name="pk_office_answer"),
    )
    op.create_table(
        "published_change",
        sa.Column("id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("topic", _topic, nullable=True),
        sa.Column("procedure_id", Id, nullable=True),
        sa.Column("part", _part, nullable=True),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(topic IS NULL) = (procedure_id IS NOT NULL AND part IS NOT NULL)",
            name=op.f("ck_published_change_one_text"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_published_change_unit_id_unit"),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], ondelete="CASCADE", name="fk_published_change_procedure_id_procedure"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="SET NULL", name="fk_published_change_person_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_published_change"),
    )


def downgrade() -> None:
    op.drop_table("published_change")
    op.drop_table("office_answer")
    op.drop_column("person", "language_chosen")
    for name in reversed(_TOLD):
        op.drop_column("procedure", name)
