"""The other side: `python -m handlers.apart.child`. It binds itself, reads one order, answers and ends.

It imports nothing but what the order names, and has neither settings nor secrets.
"""

import contextlib
import importlib
import os
import pickle
import signal
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from handlers.apart.bounds import Bounds
from handlers.apart.messages import Answer, Done, Order, Refused, Stumbled, TooMuch, read_order
from storage.ground.refusals import Refusal


def main() -> None:
    answers = _own_output()
    order = read_order(sys.stdin.buffer)
    _bind(order.bounds)
    answer = _answer(order)
    try:
        packed = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        packed = pickle.dumps(TooMuch())
    with answers, contextlib.suppress(BrokenPipeError):
        answers.write(packed)


def _own_output() -> BinaryIO:
    """What a library prints does not get among the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def _bind(bounds: Bounds) -> None:
    """Not on Windows, where the clock of the other side has to do."""
    with contextlib.suppress(OSError):  # if the machine runs out of memory, it ends this process and not the bot
        Path("/proc/self/oom_score_adj").write_text("1000")
    seconds = int(bounds.seconds) + 1
    if hasattr(signal, "alarm"):  # the other side may be gone
        signal.alarm(int(bounds.by_the_clock) + 2)
    with contextlib.suppress(ImportError):
        import resource

        memory = bounds.memory_mb * 1024**2
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold what people sent


def _answer(order: Order) -> Answer:
    try:
        work = getattr(importlib.import_module(order.module), order.name)
        return Done(work(sys.stdin.buffer.read(), *order.arguments))
    except Refusal as refusal:
        return Refused(refusal.key, refusal.values)
    except MemoryError:
        return TooMuch()
    except Exception as error:
        places = "".join(traceback.format_tb(error.__traceback__))
        return Stumbled(f"{type(error).__qualname__}\n{places}")


if __name__ == "__main__":
    main()
