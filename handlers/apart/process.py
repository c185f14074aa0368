"""Work with a file from outside, in a process of its own that has bounded memory and time: whatever a file does to its
reader, it ends with that process (docs/decisions/files-are-read-apart.md)."""

import asyncio
import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from handlers.apart.bounds import Bounds
from handlers.apart.fork import Fork, end_server, fork_for
from handlers.apart.messages import packed, refuse_too_much, value_of
from storage.ground.refusals import Refusal

P = ParamSpec("P")
T = TypeVar("T")
AT_ONCE = 1  # the smallest server has room for one beside the bot
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGALRM)
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
        ended = await _run(work.__module__, head, content, bounds)
    if ended.answer is None or ended.code != 0:
        log.warning("%s.%s, apart, was ended: code %s", work.__module__, work.__qualname__, ended.code)
        if ended.code in _OUT_OF_TIME:
            _refuse_too_slow(bounds)
        refuse_too_much(bounds)
    # Beside the loop: it may be the rows of a large file.
    value: T = await asyncio.to_thread(value_of, ended.answer, bounds)
    return value


@dataclass(frozen=True, slots=True)
class _Ended:
    """`answer`: None where it was longer than it may be. `code`: None where nobody can tell."""

    answer: BytesIO | None
    code: int | None


async def _run(module: str, head: bytes, content: bytes, bounds: Bounds) -> _Ended:
    """Once more where the server of the forks had just ended: it does so when it has nothing to do."""
    ended = await _run_once(module, head, content, bounds)
    if ended.code is None:
        end_server()
        ended = await _run_once(module, head, content, bounds)
    return ended


async def _run_once(module: str, head: bytes, content: bytes, bounds: Bounds) -> _Ended:
    fork = await fork_for(module)
    answer = code = None
    try:
        async with asyncio.timeout(bounds.by_the_clock):
            await fork.send(head, content)
            answer = await _receive(fork, bounds.answer_mb * 1024**2)
    except TimeoutError:
        _refuse_too_slow(bounds)
    finally:
        if answer is None:
            fork.kill()
        code = await fork.ended()
    return _Ended(answer, code)


async def _receive(fork: Fork, limit: int) -> BytesIO | None:
    answer = BytesIO()
    while chunk := await fork.read():
        answer.write(chunk)
        if answer.tell() > limit:
            return None
    answer.seek(0)
    return answer


def _refuse_too_slow(bounds: Bounds) -> None:
    raise Refusal(bounds.too_slow, seconds=int(bounds.seconds))
