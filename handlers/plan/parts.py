"""What a line about tasks is made of: tasks, percentages, states, courtesy, and words that belong to the result."""

import enum
from collections.abc import Sequence
from typing import NamedTuple

from handlers.language.tokens import Token
from handlers.language.vocabulary import vocabulary
from handlers.plan.amounts import Amount, is_percentage, reach_before, read_amount
from handlers.plan.task_numbers import TaskNumbers, is_task_word, read_task_numbers

WORDS = ("tasks", "amounts", "states", "hedges", "things", "courtesy", "questions")
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


def read_parts(tokens: Sequence[Token]) -> list[Part]:
    """A number at the beginning is a task's."""
    parts: list[Part] = []
    place, leads, named, tokens = 0, True, False, tokens[:READ]
    while place < len(tokens):
        part = (_leading_task(tokens, place) if leads else None) or _part(tokens, place, named=named)
        leads = leads and part.kind in LEADING
        named = named or part.kind is Kind.TASK
        parts.append(part)
        place = part.end
    return parts


def _leading_task(tokens: Sequence[Token], place: int) -> Part | None:
    task = read_task_numbers(tokens, place)
    if task is None or is_percentage(tokens, place):
        return None
    return Part(Kind.TASK, place, task.end, task=task)


def _part(tokens: Sequence[Token], place: int, *, named: bool) -> Part:
    """`named`: a task was named before; those beside a further one do not matter."""
    task = read_task_numbers(tokens, place, alone=named) if is_task_word(tokens, place) else None
    if task is not None:
        return Part(Kind.TASK, place, task.end, task=task)
    return _amount(tokens, place) or _known(tokens, place) or _plain(tokens, place)


def _amount(tokens: Sequence[Token], place: int) -> Part | None:
    reach = reach_before(tokens, place)
    begins, sure = reach or (place, True)
    amount = read_amount(tokens, begins)
    if amount is None:
        return None
    return Part(Kind.AMOUNT, place, amount.end, amount=Amount(amount.percent, amount.sure and sure, amount.end))


def _known(tokens: Sequence[Token], place: int) -> Part | None:
    """The longest of what is known there; of equally long ones the first."""
    found = [
        part
        for name, kinds in _KINDS
        if (span := vocabulary(name).longest(tokens, place)) is not None
        and (part := _as_part(span.meaning, kinds, place, span.end)) is not None
    ]
    return max(found, key=lambda part: part.end, default=None)


_KINDS: tuple[tuple[str, dict[str, Kind]], ...] = (
    ("questions", {"question": Kind.QUESTION}),
    ("states", {"state": Kind.STATE, "nothing_of": Kind.WORD}),
    ("tasks", {"progress": Kind.PROGRESS, "who": Kind.WHO}),
    ("courtesy", {"courtesy": Kind.COURTESY}),
)


_NAMED = frozenset({Kind.STATE, Kind.COURTESY})


def _as_part(meaning: str, kinds: dict[str, Kind], first: int, end: int) -> Part | None:
    name, _, state = meaning.partition(".")
    kind = kinds.get(name)
    if kind is Kind.STATE and state == "ticked":
        return Part(Kind.TICKED, first, end, state="done")
    return kind and Part(kind, first, end, state=state if kind in _NAMED else "")


def _plain(tokens: Sequence[Token], place: int) -> Part:
    token = tokens[place]
    kind = Kind.NUMBER if token.is_number else Kind.WORD if token.is_word else Kind.MARK
    return Part(kind, place, place + 1)
