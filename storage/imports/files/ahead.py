"""The rows of a long sheet, cut out of it by a process of their own while this one makes sense of those before: half of
the time that a long workbook takes, on a machine that has two processors."""

import os
import pickle
from collections.abc import Generator, Iterator
from contextlib import suppress
from contextvars import ContextVar
from itertools import islice
from typing import Any, BinaryIO, NoReturn, TypeVar, cast

from storage.ground.refusals import Refusal
from storage.imports.files.tables import Row

MAY_FORK: ContextVar[bool] = ContextVar("may_fork", default=False)
"""Set by a process that reads this one file, has no other thread, and ends."""

_FEW = 2_000  # rows are read sooner than a process is made for the rest
_TOGETHER = 250

End = TypeVar("End")


def ahead(rows: Generator[Row, None, End]) -> Generator[Row, None, End]:
    """The same rows in the same order; gives what `rows` gives at its end, and refuses as it does."""
    ended = yield from _first(rows, _FEW)
    if ended:
        return ended[0]
    if not MAY_FORK.get() or os.cpu_count() == 1:
        return (yield from rows)
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        _make(rows, read, write)
    os.close(write)
    try:
        with os.fdopen(read, "rb") as made:
            return (yield from _received(made, rows))
    finally:
        os.waitpid(child, 0)


def _first(rows: Generator[Row, None, End], count: int) -> Generator[Row, None, list[End]]:
    """What `rows` gives at its end, where it has no more."""
    for _ in range(count):
        try:
            row = next(rows)
        except StopIteration as stop:
            return [stop.value]
        yield row
    return []


def _make(rows: Generator[Row, None, Any], read: int, write: int) -> NoReturn:
    """In the fork: it goes on where the rows were left, and holds nothing open but the pipe."""
    try:
        os.close(read)
        os.closerange(3, write)
        os.closerange(write + 1, os.sysconf("SC_OPEN_MAX"))
        with suppress(BrokenPipeError), os.fdopen(write, "wb") as pipe:
            _send(rows, pipe)
    finally:
        os._exit(0)


def _send(rows: Generator[Row, None, Any], pipe: BinaryIO) -> None:
    end: list[Any] = []

    def noting() -> Iterator[Row]:
        end.append((yield from rows))

    pickler, made = pickle.Pickler(pipe, pickle.HIGHEST_PROTOCOL), noting()
    pickler.fast = True  # texts of cells are not looked for among those before
    try:
        while some := [(row.number, row.cells, tuple(row.continued)) for row in islice(made, _TOGETHER)]:
            pickler.dump(some)
        pickler.dump(("ended", end[0]))
    except Refusal as refusal:
        pickler.dump(("refused", (refusal.key, refusal.values)))
    except MemoryError:
        pickler.dump(("too much", None))


def _received(made: BinaryIO, rows: Generator[Row, None, End]) -> Generator[Row, None, End]:
    taken = 0
    while True:
        try:
            said = pickle.load(made)  # noqa: S301 (of our own fork)
        except (EOFError, pickle.UnpicklingError):  # killed; or it stumbled, as this process will, and say where
            for _ in islice(rows, taken):
                pass
            return (yield from rows)
        match said:
            case list(some):
                for number, cells, continued in some:
                    yield Row(number, cells, frozenset(continued))
                taken += len(some)
            case ("ended", end):
                return cast(End, end)
            case ("refused", (key, values)):
                raise Refusal(key, **values)
            case _:
                raise MemoryError
