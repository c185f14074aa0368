"""Which units a plan's file gives each task to: the one that answers for it, others that lead it, those that work with
them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from storage.database import Connection
from storage.ground.text import fold, shorten
from storage.imports.names import LineName
from storage.imports.outcome import Line, Section
from storage.imports.plan.changing import Assigned, Changes, Other, TaskChange
from storage.imports.plan.leads import Leads, read_leads
from storage.imports.plan.unit_names import KnownUnits, UnitRef, is_name, known_units, unit_key
from storage.imports.plan.unit_questions import Unknown, answer_for, numbers, settle
from storage.imports.questions import Answers
from storage.models import UnitPart
from storage.plan.task_units import OtherUnit

# How a unit was read, in the order in which it is shown.
_ORDER: Sequence[LineName] = (
    *("units_new", "units_as", "units_said", "units_left", "units_elsewhere", "units_all_lead", "units_all_support"),
    *("units_unnamed", "units_unread"),
)
_ALL: Mapping[UnitPart, LineName] = {UnitPart.LEAD: "units_all_lead", UnitPart.SUPPORT: "units_all_support"}
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Assignment:
    """`changes`: with the units of each task. `said`: key of a name → what was said of it now. `sections`: how names
    were read, for the preview; `new`: names of units to be made."""

    changes: Changes
    said: dict[str, UnitRef | None]
    sections: Sequence[Section]
    new: Sequence[str]


async def assign(db: Connection, unit_id: int, changes: Changes, answers: Answers) -> Assignment:
    """Raises `Unanswered` for a name that is of no unit yet."""
    names = _Names(await known_units(db, unit_id), answers)
    read = [names.read(change) for change in changes.tasks]
    names.settle()
    pairs = zip(changes.tasks, read, strict=True)
    tasks = [
        replace(change, assigned=names.assigned(change, changes.others_before(change), leads))
        for change, leads in pairs
    ]
    whole = replace(changes, tasks=tasks)
    new = list(dict.fromkeys(unit.name for change in tasks for unit in _units(change.assigned) if unit.id is None))
    return Assignment(whole, names.said, [names.section(whole, read)], new)


def _units(assigned: Assigned | None) -> Iterator[UnitRef]:
    if assigned is not None:
        yield assigned.unit
        yield from (other.unit for other in assigned.others)


@dataclass(slots=True)
class _Names:
    """`units`: key of a name → the unit, None where it is left as words. `lines`: key → how it was read, where that is
    worth a line."""

    known: KnownUnits
    answers: Answers
    units: dict[str, UnitRef | None] = field(default_factory=dict)
    unknown: dict[str, Unknown] = field(default_factory=dict)
    said: dict[str, UnitRef | None] = field(default_factory=dict)
    lines: dict[str, LineName] = field(default_factory=dict)

    def read(self, change: TaskChange) -> Leads:
        leads = read_leads(change.values["lead"], change.values["support"], self.known.names)
        for name in leads.leads:
            self._meet(name, change, UnitPart.LEAD)
        for name in leads.supports:
            self._meet(name, change, UnitPart.SUPPORT)
        return leads

    def _meet(self, name: str, change: TaskChange, part: UnitPart) -> None:
        key = unit_key(name)
        if key not in self.units and key not in self.unknown:
            self._look_up(name, key)
        if key in self.unknown:
            one = self.unknown[key]
            (one.leads if part is UnitPart.LEAD else one.supports).append(change.values["number"])

    def _look_up(self, name: str, key: str) -> None:
        units, told = self.known.called(name), answer_for(name, self.answers)
        if len(units) == 1:
            self.units[key] = UnitRef(units[0].id, units[0].name)
        elif not is_name(name):
            self._settle(key, None, "units_unread")
        elif told is not None or len(units) > 1:
            self.unknown[key] = Unknown(name)
        elif key in self.known.said:
            self._settle(key, self.known.said[key], "units_said")
        elif key in self.known.elsewhere:
            self._settle(key, None, "units_elsewhere")
        elif len(short := self.known.shortened(name)) == 1:
            self._settle(key, UnitRef(short[0].id, short[0].name), "units_as")
        else:
            self.unknown[key] = Unknown(name)

    def _settle(self, key: str, unit: UnitRef | None, how: LineName) -> None:
        self.units[key] = unit
        self.lines[key] = "units_as" if unit is not None else how

    def settle(self) -> None:
        for key, unit in settle(list(self.unknown.values()), self.known, self.answers).items():
            is_new = unit is not None and unit.id is None and unit_key(unit.name) == key
            self.units[key] = unit
            self.lines[key] = "units_new" if is_new else "units_left" if unit is None else "units_as"
            if not is_new:
                self.said[key] = unit

    def assigned(self, change: TaskChange, before: Sequence[OtherUnit], read: Leads) -> Assigned:
        """`before`: the further units that are stored."""
        leads = [unit for name in read.leads if (unit := self.units[unit_key(name)])]
        supports = [unit for name in read.supports if (unit := self.units[unit_key(name)])]
        own = UnitRef(self.known.own.id, self.known.own.name)
        first = leads[0] if leads else own
        others = [Other(unit, UnitPart.LEAD) for unit in leads[1:]]
        others += [Other(unit, UnitPart.SUPPORT) for unit in supports]
        if read.everybody:
            others.insert(0, Other(own, read.everybody, below=True))
        found: dict[str, Other] = {}
        for other in others:
            if other.below or other.unit.key != first.key:
                found.setdefault(other.unit.key, other)
        unit = self._answers(change, read, first)
        if self._keeps_others(change, read):
            others = [Other(UnitRef(one.id, one.name), one.part, one.below) for one in before]
            return Assigned(unit, tuple(others), by_hand=True)
        return Assigned(unit, tuple(found.values()))

    def _keeps_others(self, change: TaskChange, read: Leads) -> bool:
        """What was changed by hand stays as long as the file names the units that it named before, and nobody has said
        now what those names mean."""
        old = change.old
        if old is None or not old.units_by_hand:
            return False
        told_now = any(answer_for(name, self.answers) for name in (*read.leads, *read.supports))
        says = [(change.values[name], getattr(old, name)) for name in ("lead", "support")]
        return not told_now and all(not text or fold(text) == fold(was) for text, was in says)

    def _answers(self, change: TaskChange, read: Leads, first: UnitRef) -> UnitRef:
        """Whoever was given it by hand keeps it as long as the file says of the lead what it said before, and nobody
        has said now what that name means."""
        old, text = change.old, change.values["lead"]
        told_now = any(answer_for(name, self.answers) for name in read.leads[:1])
        if old is not None and not told_now and (not text or fold(text) == fold(old.lead)):
            return UnitRef(int(old.unit_id), "")
        return first

    def section(self, changes: Changes, read: Sequence[Leads]) -> Section:
        """Only of tasks that the file changes: how the others are read was shown when they came."""
        tasks: dict[tuple[LineName, str], list[int]] = {}
        names: dict[str, str] = {}
        for change, leads in zip(changes.tasks, read, strict=True):
            if changes.is_same(change):
                continue
            for name in (*leads.leads, *leads.supports):
                key = unit_key(name)
                names.setdefault(key, name)
                if how := self.lines.get(key):
                    tasks.setdefault((how, key), []).append(change.values["number"])
            if leads.everybody:
                tasks.setdefault((_ALL[leads.everybody], ""), []).append(change.values["number"])
            for words in leads.unnamed:
                names.setdefault(unit_key(words), words)
                tasks.setdefault(("units_unnamed", unit_key(words)), []).append(change.values["number"])
        found = sorted(tasks.items(), key=lambda one: _ORDER.index(one[0][0]))
        return Section("units", [self._line(how, names.get(key, ""), key, rows) for (how, key), rows in found])

    def _line(self, how: LineName, name: str, key: str, rows: Sequence[int]) -> Line:
        unit = self.units.get(key)
        values = {"name": shorten(name, _SHOWN), "unit": unit.name if unit else self.known.own.name}
        return Line(how, {**values, "numbers": numbers(list(dict.fromkeys(rows)))})
