"""What is said or done once, however many processes look and however often one is started again."""

from collections.abc import Iterable
from datetime import datetime

from storage.database import Connection
from storage.models import Notice
from storage.upsert import insert

_CLAIM = insert(Notice).on_conflict_do_nothing().returning(Notice.key)


async def claim_notices(db: Connection, keys: Iterable[str], now: datetime) -> set[str]:
    """Of these keys the ones nobody had claimed; they are the caller's, for good once the transaction is committed."""
    rows = [{"key": key, "made_at": now} for key in dict.fromkeys(keys)]
    return set((await db.scalars(_CLAIM, rows)).all()) if rows else set()


async def claim_notice(db: Connection, key: str, now: datetime) -> bool:
    return bool(await claim_notices(db, [key], now))
