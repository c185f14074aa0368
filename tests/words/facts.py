"""What is stored, in the words of the lists."""

from collections import Counter

from sqlalchemy import func, select, text

from storage.database import Connection
from storage.models import Base

_REPORTS = text(
    "SELECT task.number, progress.state, progress.percent, progress.text"
    " FROM progress JOIN task ON task.id = progress.task_id WHERE progress.undone_at IS NULL"
)
_LEAVES = text("SELECT first, last FROM leave WHERE ended_at IS NULL")
_PROPOSALS = text("SELECT kind, agency, text FROM proposal WHERE withdrawn_at IS NULL")
_INCIDENTS = text("SELECT text FROM incident")
# Traffic, what says who is who, and what is put in other words above.
_OTHERWISE = {
    *("incoming_event", "outbox", "web_message", "pending_question", "person", "appointment", "job", "notice", "fact"),
    *("progress", "cited_document", "leave", "proposal", "incident", "register_change", "dossier_access"),
}
_OTHERS = [table for name, table in sorted(Base.metadata.tables.items()) if name not in _OTHERWISE]
_COUNTS = select(*(select(func.count()).select_from(one).scalar_subquery().label(one.name) for one in _OTHERS))


async def facts(db: Connection) -> Counter[str]:
    """Reports as `14 done`, `14 80`, `14 doing`; `leave 2026-12-07 2026-12-11`; `difficulty`, `proposal`, `incident`;
    of all else the name of its table. Words stand behind a colon: `14 80: Đã ký`."""
    found = Counter(_report(*row) for row in await db.execute(_REPORTS))
    found.update(f"leave {first} {last}" for first, last in await db.execute(_LEAVES))
    found.update(f"{kind}: {agency and f'{agency}: '}{words}" for kind, agency, words in await db.execute(_PROPOSALS))
    found.update(f"incident: {words}" for (words,) in await db.execute(_INCIDENTS))
    counts = (await db.execute(_COUNTS)).one()
    found.update(dict(counts._mapping))
    return found


def _report(number: int, state: str, percent: int | None, words: str) -> str:
    says = percent if state == "doing" and percent is not None else state
    return f"{number} {says}: {words}"
