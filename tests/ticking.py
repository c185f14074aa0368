"""A process of its own that looks at the clock, `python -m tests.ticking URL MOMENT`, for tests/test_two_processes.py.

Says `ready`, waits for a line, ticks three times, and says how many messages it would have sent."""

import asyncio
import sys
from datetime import datetime

from bot.schedule import Schedule
from handlers.kit.occasion import Office
from storage.database import Database
from tests.chat import SECRET


async def main(url: str, moment: str) -> None:
    database = Database(url)
    delivered: list[object] = []
    office = Office("Sở Thử", SECRET.encode())
    schedule = Schedule(database, office, delivered.extend, lambda: datetime.fromisoformat(moment))
    async with database.read() as db:
        await db.exec_driver_sql("SELECT 1")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    for _ in range(3):
        await schedule.tick()
    await database.close()
    sys.stdout.write(f"{len(delivered)}\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
