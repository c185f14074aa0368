"""What could not be sent of late, and why: counted, without naming anybody."""

import re
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import func, select

from storage.database import Connection
from storage.messages.traffic import PASSED_ON, UNHEARD, WAITS
from storage.models import Outbox


class Unsent(StrEnum):
    """As far as somebody can do something about it. `UNHEARD`: nobody could be told in its recipient's place."""

    SILENT = "silent"
    GONE = "gone"
    UNHEARD = "unheard"
    QUOTA = "quota"
    THEIR_QUOTA = "their_quota"
    ACCOUNT = "account"
    CLOSED = "closed"
    POLICY = "policy"
    CONTENT = "content"
    OTHER = "other"


_MARK = re.compile(r" \[(\w+)\]$")
_KNOWN = {str(one): one for one in Unsent}


def marked(reason: str, why: Unsent) -> str:
    """The reason as it is stored with the message."""
    return reason if why is Unsent.OTHER else f"{reason} [{why}]"


async def count_unsent(db: Connection) -> Mapping[Unsent, int]:
    """Within the days for which failed messages are kept, the most frequent first. What others were told instead is not
    among them."""
    statement = select(Outbox.failure, func.count()).where(Outbox.failure.is_not(None), Outbox.failure != PASSED_ON)
    counts: Counter[Unsent] = Counter()
    for failure, count in (await db.execute(statement.group_by(Outbox.failure))).all():
        counts[_why(failure or "")] += count
    return dict(counts.most_common())


def _why(failure: str) -> Unsent:
    if failure == UNHEARD:
        return Unsent.UNHEARD
    found = _MARK.search(failure)
    if found is not None:
        return _KNOWN.get(found[1], Unsent.OTHER)
    return Unsent.GONE if failure.startswith(WAITS) else Unsent.OTHER
