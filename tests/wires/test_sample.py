"""A few of the suite's conversations over each wire; `make channels` runs all of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.models import Role
from tests.cases import answers, assigns, office, writes
from tests.chat import Town
from tests.databases import sqlite_url
from tests.samples import furnish, link_of
from tests.wires.choosing import WIRES


@pytest.fixture(params=WIRES)
async def wired(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    async with Town.over(sqlite_url(tmp_path), channel=request.param) as town:
        yield town


async def test_a_rating_and_feedback_that_is_assigned_and_answered(wired: Town) -> None:
    await furnish(wired)
    _, director, staff = await office(wired)
    citizen = wired.person()
    assert wired.wire is not None
    assert {person.channel for person in (citizen, director, staff)} == {wired.wire.channel}
    await citizen.says(await link_of(wired, "H-1"))
    await citizen.taps("Rất hài lòng")
    assert "Đã ghi nhận" in citizen.hears
    code = await writes(citizen)
    assert code in director.hears
    await assigns(director, code, "Phòng Một cửa")
    assert code in staff.hears
    await answers(staff, code)
    assert "Quầy đã mở đúng giờ" in citizen.hears


async def test_staff_report_and_the_director_asks_for_a_summary(wired: Town) -> None:
    await furnish(wired)
    director, staff = await wired.member(Role.DIRECTOR), await wired.member(Role.STAFF)
    await staff.says("2 80% đã họp")
    assert "80%" in staff.hears
    assert "Đã hoàn tác" in (await staff.taps("Hoàn tác")).text
    await director.says("/summary năm 2026")
    await director.taps("Theo nội dung")
    await director.taps("Điều hành")
    await director.taps("Lập kế hoạch năm")
    assert "Nhiệm vụ 1" in director.hears
