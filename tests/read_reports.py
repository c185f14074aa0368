"""A report made as the command line makes it, and read back from its files."""

import io

import openpyxl  # type: ignore[import-untyped]
from docx.oxml.ns import qn

from handlers.report.content import Wanted
from handlers.report.making import Made, make_report
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.people.units import subtree
from tests.chat import Town
from tests.office_files import lines, opened, rows

JUNE = Period.of_months(2026, 6, 6)


async def made(town: Town, period: Period = JUNE, regime: Regime = Regime.CCHC) -> Made:
    async with town.db() as db:
        units = frozenset(await subtree(db, [town.unit_id]))
    return await make_report(town.database, town.office, Wanted(units, period, regime), town.now)


def body(report: Made) -> str:
    return "\n".join(lines(opened(report.files[0].content)))


async def body_of(town: Town, period: Period = JUNE, regime: Regime = Regime.CCHC) -> str:
    return body(await made(town, period, regime))


def sheet(report: Made, name: str) -> list[tuple[object, ...]]:
    """Its rows below the heading."""
    book = openpyxl.load_workbook(io.BytesIO(report.files[1].content))
    return [tuple(row) for row in book[name].iter_rows(min_row=2, values_only=True)]


def appendix(report: Made) -> list[list[str]]:
    table = opened(report.files[0].content).tables[-1]
    return [["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row] for row in rows(table._tbl)]
