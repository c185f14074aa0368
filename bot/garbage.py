"""Keeps Python's garbage collector away from objects that live as long as the process."""

import gc


def spare_the_collector() -> None:
    """What is loaded by now stays: searching it for garbage over and over took a third of the time under load."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)
