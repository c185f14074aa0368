"""`/kiemtra` and `cchc lint`: what is wrong in the plan and the reports of a period, put right or waived."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from handlers.checking.collecting import count_severities, findings_of
from handlers.lint.findings import Severity
from storage.days.period_text import parse_period
from storage.imports.importing import FileKind
from storage.models import Role
from storage.people.invitations import invite
from storage.people.units import subtree, units_named
from tests.chat import Person, Town
from tests.shared import shared_file

HEAD = "Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn,Ghi chú\n"
PLAN = (
    HEAD
    + """I. Điều hành,1,Lập kế hoạch năm,Kế hoạch,Văn phòng,Tháng 1/2026,Kế hoạch số 9/KH-ST ngày 12/3/2026 về dọn kho
I. Điều hành,2,Họp giao ban,Thông báo,Văn phòng,Thường xuyên,
II. Thủ tục,3,Rà soát thủ tục,Báo cáo,Phòng Nghiệp vụ,Trong năm 2026,Đã rà soát 12 thủ tục ở ba quầy
II. Thủ tục,4,Niêm yết thủ tục,Bảng,Phòng Nghiệp vụ,Quý IV,Đã rà soát 12 thủ tục ở ba quầy
II. Thủ tục,5,Đọc sách cho trẻ em,,Phòng Nghiệp vụ,Thường xuyên,Các phòng phối hợp rất tích cực
"""
)
CLEAN = (
    HEAD
    + """I. Điều hành,1,Lập kế hoạch năm,Kế hoạch,,Tháng 1 năm 2026,Kế hoạch số 12/KH-ST ngày 15/01/2026 về mở quầy
