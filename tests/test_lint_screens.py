"""`/kiemtra`: what is wrong in the plan and the reports of a period, and who may see it."""

from handlers.lint.collecting import count_severities, findings_of
from handlers.making.lint_rules.findings import Severity
from storage.ground.days.period_text import parse_period
from storage.imports.parsed import FileKind
from storage.models import Role
from storage.people.invitations import invite
from storage.people.units import subtree
from tests.chat import Town
from tests.checks import CLEAN, HEAD, PLAN, checked, takes_report_back, with_plan


async def test_the_officer_sees_errors_first_and_each_with_what_and_why(any_town: Town) -> None:
    officer = await checked(any_town)
    assert "5 nhiệm vụ: 3 lỗi, 1 điểm cần xem lại" in officer.hears
    lines = [line for line in officer.hears.splitlines() if line[:1].isdigit() and "." in line[:3]]
    assert ["❌" in line for line in lines] == [True, True, True, False]
    assert any("nhiệm vụ 3, 4: 2 nhiệm vụ cùng một ghi chú" in line for line in lines)
    await officer.taps("Ghi chú của nhiệm vụ 1")
    assert "❌ Lỗi – Ghi chú của nhiệm vụ 1" in officer.hears
    assert "9/KH-ST ký ngày 12/03/2026, sau thời hạn 31/01/2026" in officer.hears
    assert "Vì sao:" in officer.hears
    assert "Cách sửa:" in officer.hears
    assert officer.last.payload["replaces"]
    await officer.taps("📌 Nhiệm vụ 1")
    assert "📌 Nhiệm vụ 1. Lập kế hoạch năm" in officer.hears


async def test_a_clean_plan_has_nothing_to_put_right(any_town: Town) -> None:
    officer = await checked(any_town, plan=CLEAN)
    assert "3 nhiệm vụ: không có lỗi và không có điểm nào" in officer.hears


async def test_an_indicator_without_a_figure_is_a_doubt_once_its_period_is_over(any_town: Town) -> None:
    officer = await checked(any_town, plan=CLEAN)
    for line in ("Tin bài đã đăng; tin; tháng", "Tỷ lệ dùng thư điện tử; %; tổng số cán bộ; quý"):
        await officer.says("/chisotieu")
        await officer.taps("Thêm chỉ tiêu")
        await officer.says(line)
    await officer.says("/kiemtra năm 2026")
    assert "không có lỗi và không có điểm nào" in officer.hears, "June and its quarter still run"
    any_town.passes(days=20)
    await officer.says("/kiemtra năm 2026")
    assert "0 lỗi, 2 điểm cần xem lại" in officer.hears
    await officer.taps("1. ⚠️ Các chỉ tiêu")
    assert "chưa có số của tháng 6/2026." in officer.hears, "not of months before it was thought of"
    assert "/chisotieu" in officer.hears
    await officer.says("/chisotieu tin bài tháng 6 45")
    await officer.says("/chisotieu thư điện tử quý 2 95/100")
    await officer.says("/kiemtra năm 2026")
    assert "không có lỗi và không có điểm nào" in officer.hears


