"""Of the report's workbook what stands in the registers, and what is counted beside the figures of the summary."""

from collections.abc import Sequence

from handlers.making.workbooks.sheets import ColumnKind, Sheet, SheetColumn, Value
from handlers.report.content import Report
from handlers.words.catalogue import Keys, Words
from handlers.words.periods import period_label
from handlers.words.registers import letter_words

TEXT, INTEGER, PERCENT, DATE = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.PERCENT, ColumnKind.DATE
WAYS = ("direct", "online", "post", "other")
_WAY = Keys("report_changes.way_{}", WAYS)
COUNTS = ("total", "own", "online", "by_post")
_PROCEDURES = Keys("report_changes.procedures_{}", COUNTS)

_INDICATOR = Keys("report_sheet.indicator_{}", ("name", "period", "value", "base", "measure"))


def register_sheets(say: Words, report: Report) -> list[Sheet]:
    return [
        _procedures(say, report),
        _ways(say, report),
        _indicators(say, report),
        _incidents(say, report),
        _not_counted(say, report),
    ]


def _sheet(name: str, columns: Sequence[tuple[str, ColumnKind]], rows: Sequence[Sequence[Value]]) -> Sheet:
    return Sheet(name, [SheetColumn(title, kind) for title, kind in columns], rows)


def _procedures(say: Words, report: Report) -> Sheet:
    found = report.procedures
    counts = [(say(_PROCEDURES[name]), getattr(found, name)) for name in COUNTS]
    columns = [(say("report_sheet.field"), TEXT), (say("report_sheet.value"), INTEGER)]
    return _sheet(say("report_sheet.procedures"), columns, [*counts, *found.fields, *found.common])


def _ways(say: Words, report: Report) -> Sheet:
    received = report.figures.dossiers.received
    counts = [(way, report.submitted.get(way, 0)) for way in WAYS]
    rows = [(say(_WAY[way]), count, count / received if received else None) for way, count in counts]
    columns = [
        (say("report_sheet.way"), TEXT),
        (say("report_sheet.value"), INTEGER),
        (say("report_sheet.share"), PERCENT),
    ]
    return _sheet(say("report_sheet.ways"), columns, rows)


def _indicators(say: Words, report: Report) -> Sheet:
    """Those without a figure, too: what is empty is still to be entered."""
    rows = []
    for figure in (*report.indicators, *report.missing):
        entered = figure.entered
        value, base = (entered.value, entered.base) if entered else (None, None)
        rows.append((figure.indicator.name, period_label(figure.period), value, base, figure.indicator.measure))
    columns = [(say(key), TEXT) for key in _INDICATOR.values()]
    return _sheet(say("report_sheet.indicators"), columns, rows)


def _incidents(say: Words, report: Report) -> Sheet:
    rows = [
        (incident.text, incident.unit, incident.began_on,
         incident.fixed_on if incident in report.fixed else None, incident.age,
         "\n".join(letter_words(say, letter) for letter in incident.letters))
        for incident in (*report.incidents, *report.fixed)
    ]  # fmt: skip
    columns = [
        (say("report_sheet.incident"), TEXT),
        (say("report_sheet.unit"), TEXT),
        (say("report_sheet.began_on"), DATE),
        (say("report_sheet.fixed_on"), DATE),
        (say("report_sheet.age"), INTEGER),
        (say("report_sheet.letters"), TEXT),
    ]
    return _sheet(say("report_sheet.incidents"), columns, rows)


def _not_counted(say: Words, report: Report) -> Sheet:
    rows = [
        (total.channel, total.first, total.last, total.satisfied, total.rated)
        for total in report.figures.ratings.not_counted
    ]
    columns = [
        (say("report_sheet.channel"), TEXT),
        (say("report_sheet.from_day"), DATE),
        (say("report_sheet.to_day"), DATE),
        (say("report_sheet.satisfied"), INTEGER),
        (say("report_sheet.rated"), INTEGER),
    ]
    return _sheet(say("report_sheet.not_counted"), columns, rows)
