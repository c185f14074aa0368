"""Demo mode: a whole department invented for the purpose, with dates around today."""

from datetime import datetime

from bot.demo.files import sample_files
from bot.demo.people import appoint_reporter, enter_indicators, rate, report, staff_unit
from handlers.kit.occasion import Office
from storage.database import Connection, Database, take_turn
from storage.facts import fact, is_empty, set_fact
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.imports.questions import answered
from storage.people.units import add_unit

SAMPLE_FACT = "sample_data"


async def load_samples(database: Database, office: Office, now: datetime) -> None:
    """Into an empty database only. Refuses with `setup.real_data` what anybody has entered: in demo mode everyone at
    this machine may be the director."""
    async with database.write(beside=True) as db:
        await take_turn(db, "samples")
        if await is_empty(db):
            await set_fact(db, SAMPLE_FACT, "1")
            await _load(db, office, now)
        elif await fact(db, SAMPLE_FACT) is None:
            raise Refusal("setup.real_data", url=database.place)


async def holds_samples(database: Database) -> bool:
    async with database.read() as db:
        return await fact(db, SAMPLE_FACT) is not None


async def _load(db: Connection, office: Office, now: datetime) -> None:
    from storage.imports.importing import parse_file  # needed once in the life of a database
    from storage.imports.storing import store_parsed

    today = local_day(now)
    root = await add_unit(db, office.agency, None)
    for kind, content in sample_files(today).items():
        parsed = parse_file(content, f"{kind}.csv", answered(kind=kind, year=today.year))
        await store_parsed(db, office.secret, root.id, parsed, now, write=True)
    reporter = await appoint_reporter(db, root.id, now)
    await report(db, reporter, root.id, now)
    await enter_indicators(db, reporter, await staff_unit(db, root.id), now)
    await rate(db, now)
