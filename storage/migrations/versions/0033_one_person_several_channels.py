"""One person at several addresses: what joins them, and what each has brought"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0033"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added as they are: the table is never made anew, since everything hangs on it.
    op.add_column("person", sa.Column("used_at", Instant(timezone=True), nullable=True))
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE person ADD COLUMN joined_to_id {number} "
        "CONSTRAINT fk_person_joined_to_id_person REFERENCES person (id) ON DELETE CASCADE"
    )
    op.create_index("ix_person_joined_to_id", "person", ["joined_to_id"])
    _codes()
    _brought()


def _codes() -> None:
    person, taken_by = ("fk_link_code_person_id_person", "fk_link_code_taken_by_id_person")
    op.create_table(
        "link_code",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("expires_at", Instant(timezone=True), nullable=False),
        sa.Column("taken_by_id", Id, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=person, ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=taken_by, ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_link_code"),
        sa.UniqueConstraint("code_hash", name="uq_link_code_code_hash"),
    )
    op.create_index("ix_link_code_taken_by_id", "link_code", ["taken_by_id"])


def _brought() -> None:
    op.create_table(
        "brought",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("row_id", Id, nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_brought_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "what", "row_id", name="pk_brought"),
    )


def downgrade() -> None:
    op.drop_table("brought")
    op.drop_table("link_code")
    op.drop_index("ix_person_joined_to_id", "person")
    with op.batch_alter_table("person") as person:
        person.drop_column("joined_to_id")
        person.drop_column("used_at")
