"""A task done after its deadline is "xong, quá hạn": told from one done in time in lists, summary and report."""

from datetime import date

import pytest

from storage.models import Role
from storage.plan.tasks import TaskState, tasks_of_year
from tests.chat import Town
from tests.samples import furnish


async def _state(town: Town, number: int, as_of: date | None = None) -> TaskState:
    async with town.database.read() as db:
        tasks = await tasks_of_year(db, range(1, 20), 2026, as_of or town.today)
    [task] = [task for task in tasks if task.number == number]
    return task.state


async def test_done_after_the_deadline_is_late_and_done_before_it_is_not(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("1 xong")  # due in February, and it is June
    await officer.says("4 xong")  # due on 20/6
    assert (await _state(any_town, 1), await _state(any_town, 4)) == (TaskState.DONE_LATE, TaskState.DONE)
    await officer.says("/nhiemvu 1")
    assert "☑️ Xong, quá hạn" in officer.hears
    await officer.says("/summary năm 2026")
    assert "✅ Xong 1 · ☑️ Xong, quá hạn 1" in officer.hears


@pytest.mark.parametrize(
    ("report", "state"),
    [
        ("1 xong Đã ban hành Kế hoạch số 12/KH-ST ngày 27/02/2026", TaskState.DONE),
        ("1 xong Đã ban hành Kế hoạch số 12/KH-ST ngày 02/03/2026", TaskState.DONE_LATE),
    ],
)
async def test_the_day_of_the_document_decides_where_the_report_cites_one(
    any_town: Town, report: str, state: TaskState
) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says(report)
    assert await _state(any_town, 1) is state


async def test_a_document_of_a_day_to_come_is_asked_about(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("1 xong Đã ban hành Kế hoạch số 12/KH-ST ngày 27/02/2027")
    assert "27/02/2027" in officer.hears
    assert await _state(any_town, 1) is TaskState.OVERDUE


async def test_what_was_done_in_time_stays_so_when_more_is_reported_later(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("4 xong")
    any_town.passes(days=30)
    await officer.says("4 xong Đã niêm yết thêm tại tầng trệt")
    assert await _state(any_town, 4) is TaskState.DONE
    await officer.says("4 đang làm")
    await officer.taps("Chuyển thành đang thực hiện")
    any_town.passes(days=1)
    await officer.says("4 xong")
    assert await _state(any_town, 4) is TaskState.DONE_LATE, "it was taken up again, and done after its day"
    assert await _state(any_town, 4, date(2026, 6, 30)) is TaskState.DONE, "as things stood then"


async def test_a_task_without_a_day_is_never_done_late(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await officer.says("2 xong")
    assert await _state(any_town, 2) is TaskState.DONE
