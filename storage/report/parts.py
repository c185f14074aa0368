"""What officers have made of the parts of a report: kept for its period, some of it also for the periods after."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.database import Connection
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.models import ReportPart


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of a part. `key`: which computed sentence it is or takes the place of: digits, with a 0 before
    them where it was added.
    `text`: None for a computed one as it is; figures stand in it as `{late}`. `level`: 0 a paragraph, 1 and 2 points.
    `kept`: also for the periods after."""

    key: str
    text: str | None = None
    level: int = 1
    kept: bool = False

    @property
    def is_added(self) -> bool:
        return self.key.startswith("0")


@dataclass(frozen=True, slots=True)
class PartEdit:
    """`points`: in their order; `hidden`: computed sentences that are left out."""

    points: tuple[Point, ...] = ()
    hidden: tuple[str, ...] = ()

    def kept(self) -> "PartEdit":
        """What of it stands in the period after."""
        return PartEdit(tuple(point for point in self.points if point.kept))

    def find(self, key: str) -> Point | None:
        return next((point for point in self.points if point.key == key), None)

    def put(self, point: Point) -> "PartEdit":
        """In its place; at the end where it is new."""
        if self.find(point.key) is None:
            return replace(self, points=(*self.points, point))
        return replace(self, points=tuple(point if one.key == point.key else one for one in self.points))


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose report it is."""

    unit_id: int
    regime: Regime
    period: Period


async def part_edits(db: Connection, whose: Whose) -> dict[str, PartEdit]:
    """By part: what was made of it for this period, else what is kept from the newest period before."""
    statement = (
        select(ReportPart.part, ReportPart.points, ReportPart.first, ReportPart.last)
        .where(ReportPart.unit_id == whose.unit_id, ReportPart.regime == whose.regime)
        .where(ReportPart.undone_at.is_(None), ReportPart.last <= whose.period.last)
        .order_by(ReportPart.last.desc(), ReportPart.id.desc())
    )
    own: dict[str, PartEdit] = {}
    before: dict[str, PartEdit] = {}
    for row in await db.execute(statement):
        is_own = (row.first, row.last) == (whose.period.first, whose.period.last)
        (own if is_own else before).setdefault(row.part, _read(row.points))
    kept = {part: edit.kept() for part, edit in before.items() if part not in own}
    return own | {part: edit for part, edit in kept.items() if edit.points}


def _read(points: Mapping[str, Any]) -> PartEdit:
    return PartEdit(tuple(Point(**point) for point in points["points"]), tuple(points["hidden"]))


async def store_part(db: Connection, whose: Whose, part: str, edit: PartEdit, person_id: int, now: datetime) -> None:
    points = {"points": [asdict(point) for point in edit.points], "hidden": list(edit.hidden)}
    row = {"unit_id": whose.unit_id, "regime": whose.regime, "first": whose.period.first, "last": whose.period.last}
    row |= {"part": part, "points": points, "person_id": person_id, "made_at": now}
    await db.execute(insert(ReportPart), row)


async def undo_part(db: Connection, whose: Whose, part: str, now: datetime) -> bool:
    """Takes the newest change of this period's part back; False where there is none."""
    own = (
        *(ReportPart.unit_id == whose.unit_id, ReportPart.regime == whose.regime, ReportPart.part == part),
        *(ReportPart.first == whose.period.first, ReportPart.last == whose.period.last),
        ReportPart.undone_at.is_(None),
    )
    newest = (await db.scalars(select(ReportPart.id).where(*own).order_by(ReportPart.id.desc()).limit(1))).one_or_none()
    if newest is None:
        return False
    await db.execute(update(ReportPart).where(ReportPart.id == newest).values(undone_at=now))
    return True
