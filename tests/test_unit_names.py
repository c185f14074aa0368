"""Names of units in a plan: short and long forms, several of one name, what is outside, what is no name."""

import pytest

from storage.models import Role
from tests.chat import Person, Town
from tests.plan_units import among_rooms, leads, names, sends


@pytest.fixture
async def officer(any_town: Town) -> Person:
    return await among_rooms(any_town)


SHORT = {
    "P. KHTC": "Phòng Kế hoạch - Tài chính",
    "Phòng KH-TC": "Phòng Kế hoạch - Tài chính",
    "PHÒNG KẾ HOẠCH TÀI CHÍNH": "Phòng Kế hoạch - Tài chính",
    "P.Nghiệp vụ": "Phòng Nghiệp vụ",
    "VP Sở": "Văn phòng",
    "Văn phòng Sở Thử": "Văn phòng",
    "Văn phòng (bộ phận một cửa)": "Văn phòng",
    "Sở Thử": "Sở Thử",
}


async def test_short_and_long_forms_of_known_units_are_read_and_told(any_town: Town, officer: Person) -> None:
    before = await names(any_town)
    await sends(officer, *SHORT)
    assert officer.last.labels[0].startswith("✅ Nhập"), officer.hears
    await officer.taps("Xem từng dòng")
    assert "“Phòng KHTC” là Phòng Kế hoạch - Tài chính (nhiệm vụ 1)" in officer.hears
    await officer.taps("✅ Nhập")
    assert [await leads(officer, number) for number in range(1, len(SHORT) + 1)] == list(SHORT.values())
    assert await names(any_town) == before


async def test_a_short_form_of_two_units_is_asked_about(any_town: Town, officer: Person) -> None:
    await any_town.unit("Phòng Khai thác Cơ sở")
    await any_town.unit("Phòng Kiểm tra Công sở")
    await sends(officer, "P. KTCS")
    assert officer.last.labels[:2] == ["Là Phòng Khai thác Cơ sở", "Là Phòng Kiểm tra Công sở"]


async def test_rooms_of_other_letters_or_numbers_are_not_near(any_town: Town, officer: Person) -> None:
    await any_town.unit("Phòng Nghiệp vụ 1")
    await any_town.unit("Phòng A")
    for name in ("Phòng Nghiệp vụ 2", "Phòng B"):
        await sends(officer, name)
        assert officer.last.labels[0] == f"➕ Tạo mới: {name}"


async def test_what_nobody_can_read_is_told_and_given_to_nobody(any_town: Town, officer: Person) -> None:
    long = "Theo phân công của lãnh đạo cho từng đợt kiểm tra trong năm"
    await sends(officer, ("Văn phòng", "Các đơn vị liên quan"), ("Các đơn vị thuộc Sở", ""), (long, ""))
    await officer.taps("Xem từng dòng")
    assert "“Các đơn vị liên quan”: không nêu đơn vị nào" in officer.hears
    assert "Mọi đơn vị thuộc Sở Thử cùng chủ trì" in officer.hears
    assert "không giống tên đơn vị, chưa đọc" in officer.hears
    await officer.taps("✅ Nhập")
    assert await leads(officer, 3) == "Sở Thử"


async def test_a_unit_outside_the_plan_s_own_gets_nothing_of_it(any_town: Town) -> None:
    room = await any_town.unit("Chi cục Thử")
    await any_town.unit("Văn phòng")
    await any_town.unit("Đội Kiểm tra", room)
    officer = await any_town.member(Role.OFFICER, room)
    await sends(officer, ("Đội Kiểm tra", "Văn phòng"))
    assert "“Văn phòng”: đơn vị ngoài Chi cục Thử" in officer.hears
    await officer.taps("✅ Nhập")
    outside = await any_town.member(Role.STAFF, await any_town.named("Văn phòng"))
    await outside.says("/nhiemvu 1")
    assert "không có nhiệm vụ số 1" in outside.hears


async def test_of_two_units_of_one_name_the_nearer_one_is_meant(any_town: Town) -> None:
    branch = await any_town.unit("Chi cục Thử")
    await any_town.unit("Văn phòng", branch)
    near = await any_town.unit("Văn phòng")
    officer = await any_town.member(Role.OFFICER)
    await sends(officer, "Văn phòng")
    await officer.taps("✅ Nhập")
    staff = await any_town.member(Role.STAFF, near)
    await staff.says("/nhiemvu 1")
    assert "Chủ trì: Văn phòng" in staff.hears
