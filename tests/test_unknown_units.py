"""Units that a plan names and nobody knows yet: proposed, and made only when somebody has said so."""

import pytest
from sqlalchemy import select

from storage.imports.parsed import FileKind
from storage.imports.questions import NO_ANSWERS, Ask
from storage.models import Role, UnitName
from tests.chat import Person, Town
from tests.plan_units import TEN, among_rooms, leads, names, plan, sends


@pytest.fixture
async def officer(any_town: Town) -> Person:
    return await among_rooms(any_town)


async def test_the_first_plan_asks_nothing_and_shows_the_units_it_would_make(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await sends(officer, *TEN)
    assert "Đơn vị chưa có, sẽ được thêm: Phòng Di sản, Phòng Thể thao" in officer.hears
    assert await names(any_town) == ["Sở Thử"]
    await officer.taps("✅ Nhập")
    assert await names(any_town) == ["Sở Thử", *TEN]
    assert await leads(officer, 3) == "Phòng Nghệ thuật"


async def test_the_tasks_of_an_unknown_unit_are_named_in_their_order(any_town: Town, officer: Person) -> None:
    await sends(officer, ("Văn phòng", "Phòng Báo chí"), "Văn phòng", "Phòng Báo chí")
    assert "“Phòng Báo chí” (nhiệm vụ 1, 3)" in officer.hears


async def test_two_names_of_one_file_that_are_nearly_the_same_are_asked_about(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await sends(officer, "Phòng Quản lý Di sản", "Phòng Quản lý Di sản", "Phòng Quản lý Di sàn văn hóa", "Văn phòng")
    assert "Phòng Quản lý Di sàn văn hóa (3) ≈ Phòng Quản lý Di sản" in officer.hears
    await officer.taps("Dùng 1 tên gần giống, tạo 2 đơn vị mới")
    await officer.taps("✅ Nhập")
    assert await names(any_town) == ["Sở Thử", "Phòng Quản lý Di sản", "Văn phòng"]
    assert await leads(officer, 3) == "Phòng Quản lý Di sản"


async def test_the_nearest_unit_is_offered_first_and_the_answer_is_remembered(any_town: Town, officer: Person) -> None:
    await sends(officer, "Văn phòng", "Phòng Nghiệp vụ Văn hóa")
    assert "“Phòng Nghiệp vụ Văn hóa” (nhiệm vụ 2)" in officer.hears
    assert officer.last.labels[:2] == ["Là Phòng Nghiệp vụ", "➕ Tạo mới: Phòng Nghiệp vụ Văn hóa"]
    await officer.taps("Là Phòng Nghiệp vụ")
    assert "“Phòng Nghiệp vụ Văn hóa” là Phòng Nghiệp vụ (nhiệm vụ 2)" in officer.hears
    await officer.taps("✅ Nhập")
    assert "Phòng Nghiệp vụ Văn hóa" not in await names(any_town)
    assert await leads(officer, 2) == "Phòng Nghiệp vụ"
    assert "Trong kế hoạch ghi: Phòng Nghiệp vụ Văn hóa" in officer.hears
    await sends(officer, "Văn phòng", "Phòng Nghiệp vụ Văn hóa", "Phòng Nghiệp vụ Văn hóa")
    await officer.taps("Bản mới")
    await officer.taps("✅ Nhập")
    assert await leads(officer, 3) == "Phòng Nghiệp vụ"


async def test_ten_unknown_units_are_one_tap_and_made_only_when_the_import_is_confirmed(
    any_town: Town, officer: Person
) -> None:
    before = await names(any_town)
    await sends(officer, *TEN)
    assert all(f"• {name} ({number})" in officer.hears for number, name in enumerate(TEN, start=1))
    assert officer.last.labels[:2] == ["Tạo cả 10 đơn vị", "Chọn từng đơn vị"]
    await officer.taps("Tạo cả 10 đơn vị")
    assert "Thêm mới: Phòng Di sản (nhiệm vụ 1)" in officer.hears
    assert await names(any_town) == before
    await officer.taps("✅ Nhập")
    assert await names(any_town) == [*before, *TEN]
    assert await leads(officer, 10) == "Phòng Báo chí"


async def test_whoever_stops_makes_nothing(any_town: Town, officer: Person) -> None:
    before = await names(any_town)
    await sends(officer, *TEN)
    question = officer.last
    await officer.taps("Không nhập")
    await officer.taps("Tạo cả 10 đơn vị", question)
    assert "✅" not in officer.hears
    assert await names(any_town) == before


async def test_they_may_be_gone_through_one_by_one(any_town: Town, officer: Person) -> None:
    before = await names(any_town)
    await sends(officer, "Phòng Di sản", "Sở Tư pháp", "Ban Vận động", "Tổ Một cửa", "Phòng Thi đua")
    await officer.taps("Chọn từng đơn vị")
    assert "“Phòng Di sản”" in officer.hears
    await officer.taps("Tạo mới: Phòng Di sản")
    assert "“Sở Tư pháp”" in officer.hears
    await officer.taps("Không thêm")
    assert "“Ban Vận động”" in officer.hears
    await officer.says("phong nghiep vu")
    assert "“Tổ Một cửa”" in officer.hears
    await officer.taps("cả các đơn vị còn lại")
    preview = officer.last
    await officer.taps("Xem từng dòng")
    assert "“Sở Tư pháp”: không thêm đơn vị" in officer.hears
    await officer.taps("✅ Nhập", preview)
    assert await names(any_town) == [*before, "Phòng Di sản", "Tổ Một cửa", "Phòng Thi đua"]
    assert [await leads(officer, number) for number in (2, 3)] == ["Sở Thử", "Phòng Nghiệp vụ"]


async def test_bodies_outside_may_be_left_as_words(any_town: Town, officer: Person) -> None:
    before = await names(any_town)
    await sends(officer, ("Phòng Di sản", "Sở Tư pháp"), ("Văn phòng", "Sở Tư pháp, Ủy ban nhân dân phường Thử"))
    assert "Chỉ tạo 1 đơn vị chủ trì" in officer.last.labels
    await officer.taps("Chỉ tạo 1 đơn vị chủ trì")
    await officer.taps("✅ Nhập")
    assert await names(any_town) == [*before, "Phòng Di sản"]
    await officer.says("/nhiemvu 1")
    assert "Phối hợp:" not in officer.hears
    assert "Trong kế hoạch ghi: Phòng Di sản; Sở Tư pháp" in officer.hears
    async with any_town.db() as db:
        said = set(await db.scalars(select(UnitName.folded_name).where(UnitName.means_id.is_(None))))
    assert said == {"so tu phap", "uy ban nhan dan phuong thu"}


async def test_an_import_taken_back_gives_the_units_back_and_forgets_what_was_said(
    any_town: Town, officer: Person
) -> None:
    await sends(officer, ("Văn phòng", "Phòng Nghiệp vụ"), ("Văn phòng", ""))
    await officer.taps("✅ Nhập")
    await sends(officer, ("Văn phòng, Phòng Nghiệp vụ", ""), ("Phòng Nghiệp vụ Văn hóa", "Văn phòng"))
    await officer.taps("Là Phòng Nghiệp vụ")
    assert "Phối hợp: Phòng Nghiệp vụ → —" in officer.hears
    await officer.taps("✅ Nhập")
    await officer.says("/nhiemvu 1")
    assert "Cùng chủ trì: Phòng Nghiệp vụ" in officer.hears
    await officer.says("/kehoach")
    await officer.taps("📘")
    await officer.taps("Hoàn tác lần nhập")
    await officer.taps("↩️ Hoàn tác")
    await officer.says("/nhiemvu 1")
    assert "Chủ trì: Văn phòng\nPhối hợp: Phòng Nghiệp vụ" in officer.hears
    assert await leads(officer, 2) == "Văn phòng"
    await sends(officer, ("Văn phòng, Phòng Nghiệp vụ", ""), ("Phòng Nghiệp vụ Văn hóa", "Văn phòng"))
    assert officer.last.labels[0] == "Là Phòng Nghiệp vụ"


async def test_what_is_said_anew_counts_for_a_plan_that_comes_again(any_town: Town, officer: Person) -> None:
    """Taken back as a whole, and then the name is said to be another unit."""
    await sends(officer, "Phòng Nghiệp vụ Văn hóa")
    await officer.taps("Là Phòng Nghiệp vụ")
    await officer.taps("✅ Nhập")
    await officer.says("/kehoach")
    await officer.taps("📘")
    await officer.taps("Hoàn tác lần nhập")
    await officer.taps("↩️ Hoàn tác")
    await sends(officer, "Phòng Nghiệp vụ Văn hóa")
    await officer.taps("Tạo mới")
    await officer.taps("✅ Nhập")
    assert await leads(officer, 1) == "Phòng Nghiệp vụ Văn hóa"


async def test_a_unit_that_is_made_later_is_found_when_the_same_file_comes_again(
    any_town: Town, officer: Person
) -> None:
    await sends(officer, ("Văn phòng", "Phòng Di sản"), ("Văn phòng", ""))
    await officer.taps("Không thêm")
    await officer.taps("✅ Nhập")
    await sends(officer, ("Văn phòng", "Phòng Di sản"), ("Văn phòng", ""))
    assert "không thay đổi" in officer.hears
    await any_town.unit("Phòng Di sản")
    await sends(officer, ("Văn phòng", "Phòng Di sản"), ("Văn phòng", ""))
    assert "Đơn vị phối hợp: — → Phòng Di sản" in officer.hears
    await officer.taps("✅ Nhập")
    await officer.says("/nhiemvu 1")
    assert "Phối hợp: Phòng Di sản" in officer.hears


async def test_an_amendment_that_names_no_units_changes_none(any_town: Town, officer: Person) -> None:
    await sends(officer, ("Văn phòng, Phòng Nghiệp vụ", "Phòng Kế hoạch - Tài chính"))
    await officer.taps("✅ Nhập")
    content = (
        plan(("", "")).replace("KẾ HOẠCH NĂM".encode(), "SỬA ĐỔI KẾ HOẠCH NĂM".encode()).replace(b"31/12", b"30/11")
    )
    await officer.says("/nhap")
    await officer.sends_file("sua.csv", content)
    await officer.taps("Văn bản sửa đổi")
    await officer.taps("✅ Nhập")
    await officer.says("/nhiemvu 1")
    assert "30/11/2026" in officer.hears
    assert "Cùng chủ trì: Phòng Nghiệp vụ\nPhối hợp: Phòng Kế hoạch - Tài chính" in officer.hears


@pytest.mark.parametrize(
    ("value", "unit"), [("new", "Phòng Nghiệp vụ Mới"), ("Phòng Nghiệp vụ", "Phòng Nghiệp vụ"), ("none", "Sở Thử")]
)
async def test_the_answer_may_be_given_beforehand(town: Town, value: str, unit: str) -> None:
    await town.unit("Phòng Nghiệp vụ")
    answers = NO_ANSWERS.with_answer(Ask.UNIT, value, "PHÒNG NGHIỆP VỤ MỚI")
    await town.imports(FileKind.PLAN, "x.csv", plan("Phòng Nghiệp vụ Mới"), answers=answers)
    assert await leads(await town.member(Role.OFFICER), 1) == unit
