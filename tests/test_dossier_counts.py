"""What `/summary` and the report say of dossiers apart from the usual way, and of those that are just being written."""

import io
from contextlib import aclosing
from datetime import date

import openpyxl  # type: ignore[import-untyped]
from sqlalchemy import select

from handlers.report.content import Wanted
from handlers.report.making import make_report
from storage.dossiers.imports_running import end_cut_off_imports, running_imports
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.imports.dossier_rows import DossiersFile
from storage.imports.dossiers import read_dossiers
from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind
from storage.imports.store_dossiers import PIECE, store_in_pieces
from storage.messages.job_queue import add_jobs
from storage.models import DossierImport, Role
from tests.bench.dossiers import file_of
from tests.chat import Town

HEAD = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Trạng thái"


async def sends(town: Town, name: str, *lines: str) -> None:
    await town.imports(FileKind.DOSSIERS, name, "\n".join([HEAD, *lines]).encode())


async def test_waiting_refused_and_withdrawn_dossiers_are_counted_as_they_stood_at_the_end(any_town: Town) -> None:
    await sends(
        any_town,
        "hs 14.05.2026.csv",
        *("A-1,05/05/2026,12/06/2026,,Chờ bổ sung", "A-2,05/05/2026,12/06/2026,,Chờ bổ sung"),
        *("A-3,05/05/2026,12/06/2026,,Từ chối tiếp nhận", "A-4,05/05/2026,12/06/2026,,Đang xử lý"),
    )
    await sends(
        any_town,
        "hs 05.06.2026.csv",
        *("A-1,05/05/2026,12/06/2026,,Đã bổ sung", "A-4,05/05/2026,12/06/2026,,Công dân xin rút"),
    )
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 5/2026")
    assert "Ngoài ra: chờ bổ sung 2 · từ chối 1\n" in director.hears + "\n"
    await director.says("/summary tháng 6/2026")
    assert "Ngoài ra: chờ bổ sung 1 · rút 1\n" in director.hears + "\n"
    await director.says("/summary tháng 4/2026")
    assert "Ngoài ra" not in director.hears


def long_file() -> DossiersFile:
    return read_dossiers(file_of(2 * PIECE + 10, "csv"), "ho-so.csv")


async def cut_off_after_a_piece(town: Town, run: str = "") -> None:
    pieces = store_in_pieces(town.database, town.office.secret, town.unit_id, long_file(), town.now, run=run)
    async with aclosing(pieces):  # type: ignore[type-var]
        await anext(pieces)
        await anext(pieces)


async def in_all(town: Town, run: str = "") -> Outcome:
    pieces = store_in_pieces(town.database, town.office.secret, town.unit_id, long_file(), town.now, run=run)
    return [outcome async for outcome in pieces][-1]


async def open_imports(town: Town) -> int:
    async with town.db() as db:
        return len((await db.scalars(select(DossierImport.id).where(DossierImport.ended_at.is_(None)))).all())


async def test_while_a_long_file_is_written_the_summary_says_so(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    await cut_off_after_a_piece(town)
    await director.says("/summary")
    assert "⏳ Đang nhập hồ sơ (500/1.010 dòng); số liệu hồ sơ chưa đủ." in director.hears
    assert "nhận 500" in director.hears
    await in_all(town)
    await director.says("/summary")
    assert "Đang nhập" not in director.hears
    assert "nhận 1.010" in director.hears


async def test_an_import_that_was_cut_off_is_ended_at_the_next_start_and_the_file_can_be_sent_again(
    any_town: Town,
) -> None:
    await cut_off_after_a_piece(any_town)
    any_town.passes(minutes=5)
    async with any_town.db() as db:
        assert await running_imports(db, [any_town.unit_id], any_town.now) is None
        await end_cut_off_imports(db, any_town.now)
    assert await open_imports(any_town) == 0
    outcome = await in_all(any_town)
    assert (outcome.new, outcome.same, outcome.changed) == (PIECE + 10, PIECE, 0)
    assert await open_imports(any_town) == 0


async def test_an_import_goes_on_by_itself_where_its_job_is_still_to_be_done(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/help")
    async with town.db() as db:
        await add_jobs(db, [("import_write", 1, {"file_id": 7, "unit_id": town.unit_id})], town.now)
    await cut_off_after_a_piece(town, ":file 7")
    await cut_off_after_a_piece(town, ":file 8")
    town.passes(minutes=5)
    async with town.db() as db:
        await end_cut_off_imports(db, town.now)
    assert await open_imports(town) == 1
    outcome = await in_all(town, ":file 7")
    assert (outcome.new, outcome.same) == (2 * PIECE + 10, 0)


async def test_the_report_s_workbook_shows_when_a_late_dossier_was_finished_and_its_state(town: Town) -> None:
    head = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày hoàn thành,Ngày trả,Trạng thái"
    rows = (
        "L-1,05/05/2026,12/05/2026,14/05/2026,20/05/2026,Đã trả kết quả",
        "L-2,05/05/2026,12/05/2026,15/05/2026,,Đã xử lý xong",
        "L-3,05/05/2026,12/05/2026,,,Đang xử lý",
    )
    await town.imports(FileKind.DOSSIERS, "hs 14.06.2026.csv", "\n".join([head, *rows]).encode())
    wanted = Wanted(frozenset({town.unit_id}), Period.of_months(2026, 5, 5), Regime.CCHC)
    made = await make_report(town.database, town.office, wanted, town.now)
    [workbook] = [openpyxl.load_workbook(io.BytesIO(f.content)) for f in made.files if f.name.endswith(".xlsx")][:1]
    [sheet] = [sheet for sheet in workbook if any(cell.value == "L-1" for row in sheet for cell in row)]
    found = {row[0]: row[3:6] for row in sheet.values if str(row[0]).startswith("L-")}
    days = {code: [day and day.date() for day in row[:2]] for code, row in found.items()}
    assert days == {
        "L-1": [date(2026, 5, 14), date(2026, 5, 20)],
        "L-2": [date(2026, 5, 15), None],
        "L-3": [None, None],
    }
    assert [row[2] for row in found.values()] == ["Đã trả kết quả", "Đã giải quyết xong", "Đang giải quyết"]
