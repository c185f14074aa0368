"""Form II.06a: what is read from roll-ups is what counting each dossier's days gives, cell by cell."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from sqlalchemy import text

from storage.database import Connection, Database
from storage.dossiers.handling import COUNTS
from storage.figures.results import Cell, Results, by_field, results_of, total_of
from storage.figures.results_behind import dossiers_behind
from storage.ground.days.periods import Period
from storage.imports.parsed import FileKind
from storage.migrate import configuration
from tests.chat import Town
from tests.databases import sqlite_url
from tests.samples import PROCEDURES, TAKE_BACK, furnish

_HEAD = "Mã hồ sơ,Số điện thoại,Tiếp nhận,Hẹn trả,Ngày trả kết quả,Mã thủ tục,Hình thức nộp\n"
_START = date(2026, 1, 1)


class Row(NamedTuple):
    """Days: of receipt from the year's first, of the promise and the end from the receipt."""

    came: int
    due: int
    took: int | None
    procedure: str
    way: str

    @classmethod
    def random(cls, chance: Random) -> "Row":
        took = chance.choice([None, *range(30)])
        ways = ("Trực tuyến", "Trực tiếp", "Bưu chính công ích")
        return cls(chance.randrange(150), chance.randrange(20), took, chance.choice(["P-1", "P-2", "P-9"]),
                   chance.choice(ways))  # fmt: skip

    def line(self, number: int) -> str:
        first = _START + timedelta(self.came)
        ended = "" if self.took is None else f"{first + timedelta(self.took):%d/%m/%Y}"
        days = f"{first:%d/%m/%Y},{first + timedelta(self.due):%d/%m/%Y},{ended}"
        return f"X-{number},0912345678,{days},{self.procedure},{self.way}\n"


def _by_hand(rows: Sequence[Row], period: Period) -> Results:
    found = Results()
    for row in rows:
        first = _START + timedelta(row.came)
        promised, ended = first + timedelta(row.due), None if row.took is None else first + timedelta(row.took)
        if first > period.last or (ended is not None and ended < period.first):
            continue
        if first < period.first:
            found.earlier += 1
        elif row.way == "Trực tuyến":
            found.online += 1
        else:
            found.other += 1
        if ended is None or ended > period.last:
            found.overdue += period.last > promised
        elif ended > promised:
            found.late += 1
        elif ended < promised:
            found.before += 1
        else:
            found.ended_in_time += 1
    return found


async def test_the_roll_ups_give_what_counting_each_dossier_gives(any_town: Town) -> None:
    """Of any stretch of days; some dossiers come again with other ends, and the list of procedures in between."""
    chance, town = Random(766), any_town
    town.passes(days=400)
    rows = [Row.random(chance) for _ in range(150)]
    town.passes(days=1)
    await _import(town, dict(enumerate(rows)))
    await town.imports(FileKind.PROCEDURES, "thu-tuc.csv", PROCEDURES.encode())
    # The same days of receipt and promise: another promise would be an extension as of the second file.
    again = {
        number: Row.random(chance)._replace(came=rows[number].came, due=rows[number].due) for number in range(0, 150, 3)
    }
    await _import(town, again)
    now = [again.get(number, row) for number, row in enumerate(rows)]
    async with town.db() as db:
        for _ in range(20):
            first = _START + timedelta(chance.randrange(150))
            await _is_as_counted(db, town, now, Period(first, first + timedelta(chance.randrange(90))))
        await _roll_ups_are_what_dossiers_say(db)


async def _is_as_counted(db: Connection, town: Town, now: Sequence[Row], period: Period) -> None:
    found = await results_of(db, [town.unit_id], period, town.today)
    whole, by_hand = total_of(found.values()), _by_hand(now, period)
    assert [whole.of(cell) for cell in Cell] == [by_hand.of(cell) for cell in Cell], period
    assert not any(one.contradicts for one in found.values())
    assert set(by_field(found)) <= {"Du lịch", "Văn hóa", ""}
    cell = list(Cell)[period.first.day % len(Cell)]
    behind = await dossiers_behind(db, found, period, town.today, cell, limit=999)
    assert len(behind) == whole.of(cell), cell


async def _import(town: Town, rows: Mapping[int, Row]) -> None:
    content = _HEAD + "".join(row.line(number) for number, row in rows.items())
    outcome = await town.imports(FileKind.DOSSIERS, "ho-so.csv", content.encode(), answers=TAKE_BACK)
    assert outcome.problems == []


