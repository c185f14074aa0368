"""Units that a plan names and nobody knows yet: proposed, and made only when somebody has said so."""

import pytest
from sqlalchemy import select

from storage.imports.importing import FileKind
from storage.imports.questions import NO_ANSWERS, Ask
from storage.models import Role, UnitName
from storage.people.units import all_units
from tests.chat import Person, Town
from tests.files import csv_file

HEAD = ["Nội dung trọng tâm", "STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"]
ACTS = (
    "Xây dựng chương trình",
    "Mở chuyên mục",
    "Rà soát quy chế",
    "Niêm yết thủ tục",
    "Kiểm tra giờ giấc",
    "Đo sự hài lòng",
)
TEN = [
    *("Phòng Di sản", "Phòng Thể thao", "Phòng Nghệ thuật", "Phòng Gia đình", "Phòng Pháp chế"),
    *("Phòng Thi đua", "Phòng Kế toán", "Phòng Quảng cáo", "Phòng Du lịch", "Phòng Báo chí"),
]


def plan(*units: str | tuple[str, str], acts: tuple[str, ...] = ACTS) -> bytes:
    """A task for each cell: of who leads, or of who leads and who works with them."""
    cells = [(cell, "") if isinstance(cell, str) else cell for cell in units]
    rows = [
        ["I. Điều hành", number, f"{acts[number % len(acts)]} số {number}", *cell, "31/12/2026"]
        for number, cell in enumerate(cells, start=1)
    ]
    return csv_file([["KẾ HOẠCH NĂM 2026"], HEAD, *rows])


async def names(town: Town) -> list[str]:
    async with town.db() as db:
        return [unit.name for unit in await all_units(db)]


@pytest.fixture
async def officer(any_town: Town) -> Person:
    """There are three rooms."""
    for name in ("Văn phòng", "Phòng Nghiệp vụ", "Phòng Kế hoạch - Tài chính"):
        await any_town.unit(name)
    return await any_town.member(Role.OFFICER)


async def sends(officer: Person, *units: str | tuple[str, str]) -> None:
    await officer.says("/nhap")
    await officer.sends_file("ke-hoach.csv", plan(*units))


async def leads(officer: Person, number: int) -> str:
    await officer.says(f"/nhiemvu {number}")
    return next(line for line in officer.hears.splitlines() if line.startswith("Chủ trì: ")).removeprefix("Chủ trì: ")


async def test_the_first_plan_asks_nothing_and_shows_the_units_it_would_make(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    await sends(officer, *TEN)
    assert "Đơn vị chưa có, sẽ được thêm: Phòng Di sản, Phòng Thể thao" in officer.hears
    assert await names(any_town) == ["Sở Thử"]
    await officer.taps("✅ Nhập")
    assert await names(any_town) == ["Sở Thử", *TEN]
    assert await leads(officer, 3) == "Phòng Nghệ thuật"


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
