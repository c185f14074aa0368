"""Leaders accept what was reported as done, or send it back; that measures units and people, for their leader alone."""

import io

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from sqlalchemy import update

from handlers.performance.actions import Accept, AskWhy, TakeBack
from storage.models import Appointment, Role
from tests.chat import Person, Town
from tests.samples import furnish


@pytest.fixture
async def both(any_town: Town) -> Town:
    return await _measuring(any_town)


@pytest.fixture
async def measured(town: Town) -> Town:
    return await _measuring(town)


async def _measuring(town: Town) -> Town:
    town.office.measures_performance = True
    await furnish(town)
    return town


async def _people(town: Town) -> tuple[Person, Person]:
    """Somebody who reports, and the head of all units."""
    return await town.member(Role.OFFICER, name="Trần Thử"), await town.member(Role.DIRECTOR, name="Lê Mẫu")


async def _sheet(town: Town, leader: Person, sheet: str) -> list[tuple[object, ...]]:
    await leader.says("/thuchien năm 2026")
    await town.ticks()
    book = load_workbook(io.BytesIO((await leader.newest_file()).content))
    assert all("không gửi cho người khác" in str(one["A2"].value) for one in book)
    return list(book[sheet].iter_rows(min_row=5, values_only=True))


async def test_it_is_off_until_the_office_wants_it(town: Town) -> None:
    leader = await town.member(Role.DIRECTOR)
    await leader.says("/nghiemthu")
    assert "chưa dùng chức năng nghiệm thu" in leader.hears
    await leader.says("/thuchien")
    assert "chưa dùng chức năng nghiệm thu" in leader.hears
    await leader.says("/help")
    assert "/nghiemthu" not in leader.hears


async def test_what_is_done_is_accepted_with_one_tap_and_that_can_be_undone(both: Town) -> None:
    officer, leader = await _people(both)
    await leader.says("/nghiemthu")
    assert "Không có việc nào chờ nghiệm thu" in leader.hears
    await officer.says("4 80%")
    await leader.says("/nghiemthu")
    assert "Không có việc nào chờ nghiệm thu" in leader.hears
    await officer.says("4 xong đã niêm yết")
    await leader.says("/nghiemthu")
    assert "Chờ anh/chị nghiệm thu: 1 việc" in leader.hears
    assert "Trần Thử" in leader.hears
    assert "“đã niêm yết”" in leader.hears
    await leader.says("/summary")
    await leader.taps("✅ Việc chờ nghiệm thu")
    await leader.taps("✓ 4 Đạt")
    assert "Đã nghiệm thu nhiệm vụ 4" in leader.hears
    assert "Không có việc nào chờ nghiệm thu" in leader.hears
    await leader.taps("Bỏ quyết định việc 4")
    assert "Chờ anh/chị nghiệm thu: 1 việc" in leader.hears
    await leader.taps("✓ 4 Đạt")
    await leader.says("/summary")
    assert "chờ nghiệm thu" not in leader.hears
    await officer.says("4 xong Đã niêm yết thêm tại tầng trệt")
    await leader.says("/nghiemthu")
    assert "Không có việc nào chờ nghiệm thu" in leader.hears, "what was accepted stays so while it stays done"


async def test_sent_back_is_told_with_the_reason_and_the_task_is_open_again(both: Town) -> None:
    officer, leader = await _people(both)
    await officer.says("4 xong")
    await leader.says("/nghiemthu")
    await leader.taps("↩ 4 Trả lại")
    await leader.says("Chưa có ảnh chụp bảng niêm yết")
    assert "trở về đang thực hiện" in leader.hears
    assert "Lê Mẫu trả lại nhiệm vụ 4" in officer.hears
    assert "Chưa có ảnh chụp bảng niêm yết" in officer.hears
    await officer.says("/nhiemvu 4")
    assert "Đang làm" in officer.hears
    await leader.taps("Bỏ quyết định việc 4")
    await officer.says("/nhiemvu 4")
    assert "Xong" in officer.hears


