"""Keeps the process small, and Python's garbage collector away from what lives as long as the process."""

import ctypes
import gc

# Numbers of glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_KIB = 1024


def spare_the_collector() -> None:
    """What is loaded by now stays for good; searching it for garbage over and over took a third of the time under load.
    No collection runs before that: it would take as long as loading all of SQLAlchemy, and frees 100 kB."""
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


def give_memory_back() -> None:
    """Left to itself, glibc learns from the first large block it frees to keep those of up to 32 MB, in a heap for each
    thread (docs/decisions/files-pass-one-at-a-time.md). Another C library, or system, has its own ways."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_MMAP_THRESHOLD, 256 * _KIB)
    mallopt(_TRIM_THRESHOLD, 128 * _KIB)
    mallopt(_ARENA_MAX, 2)
