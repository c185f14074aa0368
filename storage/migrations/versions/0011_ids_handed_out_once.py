"""Ids of messages are handed out once: a page that asks for what is newer than the erased ones gets an answer"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TABLES = ("web_message", "outbox")


def _rebuild(autoincrement: bool) -> None:
    """Only SQLite hands out the id of a deleted row again."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in _TABLES:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": autoincrement}):
            pass


def upgrade() -> None:
    _rebuild(autoincrement=True)


def downgrade() -> None:
    _rebuild(autoincrement=False)
