"""The lint over what is stored: a year's plans with the words of a period, as things stood at its end."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.making.lint_rules.findings import Finding, Severity
from handlers.making.lint_rules.matter import LintPlan, LintTask
from handlers.words.catalogue import Words
from handlers.words.keys import PROGRESS
from handlers.words.periods import period_inside
from storage.database import Connection
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import FIRST_YEAR, Period
from storage.lint.waivers import waived_codes
from storage.models import ProgressState
from storage.plan.tasks import tasks_of_year
from storage.plan.texts import PlanTexts, plans_of_year, tasks_with_files
from storage.registers.documents import days_of_documents
from storage.registers.indicator_values import indicators_for
from storage.registers.proposals import proposals_of
from storage.report.figures import Said, said_in_period
from storage.report.parts import Whose, part_edits
from storage.report.templates import reporting_unit


@dataclass(frozen=True, slots=True)
class Collected:
    plan: PlanTexts
    matter: LintPlan


@dataclass(frozen=True, slots=True)
class Linted:
    """`findings`: errors first, waived ones too."""

    plan: PlanTexts
    findings: Sequence[Finding]


async def findings_of(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> list[Finding]:
    """Errors first, without those that were waived."""
    found = await asyncio.to_thread(lint_collected, await collect_plans(db, unit_ids, period, today))
    waived = await waived_codes(db, [linted.plan.id for linted in found])
    left = [one for linted in found for one in linted.findings if (linted.plan.id, one.code) not in waived]
    return sorted(left, key=lambda one: one.severity is Severity.DOUBT)


def count_severities(findings: Collection[Finding]) -> Mapping[Severity, int]:
    return Counter(finding.severity for finding in findings)


def lint_collected(collected: Sequence[Collected]) -> list[Linted]:
    """Runs for a second or more: call it in a thread."""
    from handlers.making.lint_rules.linting import lint  # loaded with the first check

    return [Linted(one.plan, lint(one.matter)) for one in collected]


async def collect_plans(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> list[Collected]:
    year, until = period.last.year, period.as_of(today)
    said = await said_in_period(db, unit_ids, year, Period(date(FIRST_YEAR, 1, 1), until))
    filed = await tasks_with_files(db, unit_ids, year, until)
    rows = await tasks_of_year(db, unit_ids, year, until)
    done = {task.id for task in rows if task.is_done}
    notes = {task_id: _note(reports, period, task_id in done) for task_id, reports in said.items()}
    registered = await days_of_documents(db, unit_ids)
    found = [
        Collected(plan, replace(_matter(plan, year, until, notes, done, filed), registered=registered))
        for plan in await plans_of_year(db, unit_ids, year)
    ]
    if not found:
        return []
    # What belongs to no plan is looked at once.
    bodies, unfilled = await _written(db, unit_ids, period, until), await _unfilled(db, unit_ids, period, today)
    first = replace(found[0].matter, bodies=bodies, unfilled=unfilled)
    return [replace(found[0], matter=first), *found[1:]]


async def _written(db: Connection, unit_ids: Collection[int], period: Period, until: date) -> list[str]:
    """What people have written for the report: results, difficulties, proposals, and sentences of its draft."""
    entries = await proposals_of(db, unit_ids, period.first, until)
    texts = [row.text for group in entries for row in group.proposals]
    unit_id = await reporting_unit(db, unit_ids) if unit_ids else 0
    for regime in Regime:
        edits = await part_edits(db, Whose(unit_id, regime, period))
        texts += [point.text for edit in edits.values() for point in edit.points if point.text]
    return list(dict.fromkeys(texts))


async def _unfilled(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> dict[str, list[str]]:
    """Of a period that runs, or was over before the indicator was thought of, nobody owes a figure."""
    yesterday = today - timedelta(days=1)
    figures = await indicators_for(db, unit_ids, period, min(period.last, yesterday))
    units: defaultdict[str, set[str]] = defaultdict(set)
    for figure in figures:
        units[figure.indicator.name].add(figure.indicator.unit)
    unfilled: defaultdict[str, list[str]] = defaultdict(list)
    for figure in figures:
        own = figure.indicator
        if not figure.is_known and own.created_on <= figure.period.last <= yesterday:
            name = f"{own.name} ({own.unit})" if len(units[own.name]) > 1 else own.name
            unfilled[name].append(period_inside(figure.period))
    return dict(unfilled)


def _note(reports: Sequence[Said], period: Period, done: bool) -> str | None:
    """The words of the period's reports; None where there is no report. What was done earlier stays told."""
    own = [one for one in reports if period.first <= one.on] or (reports if done else [])
    return "\n".join(dict.fromkeys(text for one in own if (text := _words(one)))) if own else None


def _words(said: Said) -> str:
    """That nothing arose is a statement by itself; any other state tells nothing that could be checked."""
    if said.text or said.state is not ProgressState.NOTHING:
        return said.text
    return Words("vi")(PROGRESS[said.state])


def _matter(
    plan: PlanTexts,
    year: int,
    until: date,
    notes: Mapping[int, str | None],
    done: Collection[int],
    filed: Collection[int],
) -> LintPlan:
    tasks = []
    for task in plan.tasks:
        reported = notes.get(task.id)
        words = (task.number, task.area_numeral, task.area_name, task.title, task.product, task.deadline)
        note = task.note if reported is None else reported
        tasks.append(LintTask(*words, note, done=task.id in done, has_files=task.id in filed))
    # Of a part of the plan nobody can say whether as many tasks stand in it as its title announces.
    return LintPlan(year, until, tasks, title=plan.title if plan.whole else "")
