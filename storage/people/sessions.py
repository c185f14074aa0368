"""Sessions of the web chat: which token opens which conversation, for how long, and what ends it
(docs/decisions/web-sessions.md)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update

from storage import upsert
from storage.database import Connection
from storage.ground.channels import WEB
from storage.models import Appointment, Person, SessionEnd, WebSession
from storage.people.addresses import Address, mark_unreachable

# Two tabs that are opened at once both bring the old token; an answer may be lost on its way.
RENEWED_TWICE_WITHIN = timedelta(minutes=1)
REPEATED_WITHIN = timedelta(minutes=10)
TOUCHED_EVERY = timedelta(hours=1)
KEPT = timedelta(days=365)
LEFT_FOR = timedelta(days=1)  # as the last words to somebody who was erased: the open page still shows them


@dataclass(frozen=True, slots=True)
class Session:
    """What a token opens. `end`: None while it goes on. `seen_at`: None where nothing was ever decided about it."""

    token: str
    address: str
    end: SessionEnd | None = None
    ended_at: datetime | None = None
    renew: bool = False
    seen_at: datetime | None = None
    event_id: str | None = None

    def is_open(self, now: datetime) -> bool:
        return self.end is None or self.may_renew(now)

    def may_renew(self, now: datetime) -> bool:
        if self.end is SessionEnd.RENEWED:
            return self.ended_at is not None and now - self.ended_at < RENEWED_TWICE_WITHIN
        return self.end is None and self.renew

    def took_role_with(self, event_id: str, now: datetime) -> bool:
        """Whether this message was the one with which the role was taken, sent now or once more."""
        if self.end is not SessionEnd.ROLE or self.ended_at is None:
            return False
        return self.event_id == event_id and now - self.ended_at < REPEATED_WITHIN

    def is_to_touch(self, now: datetime) -> bool:
        return self.end is None and self.seen_at is not None and now - self.seen_at >= TOUCHED_EVERY


_HOLDS_ROLE = exists().where(
    Person.channel == WEB,
    Person.address == WebSession.address,
    Appointment.person_id == func.coalesce(Person.joined_to_id, Person.id),
)
# A conversation that was ever given to tokens of its own is not opened by the one it has its name from.
_FIND = (
    select(WebSession, _HOLDS_ROLE.label("holds_role"))
    .where(or_(WebSession.token == bindparam("token"), WebSession.address == bindparam("token")))
    .order_by((WebSession.token == bindparam("token")).desc())
    .limit(1)
)


async def find_session(db: Connection, token: str, staff_for: timedelta, now: datetime) -> Session:
    """`staff_for`: how long the session of somebody with a role lasts when it is not used."""
    row = (await db.execute(_FIND, {"token": token})).one_or_none()
    if row is None:
        return Session(token, token)
    if row.token != token:
        return Session(token, token, row.ended_by or SessionEnd.ROLE, row.ended_at, event_id=row.event_id)
    end = row.ended_by
    if end is None and now - row.seen_at > (staff_for if row.holds_role else KEPT):
        end = SessionEnd.EXPIRED
    return Session(token, row.address, end, row.ended_at, row.renew, row.seen_at, row.event_id)


async def begin_session(db: Connection, token: str, address: str, now: datetime) -> None:
    row = {"token": token, "address": address, "begun_at": now, "seen_at": now, "renew": False}
    await db.execute(insert(WebSession).values(row))


async def renew_session(db: Connection, session: Session, token: str, now: datetime) -> None:
    """From now on `token` opens what this session did."""
    if session.end is None:
        await _end(db, WebSession.token == session.token, SessionEnd.RENEWED, now)
    await begin_session(db, token, session.address, now)


async def touch_session(db: Connection, token: str, now: datetime) -> None:
    await db.execute(update(WebSession).where(WebSession.token == token).values(seen_at=now))


async def end_sessions(
    db: Connection, address: str, end: SessionEnd, now: datetime, event_id: str | None = None
) -> None:
    """All that open this conversation, also the one it has its name from."""
    await _end(db, WebSession.address == address, end, now, event_id)
    named = {"token": address, "address": address, "begun_at": now, "seen_at": now, "renew": False}
    ended = {"ended_at": now, "ended_by": end, "event_id": event_id}
    await db.execute(upsert.insert(WebSession).values(named | ended).on_conflict_do_nothing())


async def leave_page(db: Connection, page: Address, end: SessionEnd, now: datetime) -> None:
    """Ends its sessions. Who has other addresses is told there from now on."""
    await end_sessions(db, page.address, end, now)
    if page.used_at is not None:
        await mark_unreachable(db, page.id, now)


async def _end(db: Connection, which: object, end: SessionEnd, now: datetime, event_id: str | None = None) -> None:
    ended = {"ended_at": now, "ended_by": end, "event_id": event_id}
    await db.execute(update(WebSession).where(which, WebSession.ended_at.is_(None)).values(ended))  # type: ignore[arg-type]


async def let_renew(db: Connection, address: str) -> None:
    """The page gets a new token when it is next opened."""
    await db.execute(update(WebSession).where(WebSession.address == address).values(renew=True))


async def forget_sessions(db: Connection, now: datetime) -> None:
    """Those of conversations of which nothing is left."""
    known = select(Person.address).where(Person.channel == WEB)
    old = (WebSession.seen_at < now - LEFT_FOR, WebSession.address.not_in(known))
    await db.execute(delete(WebSession).where(*old))
