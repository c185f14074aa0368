"""Databases of earlier versions, whose revisions bore other ids than today.

Up to 0015 ids were given anew when work on several topics came together: one id may stand for different schemas, with
others missing below it. What is really there is seen in the tables; what is missing is made, and the id put right.
Since then an id that was published stays what it is (tests/test_published_revisions.py).
"""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import op
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.models.base import Instant

LAST_UNCLEAR = "0015"
Mark = Callable[["_Tables"], bool]


class _Tables:
    """What there is now."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.is_sqlite = connection.dialect.name == "sqlite"
        self._inspector = sa.inspect(connection)
        self.names = set(self._inspector.get_table_names())

    def has(self, table: str, column: str | None = None) -> bool:
        if table not in self.names or column is None:
            return table in self.names
        return any(found["name"] == column for found in self._inspector.get_columns(table))

    def index_begins(self, table: str, index: str, column: str) -> bool:
        found = self._inspector.get_indexes(table) if self.has(table) else []
        return any(one["name"] == index and one["column_names"][0] == column for one in found)

    def made_as(self, table: str, words: str) -> bool:
        """Only on SQLite, which keeps the statement that made a table."""
        statement = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
        return self.is_sqlite and words in (self.connection.scalar(statement, {"name": table}) or "").upper()


def _table(name: str, column: str | None = None) -> Mark:
    return lambda tables: tables.has(name, column)


# By what a revision is known to be there. On PostgreSQL 0008 and 0011 leave nothing behind, and do nothing.
_MARKS: dict[str, Mark] = {
    "0001": _table("fact"),
    "0002": _table("kiosk"),
    "0003": _table("alert"),
    "0004": _table("case"),
    "0005": _table("incident"),
    "0006": _table("lint_run"),
    "0007": _table("report"),
    "0008": lambda tables: tables.made_as("rating_day", "WITHOUT ROWID"),
    "0009": _table("rating_month"),
    "0010": _table("file", "purpose"),
    "0011": lambda tables: tables.made_as("web_message", "AUTOINCREMENT"),
    "0012": _table("kiosk", "emptied_at"),
    "0013": _table("import_draft"),
    "0014": _table("task", "deadline_days"),
    "0015": lambda tables: tables.index_begins("outbox", "ix_outbox_waiting", "channel"),
    "0016": _table("person", "unreachable_at"),
    "0017": _table("plan_version"),
    "0018": _table("web_session"),
    "0019": _table("kiosk_burst"),
    "0020": _table("dossier_event"),
}


def settle(connection: sa.Connection, scripts: ScriptDirectory) -> None:
    """Afterwards the id of the database names all that is in it."""
    tables = _Tables(connection)
    if not tables.has("alembic_version"):
        return
    version = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if version is None or version > LAST_UNCLEAR:
        return
    with Operations.context(MigrationContext.configure(connection)):
        _complete_first_schema(tables)
        _count_persons(tables, scripts)
        there = [revision for revision, is_there in _MARKS.items() if is_there(tables)]
        missing = [revision for revision in _MARKS if revision < there[-1] and revision not in there]
        _run(scripts, missing)
        if "0010" in there and there[-1] < "0013":
            _complete_personal_data(tables, scripts)
    if version != there[-1]:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :top"), {"top": there[-1]})


def _run(scripts: ScriptDirectory, revisions: Sequence[str]) -> None:
    for revision in revisions:
        scripts.get_revision(revision).module.upgrade()


def _complete_first_schema(tables: _Tables) -> None:
    """0001 as it was first: what the bot had said on the web was known by its row in the outbox."""
    if tables.has("wrong_guess", "count"):
        op.execute('ALTER TABLE wrong_guess RENAME COLUMN "count" TO tries')
    if not tables.has("web_message", "outbox_id"):
        return
    op.add_column("web_message", sa.Column("client_id", sa.String(), nullable=True))
    op.execute("UPDATE web_message SET client_id = 'earlier-' || id WHERE outbox_id IS NULL")
    with op.batch_alter_table("web_message") as batch:
        batch.drop_constraint("uq_web_message_outbox_id", type_="unique")
        batch.drop_column("outbox_id")


_BY_CHAT_ONLY = sa.text("""
    SELECT rating.id, min(dossier.phone_hash) FROM rating
    JOIN rated_dossier ON rated_dossier.rating_id = rating.id JOIN dossier ON dossier.id = rated_dossier.dossier_id
    WHERE rating.rater = -rating.person_id AND dossier.phone_hash IS NOT NULL GROUP BY rating.id
""")
_SEEN_BEFORE = sa.text(
    "SELECT EXISTS (SELECT 1 FROM rating WHERE rater IS NOT NULL GROUP BY rater HAVING count(*) > 1)"
)
_REPEATS_KNOWN = sa.text("SELECT EXISTS (SELECT 1 FROM rating_repeat)")


def _count_persons(tables: _Tables, scripts: ScriptDirectory) -> None:
    """0002 as it was first: ratings of before were their chats', whatever phone was on the dossier, and nobody had
    rated twice."""
    if not tables.has("kiosk") or tables.has("rating_month"):
        return
    connection = tables.connection
    raters = [{"rating": row[0], "rater": int(row[1][:15], 16)} for row in connection.execute(_BY_CHAT_ONLY)]
    if raters:
        connection.execute(sa.text("UPDATE rating SET rater = :rater WHERE id = :rating"), raters)
    if raters or (connection.scalar(_SEEN_BEFORE) and not connection.scalar(_REPEATS_KNOWN)):
        connection.execute(sa.text("DELETE FROM rating_repeat"))
        connection.execute(sa.text(scripts.get_revision("0002").module._REPEATS))  # noqa: SLF001


def _complete_personal_data(tables: _Tables, scripts: ScriptDirectory) -> None:
    """0010 as it grew: files, then guesses, then proofs, then digits."""
    as_today = scripts.get_revision("0010").module
    if not tables.has("wrong_guess", "key"):
        as_today._count_guesses_by("key", sa.Column("since", Instant(timezone=True), nullable=False))  # noqa: SLF001
    if not tables.has("dossier_access", "proof"):
        proof = sa.Enum("link", "digits", name="proof", native_enum=False, length=20)
        op.add_column("dossier_access", sa.Column("proof", proof, server_default="link", nullable=False))
    as_today._star_digits()  # noqa: SLF001
