"""Files that are here for a while only are marked as such"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_IN_USE = ("progress_file", "case_picture", "report_file", "report_template")
# By their ends: what an officer sends to be imported. Without a reference to it, it is waiting or was forgotten.
_LISTS = ("csv", "xlsx", "xls", "xlsm", "ods", "zip")


def _mark_imports() -> None:
    """What lies here of earlier imports goes within a day, as it would have."""
    file = sa.table("file", sa.column("id"), sa.column("name"), sa.column("media_type"), sa.column("purpose"))
    listed = sa.or_(
        file.c.media_type == "application/octet-stream",
        *(sa.func.lower(file.c.name).like(f"%.{end}") for end in _LISTS),
    )
    marking = sa.update(file).where(listed).values(purpose="upload")
    for name in _IN_USE:
        user = sa.table(name, sa.column("file_id"))
        marking = marking.where(~sa.exists().where(user.c.file_id == file.c.id))
    op.execute(marking)


def upgrade() -> None:
    op.add_column("file", sa.Column("purpose", sa.String(), nullable=True))
    _mark_imports()
    op.create_index(
        "ix_file_passing",
        "file",
        ["stored_at"],
        sqlite_where=sa.text("purpose IS NOT NULL"),
        postgresql_where=sa.text("purpose IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_file_passing", table_name="file")
    op.drop_column("file", "purpose")
