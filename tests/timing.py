"""How long work takes, whatever else the machine does."""

import time
import timeit
from collections.abc import Callable


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Of the processor, the best of so many. `timeit` keeps the garbage collector off: what it would look through is
    the whole test process, and when it does so is luck."""
    return min(timeit.repeat(work, timer=time.process_time, number=1, repeat=times))
