"""The report's tables as an Excel file, and the flat list that the city's own system takes in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from handlers.figures.gathering import Figures
from handlers.forms.tables import form_sheets
from handlers.making.workbooks.sheets import ColumnKind, Sheet, Value, columns
from handlers.report.content import Report
from handlers.report.rating_sheets import aspects_sheet, channels_sheet, share_of
from handlers.report.register_sheets import register_sheets
from handlers.report.wording import days_words, deadline_words, period_words, stands_words, task_rows
from handlers.words.catalogue import Keys, Words
from handlers.words.keys import DOSSIER_STATE, STATE
from storage.plan.tasks import TaskRow

TEXT, INTEGER, PERCENT, DATE = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.PERCENT, ColumnKind.DATE


def report_sheets(say: Words, report: Report) -> list[Sheet]:
    forms = form_sheets(say, report.form) if report.form is not None else []
    sheets = [
        _figures_sheet(say, report),
        channels_sheet(say, report),
        _tasks_sheet(say, report),
        _documents_sheet(say, report),
        _late_sheet(say, report),
        *register_sheets(say, report),
    ]
    sourced = [*((sheet, "forms") for sheet in forms), *zip(sheets, SOURCES, strict=True)]
    if report.aspects:
        sourced.append((aspects_sheet(say, report), "aspects"))
    return [headed(say, report, sheet, source) for sheet, source in sourced]


SOURCES = (
    *("figures", "channels", "tasks", "documents", "late_dossiers"),
    *("procedures", "ways", "indicators", "incidents", "not_counted"),
)
_SOURCE = Keys("report_sheet.source_{}", (*SOURCES, "aspects", "forms", "reconciliation"))


def headed(say: Words, report: Report, sheet: Sheet, source: str) -> Sheet:
    """With whose figures they are, of which days, and where they come from."""
    period, days = period_words(say, report), days_words(say, report)
    if days != period:
        period = say("report_sheet.of_days", period=period, days=days)
    heading = (
        say("report_sheet.of_unit", unit=report.unit),
        say("report_sheet.of_period", period=period, stands=stands_words(say, report)),
        say("report_sheet.of_source", source=say(_SOURCE[source])),
    )
    return replace(sheet, heading=heading)


# (name, value or None where nobody knows it, over what it is a share)
FigureRow = tuple[str, int | None, int | None]


# Every figure of the body: (value, over what it is a share).
FIGURES: Mapping[str, Callable[[Figures], tuple[int | None, int | None]]] = {
    "tasks": lambda found: (len(found.tasks), None),
    "overdue": lambda found: (len(found.overdue), len(found.tasks)),
    "received": lambda found: (found.dossiers.received, None),
    "returned": lambda found: (found.dossiers.returned, None),
    "late": lambda found: (found.dossiers.late, found.dossiers.received),
    "late_earlier": lambda found: (found.dossiers.late_earlier, None),
    "letters": lambda found: (found.dossiers.letters_in_all, found.dossiers.late_in_all),
    "satisfied": lambda found: (found.ratings.satisfied, found.ratings.rated),
    "rated": lambda found: (found.ratings.rated, found.dossiers.received),
    "persons": lambda found: (found.ratings.persons, found.dossiers.returned),
    "covered": lambda found: (found.ratings.covered, found.dossiers.returned),
    "cases": lambda found: (found.cases.received, None),
    "cases_answered": lambda found: (found.cases.answered, found.cases.received),
    "cases_in_time": lambda found: (found.cases.in_time, found.cases.answered),
    "cases_overdue": lambda found: (found.cases.overdue, found.cases.received),
    "incidents": lambda found: (found.open_incidents, None),
}
FIGURE = Keys("report_sheet.figure_{}", FIGURES)


def figure_rows(figures: Figures) -> list[FigureRow]:
    return [(name, *count(figures)) for name, count in FIGURES.items()]


def _figures_sheet(say: Words, report: Report) -> Sheet:
    rows = [(say(FIGURE[name]), value, share_of(value, whole)) for name, value, whole in figure_rows(report.figures)]
    found = columns(
        say, ("report_sheet.figure", TEXT), ("report_sheet.value", INTEGER), ("report_sheet.share", PERCENT)
    )
    return Sheet(say("report_sheet.figures"), found, rows)


# What may stand in a column of the list of tasks, by the names of EXPORT_COLUMNS.
TASK_COLUMNS: Mapping[str, tuple[ColumnKind, Callable[[Words, TaskRow, str], Value]]] = {
    "plan": (TEXT, lambda say, task, note: task.plan),
    "area": (TEXT, lambda say, task, note: task.area),
    "number": (INTEGER, lambda say, task, note: task.number),
    "task": (TEXT, lambda say, task, note: task.title),
    "product": (TEXT, lambda say, task, note: task.product),
    "deadline": (TEXT, lambda say, task, note: deadline_words(say, task)),
    "deadline_on": (DATE, lambda say, task, note: task.deadline_on),
    "unit": (TEXT, lambda say, task, note: task.unit),
    "state": (TEXT, lambda say, task, note: say(STATE[task.state])),
    "percent": (PERCENT, lambda say, task, note: None if task.last_percent is None else task.last_percent / 100),
    "reported_on": (DATE, lambda say, task, note: task.last_on),
    "note": (TEXT, lambda say, task, note: note),
}
_COLUMN = Keys("report_sheet.{}", TASK_COLUMNS)


def _tasks_sheet(say: Words, report: Report) -> Sheet:
    several = any(task.plan for task in report.figures.tasks)
    names = [name for name in TASK_COLUMNS if several or name != "plan"]
    return _tasks(say, report, names, say("report_sheet.tasks"))


def flat_sheet(say: Words, report: Report) -> Sheet:
    """For the city's management system: one row a task, the columns it wants."""
    return _tasks(say, report, report.office.export_columns, say("report_sheet.flat"))


def _tasks(say: Words, report: Report, names: Sequence[str], title: str) -> Sheet:
    found = columns(say, *((_COLUMN[name], TASK_COLUMNS[name][0]) for name in names))
    rows = [tuple(TASK_COLUMNS[name][1](say, task, note) for name in names) for task, note in task_rows(say, report)]
    return Sheet(title, found, rows)


def _documents_sheet(say: Words, report: Report) -> Sheet:
    found = columns(
        say,
        ("report_sheet.kind", TEXT),
        ("report_sheet.document_number", TEXT),
        ("report_sheet.issued_on", DATE),
        ("report_sheet.subject", TEXT),
    )
    rows = [(one.kind, one.label, one.issued_on, one.subject) for one in report.documents]
    return Sheet(say("report_sheet.documents"), found, rows)


def _late_sheet(say: Words, report: Report) -> Sheet:
    found = columns(
        say,
        ("report_sheet.code", TEXT),
        ("report_sheet.procedure", TEXT),
        ("report_sheet.due_on", DATE),
        ("report_sheet.finished_on", DATE),
        ("report_sheet.returned_on", DATE),
        ("report_sheet.dossier_state", TEXT),
        ("report_sheet.letter", TEXT),
    )
    rows = [
        (
            one.code,
            one.procedure,
            one.due_on,
            one.finished_on,
            one.returned_on,
            say(DOSSIER_STATE[one.state]),
            say("report_sheet.yes" if one.letter else "report_sheet.no"),
        )
        for one in report.late
    ]
    return Sheet(say("report_sheet.late_dossiers"), found, rows, whole=report.figures.dossiers.late_in_all)
