"""Databases as every published version made them: chains of revisions, some of them in an earlier wording, with rows.

A step is `ID`, or `ID:TODAY` where today's revision TODAY was published as ID, or `ID~WORDING` for an earlier wording.
"""

import datetime
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

Rows = dict[str, list[dict[str, Any]]]
VERSIONS = Path(__file__).parent.parent / "storage" / "migrations" / "versions"
_TO_9 = "0001 0002 0003 0004 0005 0006 0007 0008 0009"
_TO_12 = f"{_TO_9} 0010 0011 0012"
# Each as it stood at some commit, oldest first; not those that are the beginning of today's.
CHAINS = (
    "0001~outbox",
    "0001 0002~chats",
    "0001 0002~chats 0003",
    "0001 0002~chats 0003 0005",
    "0001 0002~chats 0003 0006",
    "0001 0002~chats 0003 0007",
    "0001 0002~chats 0003 0004",
    "0001 0002 0003 0005",
    "0001 0002 0003 0005 0006",
    f"{_TO_9} 0012:0011",
    f"{_TO_9} 0010~files",
    f"{_TO_9} 0013:0012",
    f"{_TO_9} 0010~guesses",
    f"{_TO_9} 0012:0011 0013:0012",
    f"{_TO_9} 0010~guesses 0012:0011 0013:0012",
    f"{_TO_9} 0010~proofs",
    f"{_TO_9} 0010~proofs 0012:0011 0013:0012",
    f"{_TO_9} 0010 0012:0011 0013:0012",
    f"{_TO_12} 0013:0018",
    f"{_TO_12} 0013:0018 0014:0019",
    f"{_TO_12} 0013:0020",
    f"{_TO_12} 0013 0014 0015:0017",
)
_NO_STARS = [("    _star_digits()\n", ""), ('purpose="import"', 'purpose="upload"')]
_NO_PROOFS = [('    op.add_column("dossier_access"', '    ("dossier_access"')]
_UNIQUE = ' sa.UniqueConstraint("outbox_id", name=op.f("uq_web_message_outbox_id")),'
_NO_GUESSES = [('    _count_guesses_by("key", sa', '    ("key", sa')]
# What stands in today's file, and what stood there.
_EARLIER = {
    "outbox": [
        ('"client_id", sa.String()', '"outbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")'),
        ('name=op.f("pk_web_message")),', 'name=op.f("pk_web_message")),' + _UNIQUE),
        ('"tries"', '"count"'),
    ],
    "chats": [("    _name_raters_by_phone()\n", ""), ("    op.execute(_REPEATS)\n", "")],
    "proofs": _NO_STARS,
    "guesses": _NO_STARS + _NO_PROOFS,
    "files": _NO_STARS + _NO_PROOFS + _NO_GUESSES,
}


# A change is of an entry of one register; a published text is of a procedure or of the office.
_ONE_OF_SEVERAL = {
    ("register_change", "indicator_id"),
    ("register_change", "proposal_id"),
    ("register_change", "document_id"),
    ("published_change", "topic"),
}


def run(connection: sa.Connection, steps: str) -> None:
    """One after the other; the database bears the id of the last one."""
    with Operations.context(MigrationContext.configure(connection)):
        for step in steps.split():
            published, _, today = step.partition("~")[0].partition(":")
            _module(today or published, step.partition("~")[2]).upgrade()
            _bear(connection, published)


def _module(revision: str, wording: str) -> ModuleType:
    [path] = VERSIONS.glob(f"{revision}_*.py")
    source = path.read_text("utf-8")
    for now, then in _EARLIER.get(wording, ()):
        assert now in source, f"{path.name} is published: it stays as it is"
        source = source.replace(now, then)
    module = ModuleType(f"revision_{revision}_{wording}")
    exec(compile(source, str(path), "exec"), module.__dict__)
    return module


def _bear(connection: sa.Connection, revision: str) -> None:
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{revision}')")


