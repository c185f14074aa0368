"""A city has two hundred units: every chooser shows them page by page, and an import's question finds one by a part of
its name."""

import re

import pytest

from storage.models import Role
from storage.people.units import add_unit
from tests.chat import Person, Town
from tests.plan_units import leads, sends

WARDS = [f"UBND phường {number:03}" for number in range(1, 200)]


@pytest.fixture
async def officer(town: Town) -> Person:
    async with town.database.write() as db:
        for name in (*WARDS, "Phòng Thanh tra", "Phòng Thanh niên"):
            await add_unit(db, name, town.unit_id)
    return await town.member(Role.OFFICER)


async def _seen(officer: Person, unit: str) -> set[str]:
    """Every label on all pages of the chooser on the screen, turned to its end."""
    seen: set[str] = set()
    for _ in range(30):
        units = [label for label in officer.last.labels if label.startswith(unit)]
        assert len(units) <= 20
        seen |= set(units)
        if not any("Trang sau" in label for label in officer.last.labels):
            return seen
        await officer.taps("Trang sau")
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize(
    "ways",
    [
        ("/moi", "Cán bộ"),
        ("/thietbi", "Đăng ký kiosk"),
    ],
)
async def test_every_unit_is_on_some_page_of_a_chooser(officer: Person, ways: tuple[str, ...]) -> None:
    command, button = ways
    await officer.says(command)
    await officer.taps(button)
    assert await _seen(officer, "UBND phường") == set(WARDS)


@pytest.mark.parametrize("action", ["invite:staff::99", "kiosk_add::99", "invite:staff::x"])
async def test_a_page_that_is_not_there_is_refused(officer: Person, action: str) -> None:
    await officer.forges(action)
    assert "không còn dùng được" in officer.hears


async def test_the_units_of_an_import_s_question_are_turned_page_by_page(officer: Person) -> None:
    await sends(officer, "Tổ Một cửa")
    question = officer.last
    assert not any("UBND" in label for label in question.labels)
    await officer.taps("Đơn vị khác (202)")
    assert await _seen(officer, "UBND phường") == set(WARDS)
    await officer.taps("UBND phường 199")
    await officer.taps("✅ Nhập")
    assert await leads(officer, 1) == "UBND phường 199"


async def test_the_first_page_leads_back_to_the_question(officer: Person) -> None:
    await sends(officer, "Tổ Một cửa")
    first = officer.last.labels
    await officer.taps("Đơn vị khác")
    await officer.taps("Trang trước")
    assert officer.last.labels == first


async def test_a_part_of_a_name_finds_the_unit(officer: Person) -> None:
    await sends(officer, "Tổ Một cửa")
    await officer.says("phuong 077")
    await officer.taps("✅ Nhập")
    assert await leads(officer, 1) == "UBND phường 077"


async def test_a_part_of_several_names_offers_them(officer: Person) -> None:
    await sends(officer, "Tổ Một cửa")
    await officer.says("ubnd phường 1")
    assert re.search(r"Có 100 đơn vị .* 10 đơn vị đầu", officer.hears)
    await officer.says("thanh")
    assert officer.last.labels[:2] == ["Phòng Thanh niên", "Phòng Thanh tra"]
    await officer.taps("Phòng Thanh tra")
    await officer.taps("✅ Nhập")
    assert await leads(officer, 1) == "Phòng Thanh tra"


async def test_what_is_in_no_name_is_no_answer(officer: Person) -> None:
    await sends(officer, "Tổ Một cửa")
    question = officer.last
    await officer.says("phường 999")
    assert "đơn vị có" not in officer.hears
    await officer.taps("Đơn vị khác", question)
    await officer.taps("Phòng Thanh niên")
    assert "✅" in " ".join(officer.last.labels)
