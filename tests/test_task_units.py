"""A task of several units: the first that leads answers, the others that lead report, those that work with them see."""

from datetime import UTC, datetime

import pytest

from storage.ground.days.periods import Period
from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.people.units import add_unit, units_named
from storage.report.figures import said_in_period
from tests.chat import Person, Town
from tests.files import csv_file

HEAD = ["Nội dung trọng tâm", "STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"]
ROWS = [
    ["I. Điều hành", 1, "Xây dựng chương trình công tác", "Phòng Tổ chức, Phòng Nghiệp vụ", "Thanh tra", "30/6/2026"],
    ["I. Điều hành", 2, "Mở chuyên mục trên trang tin", "Phòng Nghiệp vụ", "Các đơn vị thuộc Sở", "31/5/2026"],
    ["I. Điều hành", 3, "Rà soát thủ tục nội bộ", "Phòng Tổ chức", "", "30/9/2026"],
    ["II. Thủ tục", 4, "Đăng ký tiết kiệm điện", "Các phòng, đơn vị", "", "31/12/2026"],
]


def plan(rows: list[list[object]]) -> bytes:
    return csv_file([["KẾ HOẠCH NĂM 2026"], HEAD, *rows])


async def imports(town: Town, rows: list[list[object]]) -> Outcome:
    return await town.imports(FileKind.PLAN, "ke-hoach.csv", plan(rows), year=2026)


class Rooms:
    def __init__(self, town: Town) -> None:
        self.town = town

    async def staff(self, room: str) -> Person:
        return await self.town.member(Role.STAFF, await self.town.named(room))


@pytest.fixture
async def rooms(any_town: Town) -> Rooms:
    await imports(any_town, ROWS)
    return Rooms(any_town)


async def listed(person: Person) -> list[str]:
    """Numbers of the tasks in the list, as it has them."""
    await person.says("/nhiemvu")
    found = [label.split(".")[0] for label in person.last.labels if "." in label]
    return [label.split(" ", 1)[1] for label in found if " " in label]


async def test_each_unit_lists_what_it_leads_and_what_it_works_on_its_own_first(rooms: Rooms) -> None:
    assert await listed(await rooms.staff("Phòng Tổ chức")) == ["1", "3", "🤝2", "🤝4"]
    assert await listed(await rooms.staff("Phòng Nghiệp vụ")) == ["2", "🤝1", "🤝4"]
    inspector = await rooms.staff("Thanh tra")
    assert await listed(inspector) == ["🤝1", "🤝2", "🤝4"]
    assert "0 nhiệm vụ, và 3 nhiệm vụ 🤝" in inspector.hears
    outside = await rooms.town.member(Role.STAFF, await rooms.town.unit("Sở khác", under=await _root(rooms)))
    assert await listed(outside) == []


async def _root(rooms: Rooms) -> int:
    """A second top, beside the department."""
    async with rooms.town.db() as db:
        return (await add_unit(db, "Thành phố", None)).id


async def test_a_unit_that_comes_later_is_one_of_all_units(rooms: Rooms) -> None:
    later = await rooms.town.member(
        Role.STAFF, await rooms.town.unit("Tổ Công nghệ", await rooms.town.named("Thanh tra"))
    )
    assert await listed(later) == ["🤝2", "🤝4"]


async def test_the_task_names_its_units(rooms: Rooms) -> None:
    staff = await rooms.staff("Phòng Tổ chức")
    await staff.says("/nhiemvu 1")
    assert "Chủ trì: Phòng Tổ chức\nCùng chủ trì: Phòng Nghiệp vụ\nPhối hợp: Thanh tra" in staff.hears
    assert "Trong kế hoạch ghi" not in staff.hears
    await staff.says("/nhiemvu 2")
    assert "Chủ trì: Phòng Nghiệp vụ\nPhối hợp: mọi đơn vị thuộc Sở Thử" in staff.hears


async def test_others_that_lead_report_and_may_correct_it(rooms: Rooms) -> None:
    room = await rooms.staff("Phòng Nghiệp vụ")
    await room.says("1 80% Đã ký biên bản")
    assert "Đã ghi báo cáo nhiệm vụ 1" in room.hears
    await room.taps("Sửa")
    await room.taps("50%")
    first = await rooms.staff("Phòng Tổ chức")
    await first.says("/nhiemvu 1")
    assert "50%" in first.hears
    await room.says("/nhiemvu 1")
    await room.taps("Xong")
    assert "Đã ghi báo cáo nhiệm vụ 1" in room.hears
    everybody = await rooms.staff("Thanh tra")
    await everybody.says("4 30% Đã lắp đồng hồ riêng")
    assert "Đã ghi báo cáo nhiệm vụ 4" in everybody.hears


