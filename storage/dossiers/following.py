"""Tells people who looked a dossier up of each change of its state, once. Its return is told by `returns`."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from storage.database import Connection
from storage.models import Dossier, DossierAccess, DossierState, Person


class News(enum.StrEnum):
    """`RESUMED`: work on it goes on, after a supplement or a state that was put right."""

    WAITING = "waiting"
    RESUMED = "resumed"
    EXTENDED = "extended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FINISHED = "finished"


_OF_STATE = {
    DossierState.WAITING: News.WAITING,
    DossierState.REFUSED: News.REFUSED,
    DossierState.WITHDRAWN: News.WITHDRAWN,
    DossierState.FINISHED: News.FINISHED,
    DossierState.HANDED_OVER: News.FINISHED,
}


@dataclass(frozen=True, slots=True)
class Heard:
    person_id: int
    dossier_id: int
    news: News


# Over the index of those who have not been told of a return: the dossiers in hand that somebody waits for.
_UNHEARD = (
    select(
        DossierAccess.person_id,
        DossierAccess.dossier_id,
        DossierAccess.told_state,
        DossierAccess.told_due_on,
        Dossier.state,
        Dossier.due_on,
        Person.stopped_at,
    )
    .join(Dossier, Dossier.id == DossierAccess.dossier_id)
    .join(Person, Person.id == DossierAccess.person_id)
    .where(DossierAccess.told_at.is_(None), Dossier.returned_on.is_(None))
    .where(
        or_(
            DossierAccess.told_state.is_distinct_from(Dossier.state),
            DossierAccess.told_due_on.is_distinct_from(Dossier.due_on),
        )
    )
    .order_by(DossierAccess.person_id, DossierAccess.dossier_id)
    .with_for_update(skip_locked=True, of=DossierAccess)
)
_HEARD = (
    update(DossierAccess)
    .where(DossierAccess.person_id == bindparam("person"), DossierAccess.dossier_id == bindparam("dossier"))
    .values(told_state=bindparam("state"), told_due_on=bindparam("due_on"))
)


async def claim_news(db: Connection) -> list[Heard]:
    """The news to tell now. Reading claims it, so that nobody is told twice. A change that was reversed meanwhile is
    not told."""
    rows: Sequence[Any] = (await db.execute(_UNHEARD)).all()
    if not rows:
        return []
    known = [{"person": r.person_id, "dossier": r.dossier_id, "state": r.state, "due_on": r.due_on} for r in rows]
    await db.execute(_HEARD, known)
    found = ((row, _news(row.told_state, row.told_due_on, row.state, row.due_on)) for row in rows)
    return [Heard(row.person_id, row.dossier_id, news) for row, news in found if news and row.stopped_at is None]


def _news(told: DossierState | None, told_due_on: date | None, state: DossierState, due_on: date | None) -> News | None:
    """`told` is None where it is not known what they were told last."""
    if told is None:
        return None
    now, before = _OF_STATE.get(state), _OF_STATE.get(told)
    if now is not None:
        return now if now is not before else None
    if before is not None:
        return News.RESUMED
    is_later = due_on is not None and told_due_on is not None and due_on > told_due_on
    return News.EXTENDED if is_later else None
