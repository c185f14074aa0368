"""Roll-ups in the order of their keys: a year of days is read in one piece"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ROLL_UPS = ("rating_day", "rating_repeat", "dossier_day")


def _rebuild(with_rowid: bool) -> None:
    """Only SQLite knows tables that are their own index."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in _ROLL_UPS:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}):
            pass


def upgrade() -> None:
    _rebuild(with_rowid=False)


def downgrade() -> None:
    _rebuild(with_rowid=True)
