"""Writes docs/examples/report.docx, the report of the demo's own department: `make example`."""

import asyncio
import tempfile
from datetime import date
from pathlib import Path

from bot.demo.department import load_samples
from handlers.kit.occasion import Letterhead, Office
from handlers.report.content import Wanted
from handlers.report.making import make_report
from storage.database import Database
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.migrate import migrate
from storage.people.units import root_unit, subtree
from tests.chat import NOON, SECRET
from tests.databases import sqlite_url
from tests.readme import README

EXAMPLE = README.parent / "docs" / "examples" / "report.docx"
LETTERHEAD = Letterhead("Ủy ban nhân dân Thành phố Mẫu", "Thành phố Mẫu", "SM")
RECIPIENTS = ("Sở Nội vụ", "Các phòng, đơn vị thuộc Sở")
PERIOD = Period(date(2026, 1, 1), date(2026, 6, 15))


async def example_report(folder: Path) -> bytes:
    """The same bytes for the same code: its clock stands still."""
    database = Database(sqlite_url(folder))
    try:
        await migrate(database)
        office = Office("Sở Mẫu", SECRET.encode(), demo=True, letterhead=LETTERHEAD, recipients=RECIPIENTS)
        await load_samples(database, office, NOON)
        async with database.read() as db:
            root = await root_unit(db)
            assert root is not None
            units = frozenset(await subtree(db, [root.id]))
        made = await make_report(database, office, Wanted(units, PERIOD, Regime.CCHC), NOON)
        return made.files[0].content
    finally:
        await database.close()


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = await example_report(Path(folder))
    EXAMPLE.write_bytes(content)


if __name__ == "__main__":
    asyncio.run(main())
