"""One question more after a rating"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rating_aspect",
        sa.Column("rating_id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("aspect", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name="ck_rating_aspect_level"),
        sa.ForeignKeyConstraint(
            ["rating_id"], ["rating.id"], name="fk_rating_aspect_rating_id_rating", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_rating_aspect_unit_id_unit"),
        sa.PrimaryKeyConstraint("rating_id", name="pk_rating_aspect"),
    )
    op.create_index("ix_rating_aspect_figures", "rating_aspect", ["unit_id", "rated_on", "aspect", "level"])


def downgrade() -> None:
    op.drop_table("rating_aspect")
