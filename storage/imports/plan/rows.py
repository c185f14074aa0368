"""From the rows of a plan's tables to its tasks, before they are numbered and their deadlines understood."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.ground.text import fold
from storage.imports.files.cells import read_text
from storage.imports.files.tables import Cell, Fault, Problem, Row, Table, Unread, numbered
from storage.imports.headings import Heading
from storage.imports.names import LineName, ProblemName
from storage.imports.plan.areas import Area, Areas, is_numeral
from storage.imports.plan.numbers import read_number, split_number
from storage.imports.plan.row_kinds import DETAILS, RowKind, RowSorter, Sorted, cells_of, texts_of

_LEFT_AWAY: Mapping[RowKind, LineName] = {
    RowKind.FOOT: "foot_rows",
    RowKind.GROUP: "group_rows",
    RowKind.LOOSE: "loose_rows",
}
_DITTO = re.compile(
    r"[-–(\s]*(?:nhu (?:tren|dong tren|muc tren|nhiem vu tren)|n\s?[/.]?\s?t|[\"“”″〃]{1,2}|''|//)[-–).\s]*", re.ASCII
)


@dataclass(slots=True)
class DraftTask:
    """`number`: as the file gives it. `deadline_days`: dates the spreadsheet keeps as such."""

    row: int
    place: str
    area: Area
    number: int | None
    title: str
    texts: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in DETAILS})
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
        self._has_areas = False
        self.has_levels = False
        self._left_away: dict[tuple[LineName, str], list[int]] = defaultdict(list)

    def read(self, table: Table, heading: Heading) -> None:
        rows = list(heading.rows(table))
        sorter = RowSorter(rows, heading)
        self.has_levels = self.has_levels or sorter.has_levels
        for index, row in enumerate(rows):
            found = sorter.sort(index, self.tasks[-1].title if self.tasks else "")
            if found.kind is RowKind.AREA or (found.kind is RowKind.GROUP and found.area[0] and not self._has_areas):
                self._enter_area(found)
            elif found.kind in _LEFT_AWAY:
                self._left_away[_LEFT_AWAY[found.kind], table.name].append(row.number)
            else:
                self._read_row(row, heading, table.place, is_rest=found.kind is RowKind.REST)

    def unread(self) -> list[Unread]:
        return [numbered(key, rows, place) for (key, place), rows in self._left_away.items()]

    def _enter_area(self, found: Sorted) -> None:
        numeral, name = found.area
        self._areas.enter(name, numeral)
        self._has_areas = self._has_areas or found.kind is RowKind.AREA

    def _read_row(self, row: Row, heading: Heading, place: str, *, is_rest: bool) -> None:
        if not is_rest:
            self._read_area(row, heading)
        fault = next((cell for cell in cells_of(row, heading, "title") if isinstance(cell, Fault)), None)
        number, title = _number_and_title(row, heading)
        if is_rest:
            self.tasks[-1].title += " " + " ".join(texts_of(row, heading, "title"))
        elif fault or not title:
            if fault or not self._adds_to_last(row, heading):
                self._report_no_title(row, heading, place, fault)
                return
        elif not self._goes_on(row, heading, title, place):
            self.tasks.append(DraftTask(row.number, place, self._areas.of_task(), number, title))
        for name in DETAILS:
            self._read_detail(name, row, heading, place)

    def _adds_to_last(self, row: Row, heading: Heading) -> bool:
        """Whether a row without number, title and deadline goes on the cells of the task above."""
        if not self.tasks or "number" not in heading.columns:
            return False
        own = [name for name in heading.columns if texts_of(row, heading, name)]
        return bool(own) and not {"number", "area", "deadline"} & set(own)

    def _read_area(self, row: Row, heading: Heading) -> None:
        name = " ".join(texts_of(row, heading, "area"))
        labels = [text for column in ("area_numeral", "number") for text in texts_of(row, heading, column)]
        numeral = next((label.rstrip(".): ") for label in labels if is_numeral(label)), "")
        pieces = texts_of(row, heading, "area")
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
        for cell in cells_of(row, heading, name):
            if isinstance(cell, Fault):
                values: dict[str, str | int] = {"column": heading.texts[name]}
                self.problems.append(Problem(row.number, cell.problem, values, place, left_out=False))
            else:
                self._add(name, cell)

    def _add(self, name: str, cell: Cell) -> None:
        """ "Như trên", "nt": what the task above has."""
        task, above = self.tasks[-1], self.tasks[-2] if len(self.tasks) > 1 else None
        if above is None or not _DITTO.fullmatch(fold(read_text(cell))):
            task.add(name, cell)
        elif not task.texts[name]:
            task.texts[name] = list(above.texts[name])
            task.deadline_days += above.deadline_days if name == "deadline" else []

    def _report_no_title(self, row: Row, heading: Heading, place: str, fault: Fault | None) -> None:
        # Only an area: nothing of a task is lost.
        if fault or any(texts_of(row, heading, name) for name in ("product", "deadline", "lead")):
            key: ProblemName = fault.problem if fault else "cell.missing"
            self.problems.append(Problem(row.number, key, {"column": heading.texts["title"]}, place))


def _number_and_title(row: Row, heading: Heading) -> tuple[int | None, str]:
    """The number in a column of its own, else in the first cell below the title's heading, else inside the text."""
    labels = [text for name in ("number", "area_numeral") for text in texts_of(row, heading, name)]
    numbers = [number for text in labels if (number := read_number(text))]
    pieces = texts_of(row, heading, "title")
    if len(pieces) > 1 and (own := read_number(pieces[0])):
        numbers.append(own)
        pieces = pieces[1:]
    inside, title = split_number("\n".join(pieces))
    if numbers and inside not in (None, numbers[0]):
        return numbers[0], "\n".join(pieces)
    return (numbers[0] if numbers else inside), title
