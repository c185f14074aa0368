"""The office's own answers and what is told of a procedure: read, changed, and put back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from storage import upsert
from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import OfficeAnswer, Part, Procedure, PublishedChange, Topic, Unit
from storage.rows import one_as


@dataclass(frozen=True, slots=True)
class ProcedureText:
    """A procedure as citizens read it; what nobody has said is empty."""

    id: int
    unit_id: int
    unit: str
    code: str
    name: str
    field: str
    working_days: int | None
    time_text: str
    fee: str
    documents: str
    form: str
    link: str

    def part(self, part: Part) -> str:
        return str(getattr(self, part))


_PROCEDURES = select(
    Procedure.id,
    Procedure.unit_id,
    Unit.name.label("unit"),
    Procedure.code,
    Procedure.name,
    Procedure.field,
    Procedure.working_days,
    Procedure.time_text,
    Procedure.fee,
    Procedure.documents,
    Procedure.form,
    Procedure.link,
).join(Unit, Unit.id == Procedure.unit_id)


async def office_answers(db: Connection, topic: Topic) -> Sequence[tuple[str, str]]:
    """(unit, its words), of the units that have said something."""
    statement = select(Unit.name, OfficeAnswer.text).join(Unit, Unit.id == OfficeAnswer.unit_id)
    rows = await db.execute(statement.where(OfficeAnswer.topic == topic).order_by(Unit.id))
    return [(row.name, row.text) for row in rows]


async def own_answers(db: Connection, unit_id: int) -> dict[Topic, str]:
    statement = select(OfficeAnswer.topic, OfficeAnswer.text).where(OfficeAnswer.unit_id == unit_id)
    return {row.topic: row.text for row in await db.execute(statement)}


async def find_procedure(db: Connection, procedure_id: int) -> ProcedureText:
    """Refuses with `procedure.unknown`."""
    procedure = one_as(ProcedureText, await db.execute(_PROCEDURES.where(Procedure.id == procedure_id)))
    if procedure is None:
        raise Refusal("procedure.unknown")
    return procedure


async def procedure_names(db: Connection) -> Sequence[tuple[int, str, str]]:
    """(id, code, name) of all there are."""
    rows = await db.execute(select(Procedure.id, Procedure.code, Procedure.name).order_by(Procedure.id))
    return [(row.id, row.code, row.name) for row in rows]


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes something, and when."""

    person_id: int
    at: datetime


async def set_answer(db: Connection, unit_id: int, topic: Topic, text: str, editor: Editor) -> int:
    """The number of the change. An empty text takes the answer away."""
    before = (await own_answers(db, unit_id)).get(topic, "")
    await _put_answer(db, unit_id, topic, text)
    return await _note(db, {"unit_id": unit_id, "topic": topic}, before, text, editor)


async def set_part(db: Connection, procedure: ProcedureText, part: Part, text: str, editor: Editor) -> int:
    await _put_part(db, procedure.id, part, text)
    where = {"unit_id": procedure.unit_id, "procedure_id": procedure.id, "part": part}
    return await _note(db, where, procedure.part(part), text, editor)


async def _put_answer(db: Connection, unit_id: int, topic: Topic, text: str) -> None:
    if not text:
        await db.execute(delete(OfficeAnswer).where(OfficeAnswer.unit_id == unit_id, OfficeAnswer.topic == topic))
        return
    statement = upsert.insert(OfficeAnswer).values(unit_id=unit_id, topic=topic, text=text)
    await db.execute(statement.on_conflict_do_update(index_elements=["unit_id", "topic"], set_={"text": text}))


async def _put_part(db: Connection, procedure_id: int, part: Part, text: str) -> None:
    await db.execute(update(Procedure).where(Procedure.id == procedure_id).values({part.value: text}))


async def _note(db: Connection, where: dict[str, object], before: str, after: str, editor: Editor) -> int:
    row = {**where, "before": before, "after": after, "person_id": editor.person_id, "changed_at": editor.at}
    return (await db.scalars(insert(PublishedChange).returning(PublishedChange.id), row)).one()


@dataclass(frozen=True, slots=True)
class Change:
    unit_id: int
    topic: Topic | None
    procedure_id: int | None
    part: Part | None
    before: str
    after: str


async def take_back(db: Connection, unit_ids: Collection[int], change_id: int, editor: Editor) -> Change:
    """Puts back what stood there before; this is a change, too. Refuses with `button.stale` where something else has
    been written since, or the change is another unit's."""
    columns = [getattr(PublishedChange, name) for name in Change.__slots__]
    reached = (PublishedChange.id == change_id, PublishedChange.unit_id.in_(unit_ids))
    change = one_as(Change, await db.execute(select(*columns).where(*reached)))
    if change is None:
        raise Refusal("button.stale")
    if change.topic is not None:
        if (await own_answers(db, change.unit_id)).get(change.topic, "") != change.after:
            raise Refusal("button.stale")
        await set_answer(db, change.unit_id, change.topic, change.before, editor)
    elif change.procedure_id is not None and change.part is not None:
        procedure = await find_procedure(db, change.procedure_id)
        if procedure.part(change.part) != change.after:
            raise Refusal("button.stale")
        await set_part(db, procedure, change.part, change.before, editor)
    return change
