"""The templates units have for their reports; a unit without one uses that of the nearest unit above."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage import upsert
from storage.database import Connection
from storage.messages.files import delete_file, store_file
from storage.models import File, ReportTemplate, Unit
from storage.people.units import all_units, tops_of, units_above
from storage.rows import all_as

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """`unit`: whose it is."""

    unit_id: int
    unit: str
    name: str
    file_id: int
    stored_at: datetime


async def reporting_unit(db: Connection, unit_ids: Collection[int]) -> int:
    """The unit whose name stands on a report of these."""
    return min(await tops_of(db, unit_ids))


async def find_template(db: Connection, unit_id: int) -> TemplateRow | None:
    above = units_above(await all_units(db))[unit_id]
    statement = (
        select(
            ReportTemplate.unit_id,
            Unit.name.label("unit"),
            File.name,
            ReportTemplate.file_id,
            ReportTemplate.stored_at,
        )
        .join(Unit, Unit.id == ReportTemplate.unit_id)
        .join(File, File.id == ReportTemplate.file_id)
        .where(ReportTemplate.unit_id.in_(above))
    )
    found = all_as(TemplateRow, await db.execute(statement))
    return min(found, key=lambda row: above.index(row.unit_id)) if found else None


async def store_template(
    db: Connection, unit_id: int, name: str, content: bytes, person_id: int, now: datetime
) -> None:
    """Replaces the template the unit had. The file belongs to the unit: erasing a person does not remove it."""
    before = await _file_of(db, unit_id)
    file_id = await store_file(db, name, _DOCX, content, None, now)
    statement = upsert.insert(ReportTemplate)
    updated = {name: statement.excluded[name] for name in ("file_id", "stored_at", "stored_by")}
    row = {"unit_id": unit_id, "file_id": file_id, "stored_at": now, "stored_by": person_id}
    await db.execute(statement.on_conflict_do_update(index_elements=["unit_id"], set_=updated), row)
    if before is not None:
        await delete_file(db, before)


async def remove_template(db: Connection, unit_id: int) -> None:
    file_id = await _file_of(db, unit_id)
    await db.execute(delete(ReportTemplate).where(ReportTemplate.unit_id == unit_id))
    if file_id is not None:
        await delete_file(db, file_id)


async def _file_of(db: Connection, unit_id: int) -> int | None:
    return (await db.scalars(select(ReportTemplate.file_id).where(ReportTemplate.unit_id == unit_id))).one_or_none()
