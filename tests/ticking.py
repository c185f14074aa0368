"""A process of its own that looks at the clock, `python -m tests.ticking URL SECRET MOMENT…`, for
tests/test_two_processes.py. It loads no more than it needs.

For each moment it says `ready`, waits for a line, ticks three times, and says how many messages it would have sent."""

import asyncio
import sys
from datetime import datetime

from bot.schedule import Schedule
from handlers.kit.occasion import Office
from storage.database import Database


def _says(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


async def main(url: str, secret: str, *moments: str) -> None:
    database = Database(url)
    delivered: list[object] = []
    now = [datetime.fromisoformat(moment) for moment in moments]
    schedule = Schedule(database, Office("Sở Thử", secret.encode()), delivered.extend, lambda: now[0])
    async with database.read() as db:
        await db.exec_driver_sql("SELECT 1")
    while now:
        _says("ready")
        await asyncio.to_thread(sys.stdin.readline)
        for _ in range(3):
            await schedule.tick()
        _says(len(delivered))
        delivered.clear()
        del now[0]
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
