"""What a plan's file would change, line by line, as the preview shows it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from storage.ground.document_numbers import full_number
from storage.ground.text import folded_words, shorten
from storage.imports.names import LineName
from storage.imports.outcome import Line, Outcome, Section
from storage.imports.plan.changing import DEADLINE, Changes, TaskChange
from storage.imports.plan.deadline_lines import deadline_section
from storage.imports.plan.matching import How
from storage.imports.plan.moved_occurrences import Moved
from storage.imports.plan.placing import AreaKey, lacks_levels
from storage.models import ImportMode, UnitPart

_MODE: Mapping[ImportMode, LineName] = {
    ImportMode.NEW: "plan_new",
    ImportMode.REPLACE: "plan_replace",
    ImportMode.AMEND: "plan_amend",
}
_PLAN: Mapping[str, LineName] = {
    "title": "plan_title",
    "number": "plan_number",
    "symbol": "plan_symbol",
    "issued_on": "plan_issued_on",
}
_FIELDS: Mapping[str, LineName] = {
    "product": "field_product",
    "lead": "field_lead",
    "support": "field_support",
    "note": "field_note",
}
_PART: Mapping[UnitPart, LineName] = {UnitPart.LEAD: "field_units_lead", UnitPart.SUPPORT: "field_units_support"}
_TITLE, _VALUE = 90, 120
_NOTHING = "—"


def compare(changes: Changes, moved: Mapping[int, Moved]) -> Outcome:
    """`moved`: task → days of its deadline that are done, where they become others."""
    file = changes.file
    outcome = Outcome("plan", year=file.year, problems=list(file.problems))
    for change in changes.tasks:
        if change.old is None:
            outcome.new += 1
        elif changes.is_same(change):
            outcome.same += 1
        else:
            outcome.changed += 1
    outcome.removed = len(changes.gone)
    outcome.examples = [f"{task.number}. {shorten(task.title, 70)}" for task in file.tasks[:3]]
    outcome.areas = [(_label(*key), _count(changes, key)) for key in changes.areas if any(key)]
    outcome.renamed = _renames(changes)
    if not outcome.changes_nothing:
        sections = [*_sections(changes, moved), deadline_section(file)]
        outcome.sections = [section for section in sections if section.lines]
    return outcome


def _label(numeral: str, name: str) -> str:
    return f"{numeral}. {name}".removeprefix(". ")


def _count(changes: Changes, key: tuple[str, str]) -> int:
    return sum((task.area_numeral, task.area_name) == key for task in changes.file.tasks)


def _renames(changes: Changes) -> bool:
    """The plan itself, or an area of it, gets another name; a first one alone is not worth an import."""
    plan = changes.decision.plan
    if plan is None:
        return False
    renamed = (not lacks_levels(key, plan.areas[area_id]) for key, area_id in _renamed_areas(changes))
    return any(getattr(plan, name) for name in plan_values(changes)) or any(renamed)


def plan_values(changes: Changes) -> dict[str, Any]:
    """Columns of the plan that become others. What a person wrote stays while the file says the same as before."""
    plan, file = changes.decision.plan, changes.file
    if plan is None or changes.decision.mode is ImportMode.AMEND:
        return {}
    values: dict[str, Any] = {}
    if file.title and file.title != plan.imported_title:
        values |= {"title": file.title, "imported_title": file.title}
    document = file.document
    if document.number:
        values |= {"number": document.number, "symbol": document.symbol, "issued_on": document.issued_on}
    return {name: value for name, value in values.items() if value and value != getattr(plan, name)}


def _sections(changes: Changes, moved: Mapping[int, Moved]) -> Iterator[Section]:
    yield Section("plan", list(_plan_lines(changes)))
    if changes.decision.plan is None:
        return  # all of it is new; the overview has areas and examples
    present = [change for change in changes.tasks if change.old is not None and change.old.removed_at is None]
    new = [Line("task", _named(change)) for change in changes.tasks if change.old is None]
    back = [change for change in changes.tasks if change.old is not None and change.old.removed_at is not None]
    yield Section("new", new)
    yield Section("back", [Line("task", _named(change)) for change in back])
    yield Section("reworded", [Line("old_new", _titles(change)) for change in present if _is_reworded(change)])
    yield Section("changed", [line for change in present for line in _changed_lines(changes, change, moved)])
    places = [line for change in present for line in _moves(changes, change)]
    yield Section("moved", [*_area_lines(changes), *places])
    yield Section("gone", [_gone(task) for task in changes.gone])
    yield Section("told", [_told(change) for change in changes.tasks if change.how is How.TOLD])


def _plan_lines(changes: Changes) -> Iterator[Line]:
    plan, file = changes.decision.plan, changes.file
    document = file.document
    own = full_number(document.number, document.symbol) if document.number else ""
    name = plan.name if plan else own or shorten(file.title, _VALUE) or str(file.year)
    yield Line(_MODE[changes.decision.mode], {"name": name, "ordinal": plan.versions + 1 if plan else 1})
    if plan is not None:
        for column, value in plan_values(changes).items():
            if column != "imported_title":
                yield Line(_PLAN[column], {"old": _shown(getattr(plan, column)), "new": _shown(value)})


def _named(change: TaskChange) -> dict[str, str | int]:
    return {"number": change.values["number"], "title": shorten(change.row.title, _TITLE)}


def _titles(change: TaskChange) -> dict[str, str | int]:
    old, new = shorten(change.old.title, _VALUE), shorten(change.values["title"], _VALUE)  # type: ignore[union-attr]
    return {"number": change.values["number"], "old": old, "new": new}


def _is_reworded(change: TaskChange) -> bool:
    return change.differs("title") and folded_words(change.values["title"]) != folded_words(change.old.title)  # type: ignore[union-attr]


def _changed_lines(changes: Changes, change: TaskChange, moved: Mapping[int, Moved]) -> Iterator[Line]:
    yield from _field_lines(change)
    if (days := moved.get(change.old.id)) is not None:  # type: ignore[union-attr]
        yield _field(change, "field_done_days", _listed(days.old), _listed(days.new))
    yield from _unit_lines(changes, change)


def _listed(days: Collection[date]) -> str:
    return ", ".join(map(_shown, days))


def _field_lines(change: TaskChange) -> Iterator[Line]:
    """Old → new, field by field."""
    if change.differs("title") and not _is_reworded(change):
        yield Line("field_title", _titles(change))
    for name, line in _FIELDS.items():
        if change.differs(name):
            yield _field(change, line, getattr(change.old, name), change.values[name])
    if change.differs(*DEADLINE):
        old = _deadline(change.old.deadline_text, change.old.deadline_on)  # type: ignore[union-attr]
        yield _field(
            change, "field_deadline", old, _deadline(change.values["deadline_text"], change.values["deadline_on"])
        )


def _unit_lines(changes: Changes, change: TaskChange) -> Iterator[Line]:
    """Only where the words of the plan stay: with others the units become others, too."""
    if change.assigned is None or changes.keeps_units(change) or change.differs("lead", "support"):
        return
    if change.assigned.unit.id != change.old.unit_id:  # type: ignore[union-attr]
        yield Line("field_unit", {**_named(change), "unit": change.assigned.unit.name})
    before = changes.others_before(change)
    for part in UnitPart:
        old = [other.name for other in before if other.part is part and not other.below]
        new = [other.unit.name for other in change.assigned.others if other.part is part and not other.below]
        if old != new:
            yield _field(change, _PART[part], ", ".join(old), ", ".join(new))
    was = any(other.below for other in before)
    if was != any(other.below for other in change.assigned.others):
        yield Line("field_not_everybody" if was else "field_everybody", _named(change))


def _field(change: TaskChange, name: LineName, old: str, new: str) -> Line:
    return Line(name, {**_named(change), "old": _shown(old), "new": _shown(new)})


def _deadline(text: str, on: date | None) -> str:
    """`Quý II (30/06/2026)`: the day is what counts, and may become another one though the words stay."""
    day = _shown(on) if on else ""
    says_it = day in text or (on is not None and f"{on.day}/{on.month}/{on.year}" in text)
    return f"{text} ({day})" if text and day and not says_it else text or day


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return shorten(str(value or ""), _VALUE) or _NOTHING


def _moves(changes: Changes, change: TaskChange) -> Iterator[Line]:
    if change.differs("number"):
        values = {"old": change.old.number, "new": change.values["number"]}  # type: ignore[union-attr]
        yield Line("moved_number", {"title": shorten(change.row.title, _TITLE), **values})
    if changes.moves(change) and changes.decision.plan and change.area:
        old = changes.decision.plan.areas[change.old.area_id].label  # type: ignore[union-attr]
        yield Line("moved_area", {**_named(change), "old": shorten(old, 60), "new": shorten(_label(*change.area), 60)})


def _renamed_areas(changes: Changes) -> Iterator[tuple[AreaKey, int]]:
    for key, area_id in changes.placed.items():
        area = changes.decision.plan.areas[area_id]  # type: ignore[union-attr]
        if (area.numeral, area.name) != key:
            yield key, area_id


def _area_lines(changes: Changes) -> Iterator[Line]:
    for key, area_id in _renamed_areas(changes):
        old = changes.decision.plan.areas[area_id].label  # type: ignore[union-attr]
        yield Line("area", {"old": shorten(old, _VALUE), "new": shorten(_label(*key), _VALUE)})


def _gone(task: Any) -> Line:
    values = {"number": task.number, "title": shorten(task.title, _TITLE)}
    return Line("gone_reported", {**values, "reports": task.reports}) if task.reports else Line("task", values)


def _told(change: TaskChange) -> Line:
    return Line("told", {**_titles(change), "number": change.row.number})