def fill(connection: sa.Connection, filled: Rows | None = None) -> None:
    """Two rows in every table, each referring to the first row of others; where rows were `filled` in before, into the
    columns that are new since."""
    now, before = rows(connection), filled or {}
    new = [name for name, found in now.items() if not found or found[0].keys() != before.get(name, found)[0].keys()]
    known = sa.MetaData()
    known.reflect(connection, only=new)
    for table in known.sorted_tables:
        if table.name in new and not now[table.name]:
            connection.execute(table.insert(), [{c.name: _value(c, n) for c in table.columns} for n in (1, 2)])
        elif table.name in new:
            for number in (1, 2):
                _complete(connection, table, number, set(before[table.name][0]))


def _complete(connection: sa.Connection, table: sa.Table, number: int, known: set[str]) -> None:
    if new := {column.name: _value(column, number) for column in table.columns if column.name not in known}:
        row = [column == _value(column, number) for column in table.primary_key]
        connection.execute(table.update().where(*row).values(new))


def _value(column: sa.Column[Any], number: int) -> object:
    keys = [*column.table.indexes, *column.table.constraints]
    unique = column.primary_key or any(
        column.name in key.columns
        for key in keys
        if isinstance(key, sa.UniqueConstraint) or (isinstance(key, sa.Index) and key.unique)
    )
    if (column.table.name, column.name) in _ONE_OF_SEVERAL:
        return None
    for key in column.foreign_keys:
        if key.column.table is column.table:
            return None if number == 1 else 1
        return number if unique else 1
    return _plain_value(column, number if unique else 1)


def _plain_value(column: sa.Column[Any], number: int) -> object:
    day = datetime.date(2026, 1, 5) + datetime.timedelta(days=number + sum(map(ord, column.name)) % 90)
    if isinstance(column.type, sa.JSON):
        return {"text": f"chào {number}"} if column.name == "payload" else []
    values: dict[type, object] = {
        sa.Date: day,
        sa.DateTime: datetime.datetime.combine(day, datetime.time(3), datetime.UTC),
        sa.Time: datetime.time(number),
        sa.LargeBinary: b"x",
        sa.Boolean: True,
        sa.Integer: number,
        sa.String: f"{number:064}" if column.name.endswith("hash") else f"{column.name} {number}"[:20],
    }
    return next(value for kind, value in values.items() if isinstance(column.type, kind))


def rows(connection: sa.Connection) -> Rows:
    """In no order."""
    return {
        name: [dict(row._mapping) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
        for name in sa.inspect(connection).get_table_names()
        if name != "alembic_version"
    }


def schema(connection: sa.Connection) -> dict[str, list[str]]:
    """What every table is made of, in no order."""
    inspector = sa.inspect(connection)
    found: defaultdict[str, list[object]] = defaultdict(list)
    for (_, name), columns in inspector.get_multi_columns().items():
        found[name] += [(column["name"], str(column["type"]), column["nullable"]) for column in columns]
    for (_, name), key in inspector.get_multi_pk_constraint().items():
        found[name] += [("key", *key["constrained_columns"])]
    for (_, name), keys in inspector.get_multi_foreign_keys().items():
        found[name] += [(one["constrained_columns"], one["referred_table"], one["options"]) for one in keys]
    for (_, name), indexes in inspector.get_multi_indexes().items():
        found[name] += [(index["name"], index["column_names"], index["unique"]) for index in indexes]
    for (_, name), uniques in inspector.get_multi_unique_constraints().items():
        found[name] += [(unique["name"], unique["column_names"]) for unique in uniques]
    if connection.dialect.name == "sqlite":
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        for name, statement in made:
            found[name] += [words for words in ("WITHOUT ROWID", "AUTOINCREMENT") if words in statement]
    names = set(inspector.get_table_names()) - {"alembic_version"}
    return {name: sorted(map(str, parts)) for name, parts in found.items() if name in names}
