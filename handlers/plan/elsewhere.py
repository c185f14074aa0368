"""What is typed while something else is asked for: words about one task, or any words."""

from handlers.context import Answer, Context
from handlers.language.courtesy import plain
from handlers.language.vocabulary import vocabulary
from handlers.plan.amendments import read_amendment
from handlers.plan.parts import WORDS
from handlers.plan.progress_line import Doubt, read_progress_line, said_tokens
from handlers.plan.reporting import read_report
from handlers.plan.task_numbers import is_task_word

_LONGEST = 120
"""Letters: whoever goes on writes what was asked for."""


def is_elsewhere(text: str, number: int) -> bool:
    """A report on another task, or a question about one; a correction; courtesy alone."""
    if not plain(text) or read_amendment(text) is not None:
        return True
    line = read_progress_line(text)
    if line is None or line.number in (0, number):
        return False
    return line.doubt is Doubt.QUESTION or (line.claims and line.doubt is None)


async def read_beside(context: Context, text: str) -> Answer | None:
    """A question about a task (`16 bao giờ hết hạn`), or a report that names it (`nv 16 xong`), whatever was asked."""
    if context.sender.is_citizen or len(text) > _LONGEST or not any(letter.isdecimal() for letter in text):
        return None
    line = read_progress_line(text)
    if line is None or not line.number or line.text.startswith("/"):  # `12/TXL` is a document's number
        return None
    is_named = is_task_word(said_tokens(vocabulary(*WORDS).line(text)), 0)
    is_report = is_named and line.claims and line.doubt in (None, Doubt.TASKS, Doubt.LINES)
    return await read_report(context, text) if line.doubt is Doubt.QUESTION or is_report else None
