"""Work with a file from outside, in a process of its own that has bounded memory and time: whatever a file does to its
reader, it ends with that process (docs/decisions/files-are-read-apart.md)."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from handlers.apart.bounds import Bounds
from handlers.apart.messages import packed, refuse_too_much, value_of
from storage.ground.refusals import Refusal

P = ParamSpec("P")
T = TypeVar("T")
AT_ONCE = 1  # the smallest server has room for one beside the bot
_CHUNK = 256 * 1024
_ROOT = Path(__file__).parents[2]  # where `handlers` lies
# It is given no settings and no secrets. (Python does not start on Windows without this one.)
_ENVIRONMENT = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
_OUT_OF_TIME = tuple(-getattr(signal, name) for name in ("SIGXCPU", "SIGALRM") if hasattr(signal, name))
# A semaphore belongs to a loop.
_places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()
log = logging.getLogger(__name__)


async def work_apart(
    work: Callable[Concatenate[bytes, P], T], bounds: Bounds, content: bytes, *arguments: P.args, **none: P.kwargs
) -> T:
    """`work` is a function of a module, called by its name over there, with positional arguments that can be pickled;
    it returns bytes, plain values, or our own dataclasses and enumerations of them. It waits for its turn; the time
    counts from then. Raises the Refusal that `work` raises, or that of `bounds`."""
    if none:
        raise TypeError("by position only")
    head = packed(work, bounds, arguments)
    async with _places.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
        ended = await _run(head, content, bounds)
    if ended.answer is None or ended.code != 0:
        log.warning("%s.%s, apart, was ended: code %d", work.__module__, work.__qualname__, ended.code)
        if ended.code in _OUT_OF_TIME:
            _refuse_too_slow(bounds)
        refuse_too_much(bounds)
    # Beside the loop: it may be the rows of a large file.
    value: T = await asyncio.to_thread(value_of, ended.answer, bounds)
    return value


@dataclass(frozen=True, slots=True)
class _Ended:
    """`answer`: None where it was longer than it may be."""

    answer: BytesIO | None
    code: int


async def _run(head: bytes, content: bytes, bounds: Bounds) -> _Ended:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "handlers.apart.child",
        stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=_ROOT, env=_ENVIRONMENT,
    )  # fmt: skip
    answer = None
    try:
        async with asyncio.timeout(bounds.by_the_clock):
            await _send(process, head, content)
            answer = await _receive(process, bounds.answer_mb * 1024**2)
    except TimeoutError:
        _refuse_too_slow(bounds)
    finally:
        if answer is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await process.communicate()  # also reads what is left in the pipe
    return _Ended(answer, process.returncode or 0)


async def _send(process: Process, head: bytes, content: bytes) -> None:
    """Piece by piece: written at once, all of it would lie in memory twice."""
    if process.stdin is None:
        raise RuntimeError("no pipe")
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has ended: its code says how
        process.stdin.write(head)
        for start in range(0, len(content), _CHUNK):
            process.stdin.write(memoryview(content)[start : start + _CHUNK])
            await process.stdin.drain()
        process.stdin.close()


async def _receive(process: Process, limit: int) -> BytesIO | None:
    if process.stdout is None:
        raise RuntimeError("no pipe")
    answer = BytesIO()
    while chunk := await process.stdout.read(_CHUNK):
        answer.write(chunk)
        if answer.tell() > limit:
            return None
    answer.seek(0)
    return answer


def _refuse_too_slow(bounds: Bounds) -> None:
    raise Refusal(bounds.too_slow, seconds=int(bounds.seconds))
