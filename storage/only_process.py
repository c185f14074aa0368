"""One serving process over one file of SQLite: a second would send the same messages again.

The lock is the system's own, on a file beside the database: it ends with the process, however that ends, and what is
left of the file locks nothing. On PostgreSQL processes share the work, so there nothing is locked.
"""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from storage.database import Database
from storage.ground.refusals import Refusal

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        # Not `flock`: that lives on in processes that were forked.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def only_process(database: Database) -> Iterator[None]:
    """Refuses with `setup.in_use` where another process serves this file, and with `setup.database` where the lock
    cannot be made."""
    if not database.is_sqlite:
        yield
        return
    path = Path(database.url.database or "").resolve()
    path = path.with_name(path.name + "-lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)
        file = path.open("r+b")
    except OSError as error:
        raise Refusal("setup.database", where=database.place, reason=f"{type(error).__name__}: {error}") from error
    with file:
        try:
            _lock(file)
        except OSError as error:
            raise Refusal("setup.in_use", where=database.place) from error
        yield
