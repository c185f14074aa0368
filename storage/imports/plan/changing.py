"""What a file makes of a plan: each of its rows as the task's new values, what moves, what goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.ground.text import fold
from storage.imports.plan.deciding import Decision
from storage.imports.plan.matching import How, Matching
from storage.imports.plan.placing import AreaKey, file_areas, lacks_levels, place_areas
from storage.imports.plan.plan import PlanFile, PlannedTask
from storage.imports.plan.unit_names import UnitRef
from storage.models import ImportMode, UnitPart
from storage.plan.searching import searchable
from storage.plan.task_units import OtherUnit
from storage.plan.texts import TASK_TEXTS

DEADLINE = ("deadline_text", "deadline_kind", "deadline_on", "deadline_days")


@dataclass(frozen=True, slots=True)
class Other:
    """A unit beside the one that answers; `below`: with all under it."""

    unit: UnitRef
    part: UnitPart
    below: bool = False


@dataclass(frozen=True, slots=True)
class Assigned:
    """`unit`: the one that answers. `by_hand`: `others` are as a person left them."""

    unit: UnitRef
    others: Sequence[Other]
    by_hand: bool = False

    def is_as(self, unit_id: int, others: Sequence[OtherUnit]) -> bool:
        stored = {(other.id, other.part, other.below) for other in others}
        return self.unit.id == unit_id and stored == {(o.unit.id, o.part, o.below) for o in self.others}


@dataclass(frozen=True, slots=True)
class TaskChange:
    """`old`: the stored task, None for a new one. `area`: None where it stays in its own. `values`: its columns,
    without area and unit. `assigned`: to whom, once that is known."""

    row: PlannedTask
    old: Any | None
    how: How | None
    area: AreaKey | None
    values: Mapping[str, Any]
    assigned: Assigned | None = None

    def differs(self, *names: str) -> bool:
        return self.old is not None and any(getattr(self.old, name) != self.values[name] for name in names)


@dataclass(frozen=True, slots=True)
class Changes:
    """`placed`: areas of the file that the plan has → their ids. `gone`: stored tasks that leave the plan."""

    file: PlanFile
    decision: Decision
    areas: Sequence[AreaKey]
    placed: Mapping[AreaKey, int]
    tasks: Sequence[TaskChange]
    gone: Sequence[Any]

    def moves(self, change: TaskChange) -> bool:
        """To another area. One that only lacked its upper area so far is the same."""
        plan = self.decision.plan
        if plan is None or change.old is None or change.area is None:
            return False
        placed, before = self.placed.get(change.area), plan.areas[change.old.area_id]
        return placed != before.id and not (placed is None and lacks_levels(change.area, before))

    def others_before(self, change: TaskChange) -> Sequence[OtherUnit]:
        plan = self.decision.plan
        return plan.others.get(change.old.id, ()) if plan is not None and change.old is not None else ()

    def keeps_units(self, change: TaskChange) -> bool:
        if change.old is None or change.assigned is None:
            return True
        return change.assigned.is_as(change.old.unit_id, self.others_before(change))

    def is_same(self, change: TaskChange) -> bool:
        if change.old is None or change.old.removed_at is not None or self.moves(change):
            return False
        return self.keeps_units(change) and not change.differs(
            *(name for name in change.values if name != "folded_words")
        )


def plan_changes(file: PlanFile, decision: Decision, matching: Matching) -> Changes:
    plan, amends = decision.plan, decision.mode is ImportMode.AMEND
    stored = plan.tasks if plan else {}
    new = [row for index, row in enumerate(file.tasks) if index not in matching.pairs]
    # What an amendment changes without naming an area stays in its own; what it adds so is in one without a name.
    keys = [key for key in file_areas(file.tasks) if any(key) or not amends or key in file_areas(new)]
    placed = place_areas(keys, plan.areas) if plan else {}
    numbers = _Numbers(decision)
    tasks = []
    for index, row in enumerate(file.tasks):
        pair = matching.pairs.get(index)
        old = stored[pair.id] if pair else None
        key = (row.area_numeral, row.area_name)
        values = {"number": numbers.of(row, old), **_values(row, old, amends, amends or file.is_undated)}
        area = None if old is not None and amends and not any(key) else key
        tasks.append(TaskChange(row, old, pair.how if pair else None, area, values))
    gone = [] if amends else [task for task_id in matching.gone if (task := stored[task_id]).removed_at is None]
    return Changes(file, decision, keys, placed, tasks, sorted(gone, key=lambda task: task.number))


class _Numbers:
    """An amendment counts its own rows: what the plan has keeps its number, what is new takes a free one."""

    def __init__(self, decision: Decision) -> None:
        self._amends = decision.mode is ImportMode.AMEND
        self._used: set[int] = {task.number for task in decision.plan.present} if decision.plan else set()

    def of(self, row: PlannedTask, old: Any | None) -> int:
        if not self._amends:
            return row.number
        if old is not None and old.removed_at is None:
            return int(old.number)
        number: int = row.number if row.number not in self._used else max(self._used) + 1
        self._used.add(number)
        return number


def _values(row: PlannedTask, old: Any | None, amends: bool, keeps_deadline: bool) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in TASK_TEXTS:
        values |= _text(name, getattr(row, name), old, amends)
    if keeps_deadline and old is not None and not row.deadline_text:
        values |= {name: getattr(old, name) for name in DEADLINE}
    else:
        days = [day.isoformat() for day in row.deadline.days]
        values |= dict(zip(DEADLINE, (row.deadline_text, row.deadline.kind, row.deadline.on, days), strict=True))
    for name in ("lead", "support"):
        text = getattr(row, name)
        values[name] = getattr(old, name) if amends and old is not None and not text else text
    return values | {"folded_words": searchable(*(values[name] for name in TASK_TEXTS))}


def _text(name: str, text: str, old: Any | None, amends: bool) -> dict[str, str]:
    """What was corrected by hand stays as long as the file still says what was corrected; an amendment's empty cell
    changes nothing."""
    imported = f"imported_{name}"
    if old is None:
        return {name: text, imported: text}
    was, stands = getattr(old, imported), getattr(old, name)
    if amends and not text:
        return {name: stands, imported: was}
    corrected = stands != was and fold(text) == fold(was)
    return {name: stands if corrected else text, imported: text}
