"""Groups that the bot was added to, and whose they are"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_chat",
        sa.Column("id", Id, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit_id", Id, nullable=True),
        sa.Column("added_at", Instant(timezone=True), nullable=False),
        sa.Column("asked_id", Id, nullable=True),
        sa.Column("confirmed_by_id", Id, nullable=True),
        sa.Column("confirmed_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_group_chat_unit_id_unit"),
        sa.ForeignKeyConstraint(["asked_id"], ["person.id"], name="fk_group_chat_asked_id_person", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name="fk_group_chat_confirmed_by_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_chat"),
        sa.UniqueConstraint("channel", "address", name="uq_group_chat_channel_address"),
    )
    op.create_index("ix_group_chat_unit_id", "group_chat", ["unit_id"])
    op.create_index("ix_group_chat_asked_id", "group_chat", ["asked_id"])
    op.create_index("ix_group_chat_confirmed_by_id", "group_chat", ["confirmed_by_id"])


def downgrade() -> None:
    op.drop_table("group_chat")
