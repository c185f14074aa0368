"""An address is parted from the person it was joined to, with all that it brought."""

from sqlalchemy import delete, func, or_, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.identities.joining import Named, columns
from storage.identities.rights import give_access_back, give_roles_back
from storage.models import Alert, Brought, LinkCode, Person
from storage.ratings.raters import change_rater


async def part(db: Connection, person_id: int, address_id: int) -> None:
    """What came up since they were joined stays with the person. Refuses with `link.not_joined`."""
    both = or_(Person.id.in_((person_id, address_id)), Person.joined_to_id == person_id)
    locked = select(Person.id, Person.joined_to_id).where(both).order_by(Person.id).with_for_update()
    if not any(row.id == address_id and row.joined_to_id == person_id for row in await db.execute(locked)):
        raise Refusal("link.not_joined")
    ratings = select(Brought.row_id).where(Brought.person_id == address_id, Brought.what == "rating.person_id")
    await change_rater(db, (await db.scalars(ratings)).all(), -person_id, -address_id)
    alerts = Alert.__table__
    for named in (*columns(), Named(alerts, alerts.c.person_id)):
        brought = select(Brought.row_id).where(Brought.person_id == address_id, Brought.what == named.what)
        own = (named.column == person_id, named.key.in_(brought))
        await db.execute(update(named.table).where(*own).values({named.column.name: address_id}))
    await give_roles_back(db, person_id, address_id)
    await give_access_back(db, person_id, address_id)
    await _give_wishes_back(db, person_id, address_id)
    await db.execute(delete(Brought).where(Brought.person_id == address_id))
    await db.execute(delete(LinkCode).where(LinkCode.person_id.in_((person_id, address_id))))
    alone = {"joined_to_id": None, "used_at": None}
    await db.execute(update(Person).where(Person.id == address_id).values(alone))
    further = select(func.count()).where(Person.joined_to_id == person_id)
    if not (await db.scalars(further)).one():
        await db.execute(update(Person).where(Person.id == person_id).values(used_at=None))


async def _give_wishes_back(db: Connection, person_id: int, address_id: int) -> None:
    """They are still noted at the address they came from."""
    brought = select(Brought.what).where(Brought.person_id == address_id, Brought.row_id == person_id)
    names = [what.partition(".")[2] for what in await db.scalars(brought.where(Brought.what.startswith("person.")))]
    if names:
        await db.execute(update(Person).where(Person.id == person_id).values(dict.fromkeys(names)))


async def count_brought(db: Connection, address_id: int) -> dict[str, int]:
    """How much it takes with it, by table: `case`, `rating`, `dossier_access`, `appointment` and others."""
    counts: dict[str, int] = {}
    for what in await db.scalars(select(Brought.what).where(Brought.person_id == address_id)):
        table = what.partition(".")[0]
        counts[table] = counts.get(table, 0) + 1
    return counts
