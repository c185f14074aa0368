import asyncio
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Connection
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.ratings.outside_totals import Placed, Total, TotalsBook
from tests.chat import Town
from tests.samples import furnish
from tests.summaries import with_channels


async def _summary(town: Town, period: str = "tháng 6/2026") -> str:
    director = await town.member(Role.DIRECTOR)
    return await with_channels(director, period)


@pytest.mark.parametrize("line", ["/phieu 12/15", "/phieu 12 / 15", "/phieu hôm nay 12 trên 15", "phiếu giấy 12/15"])
async def test_a_day_s_forms_are_entered_in_one_line(any_town: Town, line: str) -> None:
    staff = await any_town.member(Role.STAFF)
    await staff.says(line)
    assert "✅ Phiếu giấy ngày 15/06/2026: 12/15 hài lòng" in staff.hears
    text = await _summary(any_town)
    assert "Phiếu giấy: 12/15 = 80%" in text


@pytest.mark.parametrize("line", ["/phieu 14/06 12/15", "/phieu 14/6/2026: 12/15", "/phieu ngày 14/06 12/15 phiếu"])
async def test_another_day_stands_before_the_counts(town: Town, line: str) -> None:
    staff = await town.member(Role.STAFF)
    await staff.says(line)
    assert "ngày 14/06/2026: 12/15" in staff.hears


async def test_what_is_missing_is_asked_for(town: Town) -> None:
    staff = await town.member(Role.STAFF)
    await staff.says("/phieu")
    await staff.says("12 hài lòng")
    assert "Chưa đọc được" in staff.hears
    await staff.says("12/15")
    assert "12/15 hài lòng" in staff.hears


async def test_a_correction_is_counted_once_and_leaves_a_trace(any_town: Town) -> None:
    staff = await any_town.member(Role.STAFF, name="Người Thử")
    await staff.says("/phieu 15/15")
    await staff.says("/phieu 12/15")
    assert "Đã sửa phiếu giấy ngày 15/06/2026: 12/15 hài lòng (trước đó 15/15). Số cũ vẫn được lưu." in staff.hears
    await staff.says("/phieu 12/15")
    assert "Đã sửa" not in staff.hears
    assert "Hài lòng: 12/15" in await _summary(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/phieu")
    await officer.taps("Các lần sửa")
    assert "• Phiếu giấy, 15/06/2026: trước là 15/15; Người Thử sửa lúc 12:00 15/06/2026" in officer.hears
    assert officer.hears.count("•") == 1


async def test_a_day_is_not_entered_into_a_total_that_has_it_already(town: Town) -> None:
    rows = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\nPhiếu giấy,01/06/2026,30/06/2026,8,10\n"
    await town.imports(FileKind.TOTALS, "kenh.csv", rows.encode())
    staff = await town.member(Role.STAFF)
    await staff.says("/phieu 12/15")
    assert "Phiếu giấy từ 01/06/2026 đến 30/06/2026 đã có tổng chung" in staff.hears
    assert "Hài lòng: 8/10" in await _summary(town)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/phieu 16/15", "nhiều hơn tổng số phiếu"),
        ("/phieu 16/06 1/2", "Ngày này chưa đến"),
        ("/phieu 10/12 05/06", "Ngày 10/12/2025 đã lâu"),
        ("/phieu ngày mai 1/2", "Ngày này chưa đến"),
        ("/phieu 31/02/2026 1/2", "Chưa đọc được"),
        ("/phieu 12/15/2026", "Chưa đọc được"),
        ("/phieu -1/5", "Chưa đọc được"),
        ("/phieu 1.200/1.500", "Chưa đọc được"),
        ("/phieu 1234567/1234567", "Chưa đọc được"),
        ("/phieu nhiều lắm", "Chưa đọc được"),
    ],
)
async def test_what_cannot_be_is_refused(town: Town, line: str, answer: str) -> None:
    staff = await town.member(Role.STAFF)
    await staff.says(line)
    assert answer in staff.hears
    assert "chưa có lượt đánh giá nào" in await _summary(town)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="0123456789/ .-:trenngàhômqua\u200b", max_size=24))
async def test_any_line_is_stored_as_it_reads_or_refused(town: Town, text: str) -> None:
    staff = await town.member(Role.STAFF)
    answer = await staff.says(f"/phieu {text}")
    assert any(words in answer.text for words in ("hài lòng", "Chưa đọc được", "chưa đến", "nhiều hơn", "phiếu giấy"))


async def test_forms_are_a_reporter_s_own(town: Town) -> None:
    await furnish(town)
    elsewhere = await town.unit("Trung tâm khác")
    stranger = await town.member(Role.STAFF, elsewhere)
    await stranger.says("/phieu 1/1")
    await stranger.forges("paper_changes")
    assert "Chưa có lần sửa nào" in stranger.hears
    for person in (town.person(), await town.member(Role.DIRECTOR)):
        await person.says("/phieu 12/15")
        assert "vai trò khác" in person.hears
        await person.forges("paper_changes")
        assert "vai trò khác" in person.hears


async def test_the_file_of_an_outside_channel_is_sent_in_the_chat(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    head = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\n"
    for counts in ("1310,1311", "1309,1311"):
        await officer.sends_file("kenh.csv", f"{head}Trang của Thành phố,01/01/2026,31/05/2026,{counts}\n".encode())
        await officer.taps("Nhập 1 dòng")
        assert "Đã nhập xong" in officer.hears
    assert "Trang của Thành phố: 1.309/1.311" in await _summary(any_town, "năm 2026")
    await officer.forges("paper_changes")
    assert "Trang của Thành phố, 01/01/2026–31/05/2026: trước là 1.310/1.311" in officer.hears


async def test_two_processes_that_enter_overlapping_totals_at_once_keep_one(any_town: Town) -> None:
    if any_town.database.is_sqlite:  # one process only
        return
    totals = [Total("Phiếu giấy", date(2026, 6, first), date(2026, 6, 20), 9, 10) for first in (1, 10)]

    async def enter(db: Connection, total: Total) -> Placed:
        book = await TotalsBook.of(db, any_town.unit_id)
        placed = book.place(total)
        if placed is Placed.NEW:
            await book.write(db, total, None, any_town.now)
        return placed

    async with asyncio.timeout(60), any_town.database.write() as one, any_town.database.write() as other:
        assert await enter(one, totals[0]) is Placed.NEW
        waiting = asyncio.create_task(enter(other, totals[1]))
        await asyncio.wait([waiting], timeout=0.3)
        await one.commit()
        assert await waiting is Placed.OVERLAP
