"""A consistent copy of an SQLite database while the bot goes on writing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.refusals import Refusal


def copy_database(source: Path, target: Path) -> None:
    """Copied page by page through SQLite itself, then read from beginning to end. The target appears when it is whole,
    readable by its owner only: it holds what citizens wrote."""
    if not source.exists():
        raise Refusal("setup.empty")
    draft = target.with_suffix(".part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(source)) as database, closing(sqlite3.connect(draft)) as copy:
            database.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Refusal("backup.broken", place=str(source))
        draft.rename(target)
    except (sqlite3.Error, OSError) as error:
        draft.unlink(missing_ok=True)
        raise Refusal("backup.failed", place=str(target), reason=str(error)) from None