async def test_without_a_plan_it_is_said_so(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/kiemtra")
    assert "Chưa có kế hoạch năm 2026" in officer.hears


async def test_a_period_that_cannot_be_read_gets_examples(town: Town) -> None:
    officer = await checked(town, argument="hồi đó")
    assert "quý 3 2026" in officer.hears


async def test_the_director_reads_and_changes_nothing(any_town: Town) -> None:
    director = await checked(any_town, Role.DIRECTOR)
    await director.taps("Ghi chú của nhiệm vụ 1")
    assert not any("Sửa" in label or "Bỏ qua" in label for label in director.last.labels)
    finding = director.last.action("Nhiệm vụ 1")
    assert finding.startswith("task:")
    for action in ("lint_fix:1:0123456789abcdef", "lint_waive:1:0123456789abcdef", "lint_words:note:1"):
        await director.forges(action)
        assert "vai trò khác" in director.hears


async def test_an_old_button_looks_anew(town: Town) -> None:
    officer = await checked(town)
    old = officer.last
    gone = await officer.taps("Ghi chú của nhiệm vụ 5", old)
    await officer.says("/kiemtra tháng 5/2026")
    await officer.forges(f"lint_again:{'20260101-20261231'}")
    assert "Năm 2026" in officer.hears
    await officer.says("5 Đã đọc 12 buổi")
    await officer.says("/kiemtra")
    await officer.taps("Bỏ qua", gone)
    assert "không còn trong lần kiểm tra gần nhất" in officer.hears
    await officer.forges("lint:20260501-20260531:0")
    assert "Tháng 5/2026" in officer.hears


async def test_more_findings_than_a_screen_have_pages(town: Town) -> None:
    rows = "".join(f"I. Điều hành,{n},Việc thứ {n},,,Thường xuyên,\n" for n in range(1, 14))
    officer = await checked(town, plan=HEAD + rows)
    await officer.taps("Trang sau")
    await officer.taps("Trang sau")
    assert "13. ❌ Ghi chú của nhiệm vụ 13" in officer.hears
    assert len(officer.last.labels) < 6
    await officer.taps("Trang trước")
    assert "7. ❌" in officer.hears


async def test_what_was_not_reported_then_is_judged_by_the_plan_s_note(town: Town) -> None:
    """As things stood at the period's end: a later report changes nothing in an earlier period."""
    officer = await checked(town)
    town.passes(days=30)
    await officer.says("5 Đã đọc 12 buổi")
    await officer.says("/kiemtra tháng 6/2026")
    assert "1 điểm cần xem lại" in officer.hears
    await officer.says("/kiemtra tháng 7/2026")
    assert "0 điểm cần xem lại" in officer.hears


async def test_what_was_done_earlier_stays_told(town: Town) -> None:
    officer = await checked(town)
    await officer.says("5 xong Đã đọc 12 buổi")
    town.passes(days=30)
    await officer.says("/kiemtra tháng 7/2026")
    assert "0 điểm cần xem lại" in officer.hears


async def test_who_reaches_other_units_since_looks_anew(town: Town) -> None:
    await town.imports(FileKind.PLAN, "plan.csv", PLAN.encode(), year=2026)
    room = await town.named("Phòng Nghiệp vụ")
    async with town.db() as db:
        code = await invite(db, town.office.secret, Role.OFFICER, town.unit_id, town.now)
    officer = await town.member(Role.OFFICER, room)
    await officer.says("/kiemtra")
    old = officer.last
    await officer.says(f"/start {code}")
    await officer.taps("nhiệm vụ 3, 4", old)
    assert "không còn trong lần kiểm tra gần nhất" in officer.hears
    await officer.forges("lint:20260101-20261231:0")
    assert "5 nhiệm vụ" in officer.hears


async def test_a_report_taken_back_and_a_tap_without_words(town: Town) -> None:
    officer = await with_plan(town, CLEAN)
    await officer.says("3 Các phòng rất tích cực")
    await officer.says("/kiemtra")
    assert "1 điểm cần xem lại" in officer.hears
    await takes_report_back(officer, 3)
    await officer.says("2 không phát sinh")
    await officer.says("/kiemtra")
    assert "không có lỗi" in officer.hears
    await officer.says("2 xong")
    await officer.says("/kiemtra tháng 6/2026")
    assert "không có lỗi" in officer.hears


async def test_a_file_proves_a_report(town: Town) -> None:
    officer = await with_plan(town, CLEAN)
    await officer.says("3 Các phòng rất tích cực")
    await officer.sends_file("anh.jpg", b"\xff\xd8\xff", media_type="image/jpeg")
    await officer.says("/kiemtra")
    assert "không có lỗi" in officer.hears


async def test_a_report_can_ask_what_is_wrong(town: Town) -> None:
    await town.imports(FileKind.PLAN, "plan.csv", PLAN.encode(), year=2026)
    period = parse_period("năm 2026", town.today)
    assert period is not None
    async with town.db() as db:
        found = await findings_of(db, await subtree(db, [town.unit_id]), period, town.today)
    assert count_severities(found) == {Severity.ERROR: 3, Severity.DOUBT: 1}
