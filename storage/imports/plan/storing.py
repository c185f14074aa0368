"""Compares a plan that was read with what is stored, asks what would have to be guessed, and writes. Reports go with
their task; none is ever touched."""

from datetime import datetime

from storage.database import Connection
from storage.ground.days.working_time import local_day
from storage.imports.outcome import Outcome
from storage.imports.plan.assigning import assign
from storage.imports.plan.changing import plan_changes
from storage.imports.plan.comparing import compare
from storage.imports.plan.deciding import Decision, decide
from storage.imports.plan.doubting import doubt
from storage.imports.plan.matching import Matching
from storage.imports.plan.moved_occurrences import moved_occurrences
from storage.imports.plan.notes import store_notes, told_notes
from storage.imports.plan.plan import PlanFile
from storage.imports.plan.stored import stored_plans
from storage.imports.plan.writing import write_plan
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.source import Source


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
    which plan the file is of, which task a row is, which unit a name means, or what becomes of notes of what was
    done."""
    decision = decide(file, await stored_plans(db, unit_id, file.year), answers)
    assignment = await assign(db, unit_id, plan_changes(file, decision, _matched(file, decision, answers)), answers)
    notes = told_notes(assignment.changes, source, answers, now)
    outcome = compare(assignment.changes, await moved_occurrences(db, assignment.changes, local_day(now)))
    outcome.new_units = assignment.new
    if not outcome.changes_nothing:
        outcome.sections += [section for section in (*assignment.sections, *notes.sections()) if section.lines]
    if write and not outcome.changes_nothing:
        written = await write_plan(db, unit_id, assignment, source or Source(), now)
        await store_notes(db, notes, written, source or Source(), now)
    return outcome


def _matched(file: PlanFile, decision: Decision, answers: Answers) -> Matching:
    return doubt(file, decision.plan, answers) if decision.plan else Matching()
