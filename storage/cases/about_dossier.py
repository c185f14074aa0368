"""The dossier that a case is about, where staff have said so: the index counts a dossier that was complained about."""

from collections.abc import Collection

from sqlalchemy import bindparam, func, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import Case, Dossier

_FOUND = select(Dossier.id, Dossier.unit_id).where(func.upper(Dossier.code) == func.upper(bindparam("typed")))
_SET = update(Case).where(Case.id == bindparam("case")).values(dossier_id=bindparam("dossier"))


async def dossier_of_case(db: Connection, case_id: int) -> str:
    """Its code; empty where none is known."""
    statement = select(Dossier.code).join(Case, Case.dossier_id == Dossier.id).where(Case.id == case_id)
    return (await db.scalars(statement)).one_or_none() or ""


async def set_dossier(db: Connection, unit_ids: Collection[int], case_id: int, code: str) -> None:
    """Refuses with `case_dossier.unknown` a code that none of these units has, whether there is such a dossier or
    not."""
    found = (await db.execute(_FOUND, {"typed": code.strip()})).first()
    if found is None or found.unit_id not in unit_ids:
        raise Refusal("case_dossier.unknown")
    await db.execute(_SET, {"case": case_id, "dossier": found.id})


async def clear_dossier(db: Connection, case_id: int) -> None:
    await db.execute(_SET, {"case": case_id, "dossier": None})
