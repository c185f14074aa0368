"""A procedure's level of service counts as it was in the period: the levels it had before are kept"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    procedure = "fk_procedure_level_procedure_id_procedure"
    op.create_table(
        "procedure_level",
        sa.Column("procedure_id", Id, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("level", Id, nullable=True),
        sa.ForeignKeyConstraint(["procedure_id"], ["procedure.id"], name=procedure, ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("procedure_id", "until", name="pk_procedure_level"),
    )


def downgrade() -> None:
    op.drop_table("procedure_level")
