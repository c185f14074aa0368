"""A consistent copy of an SQLite database while the bot goes on writing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.ground.refusals import Refusal
from storage.outages import is_damage

_NAMED = 3  # of the damaged places; the first say enough


def _in_a_line(found: list[str]) -> str:
    return "; ".join(" ".join(line.split()) for line in found)


def _leave_out_grants(copy: sqlite3.Connection) -> None:
    """The tokens by which a service knows us are good for once: by the time anybody needs the copy they are used up,
    and until then they are nobody else's business."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'channel_grant'").fetchone():
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("DELETE FROM channel_grant")
        copy.commit()


def copy_database(source: Path, target: Path) -> None:
    """Copies page by page through SQLite itself, then reads the copy from beginning to end. The target appears when it
    is whole, readable by its owner only: it holds what citizens wrote. Refuses with `setup.empty`, `backup.broken` or
    `backup.failed`."""
    if not source.exists():
        raise Refusal("setup.empty")
    draft = target.with_suffix(".part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(source)) as database, closing(sqlite3.connect(draft)) as copy:
            database.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            _leave_out_grants(copy)
            found = [row[0] for row in copy.execute(f"PRAGMA integrity_check({_NAMED})")]
            if found != ["ok"]:
                raise Refusal("backup.broken", place=str(source), damage=_in_a_line(found))
        draft.rename(target)
    except Refusal:
        draft.unlink(missing_ok=True)
        raise
    except (sqlite3.Error, OSError) as error:
        draft.unlink(missing_ok=True)
        if is_damage(error):
            raise Refusal("backup.broken", place=str(source), damage=str(error)) from None
        raise Refusal("backup.failed", place=str(target), reason=str(error)) from None