I. Điều hành,2,Góp ý dự thảo,Công văn,,Khi có yêu cầu,Trong kỳ không phát sinh
II. Thủ tục,3,Niêm yết thủ tục,Bảng,,Thường xuyên,48/50 thủ tục đã niêm yết (96%)
"""
)


async def _checked(town: Town, role: Role = Role.OFFICER, plan: str = PLAN, argument: str = "") -> Person:
    await town.imports(FileKind.PLAN, "plan.csv", plan.encode(), year=2026)
    person = await town.member(role, name="Chuyên viên Một")
    await person.says(f"/kiemtra {argument}")
    return person


async def test_the_officer_sees_errors_first_and_each_with_what_and_why(any_town: Town) -> None:
    officer = await _checked(any_town)
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
    officer = await _checked(any_town, plan=CLEAN)
    assert "3 nhiệm vụ: không có lỗi và không có điểm nào" in officer.hears


async def test_without_a_plan_it_is_said_so(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/kiemtra")
    assert "Chưa có kế hoạch năm 2026" in officer.hears


async def test_a_period_that_cannot_be_read_gets_examples(town: Town) -> None:
    officer = await _checked(town, argument="hồi đó")
    assert "quý 3 2026" in officer.hears


async def test_corrected_words_of_the_plan_are_kept_and_looked_at_again(any_town: Town) -> None:
    officer = await _checked(any_town)
    await officer.taps("Ghi chú của nhiệm vụ 1")
    await officer.taps("Sửa nội dung")
    assert "Kế hoạch số 9/KH-ST ngày 12/3/2026 về dọn kho" in officer.hears
    await officer.says("Kế hoạch số 9/KH-ST ngày 12/01/2026 về dọn kho")
    assert "Đã sửa" in officer.inbox[-2].text
    assert "5 nhiệm vụ: 2 lỗi, 1 điểm cần xem lại" in officer.hears
    await officer.says("1")
    assert "ngày 12/01/2026 về dọn kho" in officer.hears


async def test_where_several_tasks_are_concerned_one_is_chosen(town: Town) -> None:
    officer = await _checked(town)
    await officer.taps("Ghi chú của nhiệm vụ 3, 4")
    await officer.taps("Sửa nội dung")
    await officer.taps("📌 Nhiệm vụ 4")
    await officer.says("Đã niêm yết 50 thủ tục ở ba quầy")
    assert "5 nhiệm vụ: 2 lỗi" in officer.hears


async def test_an_empty_note_is_filled_and_a_name_is_corrected(town: Town) -> None:
    plan = HEAD + "I. Điều hành,1,Thực hiện Nghị định số 9/2020/NĐ-TTg,Báo cáo,,Quý IV,\n"
    officer = await _checked(town, plan=plan)
    await officer.taps("Tên nhiệm vụ 1")
    await officer.taps("Sửa nội dung")
    await officer.says("Thực hiện Nghị định số 9/2020/NĐ-CP")
    await officer.taps("Ghi chú của nhiệm vụ 1")
    await officer.taps("Sửa nội dung")
    assert "(để trống)" in officer.hears
    await officer.says("Đã mở 2 lớp")
    assert "không có lỗi" in officer.hears


async def test_a_report_is_corrected_with_a_trace_and_its_writer_is_told(any_town: Town) -> None:
    await any_town.imports(FileKind.PLAN, "plan.csv", CLEAN.encode(), year=2026)
    staff = await any_town.member(Role.STAFF)
    await staff.says("3 80% Đã niêm yết 45/60 thủ tục (70%)")
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/kiemtra tháng 6/2026")
    await officer.taps("Ghi chú của nhiệm vụ 3")
    await officer.taps("Sửa nội dung")
    assert "Báo cáo ngày 15/06/2026 của nhiệm vụ 3" in officer.hears
    await officer.says("Đã niêm yết 45/60 thủ tục (75%)")
    assert "không có lỗi" in officer.hears
    assert "sửa lời báo cáo ngày 15/06/2026 của anh/chị về nhiệm vụ 3" in staff.hears
    await staff.taps("Về nhiệm vụ")
    assert "80% – Đã niêm yết 45/60 thủ tục (75%)" in staff.hears


async def test_of_several_reports_one_is_chosen(town: Town) -> None:
    await town.imports(FileKind.PLAN, "plan.csv", CLEAN.encode(), year=2026)
    officer = await town.member(Role.OFFICER)
    await officer.says("3 Đã niêm yết 45/60 thủ tục (70%)")
    town.passes(days=1)
    await officer.says("3 Đã họp 2 phòng")
    await officer.says("/kiemtra tháng 6/2026")
    await officer.taps("Ghi chú của nhiệm vụ 3")
    await officer.taps("Sửa nội dung")
    await officer.taps("15/06/2026: Đã niêm yết")
    await officer.says("Đã niêm yết 45/60 thủ tục (75%)")
    assert "không có lỗi" in officer.hears


async def test_a_waiver_has_a_reason_holds_and_is_taken_back(any_town: Town) -> None:
    officer = await _checked(any_town)
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
    officer = await _checked(town)
    await officer.taps("Ghi chú của nhiệm vụ 5")
    await officer.taps("Bỏ qua, có lý do")
    await officer.says("Việc này không đếm được")
    assert "Đã bỏ qua: Việc này không đếm được" in officer.hears
    changed = PLAN.replace("Các phòng phối hợp", "Các đơn vị phối hợp")
    await town.imports(FileKind.PLAN, "plan.csv", changed.encode(), year=2026)
    await officer.says("/kiemtra")
    assert "3 lỗi, 1 điểm cần xem lại" in officer.hears


async def test_the_director_reads_and_changes_nothing(any_town: Town) -> None:
    director = await _checked(any_town, Role.DIRECTOR)
    await director.taps("Ghi chú của nhiệm vụ 1")
    assert not any("Sửa" in label or "Bỏ qua" in label for label in director.last.labels)
    finding = director.last.action("Nhiệm vụ 1")
    assert finding.startswith("task:")
    for action in ("lint_fix:1:0123456789abcdef", "lint_waive:1:0123456789abcdef", "lint_words:note:1"):
        await director.forges(action)
        assert "vai trò khác" in director.hears


async def test_a_unit_s_officer_sees_and_waives_only_its_own(any_town: Town) -> None:
    officer = await _checked(any_town)
    waive = (await officer.taps("Ghi chú của nhiệm vụ 1")).action("Bỏ qua")
    async with any_town.db() as db:
        [room] = await units_named(db, "Phòng Nghiệp vụ")
    other = await any_town.member(Role.OFFICER, room.id)
    await other.says("/kiemtra")
    assert "3 nhiệm vụ: 1 lỗi" in other.hears
    await other.forges(waive)
    assert "không còn trong lần kiểm tra gần nhất" in other.hears
    await other.forges("lint_words:note:1")
    assert "Không tìm thấy nhiệm vụ" in other.hears


async def test_an_old_button_looks_anew(town: Town) -> None:
    officer = await _checked(town)
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
    officer = await _checked(town, plan=HEAD + rows)
    await officer.taps("Trang sau")
    await officer.taps("Trang sau")
    assert "13. ❌ Ghi chú của nhiệm vụ 13" in officer.hears
    assert len(officer.last.labels) < 6
    await officer.taps("Trang trước")
    assert "7. ❌" in officer.hears


async def test_what_was_not_reported_then_is_judged_by_the_plan_s_note(town: Town) -> None:
    """As things stood at the period's end: a later report changes nothing in an earlier period."""
    officer = await _checked(town)
    town.passes(days=30)
    await officer.says("5 Đã đọc 12 buổi")
    await officer.says("/kiemtra tháng 6/2026")
    assert "1 điểm cần xem lại" in officer.hears
    await officer.says("/kiemtra tháng 7/2026")
    assert "0 điểm cần xem lại" in officer.hears


