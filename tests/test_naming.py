"""Who did it is said even of people without a name: by their role and unit."""

import pytest
from sqlalchemy import text

from bot.demo.department import load_samples
from bot.demo.personas import Personas
from storage.models import Role
from storage.people.appointments import dismiss, members_of
from tests.cases import assigns, writes
from tests.chat import Person, Town
from tests.issued_reports import issues, makes, opens
from tests.samples import furnish


async def test_a_step_of_a_case_names_the_role_and_unit(any_town: Town) -> None:
    await any_town.unit("Phòng Một cửa")
    director = await any_town.member(Role.DIRECTOR)
    code = await writes(any_town.person())
    await assigns(director, code, "Phòng Một cửa")
    await director.says(code)
    assert "lãnh đạo Sở Thử: giao Phòng Một cửa" in director.hears
    assert "Người dân: gửi" in director.hears


async def test_a_name_is_preferred(town: Town) -> None:
    await town.unit("Phòng Một cửa")
    director = await town.member(Role.DIRECTOR, name="Người Thử")
    code = await writes(town.person())
    await assigns(director, code, "Phòng Một cửa")
    await director.says(code)
    assert "Người Thử: giao Phòng Một cửa" in director.hears


async def test_an_issued_report_names_the_role_and_unit_of_who_issued_it(any_town: Town) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await makes(officer)
    await issues(officer)
    details, _ = await opens(officer)
    assert "người phát hành: chuyên viên CCHC Sở Thử" in details


async def _reporter(town: Town) -> Person:
    await furnish(town)
    staff = await town.member(Role.STAFF, await town.named("Văn phòng"))
    await staff.says("1 50%")
    return staff


async def _history(town: Town) -> str:
    director = await town.member(Role.DIRECTOR)
    await director.says("/tiendo 1")
    return (await director.taps("Các lần báo cáo")).text


async def test_the_history_of_a_task_does(any_town: Town) -> None:
    await _reporter(any_town)
    assert "15/06/2026 · cán bộ Văn phòng" in await _history(any_town)


async def test_whose_role_has_ended_was_staff_and_who_is_erased_has_no_name_left(any_town: Town) -> None:
    await _reporter(any_town)
    async with any_town.db() as db:
        office = await any_town.named("Văn phòng")
        [member] = await members_of(db, [office])
        await dismiss(db, [office], member.id, any_town.now)
    assert "15/06/2026 · cán bộ\n" in await _history(any_town)
    async with any_town.db() as db:
        await db.execute(text("UPDATE progress SET person_id = NULL"))
    assert "15/06/2026 · không còn tên" in await _history(any_town)


async def test_registers_and_a_deputy_are_named(any_town: Town) -> None:
    staff, other = await any_town.member(Role.STAFF), await any_town.member(Role.STAFF)
    await staff.says("/suco Máy in không chạy")
    assert "Người báo: cán bộ Sở Thử" in staff.hears
    await staff.taps("Đã khắc phục")
    await staff.taps("Lịch sử")
    assert "cán bộ Sở Thử" in staff.hears
    await staff.says("/nghi 22/06")
    await staff.taps("Cán bộ số")
    assert "được gửi cho cán bộ Sở Thử" in staff.hears
    assert "cán bộ Sở Thử nghỉ từ 22/06/2026" in other.hears


@pytest.mark.parametrize(
    ("persona", "name"),
    [("staff", "Cán bộ Văn phòng Sở"), ("director", "Lãnh đạo Sở Thử"), ("officer", "Chuyên viên CCHC Sở Thử")],
)
async def test_the_people_of_demo_mode_are_called_by_their_role(town: Town, persona: str, name: str) -> None:
    async with town.db() as db:
        await db.execute(text("DELETE FROM unit"))
    await load_samples(town.database, town.office, town.now)
    await Personas(town.database, lambda: town.now).prepare("demo-1", persona)
    async with town.db() as db:
        names = (await db.execute(text("SELECT name FROM person WHERE name IS NOT NULL ORDER BY id"))).scalars().all()
    assert names == ["Cán bộ Văn phòng Sở", name]
