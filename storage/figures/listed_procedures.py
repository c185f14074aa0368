"""What form II.07b counts of the list of procedures. What the list does not hold is not counted: which procedures are
under the one-stop, and for which an internal process was issued."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import case, func, select

from storage.database import Connection
from storage.dossiers.handling import PART, WHOLE
from storage.models import Procedure
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class ListedProcedures:
    """`whole`, `part`: offered online so far; `by_post`: by public post."""

    field: str
    procedures: int
    whole: int
    part: int
    by_post: int


async def procedures_by_field(db: Connection, unit_ids: Collection[int]) -> list[ListedProcedures]:
    """In the order of the fields; those without one last."""
    conditions = {
        "whole": Procedure.service_level >= WHOLE,
        "part": Procedure.service_level == PART,
        "by_post": Procedure.by_post.is_(True),
    }
    counts = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in conditions.items()]
    statement = (
        select(Procedure.field, func.count().label("procedures"), *counts)
        .where(Procedure.unit_id.in_(sorted(unit_ids)))
        .group_by(Procedure.field)
        .order_by(Procedure.field == "", Procedure.field)
    )
    return all_as(ListedProcedures, await db.execute(statement))
