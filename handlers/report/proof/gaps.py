"""What stands in the gaps of a sentence of the catalogue."""

from collections.abc import Callable, Iterator, Mapping

from handlers.report.content import Report
from handlers.words.catalogue import Words
from handlers.words.formats import percent

Gaps = Mapping[str, str]
Derived = Callable[[Words, Report], Iterator[Gaps]]
"""A way to the gaps that a sentence may have: none where it is not true."""


def rate(say: Words, part: int, whole: int) -> str:
    return percent(part, whole) or say("no_figures")
