"""A long file is written in pieces: others write in between, and a crash loses and doubles nothing."""

from contextlib import aclosing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from storage.figures.summary import dossier_figures
from storage.ground.days.periods import Period
from storage.imports.dossier_rows import DossiersFile
from storage.imports.dossiers import read_dossiers
from storage.imports.outcome import Outcome
from storage.imports.store_dossiers import store_in_pieces
from storage.models import Role
from storage.people.units import subtree
from tests.chat import Town
from tests.databases import sqlite_url

ROWS = 1500
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def lines_of_a_file() -> list[str]:
    lines = ["Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả"]
    for number in range(ROWS):
        received = date(2026, 1, 5) + timedelta(days=number % 90)
        due, returned = received + timedelta(days=7), received + timedelta(days=9 if number % 100 == 0 else 5)
        lines.append(f"H-{number:05},{received:%d/%m/%Y},{due:%d/%m/%Y},{returned:%d/%m/%Y}")
    return lines


def a_file() -> DossiersFile:
    return read_dossiers("\n".join(lines_of_a_file()).encode(), "ho-so.csv")


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


async def test_the_officer_sees_how_far_a_long_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def each_look_is_three_seconds_later(town: Town) -> datetime:
        town.passes(seconds=3)
        return town.now

    monkeypatch.setattr(Town, "_clock", each_look_is_three_seconds_later)
    async with Town.over(sqlite_url(tmp_path)) as town:
        officer = await town.member(Role.OFFICER)
        await officer.sends_file("ho-so.csv", "\n".join(lines_of_a_file()).encode())
        preview = officer.last
        await officer.taps("✅ Nhập")
        told = [message for message in officer.inbox if message.text.startswith("⏳ Đang nhập: ")]
        assert told[0].text == "⏳ Đang nhập: 500/1.500 dòng…"
        assert {message.payload["replaces"] for message in told} == {preview.id}


async def test_others_write_between_two_pieces(town: Town) -> None:
    pieces = store_in_pieces(town.database, town.office.secret, town.unit_id, a_file(), town.now)
    async for _ in pieces:
        async with town.database.write() as db:  # would wait for ever were the writer still held
            assert await subtree(db, [town.unit_id])
