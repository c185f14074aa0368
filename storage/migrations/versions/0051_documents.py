"""The register of documents, what reports are based on, and the register's changes"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0051"
down_revision = "0045"
branch_labels = None
depends_on = None

_PRESENT = sa.text("withdrawn_at IS NULL")
_ONE = " + ".join(
    f"CASE WHEN {name}_id IS NULL THEN 0 ELSE 1 END" for name in ("incident", "indicator", "proposal", "document")
)
_ONE_BEFORE = " + ".join(
    f"CASE WHEN {name}_id IS NULL THEN 0 ELSE 1 END" for name in ("incident", "indicator", "proposal")
)


def _enum(name: str, *values: str) -> "sa.Enum":
    return sa.Enum(*values, name=name, native_enum=False, length=20)


def upgrade() -> None:
    _documents()
    _bases()
    # Nothing refers to it, so the table is made anew where a constraint cannot be changed.
    with op.batch_alter_table("register_change") as changes:
        changes.add_column(sa.Column("document_id", Id, nullable=True))
        changes.create_foreign_key("fk_register_change_document_id", "document", ["document_id"], ["id"])
        changes.drop_constraint(op.f("ck_register_change_one_entry"), type_="check")
        changes.create_check_constraint(op.f("ck_register_change_one_entry"), f"{_ONE} = 1")
        changes.create_index(op.f("ix_register_change_document_id"), ["document_id"])


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("task_id", Id, nullable=True),
        sa.Column("way", _enum("documentway", "issued", "received"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "number", "symbol")),
        sa.Column("issued_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("issuer", "subject", "same", "folded_words")),
        sa.Column("source", _enum("documentsource", "line", "file", "report"), nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("entered_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_document_unit_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_document_task_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_document_person_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_task_id", "document", ["task_id"])
    op.create_index("ix_document_unit_id_issued_on", "document", ["unit_id", "issued_on"])
    op.create_index(
        "uq_document_present",
        "document",
        ["unit_id", "same"],
        unique=True,
        sqlite_where=_PRESENT,
        postgresql_where=_PRESENT,
    )


def _bases() -> None:
    op.create_table(
        "report_basis",
        sa.Column("id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("regime", _enum("regime", "cchc", "kstthc"), nullable=False),
        sa.Column("year", Id, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_report_basis_unit_id"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_report_basis_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report_basis"),
    )
    op.create_index("ix_report_basis_document_id", "report_basis", ["document_id"])
    op.create_index("uq_report_basis", "report_basis", ["unit_id", "regime", "year", "document_id"], unique=True)


def downgrade() -> None:
    op.execute("DELETE FROM register_change WHERE document_id IS NOT NULL")
    with op.batch_alter_table("register_change") as changes:
        changes.drop_index(op.f("ix_register_change_document_id"))
        changes.drop_constraint(op.f("ck_register_change_one_entry"), type_="check")
        changes.create_check_constraint(op.f("ck_register_change_one_entry"), f"{_ONE_BEFORE} = 1")
        changes.drop_constraint("fk_register_change_document_id", type_="foreignkey")
        changes.drop_column("document_id")
    op.drop_table("report_basis")
    op.drop_table("document")
