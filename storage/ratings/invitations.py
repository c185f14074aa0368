"""Messages of a service's own kind that ask for a rating: one for each dossier, counted, and matched with what comes
back once."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, or_, select, update

from storage.database import Connection
from storage.facts import fact, set_fact
from storage.ground.days.working_time import LOCAL_ZONE
from storage.models import Dossier, DossierAccess, RatedDossier, RatingInvitation
from storage.rows import all_as, one_as
from storage.upsert import insert

# Whoever has their result for longer is left in peace.
ASK_WITHIN = timedelta(days=14)
_LONGEST_FAILURE = 120
_UNKNOWN = "unknown_ratings"


@dataclass(frozen=True, slots=True)
class Invited:
    dossier_id: int
    person_id: int | None
    channel: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """How many messages the service took, and how many it did not; `rated`: to how many of these a rating came."""

    by_person: int = 0
    by_phone: int = 0
    failed: int = 0
    rated: int = 0


async def claim_invitation(
    db: Connection, channel: str, dossier_id: int, person_id: int | None, now: datetime
) -> str | None:
    """Our name for the message, which is the caller's to send; None where this dossier has had one."""
    row = {
        "dossier_id": dossier_id,
        "person_id": person_id,
        "channel": channel,
        "tracking_id": secrets.token_hex(12),
        "by_phone": person_id is None,
        "made_at": now,
    }
    statement = insert(RatingInvitation).values(row).on_conflict_do_nothing()
    return (await db.scalars(statement.returning(RatingInvitation.tracking_id))).one_or_none()


async def invitation_taken(db: Connection, tracking_id: str, message_id: str | None, now: datetime) -> None:
    await _settle(db, tracking_id, message_id=message_id, sent_at=now)


async def invitation_failed(db: Connection, tracking_id: str, failure: str) -> None:
    """`failure`: as the service gave it; it names nobody."""
    await _settle(db, tracking_id, failure=failure[:_LONGEST_FAILURE])


async def _settle(db: Connection, tracking_id: str, **values: object) -> None:
    await db.execute(update(RatingInvitation).where(RatingInvitation.tracking_id == tracking_id).values(values))


async def give_invitation_back(db: Connection, tracking_id: str) -> None:
    """Nothing was sent: it may be tried again."""
    await db.execute(RatingInvitation.__table__.delete().where(RatingInvitation.tracking_id == tracking_id))


async def claim_rating(
    db: Connection, channel: str, message_id: str, tracking_id: str, now: datetime
) -> Invited | None:
    """Whom the message went to which this rating answers; None where it answers none of ours, or one came already."""
    ours = [
        *([RatingInvitation.message_id == message_id] if message_id else []),
        *([RatingInvitation.tracking_id == tracking_id] if tracking_id else []),
    ]
    if not ours:
        return None
    columns = (RatingInvitation.dossier_id, RatingInvitation.person_id, RatingInvitation.channel)
    statement = (
        update(RatingInvitation)
        .where(RatingInvitation.channel == channel, or_(*ours), RatingInvitation.rated_at.is_(None))
        .values(rated_at=now)
        .returning(*columns, RatingInvitation.made_at)
    )
    return one_as(Invited, await db.execute(statement))


async def is_known(db: Connection, channel: str, message_id: str, tracking_id: str) -> bool:
    named = or_(RatingInvitation.message_id == message_id, RatingInvitation.tracking_id == tracking_id)
    statement = select(RatingInvitation.id).where(RatingInvitation.channel == channel, named).limit(1)
    return (await db.scalars(statement)).one_or_none() is not None


async def count_unknown(db: Connection, channel: str) -> int:
    """Counts one more rating that answers no message of ours; how many there have been."""
    count = int(await fact(db, f"{_UNKNOWN}:{channel}") or 0) + 1
    await set_fact(db, f"{_UNKNOWN}:{channel}", str(count))
    return count


@dataclass(frozen=True, slots=True)
class ToAsk:
    id: int
    code: str


async def to_ask_by_phone(db: Connection, codes: Collection[str], today: date) -> list[ToAsk]:
    """Of these dossiers the ones whose result was handed over lately, that nobody has rated or was asked about, and
    that nobody has opened, who would be told in their chat."""
    opened = exists().where(DossierAccess.dossier_id == Dossier.id)
    rated = exists().where(RatedDossier.dossier_id == Dossier.id)
    asked = exists().where(RatingInvitation.dossier_id == Dossier.id)
    statement = (
        select(Dossier.id, Dossier.code)
        .where(Dossier.code.in_(codes), Dossier.returned_on.between(today - ASK_WITHIN, today))
        .where(Dossier.phone_erased_at.is_(None), ~opened, ~rated, ~asked)
        .order_by(Dossier.id)
    )
    return all_as(ToAsk, await db.execute(statement))


async def invitations_between(db: Connection, unit_ids: Collection[int], first: date, last: date) -> Asked:
    """Of these units' dossiers, by the day on which they were sent."""
    begin = datetime.combine(first, datetime.min.time(), LOCAL_ZONE)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), LOCAL_ZONE)
    sent = RatingInvitation.sent_at.is_not(None)
    statement = (
        select(
            func.count().filter(sent, ~RatingInvitation.by_phone).label("by_person"),
            func.count().filter(sent, RatingInvitation.by_phone).label("by_phone"),
            func.count().filter(RatingInvitation.failure.is_not(None)).label("failed"),
            func.count(RatingInvitation.rated_at).label("rated"),
        )
        .select_from(RatingInvitation)
        .join(Dossier, Dossier.id == RatingInvitation.dossier_id)
        .where((Dossier.unit_id + 0).in_(unit_ids), RatingInvitation.made_at >= begin, RatingInvitation.made_at < end)
    )
    return one_as(Asked, await db.execute(statement)) or Asked()
