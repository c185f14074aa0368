"""Tasks and reports by words: all of them, in any order, each the beginning of a word, with or without diacritics.

The words are kept folded beside the texts (docs/decisions/search-by-folded-words.md).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, ColumnElement, select

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.ground.text import folded_words
from storage.models import Plan, Progress, Task
from storage.plan.plans import names_where_several
from storage.plan.task_units import Access, concerns

# More than are looked through or can be read on a screen; who gets so many adds a word.
MOST_TEXTS = 300
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class TaskText:
    id: int
    number: int
    year: int
    title: str
    product: str
    note: str
    plan: str = ""


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report, and the task it is about. `plan`: its name, where there are several in its year."""

    task_id: int
    number: int
    year: int
    title: str
    text: str
    reported_on: date
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """`more`: there are others beyond those."""

    tasks: Sequence[TaskText]
    reports: Sequence[ReportText]
    more: bool


def searchable(*texts: str) -> str:
    """` ky voi buu dien `: what is stored and looked through. Words only, so that no mark means anything in LIKE."""
    return f" {' '.join(word for text in texts for word in folded_words(text))} "


def searched_words(text: str) -> list[str]:
    """The words to look for, each once; refuses with `search.too_many_words`."""
    words = list(dict.fromkeys(folded_words(text)))
    if len(words) > MOST_WORDS:
        raise Refusal("search.too_many_words", limit=MOST_WORDS)
    return words


def _has(column: Column[str], words: Collection[str]) -> list[ColumnElement[bool]]:
    return [column.contains(f" {word}") for word in words]


async def find_texts(db: Connection, unit_ids: Collection[int], words: Sequence[str]) -> Texts:
    """Texts of the tasks that these units see and of the reports on them that stand; the newest first."""
    seen = concerns(unit_ids, Access.SEES)
    tasks = (
        select(Task.id, Task.number, Plan.year, Task.title, Task.product, Task.note, Task.plan_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(seen, Task.removed_at.is_(None), *_has(Task.folded_words, words))
        .order_by(Plan.year.desc(), Plan.id, Task.number)
        .limit(MOST_TEXTS + 1)
    )
    reports = (
        select(Task.id, Task.number, Plan.year, Task.title, Progress.text, Progress.reported_on, Task.plan_id)
        .join(Progress, Progress.task_id == Task.id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(seen, Task.removed_at.is_(None), Progress.undone_at.is_(None))
        .where(*_has(Progress.folded_words, words))
        .order_by(Progress.reported_on.desc(), Progress.id.desc())
        .limit(MOST_TEXTS + 1)
    )
    plans = await names_where_several(db, unit_ids)
    found_tasks = [
        TaskText(row.id, row.number, row.year, row.title, row.product, row.note, plans.get(row.plan_id, ""))
        for row in await db.execute(tasks)
    ]
    found_reports = [
        ReportText(row.id, row.number, row.year, row.title, row.text, row.reported_on, plans.get(row.plan_id, ""))
        for row in await db.execute(reports)
    ]
    more = max(len(found_tasks), len(found_reports)) > MOST_TEXTS
    return Texts(found_tasks[:MOST_TEXTS], found_reports[:MOST_TEXTS], more)
