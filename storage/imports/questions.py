"""What only a person can decide about a file: asked before anything is written, with the answers given so far.

Reading a file, or comparing it with what is stored, raises `Unanswered` at the first thing it would have to guess. The
chat asks with buttons, the command line names the option; then the same work is done again with one answer more.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date


class Ask(enum.StrEnum):
    """`import.ask_…` in the catalogue is the question's sentence."""

    KIND = "kind"
    YEAR = "year"
    TABLE = "table"  # which sheet, or which table, of several that could be meant
    DAY_ORDER = "day_order"  # 05/04 is the 5th of April, or the 4th of May
    DAY_AHEAD = "day_ahead"  # read as 6 October, the day of receipt is still to come; as 10 June it is not
    DAY_SWAPPED = "day_swapped"  # a spreadsheet may have taken 06/05 for the 5th of June
    STATE = "state"  # what a state's word means
    PLAN = "plan"  # another plan, a new version of a known one, or an amendment
    TASK = "task"  # which known task an unsure row is
    NOTES = "notes"  # notes of what was done: kept as notes, or taken over as first reports
    OLDER = "older"  # an export older than what is stored would take something back
    DEADLINE = "deadline"  # a plan without a column of deadlines: one for all of its tasks, or none
    UNITS = "units"  # several names that are of no unit yet: made together, or asked about one by one
    UNIT = "unit"  # one such name: which unit it is


# Answers about unknown units. `leads`: only those that lead a task; `near`: the nearly equal one where there is one;
# `each`: one by one; `all`: this one and all that are left.
NEW, NONE = "new", "none"
LEADS, NEAR, EACH, ALL = "leads", "near", "each", "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """`value`: what `Answers` gets. `label`: a key of the catalogue, `values` fill its gaps."""

    value: str
    label: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """`about`: tells questions of one kind apart (the state's word, the row's number). `values` fill the sentence.
    `typed`: an answer in words is taken, too (a year). `hidden`: choices that have no button and are typed."""

    ask: Ask
    choices: tuple[Choice, ...]
    about: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)
    typed: bool = False
    hidden: tuple[Choice, ...] = ()


class Unanswered(Exception):
    def __init__(self, question: FileQuestion) -> None:
        super().__init__(question)  # so that it can be pickled
        self.question = question


@dataclass(frozen=True, slots=True)
class Answers:
    """By what was asked and what it was about. `caption` hints at kind and year; `today` only at what is offered."""

    given: Mapping[str, str] = field(default_factory=dict)
    caption: str = ""
    today: date | None = None

    def get(self, ask: Ask, about: str = "") -> str | None:
        return self.given.get(_key(ask, about))

    def with_answer(self, ask: Ask, value: str, about: str = "") -> "Answers":
        return replace(self, given={**self.given, _key(ask, about): value})


def _key(ask: Ask, about: str) -> str:
    return f"{ask.value}:{about}"


NO_ANSWERS = Answers()


def answered(*, kind: str | None = None, year: int | None = None) -> Answers:
    """What was said beforehand: on the command line, or by a program that makes the file itself."""
    answers = NO_ANSWERS
    if kind is not None:
        answers = answers.with_answer(Ask.KIND, kind)
    return answers if year is None else answers.with_answer(Ask.YEAR, str(year))
