"""What a statement that finds nothing takes here and now: what other statements take is told by it on any machine."""

import time

from sqlalchemy import select

from storage.database import Connection
from storage.models import Unit

_TIMES = 20
_NOTHING = select(Unit.id).where(Unit.id == 0)


async def statement_milliseconds(db: Connection) -> float:
    """Of the thread that asks."""
    began = time.thread_time()
    for _ in range(_TIMES):
        (await db.execute(_NOTHING)).all()
    return (time.thread_time() - began) * 1000 / _TIMES