async def test_what_waits_or_was_refused_is_on_time_and_what_waits_again_is_overdue(any_town: Town) -> None:
    head = "Mã hồ sơ,Tiếp nhận,Hẹn trả,Trạng thái,Ngày trả kết quả,Mã thủ tục\n"
    for as_of, states in (
        ("02/06/2026", ("Chờ bổ sung", "Từ chối", "Đang xử lý", "Chờ bổ sung")),
        ("03/06/2026", ("", "", "", "Đang xử lý")),
        ("04/06/2026", ("", "", "", "Chờ bổ sung")),
    ):
        lines = [f"W-{number},01/06/2026,30/06/2026,{state},,P-1\n" for number, state in enumerate(states) if state]
        content = f"Ngày xuất: {as_of}\n{head}{''.join(lines)}"
        await any_town.imports(FileKind.DOSSIERS, "ho-so.csv", content.encode(), answers=TAKE_BACK)
    june = Period.of_months(2026, 6, 6)
    async with any_town.db() as db:
        by_key = await results_of(db, [any_town.unit_id], june, any_town.today)
        found, codes = total_of(by_key.values()), {}
        for cell in Cell:
            behind = await dossiers_behind(db, by_key, june, any_town.today, cell, limit=9)
            codes[cell] = sorted(one.code for one in behind)
    assert (found.received, found.resolved, found.on_time, found.in_hand, found.overdue) == (4, 2, 2, 2, 1)
    assert codes[Cell.ON_TIME] == ["W-0", "W-1"]
    assert (codes[Cell.STILL_IN_TIME], codes[Cell.OVERDUE]) == (["W-2"], ["W-3"])


async def _roll_ups_are_what_dossiers_say(db: Connection) -> None:
    sums = ", ".join(f"sum({name})" for name in COUNTS)
    counted = (await db.execute(text(f"SELECT {sums} FROM handling_day"))).one()
    months = (await db.execute(text(f"SELECT {sums} FROM handling_month"))).one()
    said = (await db.execute(text(
        "SELECT count(CASE WHEN submitted = 'online' THEN 1 END), count(CASE WHEN submitted <> 'online' THEN 1 END), "
        "count(CASE WHEN ended_how = 'before' THEN 1 END), count(CASE WHEN ended_how = 'in_time' THEN 1 END), "
        "count(CASE WHEN ended_how = 'late' THEN 1 END) FROM dossier"
    ))).one()  # fmt: skip
    assert tuple(counted) == tuple(months)
    assert [count or 0 for count in counted[:5]] == [count or 0 for count in said]


async def test_a_level_that_changes_counts_for_what_comes_from_then_on(town: Town) -> None:
    await furnish(town)
    june = Period.of_months(2026, 6, 6)
    async with town.db() as db:
        before = total_of((await results_of(db, [town.unit_id], june, town.today)).values())
    await town.imports(FileKind.PROCEDURES, "thu-tuc.csv", PROCEDURES.replace("Du lịch,3", "Du lịch,4").encode())
    async with town.db() as db:
        after = total_of((await results_of(db, [town.unit_id], june, town.today)).values())
        await _roll_ups_are_what_dossiers_say(db)
    assert (before.part, before.whole) == (after.part, after.whole) == (2, 0)


async def test_a_database_of_before_counts_as_one_that_is_filled_anew(tmp_path: Path) -> None:
    """The revision fills what imports keep from then on."""
    url = sqlite_url(tmp_path)
    async with Town.over(url) as town:
        await furnish(town)
        async with town.db() as db:
            before = (await db.execute(text("SELECT * FROM handling_day ORDER BY 1, 2, 3"))).all()
            ended = (await db.execute(text("SELECT code, ended_on, ended_how FROM dossier ORDER BY 1"))).all()
    database = Database(url)
    from alembic import command

    async with database.write(beside=True) as db:
        await db.run_sync(lambda connection: command.downgrade(configuration(connection), "0037"))
        await db.run_sync(lambda connection: command.upgrade(configuration(connection), "0038"))
        assert (await db.execute(text("SELECT * FROM handling_day ORDER BY 1, 2, 3"))).all() == before != []
        assert (await db.execute(text("SELECT code, ended_on, ended_how FROM dossier ORDER BY 1"))).all() == ended
    await database.close()
