"""Two people who are one are joined: all that one of them has goes to the other, and what it was is remembered, so that
they can be parted again (docs/decisions/one-person-several-channels.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, exists, func, insert, literal, or_, select, update

from storage.database import Connection
from storage.ground.channels import needs_of
from storage.ground.refusals import Refusal
from storage.identities.rights import bring_access, bring_roles
from storage.messages.questions import Question
from storage.models import Alert, Base, Brought, LinkCode, LintFinding, LintRun, PendingQuestion, Person
from storage.models.base import aliased
from storage.people.people import Sender
from storage.ratings.raters import change_rater

PERSON = Person.__table__
# What is not simply the other's from now on.
_OF_ITS_OWN = frozenset(
    (
        *("person", "alert", "appointment", "brought", "dossier_access", "link_code", "lint_run", "pending_question"),
        "portal_score",  # who typed figures of another system: nothing of theirs
    )
)
# Rows that come and go: under the number of one of them there may be another by the time of parting.
_NOT_GIVEN_BACK = frozenset(
    (
        "apology_draft.person_id",
        "group_chat.asked_id",
        "group_chat.confirmed_by_id",
        "job.person_id",
        "report.made_by",
        "report_template.stored_by",
    )
)


@dataclass(frozen=True, slots=True)
class Named:
    """A column that names a person."""

    table: Table
    column: Column[Any]

    @property
    def what(self) -> str:
        """How `Brought` calls it."""
        return f"{self.table.name}.{self.column.name}"

    @property
    def key(self) -> Column[Any]:
        (key,) = self.table.primary_key
        return key


def columns() -> Iterator[Named]:
    """Those of all tables, read from the tables themselves: a new table cannot be forgotten."""
    for table in Base.metadata.sorted_tables:
        for key in () if table.name in _OF_ITS_OWN else table.foreign_keys:
            if key.column is PERSON.c.id:
                yield Named(table, key.parent)


def stays(one: Sender, other: Sender) -> tuple[Sender, Sender]:
    """On whom all hangs from now on, and who comes to them, from one address: a role stays where it is, and nobody's
    things hang on a page where somebody wrote who has a messenger. Refuses with `link.several`."""

    def rank(person: Sender) -> tuple[bool, bool, bool, int]:
        is_page = not person.addresses and needs_of(person.channel).kept_here
        return (person.is_citizen, not person.addresses, is_page, person.id)

    kept, comes = sorted((one, other), key=rank)
    if comes.addresses:  # what was not meant could not be undone with one tap
        raise Refusal("link.several")
    return kept, comes


async def join(db: Connection, kept: Sender, comes: Sender, used_id: int, now: datetime) -> Question | None:
    """All that is theirs is `kept`'s from now on, as `stays` chose. `used_id`: the address from which they write now.
    Returns a question that is asked no more, because another one is."""
    to, from_ = kept.id, comes.id
    # Whoever is just writing for one of them ends first; whoever comes after finds them joined.
    both = or_(Person.id.in_((to, from_)), Person.joined_to_id.in_((to, from_)))
    await db.execute(select(Person.id).where(both).order_by(Person.id).with_for_update())
    await bring_roles(db, from_, to)
    await bring_access(db, from_, to)
    await _bring_alerts(db, from_, to)
    for named in columns():
        await _bring(db, named, from_, to)
    ratings = select(Brought.row_id).where(Brought.person_id == from_, Brought.what == "rating.person_id")
    await change_rater(db, (await db.scalars(ratings)).all(), -from_, -to)
    await _bring_wishes(db, from_, to)
    dropped = await _one_question(db, from_, to)
    await db.execute(delete(LintFinding).where(LintFinding.person_id == from_))
    await db.execute(delete(LintRun).where(LintRun.person_id == from_))  # it is made anew
    await db.execute(delete(LinkCode).where(LinkCode.person_id.in_((to, from_))))
    await db.execute(update(Person).where(Person.id == from_).values(joined_to_id=to))
    known = func.coalesce(Person.used_at, Person.first_seen_at)
    await db.execute(update(Person).where(or_(Person.id == to, Person.joined_to_id == to)).values(used_at=known))
    await db.execute(update(Person).where(Person.id == used_id).values(used_at=now))
    return dropped


async def _bring(db: Connection, named: Named, from_: int, to: int, *which: ColumnElement[bool]) -> None:
    theirs = (named.column == from_, *which)
    if named.what not in _NOT_GIVEN_BACK:
        own = select(literal(from_), literal(named.what), named.key).where(*theirs)
        await db.execute(insert(Brought.__table__).from_select(["person_id", "what", "row_id"], own))
    await db.execute(update(named.table).where(*theirs).values({named.column.name: to}))


async def _bring_alerts(db: Connection, from_: int, to: int) -> None:
    """What both were told of is told once: the other's stays where it was, out of sight."""
    known = aliased(Alert)
    both = exists().where(known.person_id == to, known.kind == Alert.kind, known.subject_id == Alert.subject_id)
    table = Alert.__table__
    await _bring(db, Named(table, table.c.person_id), from_, to, ~both)


async def _bring_wishes(db: Connection, from_: int, to: int) -> None:
    """The name, where the other has none; and that no messages are wanted."""
    columns = (Person.id, Person.name, Person.stopped_at, Person.last_seen_on)
    rows = await db.execute(select(*columns).where(Person.id.in_((from_, to))))
    known = {row["id"]: row for row in rows.mappings()}
    here, there = known[to], known[from_]
    values = {name: there[name] for name in ("name", "stopped_at") if here[name] is None and there[name] is not None}
    for name in values:
        await db.execute(insert(Brought.__table__).values(person_id=from_, what=f"person.{name}", row_id=to))
    values["last_seen_on"] = max(here["last_seen_on"], there["last_seen_on"])
    await db.execute(update(Person).where(Person.id == to).values(values))


async def _one_question(db: Connection, from_: int, to: int) -> Question | None:
    """The newer of two stays open."""
    both = select(PendingQuestion).where(PendingQuestion.person_id.in_((from_, to)))
    asked = sorted(await db.execute(both), key=lambda row: row.expires_at)
    dropped = asked[0] if len(asked) > 1 else None
    if dropped is not None:
        await db.execute(delete(PendingQuestion).where(PendingQuestion.person_id == dropped.person_id))
    await db.execute(update(PendingQuestion).where(PendingQuestion.person_id == from_).values(person_id=to))
    return None if dropped is None else Question(dropped.kind, dropped.data, dropped.missed)
