"""The report's tables as an Excel file, and the flat list that the city's own system takes in."""

from collections.abc import Callable, Mapping, Sequence

from handlers.catalogue import Words
from handlers.documents.sheets import ColumnKind, Sheet, SheetColumn, Value
from handlers.figures.summary_text import Figures
from handlers.report.content import Report
from handlers.report.task_notes import deadline_words, task_rows
from storage.plan.tasks import TaskRow

TEXT, INTEGER, PERCENT, DATE = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.PERCENT, ColumnKind.DATE


def report_sheets(say: Words, report: Report) -> list[Sheet]:
    return [
        _figures_sheet(say, report),
        _channels_sheet(say, report),
        _tasks_sheet(say, report),
        _documents_sheet(say, report),
        _late_sheet(say, report),
    ]


def _columns(say: Words, *names: tuple[str, ColumnKind]) -> list[SheetColumn]:
    return [SheetColumn(say(f"report_sheet.{name}"), kind) for name, kind in names]


# (name, value or None where nobody knows it, over what it is a share)
FigureRow = tuple[str, int | None, int | None]


def figure_rows(figures: Figures) -> list[FigureRow]:
    """Every figure of the body."""
    dossiers, ratings, cases = figures.dossiers, figures.ratings, figures.cases
    return [
        ("tasks", len(figures.tasks), None),
        ("overdue", len(figures.overdue), len(figures.tasks)),
        ("received", dossiers.received, None),
        ("returned", dossiers.returned, None),
        ("late", dossiers.late, dossiers.received),
        ("late_earlier", dossiers.late_earlier, None),
        ("letters", dossiers.letters, dossiers.late),
        ("satisfied", ratings.satisfied, ratings.rated),
        ("rated", ratings.rated, dossiers.received),
        ("persons", ratings.persons, dossiers.returned),
        ("covered", ratings.covered, dossiers.returned),
        ("cases", cases.received, None),
        ("cases_answered", cases.answered, cases.received),
        ("cases_in_time", cases.in_time, cases.answered),
        ("cases_overdue", cases.overdue, cases.received),
        ("incidents", figures.open_incidents, None),
    ]


def _share(part: int | None, whole: int | None) -> Value:
    return part / whole if whole and part is not None else None


def _figures_sheet(say: Words, report: Report) -> Sheet:
    rows = [
        (say(f"report_sheet.figure_{name}"), value, _share(value, whole))
        for name, value, whole in figure_rows(report.figures)
    ]
    columns = _columns(say, ("figure", TEXT), ("value", INTEGER), ("share", PERCENT))
    return Sheet(say("report_sheet.figures"), columns, rows)


def _channels_sheet(say: Words, report: Report) -> Sheet:
    rows = [
        (
            channel.channel if channel.outside else say(f"channel.{channel.channel}"),
            channel.satisfied,
            channel.rated,
            _share(channel.satisfied, channel.rated),
        )
        for channel in report.figures.ratings.channels
    ]
    columns = _columns(say, ("channel", TEXT), ("satisfied", INTEGER), ("rated", INTEGER), ("share", PERCENT))
    return Sheet(say("report_sheet.channels"), columns, rows)


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
    "state": (TEXT, lambda say, task, note: say(f"state.{task.state}")),
    "percent": (PERCENT, lambda say, task, note: None if task.last_percent is None else task.last_percent / 100),
    "reported_on": (DATE, lambda say, task, note: task.last_on),
    "note": (TEXT, lambda say, task, note: note),
}


def _tasks_sheet(say: Words, report: Report) -> Sheet:
    several = any(task.plan for task in report.figures.tasks)
    names = [name for name in TASK_COLUMNS if several or name != "plan"]
    return _tasks(say, report, names, say("report_sheet.tasks"))


def flat_sheet(say: Words, report: Report) -> Sheet:
    """For the city's management system: one row a task, the columns it wants."""
    return _tasks(say, report, report.office.export_columns, say("report_sheet.flat"))


def _tasks(say: Words, report: Report, names: Sequence[str], title: str) -> Sheet:
    columns = _columns(say, *((name, TASK_COLUMNS[name][0]) for name in names))
    rows = [tuple(TASK_COLUMNS[name][1](say, task, note) for name in names) for task, note in task_rows(say, report)]
    return Sheet(title, columns, rows)


def _documents_sheet(say: Words, report: Report) -> Sheet:
    columns = _columns(say, ("kind", TEXT), ("document_number", TEXT), ("issued_on", DATE), ("subject", TEXT))
    rows = [
        (found.kind, f"{found.number}/{found.symbol}" if found.symbol else found.number, found.issued_on, found.subject)
        for found in report.documents
    ]
    return Sheet(say("report_sheet.documents"), columns, rows)


def _late_sheet(say: Words, report: Report) -> Sheet:
    columns = _columns(say, ("code", TEXT), ("procedure", TEXT), ("due_on", DATE), ("finished_on", DATE),
                       ("returned_on", DATE), ("dossier_state", TEXT), ("letter", TEXT))  # fmt: skip
    rows = [
        (found.code, found.procedure, found.due_on, found.finished_on, found.returned_on,
         say(f"dossier_state.{found.state}"),
         say("report_sheet.yes" if found.letter else "report_sheet.no"))
        for found in report.late
    ]  # fmt: skip
    return Sheet(say("report_sheet.late_dossiers"), columns, rows)
