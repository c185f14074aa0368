"""A person and a period are chosen in one way everywhere: page by page, by a part of the name, from the usual ones."""

from types import SimpleNamespace
from typing import cast

import pytest

from handlers.context import Context
from handlers.kit.screens import ShowMain
from handlers.replies import Reply
from handlers.routing import LEADERS, Route, Routes, Topic
from storage.ground.refusals import Refusal
from storage.models import Role
from tests.chat import Person, Town

NAMES = [f"Cán bộ số {number:02}" for number in range(1, 24)]


@pytest.fixture
async def of_many(town: Town) -> Person:
    """The officer of a department with more people than one screen shows."""
    for name in NAMES:
        await town.member(Role.STAFF, name=name)
    return await town.member(Role.OFFICER)


async def _labels_of_all_pages(person: Person) -> list[str]:
    seen: list[str] = []
    for _ in range(10):
        seen += [label for label in person.last.labels if "Cán bộ số" in label]
        if not any("Trang sau" in label for label in person.last.labels):
            return seen
        await person.taps("Trang sau")
    raise AssertionError("the pages have no end")


async def test_every_colleague_can_stand_in(of_many: Person) -> None:
    await of_many.says("/nghi 22/06-26/06")
    assert len(of_many.last.labels) == 22
    assert await _labels_of_all_pages(of_many) == NAMES
    await of_many.taps(NAMES[-1])
    assert f"nhắc việc của anh/chị được gửi cho {NAMES[-1]}" in of_many.hears


async def test_a_colleague_is_found_by_a_part_of_the_name(of_many: Person) -> None:
    await of_many.says("/nghi 22/06-26/06")
    assert "gõ một phần tên" in of_many.hears
    await of_many.says("so 20")
    assert of_many.hears == "Người có tên như “so 20”:"
    await of_many.says("can bo")
    assert "Có 23 người" in of_many.hears
    await of_many.says("so 17")
    await of_many.taps(NAMES[16])
    assert f"được gửi cho {NAMES[16]}" in of_many.hears
    await of_many.says("so 17")
    assert "Người có tên" not in of_many.hears


async def test_whose_role_ends_is_found_by_a_part_of_the_name(of_many: Person) -> None:
    await of_many.says("/canbo")
    assert len(await _labels_of_all_pages(of_many)) == len(NAMES)
    await of_many.says("so 21 so thu")
    await of_many.taps(NAMES[20])
    assert f"{NAMES[20]} – cán bộ" in of_many.hears
    await of_many.taps("Vâng, kết thúc")
    assert f"✅ Đã kết thúc: {NAMES[20]}" in of_many.hears


async def test_nobody_finds_themselves_to_end_their_own_role(town: Town) -> None:
    officer = await town.member(Role.OFFICER, name="Người Phụ Trách")
    for name in NAMES:
        await town.member(Role.STAFF, name=name)
    await officer.says("/canbo")
    assert not any("Phụ Trách" in label for label in officer.last.labels)
    await officer.says("phu trach")
    assert "Người có tên" not in officer.hears


@pytest.mark.parametrize("action", ["leave_deputies:99:0", "leave_deputies:1:99", "members:99"])
async def test_a_page_of_people_that_is_not_there_is_refused(of_many: Person, action: str) -> None:
    await of_many.says("/nghi 22/06-26/06")
    await of_many.forges(action)
    assert "không còn" in of_many.hears


async def test_a_period_that_cannot_be_read_is_tapped_or_typed(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    for command in ("/bieudo", "/dauhieu", "/kiemtra", "/thuxinloi"):
        for answer in ("tap", "type"):
            await officer.says(f"{command} kỳ lạ")
            assert "Chưa đọc được kỳ này" in officer.hears, command
            assert officer.last.labels[:5] == ["Quý I/2026", "Tháng 5/2026", "Tháng này", "Quý này", "Năm nay"], command
            before = len(officer.inbox)
            await (officer.taps("Quý I/2026") if answer == "tap" else officer.says("quý 1"))
            assert any("Quý I/2026" in message.text for message in officer.inbox[before:]), (command, answer)


async def test_what_is_no_period_answers_no_question_for_one(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/bieudo kỳ lạ")
    await officer.says("/canbo")
    assert "vẽ biểu đồ" not in officer.hears
    await officer.says("/bieudo kỳ lạ")
    await officer.says("/huy")
    await officer.says("quý 1")
    assert "vẽ biểu đồ" not in officer.hears


async def test_who_lost_the_role_meanwhile_gets_no_figures_for_a_typed_period(town: Town) -> None:
    leader = await town.member(Role.DIRECTOR)
    officer = await town.member(Role.OFFICER)
    await leader.says("/bieudo kỳ lạ")
    await officer.says("/canbo")
    await officer.taps("lãnh đạo")
    await officer.taps("Vâng, kết thúc")
    await leader.says("quý 1")
    assert "vẽ biểu đồ" not in leader.hears


async def test_what_a_typed_answer_does_is_open_to_the_roles_of_its_button() -> None:
    async def shown(context: Context, action: ShowMain) -> Reply:
        return Reply("shown")

    routes = Routes([Topic(actions=(Route.tap(ShowMain, shown, LEADERS),))])
    leader = cast(Context, SimpleNamespace(sender=SimpleNamespace(roles={Role.DIRECTOR: [1]})))
    citizen = cast(Context, SimpleNamespace(sender=SimpleNamespace(roles={})))
    assert await routes.take(leader, ShowMain()) == Reply("shown")
    with pytest.raises(Refusal, match=r"rights\.role"):
        await routes.take(citizen, ShowMain())
