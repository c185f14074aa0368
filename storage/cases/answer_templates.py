"""Answers that come again and again, kept by the unit that uses them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import AnswerTemplate
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class TemplateRow:
    id: int
    name: str
    text: str


_TEMPLATES = select(AnswerTemplate.id, AnswerTemplate.name, AnswerTemplate.text).where(
    AnswerTemplate.removed_at.is_(None)
)


async def add_template(db: Connection, unit_id: int, name: str, text: str) -> int:
    row = {"unit_id": unit_id, "name": name, "text": text}
    return (await db.scalars(insert(AnswerTemplate).values(row).returning(AnswerTemplate.id))).one()


async def templates_of(db: Connection, unit_ids: Collection[int], limit: int) -> list[TemplateRow]:
    """By name."""
    statement = _TEMPLATES.where(AnswerTemplate.unit_id.in_(unit_ids)).order_by(AnswerTemplate.name).limit(limit)
    return all_as(TemplateRow, await db.execute(statement))


async def find_template(db: Connection, unit_ids: Collection[int], template_id: int) -> TemplateRow:
    """Refuses with `cases.no_template`."""
    statement = _TEMPLATES.where(AnswerTemplate.id == template_id, AnswerTemplate.unit_id.in_(unit_ids))
    row = one_as(TemplateRow, await db.execute(statement))
    if row is None:
        raise Refusal("cases.no_template")
    return row


async def remove_template(db: Connection, unit_ids: Collection[int], template_id: int, now: datetime) -> None:
    """Refuses as `find_template` does."""
    template = await find_template(db, unit_ids, template_id)
    await db.execute(update(AnswerTemplate).where(AnswerTemplate.id == template.id).values(removed_at=now))