async def test_who_reported_it_cannot_accept_it(measured: Town) -> None:
    officer, leader = await _people(measured)
    await officer.says("4 xong")
    await leader.says("/nghiemthu")
    accept, back = leader.last.action("✓ 4 Đạt"), leader.last.action("↩ 4 Trả lại")
    async with measured.database.write() as db:
        await db.execute(update(Appointment).values(role=Role.DIRECTOR))
    await officer.says("/nghiemthu")
    assert "Việc này do anh/chị báo cáo" in officer.hears
    assert officer.last.labels[0] == "Xem 4"
    for action in (accept, back):
        await officer.forges(action)
        assert "cấp trên nghiệm thu" in officer.hears


async def test_nobody_but_the_units_leader_decides_and_nothing_twice(measured: Town) -> None:
    officer, leader = await _people(measured)
    other = await measured.member(Role.DIRECTOR, await measured.unit("Sở Khác"))
    await officer.says("4 xong")
    await leader.says("/nghiemthu")
    accept, back = leader.last.action("✓ 4 Đạt"), leader.last.action("↩ 4 Trả lại")
    progress = Accept.read(accept.partition(":")[2]).progress_id
    for person, said in (
        (other, "hoặc báo cáo đã thay đổi"),
        (officer, "không có quyền"),
        (measured.person(), "không có quyền"),
    ):
        for action in (accept, back, TakeBack(progress).wire):
            await person.forges(action)
            assert said in person.hears or "dành cho" in person.hears
    await leader.forges(accept)
    await leader.forges(accept)
    assert "đã được nghiệm thu hoặc trả lại" in leader.hears
    measured.passes(days=2)
    await leader.forges(TakeBack(progress).wire)
    assert "đã được nghiệm thu hoặc trả lại" in leader.hears, "a check is undone within a day"
    await leader.forges(AskWhy(progress + 99).wire)
    assert "đã được nghiệm thu hoặc trả lại" in leader.hears


async def test_the_sheet_counts_by_unit_and_person(both: Town) -> None:
    officer, leader = await _people(both)
    await officer.says("1 xong")  # due in February, and it is June
    await officer.says("4 xong")  # due on 20/6
    await leader.says("/nghiemthu")
    await leader.taps("↩ 4 Trả lại")
    await leader.says("Thiếu ảnh")
    await officer.says("4 xong đã có ảnh")
    await leader.says("/nghiemthu")
    await leader.taps("✓ 4 Đạt")
    people = await _sheet(both, leader, "Cá nhân")
    [row] = [row for row in people if row[0] == "Trần Thử"]
    # Of two: both done, one accepted after it was sent back once, one in time.
    assert row[2:] == (2, 2, 1, 1, 1, 0.375, 1, 0.5, round(70 * (1 + 0.375 + 0.5) / 3, 2))
    tasks = {row[1]: row for row in await _sheet(both, leader, "Nhiệm vụ")}
    assert tasks[1][7:] == ("Không", "Chờ nghiệm thu", 0)
    assert tasks[4][7:] == ("Có", "Đạt", 1)
    assert "30 điểm tiêu chí chung" in str(await _sheet(both, leader, "Cách tính"))


async def test_the_sheet_is_of_times_in_which_the_decree_holds_and_goes_to_leaders_alone(measured: Town) -> None:
    officer, leader = await _people(measured)
    await leader.says("/thuchien")
    assert "tháng hoặc quý nào" in leader.hears
    await leader.says("/thuchien quý 4 năm 2025")
    assert "Chưa có quy định về cách chấm" in leader.hears
    await leader.says("/thuchien tháng 12 năm 2026")
    assert "chưa đến" in leader.hears
    for person in (officer, measured.person()):
        await person.forges("performance:20260101-20260331")
        assert "ket-qua" not in person.hears
