"""Several tasks in one message: a list, lines, `14: 80%; 15: xong`. Each entry is read as a line of its own."""

from collections.abc import Iterator, Sequence
from itertools import islice

from handlers.language.tokens import Token, Typed, make_token
from handlers.language.vocabulary import vocabulary
from handlers.plan.amounts import is_percentage, reach_before, read_amount
from handlers.plan.task_numbers import TaskNumbers, is_task_word, read_task_numbers

_BULLETS = frozenset("-+*•–—·●▪◦✓✔✅>")


MOST = 20
"""Entries of one message that are read; what stands behind them is one more."""


def entries(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where each entry begins and ends. One that names a task and says nothing of it belongs to the next."""
    begins = list(islice(_beginnings(tokens), MOST + 1))
    found: list[tuple[int, int, TaskNumbers]] = []
    for place, (first, task) in enumerate(begins):
        end = begins[place + 1][0] if place + 1 < len(begins) else len(tokens)
        if found and _says_nothing(tokens, *found[-1]):
            first, _, task = found.pop()
        found.append((first, end, task))
    return [(first, end) for first, end, _ in found]


def _beginnings(tokens: Sequence[Token]) -> Iterator[tuple[int, TaskNumbers]]:
    new_line, listed = True, 0
    for place, token in enumerate(tokens):
        if token.bare == "\n":
            new_line = True
            continue
        if new_line and token.bare in _BULLETS:
            continue
        if new_line or _is_divided(tokens, place):
            within = place < listed
            alone = new_line or within
            task = None if within and _goes_on(tokens, place) else _task_of_entry(tokens, place, alone=alone)
            if task is not None:
                # What is claimed of a list ("1, 2, 3 xong") stands behind the last number: it is looked for once.
                listed = max(listed, task.others_end)
                if _begins_entry(tokens, task, new_line=new_line):
                    yield place, task
        new_line = False


def _is_divided(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1].bare if place else ""
    return before in (",", ";", ".") or (before == ":" and is_task_word(tokens, place))


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """A list of numbers, with a mark and nothing else behind this one."""
    return tokens[place].is_number and place + 1 < len(tokens) and tokens[place + 1].bare in (",", ";")


def _task_of_entry(tokens: Sequence[Token], place: int, *, alone: bool) -> TaskNumbers | None:
    named = is_task_word(tokens, place)
    if not (named or tokens[place].is_number) or is_percentage(tokens, place):
        return None
    return read_task_numbers(tokens, place, alone=named or alone)


def _begins_entry(tokens: Sequence[Token], task: TaskNumbers, *, new_line: bool) -> bool:
    if task.named or new_line:
        return not _counts(tokens, task)
    return (task.others_end > task.end and _claims(tokens, task.others_end)) or _claims(tokens, task.end)


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


def _says_nothing(tokens: Sequence[Token], first: int, end: int, task: TaskNumbers) -> bool:
    if not _says_more(tokens, max(task.end, task.others_end), end):
        return True
    if task.others:
        return False
    listed = read_task_numbers(tokens, first)  # those beside it were not looked for before
    return listed is not None and bool(listed.others) and not _says_more(tokens, listed.others_end, end)


def _says_more(tokens: Sequence[Token], first: int, end: int) -> bool:
    return any(token.bare.isalnum() and token.bare not in ("va", "voi", "cung") for token in tokens[first:end])


def part_of(line: Typed, first: int, end: int) -> Typed:
    """An entry as a line of its own."""
    if first >= end:
        return Typed("", (), True)
    begins = line.tokens[first].start
    ends = len(line.text) if end == len(line.tokens) else line.tokens[end].start
    tokens = tuple(
        make_token(Token, (bare, marked, start - begins, stop - begins, glued, is_number, is_word))
        for bare, marked, start, stop, glued, is_number, is_word in line.tokens[first:end]
    )
    return Typed(line.text[begins:ends].strip(), tokens, line.whole or end < len(line.tokens))
