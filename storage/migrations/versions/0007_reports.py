"""Reports as they were made and issued, and templates for them"""

import sqlalchemy as sa
from alembic import op

import storage.models.base

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", _id(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("regime", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("made_at", storage.models.base.Instant(timezone=True), nullable=False),
        sa.Column("made_by", _id(), nullable=True),
        sa.Column("version", _id(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_at", storage.models.base.Instant(timezone=True), nullable=True),
        sa.Column("issued_by", _id(), nullable=True),
        sa.Column("replaces_id", _id(), nullable=True),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name=op.f("fk_report_issued_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_report_made_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["replaces_id"], ["report.id"], name=op.f("fk_report_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "scope", "regime", "first", "last", "version", name=op.f("uq_report_scope_regime_first_last_version")
        ),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_replaces_id"), ["replaces_id"], unique=False)

    op.create_table(
        "report_file",
        sa.Column("report_id", _id(), nullable=False),
        sa.Column("position", _id(), nullable=False),
        sa.Column("file_id", _id(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_report_file_file_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_file_report_id")),
        sa.PrimaryKeyConstraint("report_id", "position", name=op.f("pk_report_file")),
    )
    op.create_table(
        "report_template",
        sa.Column("unit_id", _id(), nullable=False),
        sa.Column("file_id", _id(), nullable=False),
        sa.Column("stored_at", storage.models.base.Instant(timezone=True), nullable=False),
        sa.Column("stored_by", _id(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_report_template_file_id")),
        sa.ForeignKeyConstraint(
            ["stored_by"], ["person.id"], name=op.f("fk_report_template_stored_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_report_template_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_report_template")),
    )


def downgrade() -> None:
    op.drop_table("report_template")
    op.drop_table("report_file")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_replaces_id"))

    op.drop_table("report")
