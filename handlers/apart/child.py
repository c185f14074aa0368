"""The other side: a process for one order. It binds itself before it reads a byte of the file, answers and ends."""

import contextlib
import importlib
import pickle
import resource
import signal
import traceback
from typing import BinaryIO

from handlers.apart.bounds import Bounds
from handlers.apart.messages import Answer, Done, Order, Refused, Stumbled, TooMuch, read_order
from storage.ground.refusals import Refusal


def answer_order(orders: BinaryIO, answers: BinaryIO) -> None:
    """The bytes of the file follow the order."""
    order = read_order(orders)
    _bind(order.bounds)
    answer = _answer(order, orders)
    try:
        packed = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        packed = pickle.dumps(TooMuch())
    with contextlib.suppress(ConnectionError), answers:
        answers.write(packed)


def _bind(bounds: Bounds) -> None:
    memory, seconds = bounds.memory_mb * 1024**2, int(bounds.seconds) + 1
    signal.alarm(int(bounds.by_the_clock) + 2)  # the bot may be gone
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold what people sent


def _answer(order: Order, orders: BinaryIO) -> Answer:
    try:
        work = getattr(importlib.import_module(order.module), order.name)
        return Done(work(orders.read(), *order.arguments))
    except Refusal as refusal:
        return Refused(refusal.key, refusal.values)
    except MemoryError:
        return TooMuch()
    except Exception as error:
        places = "".join(traceback.format_tb(error.__traceback__))
        return Stumbled(f"{type(error).__qualname__}\n{places}")
