"""From the rows of a plan's tables to its tasks, before they are numbered and their deadlines understood."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.imports.files.cells import read_text
from storage.imports.files.tables import Cell, Fault, Problem, Row, Table
from storage.imports.headings import Heading
from storage.imports.plan.areas import Area, Areas, area_of_row, is_numeral, is_subheading
from storage.imports.plan.numbers import read_number, split_number
from storage.text import fold

_DETAILS = ("product", "deadline", "lead", "note")


@dataclass(slots=True)
class DraftTask:
    """`number`: as the file gives it. `deadline_days`: dates the spreadsheet keeps as such."""

    row: int
    place: str
    area: Area
    number: int | None
    title: str
    texts: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _DETAILS})
    deadline_days: list[date] = field(default_factory=list)

    def text(self, name: str) -> str:
        return "\n".join(self.texts[name])

    def add(self, name: str, cell: Cell) -> None:
        """Once, however many merged rows repeat it."""
        text = read_text(cell)
        if text and text not in self.texts[name]:
            self.texts[name].append(text)
            if name == "deadline" and isinstance(cell, date):
                self.deadline_days.append(cell.date() if isinstance(cell, datetime) else cell)


class PlanReader:
    """Goes through the tables of one file; areas hold from one table to the next."""

    def __init__(self) -> None:
        self.tasks: list[DraftTask] = []
        self.problems: list[Problem] = []
        self._areas = Areas()

    def read(self, table: Table, heading: Heading) -> None:
        columns = heading.columns
        details = frozenset(column for name in _DETAILS for column in columns.get(name, ()))
        titles = frozenset(columns["title"])
        for row in heading.rows(table):
            if found := area_of_row(row, details, titles):
                self._enter_area(*found)
            else:
                self._read_row(row, heading, table.place)

    def _enter_area(self, numeral: str, name: str) -> None:
        if numeral or not is_subheading(name):
            self._areas.enter(name, numeral)

    def _read_row(self, row: Row, heading: Heading, place: str) -> None:
        self._read_area(row, heading)
        fault = next((cell for cell in _cells(row, heading, "title") if isinstance(cell, Fault)), None)
        number, title = _number_and_title(row, heading)
        if fault or not title:
            self._report_no_title(row, heading, place, fault)
            return
        if not self._goes_on(row, heading, title, place):
            self.tasks.append(DraftTask(row.number, place, self._areas.current, number, title))
        for name in _DETAILS:
            self._read_detail(name, row, heading, place)

    def _read_area(self, row: Row, heading: Heading) -> None:
        name = " ".join(_texts(row, heading, "area"))
        labels = [text for column in ("area_numeral", "number") for text in _texts(row, heading, column)]
        numeral = next((label.rstrip(".): ") for label in labels if is_numeral(label)), "")
        pieces = _texts(row, heading, "area")
        if len(pieces) == 2 and is_numeral(pieces[0]):
            numeral, name = pieces[0].rstrip(".): "), pieces[1]
        if name:
            self._areas.enter(name, numeral)

    def _goes_on(self, row: Row, heading: Heading, title: str, place: str) -> bool:
        """Whether the title's cell is merged with the one above: then this row only adds to that task."""
        if not self.tasks or not row.continued.issuperset(heading.columns["title"]):
            return False
        last = self.tasks[-1]
        return last.place == place and fold(last.title) == fold(title)

    def _read_detail(self, name: str, row: Row, heading: Heading, place: str) -> None:
        for cell in _cells(row, heading, name):
            if isinstance(cell, Fault):
                values: dict[str, str | int] = {"column": heading.texts[name]}
                self.problems.append(Problem(row.number, cell.value, values, place, left_out=False))
            else:
                self.tasks[-1].add(name, cell)

    def _report_no_title(self, row: Row, heading: Heading, place: str, fault: Fault | None) -> None:
        # Only an area, or the signature below the table: nothing of a task is lost.
        if fault or any(_texts(row, heading, name) for name in ("product", "deadline")):
            key = fault.value if fault else "cell.missing"
            self.problems.append(Problem(row.number, key, {"column": heading.texts["title"]}, place))


def _cells(row: Row, heading: Heading, name: str) -> Iterator[Cell]:
    for column in heading.columns.get(name, ()):
        yield row.cell(column)


def _texts(row: Row, heading: Heading, name: str) -> list[str]:
    return list(dict.fromkeys(text for cell in _cells(row, heading, name) if (text := read_text(cell))))


def _number_and_title(row: Row, heading: Heading) -> tuple[int | None, str]:
    """The number in a column of its own, else in the first cell below the title's heading, else inside the text."""
    numbers = [number for text in _texts(row, heading, "number") if (number := read_number(text))]
    pieces = _texts(row, heading, "title")
    if len(pieces) > 1 and (own := read_number(pieces[0])):
        numbers.append(own)
        pieces = pieces[1:]
    inside, title = split_number("\n".join(pieces))
    if numbers and inside not in (None, numbers[0]):
        return numbers[0], "\n".join(pieces)
    return (numbers[0] if numbers else inside), title
