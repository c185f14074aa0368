"""Several tasks in one message: a list, lines, `14: 80%; 15: xong`. Each entry is read as a line of its own."""

from collections.abc import Iterator, Sequence
from itertools import islice

from handlers.language.tokens import Token, Typed
from handlers.language.vocabulary import vocabulary
from handlers.plan.amounts import is_percentage, reach_before, read_amount
from handlers.plan.task_numbers import TaskNumbers, is_task_word, read_task_numbers

_BULLETS = frozenset("-+*•–—·●▪◦✓✔✅>")


MOST = 20
"""Entries of one message."""


def entries(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where each entry begins and ends. One that names a task and says nothing of it belongs to the next."""
    begins = list(islice(_beginnings(tokens), MOST))
    found: list[tuple[int, int]] = []
    for place, first in enumerate(begins):
        end = begins[place + 1] if place + 1 < len(begins) else len(tokens)
        if found and _says_nothing(tokens, *found[-1]):
            first = found.pop()[0]
        found.append((first, end))
    return found


def _beginnings(tokens: Sequence[Token]) -> Iterator[int]:
    new_line = True
    for place, token in enumerate(tokens):
        if token.bare == "\n":
            new_line = True
            continue
        if new_line and token.bare in _BULLETS:
            continue
        divided = place > 0 and tokens[place - 1].bare in ",;."
        if (new_line or divided) and _begins_entry(tokens, place, new_line=new_line):
            yield place
        new_line = False


def _begins_entry(tokens: Sequence[Token], place: int, *, new_line: bool) -> bool:
    named = is_task_word(tokens, place)
    if not (named or tokens[place].is_number) or is_percentage(tokens, place):
        return False
    task = read_task_numbers(tokens, place, alone=named or new_line)
    if task is None:
        return False
    if task.named or new_line:
        return not _counts(tokens, task)
    return _claims(tokens, task.others_end or task.end) or _claims(tokens, task.end)


def _counts(tokens: Sequence[Token], task: TaskNumbers) -> bool:
    span = vocabulary("things").longest(tokens, task.end)
    return not task.named and span is not None and span.meaning in ("time", "thing")


def _claims(tokens: Sequence[Token], place: int) -> bool:
    """A state or a percentage stands there, be it behind a colon."""
    while place < len(tokens) and tokens[place].bare in ":-–)(=":
        place += 1
    if read_amount(tokens, place) is not None or reach_before(tokens, place) is not None:
        return True
    span = vocabulary("states").longest(tokens, place)
    return span is not None and span.meaning.startswith("state.")


def _says_nothing(tokens: Sequence[Token], first: int, end: int) -> bool:
    task = read_task_numbers(tokens, first)
    behind = max(task.end, task.others_end) if task else first
    return not any(token.bare.isalnum() for token in tokens[behind:end] if token.bare not in ("va", "voi", "cung"))


def part_of(line: Typed, first: int, end: int) -> Typed:
    """An entry as a line of its own."""
    if first >= end:
        return Typed("", (), True)
    begins = line.tokens[first].start
    ends = len(line.text) if end == len(line.tokens) else line.tokens[end].start
    tokens = tuple(
        token._replace(start=token.start - begins, end=token.end - begins) for token in line.tokens[first:end]
    )
    return Typed(line.text[begins:ends].strip(), tokens, line.whole or end < len(line.tokens))
