"""What is handed in, over growing tables: form II.06a, the index of Quyết định 766, and the dossiers behind a cell."""

import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from statistics import median

from handlers.forms.gathering import collect_form
from storage.database import Connection
from storage.figures.index_766 import mirror_of, unhappy_dossiers
from storage.figures.results import Cell, results_of
from storage.figures.results_behind import dossiers_behind
from storage.ground.days.periods import Period
from storage.people.units import subtree
from tests.bench.figures import PERIODS, REPORTED, TODAY, filled
from tests.bench.yardstick import statement_milliseconds

TIMES = 15
_PAGE = 9

Asked = Callable[[Connection, Collection[int], Period], Awaitable[object]]


def _behind(cell: Cell) -> Asked:
    """The first page of the list that a tap on the cell shows."""

    async def ask(db: Connection, units: Collection[int], period: Period) -> object:
        found = await results_of(db, units, period, TODAY)
        return await dossiers_behind(db, found, period, TODAY, cell, limit=_PAGE)

    return ask


ASKED: Mapping[str, Asked] = {
    "II.06a": lambda db, units, period: collect_form(db, units, period, TODAY),
    "766": lambda db, units, period: mirror_of(db, units, period, TODAY),
    **{f"behind “{cell.value}”": _behind(cell) for cell in (Cell.LATE, Cell.OVERDUE, Cell.IN_HAND)},
    "behind “unhappy”": lambda db, units, period: unhappy_dossiers(db, units, period, TODAY, _PAGE),
}


@dataclass(frozen=True, slots=True)
class Took:
    """Of the querying thread, medians; all data are in memory by then. `statements`: as many that find nothing take as
    long, measured in turn."""

    milliseconds: float
    statements: float


async def measure(count: int) -> dict[str, dict[str, Took]]:
    """What is asked → period → what it took."""
    async with filled(count) as database, database.write() as db:
        units = await subtree(db, [1])
        return {
            name: {period: await _milliseconds(db, units, ask, PERIODS[period]) for period in REPORTED}
            for name, ask in ASKED.items()
        }


async def _milliseconds(db: Connection, units: Collection[int], ask: Asked, period: Period) -> Took:
    times, statements = [], []
    for _ in range(TIMES):
        began = time.thread_time()
        await ask(db, units, period)
        times.append((time.thread_time() - began) * 1000)
        statements.append(times[-1] / await statement_milliseconds(db))
    return Took(median(times), median(statements))