async def test_who_works_with_them_sees_and_never_reports(rooms: Rooms) -> None:
    await (await rooms.staff("Phòng Tổ chức")).says("1 80% Đã ký biên bản")
    inspector = await rooms.staff("Thanh tra")
    await inspector.says("/nhiemvu 1")
    assert "Đã ký biên bản" in inspector.hears
    assert not any(label.startswith(("✅ Xong", "✍")) for label in inspector.last.labels)
    task = inspector.last.action("Các lần báo cáo").split(":")[1]
    await inspector.taps("Các lần báo cáo")
    assert "Đã ký biên bản" in inspector.hears
    refused = "Nhiệm vụ 1 do Phòng Tổ chức chủ trì"
    for action in (f"report:{task}:done", f"report:{task}:80", f"report_text:{task}", f"report_on:{task}:20260630"):
        await inspector.forges(action)
        assert inspector.hears.startswith(refused), action
    for text in ("1 xong", "1 90% Đã ký", "1, 4 xong"):
        await inspector.says(text)
        assert inspector.hears.startswith(refused), text
    await inspector.says("3 xong")
    assert "không có nhiệm vụ số 3" in inspector.hears
    await inspector.forges(f"lead:{task}")
    assert "vai trò" in inspector.hears or "quyền" in inspector.hears


async def test_a_question_that_was_open_ends_with_the_right_to_report(rooms: Rooms) -> None:
    """Asked while the room still led the task, answered when it only works on it."""
    room = await rooms.staff("Phòng Nghiệp vụ")
    await room.says("/nhiemvu 1")
    await room.taps("Viết báo cáo")
    await imports(rooms.town, [[*ROWS[0][:3], "Phòng Tổ chức", "Phòng Nghiệp vụ", ROWS[0][5]], *ROWS[1:]])
    await room.says("80% Đã ký biên bản")
    assert room.hears.startswith("Nhiệm vụ 1 do Phòng Tổ chức chủ trì")


async def test_search_finds_what_a_unit_sees_and_nothing_else(rooms: Rooms) -> None:
    await (await rooms.staff("Phòng Tổ chức")).says("1 80% Đã họp hội đồng")
    inspector = await rooms.staff("Thanh tra")
    await inspector.says("/nhiemvu tìm hội đồng")
    assert "Đã họp hội đồng" in inspector.hears
    await inspector.says("/nhiemvu tìm rà soát")
    assert "Rà soát thủ tục" not in inspector.hears
    head = await rooms.town.member(Role.DIRECTOR, await rooms.town.named("Thanh tra"))
    await head.says("/kehoach")
    assert "KẾ HOẠCH NĂM 2026" in head.hears


async def test_only_the_first_that_leads_is_counted_and_chased(rooms: Rooms) -> None:
    counts = {"Phòng Tổ chức": 2, "Phòng Nghiệp vụ": 1, "Thanh tra": 0}
    for room, count in counts.items():
        head = await rooms.town.member(Role.DIRECTOR, await rooms.town.named(room))
        await head.says("/summary năm 2026")
        assert f"Nhiệm vụ năm 2026: {count}" in head.hears or (not count and "Nhiệm vụ năm 2026:" not in head.hears)
    director = await rooms.town.member(Role.DIRECTOR)
    await director.says("/summary năm 2026")
    assert "Nhiệm vụ năm 2026: 4" in director.hears
    people = {room: await rooms.staff(room) for room in counts}
    rooms.town.now = datetime(2026, 6, 29, 3, tzinfo=UTC)
    await rooms.town.ticks()
    for room, told in {"Phòng Tổ chức": ["1."], "Phòng Nghiệp vụ": ["2."], "Thanh tra": []}.items():
        chased = [message.text for message in people[room].inbox if "⏰" in message.text or "hạn" in message.text]
        for number in ("1. Xây dựng", "2. Mở chuyên mục"):
            assert any(number in text for text in chased) == (number[:2] in told), (room, number, chased)


async def test_the_task_given_by_hand_to_one_of_its_units_is_named_once(rooms: Rooms) -> None:
    officer = await rooms.town.member(Role.OFFICER)
    await officer.says("/nhiemvu 1")
    await officer.taps("Giao đơn vị")
    await officer.taps("Thanh tra")
    assert "Chủ trì: Thanh tra\nCùng chủ trì: Phòng Nghiệp vụ" in officer.hears
    assert "Phối hợp" not in officer.hears.split("Trong kế hoạch")[0]
    outcome = await imports(rooms.town, ROWS)
    assert outcome.changes_nothing
    inspector = await rooms.staff("Thanh tra")
    await inspector.says("1 80% Đã ký biên bản")
    assert "Đã ghi báo cáo nhiệm vụ 1" in inspector.hears


async def test_a_sub_unit_s_officer_sees_but_gives_nobody_the_task(rooms: Rooms) -> None:
    officer = await rooms.town.member(Role.OFFICER, await rooms.town.named("Thanh tra"))
    await officer.says("/nhiemvu 1")
    assert "Giao đơn vị" not in " ".join(officer.last.labels)
    task = officer.last.action("Các lần báo cáo").split(":")[1]
    await officer.forges(f"lead_set:{task}:{await rooms.town.named('Thanh tra')}")
    assert "Không tìm thấy nhiệm vụ này" in officer.hears


async def test_reports_of_all_units_stand_under_the_task_once(rooms: Rooms) -> None:
    await (await rooms.staff("Phòng Tổ chức")).says("1 40% Đã dự thảo")
    await (await rooms.staff("Phòng Nghiệp vụ")).says("1 60% Đã góp ý")
    async with rooms.town.db() as db:
        for room, texts in {"Phòng Tổ chức": ["Đã dự thảo", "Đã góp ý"], "Phòng Nghiệp vụ": []}.items():
            [unit] = await units_named(db, room)
            said = await said_in_period(db, [unit.id], 2026, Period.of_months(2026, 6, 6))
            assert [one.text for reports in said.values() for one in reports] == texts
