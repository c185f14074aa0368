"""What `/kiemtra` found is corrected: words of the plan, words of a report."""

from storage.models import Role
from tests.chat import Town
from tests.checks import CLEAN, HEAD, PLAN, checked, starts_to_correct, with_plan


async def test_corrected_words_of_the_plan_are_kept_and_looked_at_again(any_town: Town) -> None:
    officer = await checked(any_town)
    await starts_to_correct(officer, "Ghi chú của nhiệm vụ 1")
    assert "Kế hoạch số 9/KH-ST ngày 12/3/2026 về dọn kho" in officer.hears
    await officer.says("Kế hoạch số 9/KH-ST ngày 12/01/2026 về dọn kho")
    assert "Đã sửa" in officer.inbox[-2].text
    assert "5 nhiệm vụ: 2 lỗi, 1 điểm cần xem lại" in officer.hears
    await officer.says("1")
    assert "ngày 12/01/2026 về dọn kho" in officer.hears


async def test_where_several_tasks_are_concerned_one_is_chosen(town: Town) -> None:
    officer = await checked(town)
    await starts_to_correct(officer, "Ghi chú của nhiệm vụ 3, 4")
    await officer.taps("📌 Nhiệm vụ 4")
    await officer.says("Đã niêm yết 50 thủ tục ở ba quầy")
    assert "5 nhiệm vụ: 2 lỗi" in officer.hears


async def test_an_empty_note_is_filled_and_a_name_is_corrected(town: Town) -> None:
    plan = HEAD + "I. Điều hành,1,Thực hiện Nghị định số 9/2020/NĐ-TTg,Báo cáo,,Quý IV,\n"
    officer = await checked(town, plan=plan)
    await starts_to_correct(officer, "Tên nhiệm vụ 1")
    await officer.says("Thực hiện Nghị định số 9/2020/NĐ-CP")
    await starts_to_correct(officer, "Ghi chú của nhiệm vụ 1")
    assert "(để trống)" in officer.hears
    await officer.says("Đã mở 2 lớp")
    assert "không có lỗi" in officer.hears


async def test_a_report_is_corrected_with_a_trace_and_its_writer_is_told(any_town: Town) -> None:
    staff = await with_plan(any_town, CLEAN, Role.STAFF)
    await staff.says("3 80% Đã niêm yết 45/60 thủ tục (70%)")
    officer = await any_town.member(Role.OFFICER)
    await officer.says("/kiemtra tháng 6/2026")
    await starts_to_correct(officer, "Ghi chú của nhiệm vụ 3")
    assert "Báo cáo ngày 15/06/2026 của nhiệm vụ 3" in officer.hears
    await officer.says("Đã niêm yết 45/60 thủ tục (75%)")
    assert "không có lỗi" in officer.hears
    assert "sửa nội dung báo cáo ngày 15/06/2026 của anh/chị về nhiệm vụ 3" in staff.hears
    await staff.taps("Về nhiệm vụ")
    assert "80% – Đã niêm yết 45/60 thủ tục (75%)" in staff.hears


async def test_of_several_reports_one_is_chosen(town: Town) -> None:
    officer = await with_plan(town, CLEAN)
    await officer.says("3 70% Đã niêm yết 45/60 thủ tục (70%)")
    town.passes(days=1)
    await officer.says("3 Đã họp 2 phòng")
    await officer.says("/kiemtra tháng 6/2026")
    await starts_to_correct(officer, "Ghi chú của nhiệm vụ 3")
    await officer.taps("15/06/2026: Đã niêm yết")
    await officer.says("Đã niêm yết 45/60 thủ tục (75%)")
    assert "không có lỗi" in officer.hears


async def test_only_reports_of_the_period_are_offered_for_correction(town: Town) -> None:
    officer = await with_plan(town, CLEAN)
    await officer.says("3 Đã họp 2 phòng")
    town.passes(days=30)
    await officer.says("3 70% Đã niêm yết 45/60 thủ tục (70%)")
    await officer.says("/kiemtra tháng 7/2026")
    await starts_to_correct(officer, "Ghi chú của nhiệm vụ 3")
    assert "Báo cáo ngày 15/07/2026 của nhiệm vụ 3" in officer.hears


async def test_the_plan_s_title_is_judged_by_the_whole_plan_and_corrected(any_town: Town) -> None:
    plan = "Kế hoạch cải cách hành chính năm 2026 gồm 4 nhiệm vụ\n" + PLAN.replace(" rất tích cực", " 12 buổi")
    officer = await checked(any_town, plan=plan)
    room = await any_town.named("Phòng Nghiệp vụ")
    part = await any_town.member(Role.OFFICER, room)
    await part.says("/kiemtra")
    assert "0 điểm cần xem lại" in part.hears
    assert "1 điểm cần xem lại" in officer.hears
    await starts_to_correct(officer, "Tên kế hoạch")
    assert "gồm 4 nhiệm vụ" in officer.hears
    await officer.says("Kế hoạch cải cách hành chính năm 2026 gồm 5 nhiệm vụ")
    assert "0 điểm cần xem lại" in officer.hears


async def test_nobody_corrects_a_report_of_another_unit(any_town: Town) -> None:
    officer = await checked(any_town)
    await officer.says("1 Kế hoạch số 9/KH-ST ngày 12/01/2026")
    room = await any_town.named("Phòng Nghiệp vụ")
    other = await any_town.member(Role.OFFICER, room)
    await other.says("/kiemtra")
    await other.forges("lint_report:1")
    assert "Báo cáo này không phải của anh/chị" in other.hears
