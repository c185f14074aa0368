"""What a line about tasks is made of: tasks, percentages, states, courtesy, and words that belong to the result."""

import enum
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from handlers.language.tokens import Token
from handlers.language.vocabulary import vocabulary
from handlers.plan.amounts import AMOUNT_WORDS, Amount, is_percentage, reach_before, read_amount
from handlers.plan.task_numbers import TaskNumbers, read_task_numbers

WORDS = ("tasks", "amounts", "states", "hedges", "certain", "things", "courtesy", "questions")
"""The files of words that a line is spelled by."""


READ = 60
"""Tokens of one report in which tasks, percentages and states are looked for: they stand at its beginning. What follows
is kept as words; whether it takes back that something is done is looked for in all of it."""


class Kind(enum.Enum):
    TASK = enum.auto()
    PROGRESS = enum.auto()
    AMOUNT = enum.auto()  # with the words that lead to it
    STATE = enum.auto()
    TICKED = enum.auto()
    QUESTION = enum.auto()
    COURTESY = enum.auto()
    WHO = enum.auto()
    NUMBER = enum.auto()
    WORD = enum.auto()
    MARK = enum.auto()


class Part(NamedTuple):
    """The tokens from `first` up to and without `end`. `task`, `amount`, `state`: of kinds that have one; of courtesy,
    where it stands."""

    kind: Kind
    first: int
    end: int
    task: TaskNumbers | None = None
    amount: Amount | None = None
    state: str = ""


_STATES = ("done", "doing", "not_started", "nothing", "paused", "dropped")


# What may stand before a task or its percentage, and says nothing of either.
LEADING = frozenset({Kind.COURTESY, Kind.WHO, Kind.PROGRESS, Kind.MARK})


def read_parts(tokens: Sequence[Token]) -> Iterator[Part]:
    """A number at the beginning is a task's."""
    place, leads, named, tokens = 0, True, False, tokens[:READ]
    while place < len(tokens):
        part = (_leading_task(tokens, place) if leads else None) or _part(tokens, place, named=named)
        leads = leads and part.kind in LEADING
        named = named or part.kind is Kind.TASK
        yield part
        place = part.end


def _leading_task(tokens: Sequence[Token], place: int) -> Part | None:
    task = read_task_numbers(tokens, place)
    if task is None or is_percentage(tokens, place):
        return None
    return Part(Kind.TASK, place, task.end, task=task)


def _part(tokens: Sequence[Token], place: int, *, named: bool) -> Part:
    """`named`: a task was named before; those beside a further one do not matter."""
    token = tokens[place]
    known = _readers().get(token.bare, ())
    if not (known or token.is_number):
        return _plain(tokens, place)
    task = read_task_numbers(tokens, place, alone=named) if "task" in known else None
    if task is not None and task.named:
        return Part(Kind.TASK, place, task.end, task=task)
    amount = _amount(tokens, place) if token.is_number or "amounts" in known else None
    return amount or _known(tokens, place, known) or _plain(tokens, place)


def _amount(tokens: Sequence[Token], place: int) -> Part | None:
    reach = reach_before(tokens, place)
    begins, sure = reach or (place, True)
    amount = read_amount(tokens, begins)
    if amount is None:
        return None
    return Part(Kind.AMOUNT, place, amount.end, amount=Amount(amount.percent, amount.sure and sure, amount.end))


def _known(tokens: Sequence[Token], place: int, names: Sequence[str]) -> Part | None:
    """The longest of what is known there; of equally long ones the first."""
    best: Part | None = None
    for name in names:
        kinds = _KINDS.get(name)
        span = vocabulary(name).longest(tokens, place) if kinds else None
        if kinds and span is not None and (best is None or span.end > best.end):
            best = _as_part(span.meaning, kinds, place, span.end) or best
    return _before_task(tokens, best) if best is not None and best.kind is Kind.STATE else best


def _before_task(tokens: Sequence[Token], part: Part) -> Part:
    """`tạm dừng nhiệm vụ 8`: "nhiệm vụ" belongs to the number, and not to what is said of it."""
    for place in range(part.first + 1, part.end):
        if "task" in _readers().get(tokens[place].bare, ()):
            task = read_task_numbers(tokens, place, alone=True)
            if task is not None and task.named and task.end > part.end:
                return part._replace(end=place)
    return part


_KINDS: Mapping[str, Mapping[str, Kind]] = {
    "questions": {"question": Kind.QUESTION},
    "states": {"state": Kind.STATE, "nothing_of": Kind.WORD},
    "tasks": {"progress": Kind.PROGRESS, "who": Kind.WHO},
    "courtesy": {"courtesy": Kind.COURTESY},
}


@cache
def _readers() -> Mapping[str, Sequence[str]]:
    """By the word that stands first: the files in which something of those kinds begins with it, `amounts`, `task`.
    Most words begin nothing."""
    found: dict[str, list[str]] = {}
    for name, kinds in _KINDS.items():
        for meaning, words in vocabulary(name).opened.items():
            if meaning.partition(".")[0] in kinds:
                _add(found, name, words)
    _add(found, "amounts", vocabulary("amounts").openings | AMOUNT_WORDS)
    _add(found, "task", vocabulary("tasks").opened["task"] | {"#"})
    return found


def _add(found: dict[str, list[str]], name: str, words: Collection[str]) -> None:
    for word in words:
        names = found.setdefault(word, [])
        if name not in names:
            names.append(name)


_NAMED = frozenset({Kind.STATE, Kind.COURTESY})


def _as_part(meaning: str, kinds: Mapping[str, Kind], first: int, end: int) -> Part | None:
    name, _, state = meaning.partition(".")
    kind = kinds.get(name)
    if kind is Kind.STATE and state == "ticked":
        return Part(Kind.TICKED, first, end, state="done")
    return kind and Part(kind, first, end, state=state if kind in _NAMED else "")


def _plain(tokens: Sequence[Token], place: int) -> Part:
    token = tokens[place]
    kind = Kind.NUMBER if token.is_number else Kind.WORD if token.is_word else Kind.MARK
    return Part(kind, place, place + 1)
