"""Whether day or month comes first in a file, told from all its days together."""

from collections.abc import Iterable, Sequence
from datetime import date

from storage.ground.days.day_text import DayOrder, When, orders_shown
from storage.imports.files.cells import MONTHS, read_day, read_when
from storage.imports.files.tables import Cell
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered
from storage.imports.reading import RowReader

_CHOICE = {order: f"import.choice_day_order_{order}" for order in (DayOrder.DAY, DayOrder.MONTH, DayOrder.BY_ROW)}
_SWAPPED = {order: f"import.choice_day_swapped_{order}" for order in (DayOrder.SWAPPED, DayOrder.DAY)}
_AHEAD = {order: f"import.choice_day_ahead_{order}" for order in (DayOrder.MONTH, DayOrder.DAY)}
_PLAIN = 10  # characters of 05/04/2026
_REMEMBERED = 20_000


class Days:
    """The days of one file, read as they come; a long file has few different ones, and each is read once. `order`: how
    they are read; None until the first rows have shown it. `latest`: the last day on which something can have
    happened."""

    def __init__(self, order: DayOrder | None = None, today: date | None = None) -> None:
        self.order = order
        self.latest = today or date.max
        self._ahead: dict[str, tuple[date, date]] = {}
        self._known: dict[DayOrder, dict[Cell, When | None]] = {each: {} for each in DayOrder}
        self._shown: dict[DayOrder, str] = {}
        self._kept_as_days: set[date] = set()
        self._has_either = False

    def begin(self, readers: Iterable[RowReader], columns: Sequence[str]) -> None:
        if self.order is None:
            for reader in readers:
                for column in columns:
                    self._look_at(reader.cell(column))
            self.order = DayOrder.MONTH if set(self._shown) == {DayOrder.MONTH} else DayOrder.DAY

    def when(self, cell: Cell, order: DayOrder) -> When | None:
        known = self._known[order]
        if cell in known:
            return known[cell]
        self._look_at(cell)
        if len(known) >= _REMEMBERED:
            known.clear()
        when = known[cell] = read_when(cell, order)
        return when

    def _look_at(self, cell: Cell) -> None:
        """Keeps the first day that proves an order, and what tells of swapped ones."""
        if isinstance(cell, date):
            self._kept_as_days.add(date(cell.year, cell.month, cell.day))
            return
        if isinstance(cell, str) and cell and len(self._shown) < 2:
            plain = cell[:_PLAIN] if cell[2:3] + cell[5:6] in ("//", "--", "..") else cell
            for order in orders_shown(plain):
                self._shown.setdefault(order, plain[:_PLAIN])
        if not self._has_either and isinstance(cell, str) and cell:
            other = read_day(cell, DayOrder.MONTH)
            self._has_either = other is not None and other != read_day(cell)

    def is_ahead(self, cell: Cell, day: date) -> None:
        """Something that has happened is still to come. With the month first it may not be: that is asked."""
        other = read_when(cell, DayOrder.MONTH) if isinstance(cell, str) else None
        if other is not None and other.day <= self.latest:
            self._ahead.setdefault(str(cell)[:_PLAIN], (day, other.day))

    def proven(self, answers: Answers) -> DayOrder:
        """By all that were read. Raises `Unanswered` where some fit only one order and others only the other."""
        shown = self._shown
        if not shown:
            return self._likely(answers)
        if len(shown) < 2:
            return self._swapped(answers) if DayOrder.DAY in shown else DayOrder.MONTH
        answer = answers.get(Ask.DAY_ORDER)
        if answer in {order.value for order in _CHOICE}:
            return DayOrder(answer)
        choices = tuple(Choice(order.value, label) for order, label in _CHOICE.items())
        values = {"day": shown[DayOrder.DAY], "month": shown[DayOrder.MONTH]}
        raise Unanswered(FileQuestion(Ask.DAY_ORDER, choices, values=values))

    def _swapped(self, answers: Answers) -> DayOrder:
        """A spreadsheet that expects the month first takes 06/05 for the 5th of June, and leaves 25/06 as a text: then
        all of its days are up to the 12th, and no text is."""
        days = self._kept_as_days
        if not days or self._has_either or max(day.day for day in days) > MONTHS or all(map(_is_same, days)):
            return DayOrder.DAY
        answer = answers.get(Ask.DAY_SWAPPED)
        if answer in (DayOrder.DAY, DayOrder.SWAPPED):
            return DayOrder(answer)
        first = min(day for day in days if not _is_same(day))
        values: dict[str, str | int] = {"text": self._shown[DayOrder.DAY], "day": first.day, "month": first.month}
        choices = tuple(Choice(order.value, _SWAPPED[order], values) for order in (DayOrder.SWAPPED, DayOrder.DAY))
        raise Unanswered(FileQuestion(Ask.DAY_SWAPPED, choices, values=values))

    def _likely(self, answers: Answers) -> DayOrder:
        """Where each day of the file may be either."""
        answer = answers.get(Ask.DAY_AHEAD)
        if answer in (DayOrder.DAY, DayOrder.MONTH):
            return DayOrder(answer)
        if not self._ahead:
            return DayOrder.DAY
        text, (first, other) = next(iter(self._ahead.items()))
        values: dict[str, str | int] = {"text": text, "first_day": first.day, "first_month": first.month}
        values |= {"other_day": other.day, "other_month": other.month}
        choices = tuple(Choice(order.value, _AHEAD[order], values) for order in (DayOrder.MONTH, DayOrder.DAY))
        raise Unanswered(FileQuestion(Ask.DAY_AHEAD, choices, values=values))


def row_order(reader: RowReader, columns: Sequence[str]) -> DayOrder:
    """What the row's own days prove. One in which they prove nothing, or both, is left out and told."""
    cells = [cell for column in columns if isinstance(cell := reader.cell(column), str) and cell]
    shown = {order for cell in cells for order in orders_shown(cell)}
    if len(shown) == 1:
        return shown.pop()
    if shown or any(_may_be_either(cell) for cell in cells):
        reader.report("dossier.day_order_unclear")
    return DayOrder.DAY


def _is_same(day: date) -> bool:
    return day.day == day.month


def _may_be_either(cell: Cell) -> bool:
    return read_day(cell) != read_day(cell, DayOrder.MONTH)
