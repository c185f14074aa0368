"""Cases of the tests: written by a citizen, given to a unit."""

import re

from storage.models import Role
from tests.chat import Person, Town

CODE = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{3}")
DESK = "Quầy số 3 đóng cửa trước giờ, tôi phải về không."


def code_in(text: str) -> str:
    found = CODE.search(text)
    assert found, text
    return found[0]


async def office(town: Town) -> tuple[int, Person, Person]:
    """A room with staff, and the director of the department."""
    room = await town.unit("Phòng Một cửa")
    return room, await town.member(Role.DIRECTOR, name="Giám đốc"), await town.member(Role.STAFF, room, "Cán bộ A")


async def writes(citizen: Person, text: str = DESK, kind: str = "Thủ tục") -> str:
    """The code the citizen is given."""
    await citizen.says("/phananh")
    await citizen.taps(kind)
    return code_in((await citizen.says(text)).text)


async def assigns(leader: Person, code: str, unit: str, days: str = "5 ngày") -> None:
    await leader.says(code)
    await leader.taps("Giao đơn vị")
    await leader.taps(unit)
    await leader.taps(days)


async def answers(staff: Person, code: str, text: str = "Quầy đã mở đúng giờ, mong ông/bà thông cảm.") -> None:
    await staff.says(code)
    await staff.taps("Trả lời")
    await staff.says(text)
    await staff.taps("Gửi câu trả lời")


def told(person: Person, since: int = 0) -> list[str]:
    """What this person heard of cases; the week's digest comes beside it."""
    return [message.text for message in person.inbox[since:] if not message.text.startswith("🗞")]


async def ticks_until(town: Town, hours: float, step: float = 3) -> None:
    """The schedule looks again and again while time passes."""
    for _ in range(round(hours / step)):
        await town.ticks_after(hours=step)
