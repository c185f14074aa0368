"""Nothing that is none of a group's is said there: every command and every button, by everybody, in a unit's group."""

import re
from typing import Any

import pytest

from handlers.incoming import GroupPlace, Incoming
from handlers.routes import ROUTES
from storage.ground.channels import declared
from storage.models import Role
from storage.models.plan import UnitPart
from storage.people.groups import add_group, confirm_group, group_at
from storage.plan.task_units import Access, add_other
from storage.plan.tasks import tasks_by_number
from tests.cases import assigns, writes
from tests.chat import Person, Town
from tests.samples import furnish
from tests.sent_before import BUTTONS
from tests.wires.wire import cannot

GROUP = "-1001"
# Other units' tasks and names, dossiers and procedures, feedback, rates.
SECRETS = re.compile(
    r"Phòng Nghiệp vụ|Rà soát|Niêm yết|\bH-\d|hướng dẫn viên|hội diễn|[Hh]ài lòng|Phản ánh|cộc lốc"
    r"|[A-Z0-9]{3}-[A-Z0-9]{3}"
)
WORDS = (
    *("nhiem vu", "ho so", "tổng hợp quý 2", "phòng nghiệp vụ", "hồ sơ trễ", "nhiệm vụ quá hạn", "xếp hạng"),
    *("3 xong", "giờ làm việc", "ai chưa báo cáo"),
)


async def _bound(town: Town) -> None:
    async with town.db() as db:
        await add_group(db, "telegram", GROUP, "Tổ văn phòng", town.now)
        group = await group_at(db, "telegram", GROUP)
        assert group is not None
        await confirm_group(db, group.id, await town.named("Văn phòng"), 1, town.now)


def _in_group(person: Person, number: int, **what: Any) -> Incoming:
    if not declared(person.channel).groups:
        cannot(declared(person.channel), "groups")
    place = GroupPlace(GROUP, "Tổ văn phòng")
    return Incoming(person.channel, f"group-{number}-{person.address}", person.address, group=place, **what)


def _tries(role: Role | None) -> list[dict[str, str]]:
    """What is typed; and, of leaders, every button with the first numbers there are, for which the samples have
    something."""
    tries = [{"text": f"/{route.name}{more}"} for route in ROUTES.commands for more in ("", " 3")]
    tries += [{"text": words} for words in WORDS]
    if role not in (Role.OFFICER, Role.DIRECTOR):
        return tries
    wires = [wire for _, wire in BUTTONS if not wire.startswith(("sign_out", "group_"))]
    first = dict.fromkeys(re.sub(r":\d+", ":1", wire) for wire in wires)
    return tries + [{"action": wire, "message_id": "1"} for wire in first]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DIRECTOR, Role.STAFF, None])
async def test_no_command_and_no_button_tells_a_group_what_is_none_of_its(town: Town, role: Role | None) -> None:
    await furnish(town)
    office = await town.named("Văn phòng")
    director = await town.member(Role.DIRECTOR)
    code = await writes(town.person(), "Cán bộ quầy số 3 nói cộc lốc với tôi.")
    await assigns(director, code, "Phòng Nghiệp vụ")
    person = town.person() if role is None else await town.member(role, office if role is Role.STAFF else None)
    await person.says("xin chào")
    await _bound(town)
    said = town.inboxes["telegram", GROUP]
    tries = [_in_group(person, number, **what) for number, what in enumerate(_tries(role))]
    for start in range(0, len(tries), 50):
        await town.process(*tries[start : start + 50])
    assert len(said) >= len(tries) - 5
    for message in said:
        told = f"{message.text} {message.labels}"
        assert not SECRETS.search(told), told
        assert "file_id" not in message.payload
        assert all(button["action"].partition(":")[0] in ROUTES.in_groups for button in message.buttons)
    assert any("2 nhiệm vụ" in message.text for message in said) is (role is not None)
    if role is not None:
        assert any("🔒" in message.text for message in said)


async def test_a_task_in_which_the_unit_only_takes_part_is_not_seen_in_its_group(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF, office := await town.named("Văn phòng"))
    async with town.db() as db:
        unit_ids = [await town.named("Phòng Nghiệp vụ")]
        [task] = await tasks_by_number(db, unit_ids, 2026, 3, town.today, Access.ANSWERS)
        await add_other(db, task.id, office, UnitPart.SUPPORT)
    await _bound(town)
    await staff.says("/nhiemvu")
    assert any("3. Rà soát" in label for label in staff.last.labels)
    opened = next(button["action"] for button in staff.last.buttons if "3. Rà soát" in button["label"])
    said = town.inboxes["telegram", GROUP]
    for number, what in enumerate(
        ({"text": "/nhiemvu"}, {"text": "/nhiemvu 3"}, {"action": opened, "message_id": "1"})
    ):
        await town.process(_in_group(staff, number, **what))
        assert not any("Rà soát" in f"{message.text} {message.labels}" for message in said), what


async def test_what_is_asked_in_private_is_neither_answered_nor_ended_nor_quoted_in_a_group(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    code = await writes(town.person(), "Cán bộ quầy số 3 nói cộc lốc với tôi.")
    await director.says(code)
    await director.taps("Trả lời")
    await _bound(town)
    said = town.inboxes["telegram", GROUP]
    await town.process(_in_group(director, 1, text="Ý kiến khác của tôi"))
    await town.process(_in_group(director, 2, text="/nhiemvu"))
    assert not any("Ý kiến" in message.text or code in message.text for message in said)
    await director.says("Quầy đã mở đúng giờ, mong ông/bà thông cảm.")
    assert "Quầy đã mở đúng giờ" in director.hears
    await director.taps("Gửi câu trả lời")
