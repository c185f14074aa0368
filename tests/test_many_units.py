"""An office of more units than a message has buttons: each can be chosen, wherever a unit is chosen."""

from collections.abc import Awaitable, Callable

import pytest

from handlers.kit.choosing import PAGE
from storage.models import Role
from storage.people.units import add_unit
from tests.cases import writes
from tests.chat import Message, Person, Town
from tests.test_task_units import imports

LAST = f"Phòng số {2 * PAGE:03}"


async def _inviting(town: Town, officer: Person) -> None:
    await officer.says("/moi")
    await officer.taps("Lãnh đạo")


async def _adding_a_kiosk(town: Town, officer: Person) -> None:
    await officer.says("/thietbi")
    await officer.taps("Đăng ký kiosk")


async def _assigning(town: Town, officer: Person) -> None:
    code = await writes(town.person())
    await officer.says(code)
    await officer.taps("Giao đơn vị")


async def _giving_a_task(town: Town, officer: Person) -> None:
    await imports(town, [["I. Điều hành", 1, "Rà soát thủ tục nội bộ", "Sở Thử", "", "30/9/2026"]])
    await officer.says("/nhiemvu")
    await officer.taps("Rà soát")
    await officer.taps("Giao đơn vị")


async def _giving_an_indicator(town: Town, officer: Person) -> None:
    await officer.says("/chisotieu")
    await officer.taps("Thêm chỉ tiêu")
    await officer.says("Tin bài đã đăng; tin; tháng")
    await officer.taps("Đơn vị phụ trách")


async def _rooms_of(town: Town, count: int) -> None:
    async with town.db() as db:
        for number in range(1, count + 1):
            await add_unit(db, f"Phòng số {number:03}", town.unit_id)


def _rooms(message: Message) -> list[str]:
    return [label for label in message.labels if label.startswith("Phòng số")]


WAYS = pytest.mark.parametrize(
    ("ask", "then"),
    [
        (_inviting, f"Lời mời làm lãnh đạo tại {LAST}"),
        (_adding_a_kiosk, "đặt tên cho kiosk"),
        (_assigning, f"{LAST} trả lời trong mấy ngày"),
        (_giving_a_task, f"Chủ trì: {LAST}"),
        (_giving_an_indicator, f"Đơn vị phụ trách: {LAST}"),
    ],
)


@WAYS
async def test_the_last_unit_of_many_can_be_chosen(
    town: Town, ask: Callable[[Town, Person], Awaitable[None]], then: str
) -> None:
    await _rooms_of(town, 2 * PAGE)
    officer = await town.member(Role.OFFICER)
    await ask(town, officer)
    first = officer.last
    assert len(_rooms(first)) == PAGE
    await officer.taps("Trang sau")
    assert _rooms(officer.last) == [f"Phòng số {number:03}" for number in range(PAGE + 1, 2 * PAGE + 1)]
    await officer.taps("Trang trước")
    assert officer.last.labels == first.labels
    await officer.taps("Trang sau")
    assert then in (await officer.taps(LAST)).text


@WAYS
async def test_part_of_a_name_is_typed_instead(
    town: Town, ask: Callable[[Town, Person], Awaitable[None]], then: str
) -> None:
    await _rooms_of(town, 2 * PAGE)
    officer = await town.member(Role.OFFICER)
    await ask(town, officer)
    assert "Hoặc gõ một phần tên đơn vị" in officer.hears
    await officer.says("phong so")
    assert "Có 40 đơn vị có tên như “phong so”" in officer.hears
    await officer.says(f"PHONG {2 * PAGE:03}")
    assert _rooms(officer.last) == [LAST]
    assert then in (await officer.taps(LAST)).text


async def test_a_name_with_a_mistake_finds_those_nearly_like_it(town: Town) -> None:
    await _rooms_of(town, PAGE)
    async with town.db() as db:
        await add_unit(db, "Trung tâm Văn hóa", town.unit_id)
    officer = await town.member(Role.OFFICER)
    await _inviting(town, officer)
    await officer.says("trung tam van hoas")
    assert "Trung tâm Văn hóa" in officer.last.labels


async def test_what_is_no_unit_s_name_is_read_as_anything_else(town: Town) -> None:
    await _rooms_of(town, 2 * PAGE)
    officer = await town.member(Role.OFFICER)
    await _inviting(town, officer)
    await officer.says("/nhiemvu")
    assert "Phòng số" not in str(officer.last.labels)
    await _inviting(town, officer)
    await officer.says("quý 1")
    assert "Quý I/2026" in officer.hears


async def test_who_leads_nothing_any_more_finds_no_unit_by_name(town: Town) -> None:
    await _rooms_of(town, 2 * PAGE)
    officer = await town.member(Role.OFFICER)
    await _inviting(town, officer)
    async with town.db() as db:
        await db.exec_driver_sql("DELETE FROM appointment")
    await officer.says("phong so")
    assert "Phòng số" not in officer.hears
    assert _rooms(officer.last) == []
