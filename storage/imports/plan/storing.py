"""Compares a plan that was read with what is stored, asks what would have to be guessed, and writes. Reports go with
their task; none is ever touched."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.database import Connection
from storage.imports.outcome import Outcome
from storage.imports.plan.changing import Changes, plan_changes
from storage.imports.plan.comparing import compare
from storage.imports.plan.deciding import Decision, decide
from storage.imports.plan.doubting import doubt
from storage.imports.plan.leads import read_leads
from storage.imports.plan.matching import Matching
from storage.imports.plan.notes import Notes, store_notes, told_notes
from storage.imports.plan.plan import PlanFile, TaskRow
from storage.imports.plan.stored import stored_plans
from storage.imports.plan.writing import Units, write_plan
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.source import Source
from storage.people.units import add_unit, all_units, subtree
from storage.text import fold


async def store_plan(
    db: Connection,
    unit_id: int,
    file: PlanFile,
    now: datetime,
    *,
    write: bool,
    answers: Answers = NO_ANSWERS,
    source: Source | None = None,
) -> Outcome:
    """Without `write` nothing is changed and the outcome says what would be. Raises `Unanswered` where it is open
    which plan the file is of, which task a row is, or what becomes of notes of what was done."""
    decision = decide(file, await stored_plans(db, unit_id, file.year), answers)
    changes = plan_changes(file, decision, _matched(file, decision, answers))
    notes = told_notes(changes, source, answers, now)
    leads = await _lead_units(db, unit_id, file.tasks)
    outcome = compare(changes)
    outcome.sections += notes.sections()
    outcome.new_units = [name for name, found in leads.items() if found is None]
    if write and not outcome.changes_nothing:
        await _write(db, unit_id, changes, notes, leads, source or Source(), now)
    return outcome


def _matched(file: PlanFile, decision: Decision, answers: Answers) -> Matching:
    return doubt(file, decision.plan, answers) if decision.plan else Matching()


async def _write(
    db: Connection,
    unit_id: int,
    changes: Changes,
    notes: Notes,
    leads: Mapping[str, int | None],
    source: Source,
    now: datetime,
) -> None:
    units = {fold(name): found for name, found in leads.items() if found is not None}
    for name, found in leads.items():
        if found is None and fold(name) not in units:
            units[fold(name)] = (await add_unit(db, name, unit_id)).id
    by_lead = {
        change.values["lead"]: units[name]
        for change in changes.tasks
        if (name := fold(_lead_name(change.values["lead"]))) in units
    }
    written = await write_plan(db, changes, Units(unit_id, by_lead), source, now)
    await store_notes(db, notes, written, source, now)


def _lead_name(lead: str) -> str:
    """Where several units are named the first one answers for the task; empty where none is."""
    return next(iter(read_leads(lead).leads), "")


async def _lead_units(db: Connection, unit_id: int, tasks: Sequence[TaskRow]) -> dict[str, int | None]:
    """Lead unit by name: its id, or None where the tree does not have it yet."""
    reach = await subtree(db, [unit_id])
    known = {fold(unit.name): unit.id for unit in await all_units(db) if unit.id in reach}
    names = dict.fromkeys(name for task in tasks if (name := _lead_name(task.lead)))
    return {name: known.get(fold(name)) for name in names}
