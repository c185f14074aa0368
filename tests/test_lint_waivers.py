"""What `/kiemtra` found is waived, with a reason."""

from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Town
from tests.checks import PLAN, checked


async def test_a_waiver_has_a_reason_holds_and_is_taken_back(any_town: Town) -> None:
    officer = await checked(any_town)
    await officer.taps("nhiệm vụ 3, 4")
    await officer.taps("Bỏ qua, có lý do")
    await officer.taps("chung kết quả")
    assert "Đã bỏ qua: Các nhiệm vụ thật sự có chung kết quả (Chuyên viên Một, 12:00 15/06/2026)" in officer.hears
    await officer.taps("Danh sách kiểm tra")
    assert "5 nhiệm vụ: 2 lỗi, 1 điểm cần xem lại" in officer.hears
    assert "nhiệm vụ 3, 4" not in officer.hears
    await officer.says("/kiemtra quý 2 2026")
    assert "2 lỗi" in officer.hears, "in another period too"
    await officer.taps("Đã bỏ qua (1)")
    await officer.taps("nhiệm vụ 3, 4")
    await officer.taps("Không bỏ qua nữa")
    await officer.taps("Danh sách kiểm tra")
    assert "3 lỗi" in officer.hears


async def test_own_words_are_a_reason_and_lapse_when_the_content_changes(town: Town) -> None:
    officer = await checked(town)
    await officer.taps("Ghi chú của nhiệm vụ 5")
    await officer.taps("Bỏ qua, có lý do")
    await officer.says("Việc này không đếm được")
    assert "Đã bỏ qua: Việc này không đếm được" in officer.hears
    changed = PLAN.replace("Các phòng phối hợp", "Các đơn vị phối hợp")
    await town.imports(FileKind.PLAN, "plan.csv", changed.encode(), year=2026)
    await officer.says("/kiemtra")
    assert "3 lỗi, 1 điểm cần xem lại" in officer.hears


async def test_a_unit_s_officer_sees_and_waives_only_its_own(any_town: Town) -> None:
    officer = await checked(any_town)
    waive = (await officer.taps("Ghi chú của nhiệm vụ 1")).action("Bỏ qua")
    room = await any_town.named("Phòng Nghiệp vụ")
    other = await any_town.member(Role.OFFICER, room)
    await other.says("/kiemtra")
    assert "3 nhiệm vụ: 1 lỗi" in other.hears
    await other.forges(waive)
    assert "không còn trong lần kiểm tra gần nhất" in other.hears
    await other.forges("lint_words:note:1")
    assert "Không tìm thấy nhiệm vụ" in other.hears