async def test_what_was_done_earlier_stays_told(town: Town) -> None:
    officer = await _checked(town)
    await officer.says("5 xong Đã đọc 12 buổi")
    town.passes(days=30)
    await officer.says("/kiemtra tháng 7/2026")
    assert "0 điểm cần xem lại" in officer.hears


async def test_only_reports_of_the_period_are_offered_for_correction(town: Town) -> None:
    await town.imports(FileKind.PLAN, "plan.csv", CLEAN.encode(), year=2026)
    officer = await town.member(Role.OFFICER)
    await officer.says("3 Đã họp 2 phòng")
    town.passes(days=30)
    await officer.says("3 Đã niêm yết 45/60 thủ tục (70%)")
    await officer.says("/kiemtra tháng 7/2026")
    await officer.taps("Ghi chú của nhiệm vụ 3")
    await officer.taps("Sửa nội dung")
    assert "Báo cáo ngày 15/07/2026 của nhiệm vụ 3" in officer.hears


async def test_the_plan_s_title_is_judged_by_the_whole_plan_and_corrected(any_town: Town) -> None:
    plan = "Kế hoạch cải cách hành chính năm 2026 gồm 4 nhiệm vụ\n" + PLAN.replace(" rất tích cực", " 12 buổi")
    officer = await _checked(any_town, plan=plan)
    async with any_town.db() as db:
        [room] = await units_named(db, "Phòng Nghiệp vụ")
    part = await any_town.member(Role.OFFICER, room.id)
    await part.says("/kiemtra")
    assert "0 điểm cần xem lại" in part.hears
    assert "1 điểm cần xem lại" in officer.hears
    await officer.taps("Tên kế hoạch")
    await officer.taps("Sửa nội dung")
    assert "gồm 4 nhiệm vụ" in officer.hears
    await officer.says("Kế hoạch cải cách hành chính năm 2026 gồm 5 nhiệm vụ")
    assert "0 điểm cần xem lại" in officer.hears


async def test_who_reaches_other_units_since_looks_anew(town: Town) -> None:
    await town.imports(FileKind.PLAN, "plan.csv", PLAN.encode(), year=2026)
    async with town.db() as db:
        [room] = await units_named(db, "Phòng Nghiệp vụ")
        code = await invite(db, town.office.secret, Role.OFFICER, town.unit_id, town.now)
    officer = await town.member(Role.OFFICER, room.id)
    await officer.says("/kiemtra")
    old = officer.last
    await officer.says(f"/start {code}")
    await officer.taps("nhiệm vụ 3, 4", old)
    assert "không còn trong lần kiểm tra gần nhất" in officer.hears
    await officer.forges("lint:20260101-20261231:0")
    assert "5 nhiệm vụ" in officer.hears


