"""The officer adds and removes units that lead a task or work with it; the next import leaves them as they are."""

import pytest

from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Person, Town

HEAD = "Nội dung trọng tâm,STT,Nhiệm vụ,Chủ trì,Phối hợp,Thời hạn\n"
ROWS = (
    "I. Điều hành,1,Xây dựng chương trình công tác,Văn phòng,{support},30/6/2026\n"
    "I. Điều hành,2,Mở chuyên mục trên trang tin,Phòng Nghiệp vụ,,31/5/2026\n"
    "I. Điều hành,3,Rà soát thủ tục nội bộ,Thanh tra,,30/9/2026\n"
)


async def imports(town: Town, support: str = "Thanh tra") -> Outcome:
    content = (HEAD + ROWS.format(support=support)).encode()
    return await town.imports(FileKind.PLAN, "ke-hoach.csv", content, year=2026)


async def opens(person: Person) -> str:
    await person.says("/nhiemvu 1")
    return person.hears


@pytest.fixture
async def officer(any_town: Town) -> Person:
    await imports(any_town)
    return await any_town.member(Role.OFFICER)


async def _takes(officer: Person, *buttons: str) -> None:
    await opens(officer)
    await officer.taps("🤝 Cùng làm")
    for button in buttons:
        await officer.taps(button)


async def test_a_unit_that_is_added_sees_the_task_and_one_that_leads_it_reports(
    any_town: Town, officer: Person
) -> None:
    room = await any_town.member(Role.STAFF, await any_town.named("Phòng Nghiệp vụ"))
    assert "không có nhiệm vụ số 1" in await opens(room)
    await _takes(officer, "➕ Đơn vị phối hợp", "Phòng Nghiệp vụ")
    assert "Đã thêm Phòng Nghiệp vụ phối hợp thực hiện." in officer.hears
    assert "Phối hợp: Thanh tra, Phòng Nghiệp vụ" in await opens(room)
    assert "✅ Xong" not in room.last.labels
    await _takes(officer, "➕ Đơn vị cùng chủ trì", "Phòng Nghiệp vụ")
    assert "Cùng chủ trì: Phòng Nghiệp vụ" in await opens(room)
    await room.says("1 40%")
    assert "Đã ghi" in room.hears


async def test_a_unit_is_removed_after_a_question_and_sees_the_task_no_longer(any_town: Town, officer: Person) -> None:
    inspector = await any_town.member(Role.STAFF, await any_town.named("Thanh tra"))
    assert "Xây dựng chương trình" in await opens(inspector)
    await _takes(officer, "➖ Thanh tra")
    assert "Bỏ Thanh tra khỏi nhiệm vụ 1?" in officer.hears
    assert "Xây dựng chương trình" in await opens(inspector)
    await officer.taps("➖ Bỏ đơn vị này")
    assert "Đã bỏ Thanh tra khỏi nhiệm vụ." in officer.hears
    assert "không có nhiệm vụ số 1" in await opens(inspector)


async def test_the_next_import_keeps_what_was_changed_by_hand_while_the_file_says_the_same(
    any_town: Town, officer: Person
) -> None:
    await _takes(officer, "➕ Đơn vị phối hợp", "Phòng Nghiệp vụ")
    await _takes(officer, "➖ Thanh tra", "➖ Bỏ đơn vị này")
    assert (await imports(any_town)).changes_nothing
    assert "Phối hợp: Phòng Nghiệp vụ\n" in await opens(officer)
    assert (await imports(any_town, support="Phòng Kế toán")).changed == 1
    assert "Phối hợp: Phòng Kế toán\n" in await opens(officer)
    await officer.says("/kehoach")
    await officer.taps(next(label for label in officer.last.labels if label.startswith("📘")))
    await officer.taps("↩️ Hoàn tác lần nhập gần nhất")
    await officer.taps("↩️ Hoàn tác")
    assert "Phối hợp: Phòng Nghiệp vụ\n" in await opens(officer)
    assert (await imports(any_town)).changes_nothing


async def test_taking_an_import_back_leaves_what_was_changed_by_hand_since(any_town: Town, officer: Person) -> None:
    await imports(any_town, support="Phòng Kế toán")
    await _takes(officer, "➕ Đơn vị phối hợp", "Phòng Nghiệp vụ")
    await officer.says("/kehoach")
    await officer.taps(next(label for label in officer.last.labels if label.startswith("📘")))
    await officer.taps("↩️ Hoàn tác lần nhập gần nhất")
    await officer.taps("↩️ Hoàn tác")
    assert "Phối hợp: Phòng Kế toán, Phòng Nghiệp vụ" in await opens(officer)


async def test_the_unit_that_answers_and_units_of_others_are_not_added(any_town: Town, officer: Person) -> None:
    await _takes(officer, "➕ Đơn vị phối hợp")
    assert "Văn phòng" not in officer.last.labels
    own = await any_town.named("Văn phòng")
    await officer.forges(f"task_unit_add:1:support:{own}")
    assert "đang chủ trì nhiệm vụ" in officer.hears
    await officer.forges("task_unit_add:1:support:999")
    assert "Phối hợp: Thanh tra\n" in await opens(officer)
