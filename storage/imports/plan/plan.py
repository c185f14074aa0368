"""The year's plan: its areas and tasks, from a Word document, a spreadsheet or a text table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.ground.deadlines.deadlines import find_deadline
from storage.ground.deadlines.due_days import Deadline
from storage.ground.kinds import DeadlineKind
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten
from storage.imports.choosing import find_tables, lines_above
from storage.imports.files.files import read_tables
from storage.imports.files.tables import FileTables, Problem, Unread
from storage.imports.plan.document import NO_DOCUMENT, PlanDocument, find_document
from storage.imports.plan.marked_periods import with_marked_periods
from storage.imports.plan.month_order import put_days_first
from storage.imports.plan.numbers import number_tasks
from storage.imports.plan.rows import DraftTask, PlanReader
from storage.imports.plan.undated_plan import UNDATED, kind_of_plan, told_deadline
from storage.imports.plan.year import find_title, plan_year
from storage.imports.questions import NO_ANSWERS, Answers

_SHOWN = 60
_UNCLEAR = Deadline(DeadlineKind.TRIGGER, None)


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task as the file has it. `number` is unique within the plan. `note` is kept as it is: it says nothing about the
    task's state."""

    row: int
    number: int
    area_numeral: str
    area_name: str
    title: str
    product: str
    deadline_text: str
    deadline: Deadline
    lead: str
    note: str
    support: str = ""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """`is_undated`: its tables have no column of deadlines; those that are known stay where nobody has said another."""

    year: int
    title: str
    tasks: list[PlannedTask]
    problems: list[Problem]
    document: PlanDocument = NO_DOCUMENT
    is_undated: bool = False


def read_plan(data: bytes | FileTables, name: str, answers: Answers = NO_ANSWERS) -> PlanFile:
    """The plan's year is found in the file where no answer gives it. Raises `Unanswered` where the file does not name
    one. Refuses with `file.no_rows`, and as `find_tables` does."""
    tables = read_tables(data, name)
    with_marked_periods(tables)
    kind = kind_of_plan(tables)
    found = find_tables(tables, kind, answers, name)
    reader = PlanReader()
    for table, heading in found:
        reader.read(table, heading)
        tables.unread += heading.unread_columns(table)
    tables.unread += reader.unread()
    if not reader.tasks:
        raise Refusal("file.no_rows")
    tables.rows_read = len(reader.tasks)
    lines = [line for table, heading in found for line in lines_above(table, heading)]
    year = plan_year(lines, [task.text("deadline") for task in reader.tasks], name, answers)
    if kind is UNDATED and (day := told_deadline(tables, year, len(reader.tasks), answers)):
        for draft in reader.tasks:
            draft.add("deadline", day)
    if put_days_first(reader.tasks, answers):
        tables.unread.append(Unread("months_first"))
    drafts = list(_without_doubles(reader))
    tasks = [_task(draft, number, year, reader) for draft, number in _numbered(drafts, reader)]
    repeated = {problem.row for problem in reader.problems if problem.key == "plan.number_twice"}
    given = ((draft.row, draft.number, task.number) for draft, task in zip(drafts, tasks, strict=True))
    if reader.has_levels or any(own not in (None, number) and row not in repeated for row, own, number in given):
        tables.unread.append(Unread("renumbered", {"count": len(tasks)}))
    problems = sorted(reader.problems, key=lambda problem: problem.row)
    return PlanFile(year, find_title(lines), tasks, problems, find_document(lines), is_undated=kind is UNDATED)


def _without_doubles(reader: PlanReader) -> Iterator[DraftTask]:
    first: dict[tuple[str, str], DraftTask] = {}
    for draft in reader.tasks:
        known = first.setdefault((draft.area.numeral, fold(draft.title)), draft)
        if known is draft:
            yield draft
        else:
            values: dict[str, str | int] = {"title": shorten(draft.title, _SHOWN), "first_row": known.row}
            reader.problems.append(Problem(draft.row, "plan.task_twice", values, draft.place))


def _numbered(drafts: Sequence[DraftTask], reader: PlanReader) -> Iterator[tuple[DraftTask, int]]:
    numbering = number_tasks(
        [(f"{draft.place} {draft.area.numeral}", None if reader.has_levels else draft.number) for draft in drafts]
    )
    for index, (draft, number) in enumerate(zip(drafts, numbering.numbers, strict=True)):
        if index in numbering.repeated:
            values: dict[str, str | int] = {
                "number": draft.number or 0,
                "first_row": drafts[numbering.repeated[index]].row,
                "new_number": number,
            }
            reader.problems.append(Problem(draft.row, "plan.number_twice", values, draft.place, left_out=False))
        yield draft, number


def _task(draft: DraftTask, number: int, year: int, reader: PlanReader) -> PlannedTask:
    text = draft.text("deadline")
    deadline = find_deadline(max(draft.deadline_days, default=None) or text, year)
    if text and deadline is None:
        values: dict[str, str | int] = {"number": number, "value": shorten(text, _SHOWN)}
        reader.problems.append(Problem(draft.row, "plan.deadline_unclear", values, draft.place, left_out=False))
    return PlannedTask(
        row=draft.row,
        number=number,
        area_numeral=draft.area.numeral,
        area_name=draft.area.name,
        title=draft.title,
        product=draft.text("product"),
        deadline_text=text,
        deadline=deadline or _UNCLEAR,
        lead=draft.text("lead"),
        note=draft.text("note"),
        support=draft.text("support"),
    )