async def test_nobody_corrects_a_report_of_another_unit(any_town: Town) -> None:
    officer = await _checked(any_town)
    await officer.says("1 Kế hoạch số 9/KH-ST ngày 12/01/2026")
    async with any_town.db() as db:
        [room] = await units_named(db, "Phòng Nghiệp vụ")
    other = await any_town.member(Role.OFFICER, room.id)
    await other.says("/kiemtra")
    await other.forges("lint_report:1")
    assert "Báo cáo này không phải của anh/chị" in other.hears


async def test_a_report_taken_back_and_a_tap_without_words(town: Town) -> None:
    await town.imports(FileKind.PLAN, "plan.csv", CLEAN.encode(), year=2026)
    officer = await town.member(Role.OFFICER)
    await officer.says("3 Các phòng rất tích cực")
    await officer.says("/kiemtra")
    assert "1 điểm cần xem lại" in officer.hears
    await officer.says("/tiendo 3")
    await officer.taps("Các lần báo cáo")
    await officer.taps("Sửa báo cáo")
    await officer.taps("Hoàn tác")
    await officer.says("2 không phát sinh")
    await officer.says("/kiemtra")
    assert "không có lỗi" in officer.hears
    await officer.says("2 xong")
    await officer.says("/kiemtra tháng 6/2026")
    assert "không có lỗi" in officer.hears


async def test_a_file_proves_a_report(town: Town) -> None:
    await town.imports(FileKind.PLAN, "plan.csv", CLEAN.encode(), year=2026)
    officer = await town.member(Role.OFFICER)
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


def _command_line(plan: bytes, name: str, year: int) -> Result:
    run = CliRunner()
    Path(name).write_bytes(plan)
    imported = run.invoke(app, ["import", "plan", name, "--year", str(year)])
    assert imported.exit_code == 0, imported.output
    return run.invoke(app, ["lint", f"năm {year}"])


def test_the_command_line_ends_with_1_where_errors_are_left() -> None:
    result = _command_line(PLAN.replace("2026", "2024").encode(), "plan.csv", 2024)
    assert result.exit_code == 1
    assert "5 nhiệm vụ: 3 lỗi" in result.output
    assert "❌ Lỗi – Ghi chú của nhiệm vụ 1" in result.output
    assert "Cách sửa: " in result.output


def test_the_command_line_ends_with_0_where_the_plan_is_clean() -> None:
    result = _command_line(CLEAN.replace("2026", "2024").encode(), "plan.csv", 2024)
    assert result.exit_code == 0
    assert "không có lỗi" in result.output


@pytest.mark.parametrize("text", ["hồi đó", "năm 2024"])
def test_the_command_line_says_what_it_lacks(text: str) -> None:
    result = CliRunner().invoke(app, ["lint", text])
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_the_real_plan_s_errors_are_found_by_the_command_line() -> None:
    plan = shared_file("phu-luc-cchc-2019.docx").read_bytes()
    result = _command_line(plan, "ke-hoach.docx", 2019)
    assert result.exit_code == 1
    for words in (
        "438/KH-SVHTT là của năm 2019 nhưng ghi ngày 31/01/2018",
        "Ghi chú của nhiệm vụ 17, 18",
        "ký ngày 12/03/2019, sau thời hạn 31/01/2019",
        "Ghi chú của nhiệm vụ 6\n",
        "Ghi chú của nhiệm vụ 19, 29, 38, 39, 42",
        "61/2018/NĐ-TTg: ký hiệu phải là NĐ-CP",
        "Ghi chú của nhiệm vụ 41 chép gần trọn ghi chú của nhiệm vụ 36",
    ):
        assert words in result.output
