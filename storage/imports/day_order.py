"""Whether day or month comes first in a file, told from all its days together; and the day the file stands at."""

from collections.abc import Collection, Sequence
from datetime import date

from storage.imports.files.cells import read_day
from storage.imports.files.day_text import DayOrder, days_within, orders_shown
from storage.imports.files.tables import Cell
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered
from storage.imports.reading import RowReader

_PLAIN = 10  # characters of 05/04/2026


def day_order(readers: Collection[RowReader], columns: Sequence[str], answers: Answers) -> DayOrder:
    """Raises `Unanswered` where some days fit only one order and others only the other."""
    shown = _proofs(readers, columns)
    if len(shown) < 2:
        return next(iter(shown), DayOrder.DAY)
    answer = answers.get(Ask.DAY_ORDER)
    if answer in {order.value for order in DayOrder}:
        return DayOrder(answer)
    choices = tuple(Choice(order.value, f"import.choice_day_order_{order.value}") for order in DayOrder)
    values = {"day": shown[DayOrder.DAY], "month": shown[DayOrder.MONTH]}
    raise Unanswered(FileQuestion(Ask.DAY_ORDER, choices, values=values))


def _proofs(readers: Collection[RowReader], columns: Sequence[str]) -> dict[DayOrder, str]:
    """Each order that some day proves, with the first such day."""
    shown: dict[DayOrder, str] = {}
    seen: set[str] = set()
    for reader in readers:
        for column in columns:
            cell = reader.cell(column)
            if not isinstance(cell, str) or not cell:
                continue
            plain = cell[:_PLAIN] if cell[2:3] + cell[5:6] in ("//", "--", "..") else cell
            if plain not in seen:
                seen.add(plain)
                for order in orders_shown(plain):
                    shown.setdefault(order, plain[:_PLAIN])
        if len(shown) == len(DayOrder) - 1:
            break
    return shown


def row_order(reader: RowReader, columns: Sequence[str]) -> DayOrder:
    """What the row's own days prove. One in which they prove nothing, or both, is left out and told."""
    cells = [cell for column in columns if isinstance(cell := reader.cell(column), str) and cell]
    shown = {order for cell in cells for order in orders_shown(cell)}
    if len(shown) == 1:
        return shown.pop()
    if shown or any(_may_be_either(cell) for cell in cells):
        reader.report("dossier.day_order_unclear")
    return DayOrder.DAY


def _may_be_either(cell: Cell) -> bool:
    return read_day(cell) != read_day(cell, DayOrder.MONTH)


def day_of_name(name: str) -> date | None:
    """`ho-so-2026-06-10.xlsx`, `export_10.06.2026.csv`, `DS20260610.csv`: the last day in a file's name."""
    text = name.rpartition(".")[0].replace("_", " ").replace("-", "/")
    return max(days_within("".join(letter if not letter.isalpha() else " " for letter in text)), default=None)
