"""Difficulties and proposals, with the agency addressed; they collect into the report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage.database import Connection
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.models import WHO, Person, Proposal, ProposalKind, Register, Unit, What, Who
from storage.registers.changes import Author, add_change
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """`agency`: empty where none is addressed."""

    id: int
    unit_id: int
    unit: str
    kind: ProposalKind
    text: str
    agency: str
    made_on: date
    person_id: int | None
    author: Who
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgencyProposals:
    agency: str
    proposals: Sequence[ProposalRow]


_PROPOSALS: Any = (
    select(
        Proposal.id,
        Proposal.unit_id,
        Unit.name.label("unit"),
        Proposal.kind,
        Proposal.text,
        Proposal.agency,
        Proposal.made_on,
        Proposal.person_id,
        WHO.label("author"),
        Proposal.withdrawn_at,
    )
    .join(Unit, Unit.id == Proposal.unit_id)
    .outerjoin(Person, Person.id == Proposal.person_id)
)


async def proposals_between(
    db: Connection, unit_ids: Collection[int], first: date, last: date, limit: int, offset: int = 0
) -> list[ProposalRow]:
    """The newest first, those withdrawn too."""
    statement = (
        _PROPOSALS.where(Proposal.unit_id.in_(unit_ids), Proposal.made_on.between(first, last))
        .order_by(Proposal.made_on.desc(), Proposal.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return all_as(ProposalRow, await db.execute(statement))


async def proposals_of(
    db: Connection, unit_ids: Collection[int], first: date, last: date, kind: ProposalKind | None = None
) -> list[AgencyProposals]:
    """For a report: by the agency addressed, in the order in which each was first addressed; what addresses none comes
    last. Without those withdrawn; what was raised again stands once."""
    statement = _PROPOSALS.where(
        Proposal.unit_id.in_(unit_ids), Proposal.made_on.between(first, last), Proposal.withdrawn_at.is_(None)
    )
    if kind is not None:
        statement = statement.where(Proposal.kind == kind)
    groups: dict[str, dict[tuple[str, str], ProposalRow]] = {}
    for proposal in all_as(ProposalRow, await db.execute(statement.order_by(Proposal.made_on, Proposal.id))):
        groups.setdefault(fold(proposal.agency), {}).setdefault((proposal.kind, fold(proposal.text)), proposal)
    nobody = list(groups.pop("", {}).values())
    found = [AgencyProposals(rows[0].agency, rows) for group in groups.values() if (rows := list(group.values()))]
    return [*found, AgencyProposals("", nobody)] if nobody else found


async def find_proposal(db: Connection, unit_ids: Collection[int], proposal_id: int) -> ProposalRow:
    """Refuses with `proposal.unknown` also where it is another unit's."""
    statement = _PROPOSALS.where(Proposal.id == proposal_id, Proposal.unit_id.in_(unit_ids))
    row = one_as(ProposalRow, await db.execute(statement))
    if row is None:
        raise Refusal("proposal.unknown", number=proposal_id)
    return row


async def make_proposal(
    db: Connection, unit_id: int, kind: ProposalKind, text: str, agency: str, author: Author
) -> int:
    row = {"unit_id": unit_id, "person_id": author.person_id, "kind": kind, "text": text, "agency": agency}
    row |= {"made_on": local_day(author.now), "made_at": author.now}
    return (await db.scalars(insert(Proposal).returning(Proposal.id), row)).one()


async def raise_again(db: Connection, proposal: ProposalRow, author: Author) -> int:
    """An entry of today with the same words; where that was done before, the one there is."""
    same = (getattr(Proposal, name) == getattr(proposal, name) for name in ("unit_id", "kind", "text", "agency"))
    today = Proposal.made_on == local_day(author.now)
    found = await db.scalars(select(Proposal.id).where(*same, today, Proposal.withdrawn_at.is_(None)).limit(1))
    again = found.one_or_none()
    return again or await make_proposal(db, proposal.unit_id, proposal.kind, proposal.text, proposal.agency, author)


async def change_proposal(db: Connection, proposal: ProposalRow, what: What, after: str, author: Author) -> None:
    """Changes the text, agency or kind. Naming the agency for the first time is not kept as a change."""
    value = ProposalKind(after) if what is What.KIND else after
    before = str(getattr(proposal, what.value))
    await db.execute(update(Proposal).where(Proposal.id == proposal.id).values({what.value: value}))
    if before != after and before:
        await add_change(db, Register.PROPOSAL, proposal.id, author, what, before, after)


async def set_proposal_withdrawn(db: Connection, proposal: ProposalRow, withdrawn: bool, author: Author) -> None:
    at = author.now if withdrawn else None
    await db.execute(update(Proposal).where(Proposal.id == proposal.id).values(withdrawn_at=at))
    what = What.WITHDRAWN if withdrawn else What.RESTORED
    await add_change(db, Register.PROPOSAL, proposal.id, author, what)


async def agencies_before(db: Connection, unit_ids: Collection[int], limit: int) -> list[ProposalRow]:
    """The newest proposal to each agency addressed; buttons name the agency by its id."""
    newest = (
        select(func.max(Proposal.id))
        .where(Proposal.unit_id.in_(unit_ids), Proposal.agency != "")
        .group_by(func.lower(Proposal.agency))
    )
    statement = _PROPOSALS.where(Proposal.id.in_(newest)).order_by(Proposal.id.desc()).limit(limit)
    return all_as(ProposalRow, await db.execute(statement))
