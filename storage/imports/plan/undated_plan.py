"""A plan whose table has no column of deadlines: which one holds for its tasks is asked, never guessed."""

from collections.abc import Sequence
from datetime import date

from storage.imports.columns import KINDS, PLAN
from storage.imports.files.cells import read_day
from storage.imports.files.tables import Table
from storage.imports.headings import Heading, best_heading, headings_shown
from storage.imports.meanings import Kind
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered

NONE = "none"
# The task, and what else stands beside it in a plan: its number, who leads, the product.
_FEWEST = 3
UNDATED = Kind(PLAN.name, PLAN.columns, required=(("title",),))


def kind_of_plan(tables: Sequence[Table]) -> Kind:
    """With a column of deadlines where any table has one, and where no other kind of file fits better."""
    plans = [heading for table in tables if (heading := best_heading(table, PLAN))]
    is_other = any(
        heading.is_complete
        for table in tables
        for kind in KINDS
        if kind is not PLAN and (heading := best_heading(table, kind))
    )
    if is_other or any(heading.is_complete for heading in plans):
        return PLAN
    return UNDATED if any(map(lacks_deadlines_only, plans)) else PLAN


def lacks_deadlines_only(heading: Heading) -> bool:
    return heading.kind.name == PLAN.name and UNDATED.is_complete(set(heading.columns)) and heading.score >= _FEWEST


def told_deadline(tables: Sequence[Table], year: int, count: int, answers: Answers) -> date | None:
    """The day that holds for all tasks, of which there are `count`; None where none does. Raises `Unanswered`, with the
    headings that were found, where nobody has said."""
    answer = answers.get(Ask.DEADLINE)
    if answer == NONE:
        return None
    if answer and (day := read_day(answer)):
        return day
    end = date(year, 12, 31)
    choices = (
        Choice(end.isoformat(), "import.choice_deadline_all", {"day": f"{end:%d/%m/%Y}"}),
        Choice(NONE, "import.choice_deadline_none"),
    )
    values: dict[str, str | int] = {"count": count, "columns": headings_shown(tables)}
    raise Unanswered(FileQuestion(Ask.DEADLINE, choices, values=values, typed=True))
