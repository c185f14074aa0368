"""What is typed while words about one task are asked for, and is none of them."""

from handlers.language.courtesy import plain
from handlers.plan.amendments import read_amendment
from handlers.plan.progress_line import Doubt, read_progress_line


def is_elsewhere(text: str, number: int) -> bool:
    """A report on another task, or a question about one; a correction; courtesy alone."""
    if not plain(text) or read_amendment(text) is not None:
        return True
    line = read_progress_line(text)
    if line is None or line.number in (0, number):
        return False
    return line.doubt is Doubt.QUESTION or (line.claims and line.doubt is None)
