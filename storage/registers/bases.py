"""The documents that a unit's reports name first: those it is based on, the plan, and the plans it answers for."""

from collections.abc import Collection

from sqlalchemy import delete, select

from storage import upsert
from storage.database import Connection
from storage.ground.days.calendars import Regime
from storage.models import ReportBasis
from storage.registers.documents import DocumentRow, documents_by_id


async def bases_of(db: Connection, unit_id: int, regime: Regime, year: int) -> list[DocumentRow]:
    """In the order in which they were chosen, without those withdrawn."""
    chosen = (ReportBasis.unit_id == unit_id, ReportBasis.regime == regime, ReportBasis.year == year)
    ids = (await db.scalars(select(ReportBasis.document_id).where(*chosen).order_by(ReportBasis.id))).all()
    found = await documents_by_id(db, ids)
    return [found[one] for one in ids if one in found]


async def add_basis(db: Connection, unit_id: int, regime: Regime, year: int, document_id: int) -> None:
    row = {"unit_id": unit_id, "regime": regime, "year": year, "document_id": document_id}
    await db.execute(upsert.insert(ReportBasis).on_conflict_do_nothing(), row)


async def remove_basis(db: Connection, unit_id: int, regime: Regime, year: int, document_ids: Collection[int]) -> None:
    chosen = (ReportBasis.unit_id == unit_id, ReportBasis.regime == regime, ReportBasis.year == year)
    await db.execute(delete(ReportBasis).where(*chosen, ReportBasis.document_id.in_(document_ids)))
