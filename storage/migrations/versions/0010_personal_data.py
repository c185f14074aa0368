"""Personal data: files that are here for a while only are marked as such; wrong guesses are counted under hashes;
how a dossier was proved is kept"""

import re
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from storage.models.base import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_IN_USE = ("progress_file", "case_picture", "report_file", "report_template")
# By their ends: what an officer sends to be imported. Without a reference to it, it is waiting or was forgotten.
_LISTS = ("csv", "xlsx", "xls", "xlsm", "ods", "zip")
_DIGITS = re.compile(r"(?<!\S)\d{4}$")


def _mark_imports() -> None:
    """What lies here of earlier imports goes within a day, as it would have."""
    file = sa.table("file", sa.column("id"), sa.column("name"), sa.column("media_type"), sa.column("purpose"))
    listed = sa.or_(
        file.c.media_type == "application/octet-stream",
        *(sa.func.lower(file.c.name).like(f"%.{end}") for end in _LISTS),
    )
    marking = sa.update(file).where(listed).values(purpose="import")
    for name in _IN_USE:
        user = sa.table(name, sa.column("file_id"))
        marking = marking.where(~sa.exists().where(user.c.file_id == file.c.id))
    op.execute(marking)


def _star_digits() -> None:
    """What was typed with /danhgia and /hoso, or as the answer to the question for the digits, as it is kept now."""
    message = sa.table(
        "web_message", sa.column("id"), sa.column("client_id"), sa.column("payload", sa.JSON(none_as_null=True))
    )
    stored = sa.cast(message.c.payload, sa.String)
    forms = sa.or_(*(stored.like(f'%"text": "{form}"%') for form in ("/danhgia % ____", "/hoso % ____", "____")))
    own = sa.select(message.c.id, message.c.payload).where(message.c.client_id.is_not(None), forms)
    for row in op.get_bind().execute(own).all():
        text = _DIGITS.sub("****", row.payload["text"])
        changed = {**row.payload, "text": text}
        op.execute(sa.update(message).where(message.c.id == row.id).values(payload=changed))


def _count_guesses_by(key: str, *further: sa.Column[datetime]) -> None:
    """What is counted ends within the hour: the new table begins with nothing."""
    op.drop_table("wrong_guess")
    op.create_table(
        "wrong_guess",
        sa.Column(key, sa.String(), nullable=False),
        sa.Column("tries", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *further,
        sa.Column("last_at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(key, name=op.f("pk_wrong_guess")),
    )


def upgrade() -> None:
    _count_guesses_by("key", sa.Column("since", Instant(timezone=True), nullable=False))
    # Of those who have opened a dossier nobody knows how: what only the digits allow is not theirs.
    proof = sa.Enum("link", "digits", name="proof", native_enum=False, length=20)
    op.add_column("dossier_access", sa.Column("proof", proof, server_default="link", nullable=False))
    op.add_column("file", sa.Column("purpose", sa.String(), nullable=True))
    _mark_imports()
    _star_digits()
    op.create_index(
        "ix_file_passing",
        "file",
        ["stored_at"],
        sqlite_where=sa.text("purpose IS NOT NULL"),
        postgresql_where=sa.text("purpose IS NOT NULL"),
    )


def downgrade() -> None:
    _count_guesses_by("code")
    op.drop_column("dossier_access", "proof")
    op.drop_index("ix_file_passing", table_name="file")
    op.drop_column("file", "purpose")
