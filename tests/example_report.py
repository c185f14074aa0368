"""Writes docs/examples: the reports of both regimes and the sheet of the index, of the demo's own department:
`make example`."""

import asyncio
import tempfile
from datetime import date
from pathlib import Path

from bot.demo.department import load_samples
from handlers.forms.index_file import collect_index, index_workbook
from handlers.kit.occasion import Letterhead, Office
from handlers.report.content import Wanted
from handlers.report.making import make_report
from handlers.words.catalogue import Words
from storage.database import Database
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.migrate import migrate
from storage.people.units import root_unit, subtree
from tests.chat import NOON, SECRET
from tests.databases import sqlite_url
from tests.readme import README

FOLDER = README.parent / "docs" / "examples"
LETTERHEAD = Letterhead("Ủy ban nhân dân Thành phố Mẫu", "Thành phố Mẫu", "SM")
RECIPIENTS = ("Sở Nội vụ", "Các phòng, đơn vị thuộc Sở")
PERIOD = Period(date(2026, 1, 1), date(2026, 6, 15))


async def examples(folder: Path) -> dict[str, bytes]:
    """Name of the file → its bytes, the same for the same code: its clock stands still."""
    database = Database(sqlite_url(folder))
    try:
        await migrate(database)
        office = Office("Sở Mẫu", SECRET.encode(), demo=True, letterhead=LETTERHEAD, recipients=RECIPIENTS)
        await load_samples(database, office, NOON)
        async with database.read() as db:
            root = await root_unit(db)
            assert root is not None
            units = frozenset(await subtree(db, [root.id]))
            index = await collect_index(db, set(units), PERIOD, NOON)
        cchc = await make_report(database, office, Wanted(units, PERIOD, Regime.CCHC), NOON)
        kstthc = await make_report(database, office, Wanted(units, PERIOD, Regime.KSTTHC), NOON)
    finally:
        await database.close()
    return {
        "report.docx": cchc.files[0].content,
        "report-kstthc.docx": kstthc.files[0].content,
        "report-kstthc.xlsx": kstthc.files[1].content,
        "index-766.xlsx": index_workbook(Words("vi"), index, NOON, office.agency),
    }


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (await examples(Path(folder))).items():
            (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    asyncio.run(main())
