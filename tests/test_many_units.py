"""An office of more units than a message has buttons: each can be chosen, wherever a unit is chosen."""

from collections.abc import Awaitable, Callable

import pytest

from handlers.kit.choosing import UNITS
from storage.models import Role
from storage.people.units import add_unit
from tests.cases import writes
from tests.chat import Message, Person, Town
from tests.test_task_units import imports

LAST = f"Phòng số {2 * UNITS:03}"


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


def _rooms(message: Message) -> list[str]:
    return [label for label in message.labels if label.startswith("Phòng số")]


@pytest.mark.parametrize(
    ("ask", "then"),
    [
        (_inviting, f"Lời mời làm lãnh đạo tại {LAST}"),
        (_adding_a_kiosk, "đặt tên cho kiosk"),
        (_assigning, f"{LAST} trả lời trong mấy ngày"),
        (_giving_a_task, f"Chủ trì: {LAST}"),
        (_giving_an_indicator, f"Đơn vị phụ trách: {LAST}"),
    ],
)
async def test_the_last_unit_of_many_can_be_chosen(
    town: Town, ask: Callable[[Town, Person], Awaitable[None]], then: str
) -> None:
    async with town.db() as db:
        for number in range(1, 2 * UNITS + 1):
            await add_unit(db, f"Phòng số {number:03}", town.unit_id)
    officer = await town.member(Role.OFFICER)
    await ask(town, officer)
    first = officer.last
    assert len(_rooms(first)) == UNITS
    await officer.taps("Trang sau")
    assert _rooms(officer.last) == [f"Phòng số {number:03}" for number in range(UNITS + 1, 2 * UNITS + 1)]
    await officer.taps("Trang trước")
    assert officer.last.labels == first.labels
    await officer.taps("Trang sau")
    assert then in (await officer.taps(LAST)).text
