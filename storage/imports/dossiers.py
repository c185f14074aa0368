"""Dossiers (hồ sơ). The applicant's name is not among the columns looked for, so it never leaves the file."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain, groupby, islice

from storage.ground.days.day_text import DayOrder, When
from storage.imports.columns import DOSSIERS
from storage.imports.day_order import Days, row_order
from storage.imports.dossier_cells import phone_of, read_apology, read_submitted
from storage.imports.dossier_groups import Groups
from storage.imports.dossier_rows import DossierRow, DossiersFile
from storage.imports.file_day import day_of_file
from storage.imports.files.cells import (
    cell_fault,
    later_of_several,
    read_code,
    read_text,
    says_no_day,
    whole_code,
)
from storage.imports.files.files import read_tables
from storage.imports.files.tables import Fault, FileTables, Problem
from storage.imports.names import ProblemName
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.reading import RowReader, read_rows
from storage.imports.shifted_rows import Shape
from storage.imports.state_words import Said, read_state, says_late

_DAYS = ("received_on", "due_on", "extended_to", "finished_on", "returned_on", "refused_on")
_HAPPENED = ("received_on", "finished_on", "returned_on", "refused_on")
_AFTER_RECEIPT: Mapping[str, ProblemName] = {
    "due_on": "dossier.due_before_received",
    "finished_on": "dossier.returned_before_received",
    "returned_on": "dossier.returned_before_received",
    "refused_on": "dossier.returned_before_received",
}
_LONGEST_STATE = 200
_LOOKED_AT = 500  # rows that show how a table's rows look, before the first is read


def read_dossiers(data: bytes | FileTables, name: str, answers: Answers = NO_ANSWERS) -> DossiersFile:
    """Yields row after row, so that a long file is never in memory whole. Reads the file a second time where its later
    rows show that the month comes before the day. Refuses as `read_rows` does."""
    tables = read_tables(data, name)
    unread, order = list(tables.unread), None
    while True:
        tables.unread, tables.titles, tables.rows_read = list(unread), [], 0
        days = Days(order, answers.today)
        rows, problems = _read_all(tables, name, answers, days)
        order = days.proven(answers)
        if order is days.order:
            dated = day_of_file(name, tables.titles)
            return DossiersFile(list(rows.values()), problems, dated, order is DayOrder.MONTH, tables.digest)


def _read_all(
    tables: FileTables, name: str, answers: Answers, days: Days
) -> tuple[dict[str, DossierRow], list[Problem]]:
    rows: dict[str, DossierRow] = {}
    problems: list[Problem] = []
    groups = Groups()
    for reader in _whole_rows(read_rows(tables, name, DOSSIERS, answers), days):
        if groups.takes(reader):
            tables.rows_read -= 1
            continue
        row = None if reader.is_left_out else _read(reader, days, groups)
        if row is not None:
            _take(rows, row, problems)
        problems += reader.problems
    tables.unread += groups.unread()
    return rows, problems


def _whole_rows(readers: Iterator[RowReader], days: Days) -> Iterator[RowReader]:
    """With the order of their days. One that has lost a cell is reported and left out."""
    for _, of_table in groupby(readers, key=lambda reader: id(reader.heading)):
        first = list(islice(of_table, _LOOKED_AT))
        days.begin(first, _DAYS)
        shape = Shape.of(first)
        for reader in chain(first, of_table):
            if not shape.is_shifted(reader):
                reader.order = row_order(reader, _DAYS) if days.order is DayOrder.BY_ROW else days.order or DayOrder.DAY
            yield reader


def _take(rows: dict[str, DossierRow], row: DossierRow, problems: list[Problem]) -> None:
    """Exports name a dossier again at each step: its last row counts."""
    earlier = rows.pop(row.code, None)
    if earlier is not None and replace(earlier, row=row.row) != row:
        problems.append(Problem(earlier.row, "dossier.again", {"code": row.code, "later_row": row.row}))
    rows[row.code] = row


def _read(reader: RowReader, known: Days, groups: Groups) -> DossierRow | None:
    code = reader.code("code", needed=True)
    days = {name: _when(reader, name, known) if reader.has(name) else None for name in _DAYS}
    if reader.is_left_out or not _is_possible(reader, {name: when.day for name, when in days.items() if when}):
        return None
    found = {name: when.day if when else None for name, when in days.items()}
    state = _text(reader.cell("state"))
    said = read_state(state[:_LONGEST_STATE]) if state else _NOTHING_SAID
    due_state = _text(reader.cell("due_state"))
    return DossierRow(
        row=reader.row,
        code=code,
        procedure_code=_procedure_code(reader),
        procedure_name=_text(reader.cell("procedure_name")),
        field=_text(reader.cell("field")) or groups.field,
        unit=_text(reader.cell("unit")) or groups.unit,
        phone=phone_of(reader) if reader.has("phone") else "",
        submitted=read_submitted(reader.cell("submitted")) if reader.has("submitted") else None,
        **found,
        said=said,
        late=said.late if said.late is not None or not due_state else says_late(due_state[:_LONGEST_STATE]),
        apology=read_apology(reader) if reader.has("apology") else None,
        has=reader.columns - reader.unknown if reader.unknown else reader.columns,
        times=tuple((name, when.at) for name, when in days.items() if when and when.at),
    )


_NOTHING_SAID = Said()
# Of columns with few different values: each is read once, and kept once for all its rows.
_text = lru_cache(maxsize=4096, typed=True)(read_text)
_known_code = lru_cache(maxsize=4096, typed=True)(read_code)


def _procedure_code(reader: RowReader) -> str:
    cell = reader.cell("procedure_code")
    known = None if isinstance(cell, Fault) else _known_code(cell)
    return whole_code(reader.code("procedure_code") if known is None else known)


def _when(reader: RowReader, column: str, days: Days) -> When | None:
    """A column that is there has to have its day of receipt; the other days may be still to come."""
    cell = reader.cell(column)
    if (when := days.when(cell, reader.order)) is not None:
        if when.day > days.latest and column in _HAPPENED:
            days.is_ahead(cell, when.day)
            reader.report("dossier.ahead", False, column=reader.heading.texts[column], day=_shown(when.day))
        return when
    if cell == "" and column != "received_on":
        return None
    is_fault = cell_fault(cell) is not None
    if column == "received_on" and reader.has(column) and (is_fault or says_no_day(cell)):
        reader.day(column, needed=True)
        return None
    if is_fault:  # whether there is a day is not known, so what is stored stays
        reader.unknown |= {column}
        reader.report("dossier.day_unknown", False, column=reader.heading.texts[column])
        return None
    if says_no_day(cell):
        return None
    later = later_of_several(cell, reader.order) if column in ("due_on", "extended_to") else None
    if later is not None:
        reader.unreadable(column, "dossier.two_days", left_out=False)
        return When(later)
    reader.unreadable(column, "cell.no_date")
    return None


def _is_possible(reader: RowReader, days: dict[str, date]) -> bool:
    received = days.get("received_on")
    for name, key in _AFTER_RECEIPT.items():
        day = days.get(name)
        if received and day and day < received:
            reader.report(key, received=_shown(received), due=_shown(day), returned=_shown(day))
    finished, returned = days.get("finished_on"), days.get("returned_on")
    if finished and returned and returned < finished:
        reader.report("dossier.returned_before_finished", False, finished=_shown(finished), returned=_shown(returned))
    due, extended = days.get("due_on"), days.get("extended_to")
    if due and extended and extended < due:
        reader.report("dossier.extended_before_due", False, due=_shown(due), extended=_shown(extended))
    return not reader.is_left_out


def _shown(day: date) -> str:
    return day.strftime("%d/%m/%Y")
