"""What is linted: a plan's tasks with what was noted about them, and the report's free texts."""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from storage.ground.deadlines.due_days import Deadline


class Place(enum.StrEnum):
    NOTE = "note"
    TITLE = "title"
    PRODUCT = "product"
    PLAN = "plan"
    BODY = "body"
    AREA = "area"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class LintTask:
    """`note`: the plan's own, or the period's reports joined. `done`: it was reported as finished. `has_files`: a file
    that proves it is attached."""

    number: int
    area_numeral: str
    area_name: str
    title: str
    product: str
    deadline: Deadline
    note: str
    done: bool = False
    has_files: bool = False


@dataclass(frozen=True, slots=True)
class LintPlan:
    """`until`: the last day that the notes can speak of, the period's last or today. `title`: the plan's, with its
    number and day where they are known. `announced`: tasks of an area by its numeral, where they were announced
    elsewhere. `bodies`: further texts of the report. `registered`: number and symbol, folded → the days that documents
    of the register with them have. `unfilled`: an indicator → its periods without a figure, as they are said."""

    year: int
    until: date
    tasks: Sequence[LintTask]
    title: str = ""
    announced: Mapping[str, int] = field(default_factory=dict)
    bodies: Sequence[str] = ()
    registered: Mapping[str, Sequence[date]] = field(default_factory=dict)
    unfilled: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def in_order(self) -> list[LintTask]:
        return sorted(self.tasks, key=lambda task: task.number)


@dataclass(frozen=True, slots=True)
class Passage:
    """`task` is None outside of the table."""

    place: Place
    task: int | None
    text: str


def passages(plan: LintPlan) -> Iterator[Passage]:
    for task in plan.in_order():
        yield Passage(Place.NOTE, task.number, task.note)
        yield Passage(Place.TITLE, task.number, task.title)
        yield Passage(Place.PRODUCT, task.number, task.product)
    yield Passage(Place.PLAN, None, plan.title)
    for text in plan.bodies:
        yield Passage(Place.BODY, None, text)
