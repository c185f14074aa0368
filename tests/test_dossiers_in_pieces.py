"""A long file is written in pieces: others write in between, and a crash loses and doubles nothing."""

from contextlib import aclosing
from datetime import date, timedelta

from storage.days.periods import Period
from storage.figures.summary import dossier_figures
from storage.imports.dossiers import DossiersFile, read_dossiers
from storage.imports.outcome import Outcome
from storage.imports.store_dossiers import store_in_pieces
from storage.people.units import subtree
from tests.chat import Town

ROWS = 1500
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def a_file() -> DossiersFile:
    lines = ["Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả"]
    for number in range(ROWS):
        received = date(2026, 1, 5) + timedelta(days=number % 90)
        due, returned = received + timedelta(days=7), received + timedelta(days=9 if number % 100 == 0 else 5)
        lines.append(f"H-{number:05},{received:%d/%m/%Y},{due:%d/%m/%Y},{returned:%d/%m/%Y}")
    return read_dossiers("\n".join(lines).encode(), "ho-so.csv")


async def writes(town: Town, stop_after: int | None = None) -> Outcome:
    pieces = store_in_pieces(town.database, town.office.secret, town.unit_id, a_file(), town.now, run=":file 1")
    outcomes: list[Outcome] = []
    async with aclosing(pieces):  # type: ignore[type-var]
        async for outcome in pieces:
            outcomes.append(outcome)
            if len(outcomes) == stop_after:
                break
    return outcomes[-1]


async def counted(town: Town) -> tuple[int, int, int]:
    async with town.db() as db:
        found = await dossier_figures(db, await subtree(db, [town.unit_id]), YEAR, town.today)
    return found.received, found.returned, found.late


async def test_what_is_written_when_it_stops_is_counted_whole_and_the_rest_follows(any_town: Town) -> None:
    await writes(any_town, stop_after=2)
    received, returned, late = await counted(any_town)
    assert 0 < received == returned < ROWS
    assert late == received // 100
    for _ in range(2):  # done to its end, and once more after it
        outcome = await writes(any_town)
        assert (outcome.new, outcome.changed, outcome.same) == (ROWS, 0, 0)
        assert await counted(any_town) == (ROWS, ROWS, ROWS // 100)


async def test_others_write_between_two_pieces(town: Town) -> None:
    pieces = store_in_pieces(town.database, town.office.secret, town.unit_id, a_file(), town.now)
    async for _ in pieces:
        async with town.database.write() as db:  # would wait for ever were the writer still held
            assert await subtree(db, [town.unit_id])
