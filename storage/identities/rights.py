"""What two people who are joined may do: the roles and the dossiers of both, each once; and each their own again."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import upsert
from storage.database import Connection
from storage.models import Appointment, Brought, DossierAccess, Proof, Role
from storage.people.appointments import brought_role

_ACCESS = "dossier_access.person_id"


def _remember(person_id: int, what: str, row_id: int, before: dict[str, Any] | None = None) -> Any:
    row = {"person_id": person_id, "what": what, "row_id": row_id, "before": before}
    return insert(Brought).values(row)


async def bring_roles(db: Connection, from_: int, to: int) -> None:
    """A role that both hold is held once."""
    held = select(Appointment.id, Appointment.person_id, Appointment.role, Appointment.unit_id)
    rows = (await db.execute(held.where(Appointment.person_id.in_((from_, to))))).all()
    known = {(row.role, row.unit_id) for row in rows if row.person_id == to}
    for row in (row for row in rows if row.person_id == from_):
        both, what = (row.role, row.unit_id) in known, brought_role(row.role)
        await db.execute(_remember(from_, what, row.unit_id, {"both": True} if both else None))
        own = Appointment.id == row.id
        moved = update(Appointment).where(own).values(person_id=to)
        await db.execute(delete(Appointment).where(own) if both else moved)


async def give_roles_back(db: Connection, person_id: int, to: int) -> None:
    """Those that have not ended since."""
    brought = select(Brought.what, Brought.row_id, Brought.before).where(Brought.person_id == to)
    for row in await db.execute(brought.where(Brought.what.startswith("appointment."))):
        role = Role(row.what.partition(".")[2])
        held = (Appointment.person_id == person_id, Appointment.role == role, Appointment.unit_id == row.row_id)
        if (await db.scalars(select(Appointment.id).where(*held))).one_or_none() is None:
            continue
        if row.before:
            values = {"person_id": to, "role": role, "unit_id": row.row_id}
            await db.execute(upsert.insert(Appointment).values(values).on_conflict_do_nothing())
        else:
            await db.execute(update(Appointment).where(*held).values(person_id=to))


async def bring_access(db: Connection, from_: int, to: int) -> None:
    """A dossier that both have opened is opened by the better proof, and they are told of it once."""
    rows = (await db.execute(select(DossierAccess).where(DossierAccess.person_id.in_((from_, to))))).all()
    kept = {row.dossier_id: row for row in rows if row.person_id == to}
    for row in (row for row in rows if row.person_id == from_):
        twin = kept.get(row.dossier_id)
        before = None if twin is None else {"own": _proof_of(row), "kept": _proof_of(twin)}
        await db.execute(_remember(from_, _ACCESS, row.dossier_id, before))
        theirs = (DossierAccess.person_id == from_, DossierAccess.dossier_id == row.dossier_id)
        if twin is None:
            await db.execute(update(DossierAccess).where(*theirs).values(person_id=to))
        else:
            await db.execute(delete(DossierAccess).where(*theirs))
            at = (DossierAccess.person_id == to, DossierAccess.dossier_id == row.dossier_id)
            await db.execute(update(DossierAccess).where(*at).values(_better(row, twin)))


def _proof_of(row: Any) -> dict[str, Any]:
    return {"opened_at": row.opened_at.isoformat(), "proof": row.proof}


def _better(row: Any, twin: Any) -> dict[str, Any]:
    known = ("told_at", "told_state", "told_due_on", "reminded_at")
    told = {name: value for name in known if (value := getattr(twin, name) or getattr(row, name)) is not None}
    proof = Proof.DIGITS if Proof.DIGITS in (row.proof, twin.proof) else Proof.LINK
    return {"opened_at": min(row.opened_at, twin.opened_at), "proof": proof, **told}


async def give_access_back(db: Connection, person_id: int, to: int) -> None:
    """Of a dossier that both had opened each has it by their own proof again, and knows what both were told."""
    brought = select(Brought.row_id, Brought.before).where(Brought.person_id == to, Brought.what == _ACCESS)
    for row in (await db.execute(brought)).all():
        held = (DossierAccess.person_id == person_id, DossierAccess.dossier_id == row.row_id)
        now = (await db.execute(select(DossierAccess).where(*held))).mappings().one_or_none()
        if now is None:
            continue
        if row.before is None:
            await db.execute(update(DossierAccess).where(*held).values(person_id=to))
            continue
        await db.execute(update(DossierAccess).where(*held).values(_read(row.before["kept"])))
        await db.execute(insert(DossierAccess).values({**now, "person_id": to, **_read(row.before["own"])}))


def _read(proof: dict[str, Any]) -> dict[str, Any]:
    return {"opened_at": datetime.fromisoformat(proof["opened_at"]), "proof": Proof(proof["proof"])}
