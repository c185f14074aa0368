from datetime import timedelta

import pytest

from storage.ground.text import fold
from storage.models import Role
from storage.people.units import units_named
from tests.chat import Person, Town
from tests.samples import furnish


async def _staff(town: Town, unit: str = "Sở Thử", name: str | None = None) -> Person:
    async with town.db() as db:
        [row, *_] = await units_named(db, unit)
    return await town.member(Role.STAFF, row.id, name)


async def test_staff_see_their_own_unit_s_tasks_and_no_others(any_town: Town) -> None:
    await furnish(any_town)
    office = await _staff(any_town, "Văn phòng")
    await office.says("/nhiemvu")
    assert "2 nhiệm vụ" in office.hears
    assert [label for label in office.last.labels if "Rà soát" in label] == []
    await office.says("/tiendo 3")
    assert "không có nhiệm vụ số 3" in office.hears


async def test_a_report_in_one_line_says_what_was_understood(any_town: Town) -> None:
    await furnish(any_town)
    staff = await _staff(any_town)
    await staff.says("3 80% Kế hoạch số 990/KH-ST ngày 25 tháng 3 năm 2026 về rà soát")
    assert "nhiệm vụ 3" in staff.hears
    assert "Đang thực hiện 80%" in staff.hears
    assert "📄 Kế hoạch số 990/KH-ST ngày 25/03/2026" in staff.hears


@pytest.mark.parametrize(
    "line", ["nv 4 xong", "nhiem vu 4: hoan thanh", "tiến độ 4 100%", "/tiendo 4 xong", "4 đã xong"]
)
async def test_any_spelling_marks_a_task_done(town: Town, line: str) -> None:
    await furnish(town)
    staff = await _staff(town)
    await staff.says(line)
    assert "Đã xong" in staff.hears


async def test_a_report_can_be_corrected_and_taken_back(any_town: Town) -> None:
    await furnish(any_town)
    staff = await _staff(any_town)
    report = await staff.says("4 xong")
    await staff.taps("Sửa")
    await staff.taps("75%")
    assert "Đang thực hiện 75%" in staff.hears
    await staff.says("4 80%")
    any_town.now += timedelta(minutes=1)
    await staff.taps("Sửa", report)
    await staff.taps("50%")
    assert "Đang thực hiện 50%" in staff.hears
    assert "báo cáo ngày 15/06/2026 (Đang thực hiện 80%); báo cáo đó vẫn là mới nhất" in staff.hears
    await staff.taps("Về nhiệm vụ")
    assert "80%" in staff.hears
    await staff.says("hoàn tác")  # what was said last, and not the newest report
    await staff.taps("Về nhiệm vụ")
    assert "80%" in staff.hears
    await staff.taps("Hoàn tác", report)
    assert "không phải của anh/chị, hoặc đã được hoàn tác" in staff.hears


async def test_a_report_by_buttons_can_be_given_words_later(town: Town) -> None:
    await furnish(town)
    staff = await _staff(town)
    await staff.says("/tiendo 4")
    await staff.taps("Đang làm")
    await staff.taps("Bổ sung nội dung")
    await staff.says("Đã in bảng\nvà treo")
    assert "Đã in bảng và treo" in staff.hears


async def test_a_written_report_is_asked_for_and_understood(town: Town) -> None:
    await furnish(town)
    staff = await _staff(town)
    await staff.says("/tiendo 4")
    await staff.taps("Viết báo cáo")
    await staff.says("60% đang in")
    assert "Đang thực hiện 60%" in staff.hears


async def test_a_photo_after_a_report_is_kept_with_it_and_comes_back(any_town: Town) -> None:
    await furnish(any_town)
    staff = await _staff(any_town)
    await staff.says("4 80% đã treo")
    await staff.sends_file("bang.jpg", b"\xff\xd8 picture", media_type="image/jpeg")
    assert "bang.jpg" in staff.hears
    await staff.taps("Về nhiệm vụ")
    await staff.taps("Tệp kèm theo")
    assert "file_id" in staff.last.payload


async def test_a_photo_with_a_report_as_caption_is_both(town: Town) -> None:
    await furnish(town)
    staff = await _staff(town)
    await staff.sends_file("bang.jpg", b"\xff\xd8 picture", caption="4 90% đã treo", media_type="image/jpeg")
    assert "bang.jpg" in staff.hears
    assert any("90%" in message.text for message in staff.inbox)


async def test_a_photo_without_a_task_is_asked_about(town: Town) -> None:
    await furnish(town)
    staff = await _staff(town)
    await staff.sends_file("bang.jpg", b"\xff\xd8", media_type="image/jpeg")
    assert "nhiệm vụ nào" in staff.hears


async def test_the_history_names_who_reported(town: Town) -> None:
    await furnish(town)
    staff = await _staff(town, name="Người Thử")
    await staff.says("4 10% bắt đầu")
    town.passes(days=1)
    await staff.says("4 20% tiếp tục")
    await staff.says("/tiendo 4")
    await staff.taps("Các lần báo cáo")
    assert staff.hears.index("tiếp tục") < staff.hears.index("bắt đầu")
    assert "15/06/2026 · Người Thử" in staff.hears


async def test_filters_show_overdue_soon_and_unreported_tasks(town: Town) -> None:
    await furnish(town)
    staff = await _staff(town)
    await staff.says("/nhiemvu quá hạn")
    assert "1 nhiệm vụ" in staff.hears
    assert any("Lập kế hoạch" in label for label in staff.last.labels)
    await staff.taps("Sắp đến hạn (1)")
    assert any("Niêm yết" in label for label in staff.last.labels)
    await staff.says("4 50%")
    await staff.says("/nhiemvu")
    await staff.taps("Chưa báo cáo tháng này (4)")
    assert not any("Niêm yết" in label for label in staff.last.labels)


async def test_the_plan_s_note_is_never_a_claim_that_something_is_done(town: Town) -> None:
    await furnish(town)
    staff = await _staff(town)
    await staff.says("/tiendo 1")
    assert "🔴 Quá hạn" in staff.hears
    assert "Ghi chú trong kế hoạch: Đang thực hiện đúng tiến độ" in staff.hears


async def test_nothing_arose_is_a_report_but_does_not_undo_what_is_done(town: Town) -> None:
    await furnish(town)
    staff = await _staff(town)
    await staff.says("4 xong")
    await staff.says("4 không phát sinh")
    await staff.taps("Về nhiệm vụ")
    assert "✅ Xong" in staff.hears


async def test_nobody_corrects_another_s_report(town: Town) -> None:
    await furnish(town)
    writer, other = await _staff(town), await _staff(town)
    report = await writer.says("4 xong")
    for label in ("Sửa", "Hoàn tác", "Bổ sung"):
        await other.forges(report.action(label))
        assert "không phải của anh/chị" in other.hears


async def test_a_line_for_a_task_of_another_unit_changes_nothing(town: Town) -> None:
    await furnish(town)
    office = await _staff(town, "Văn phòng")
    await office.says("3 xong")
    assert "không có nhiệm vụ số 3" in office.hears
    everyone = await _staff(town)
    await everyone.says("/tiendo 3")
    assert "Chưa báo cáo" in everyone.hears


async def test_a_director_reads_but_does_not_report(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.says("4 xong")
    assert "dành cho vai trò khác" in director.hears


async def test_the_same_line_without_diacritics_is_the_same_report(town: Town) -> None:
    await furnish(town)
    staff = await _staff(town)
    await staff.says(fold("nhiệm vụ 4 đang thực hiện"))
    assert "Đang thực hiện" in staff.hears


async def test_a_question_about_a_task_shows_it_and_stores_nothing(town: Town) -> None:
    await furnish(town)
    staff = await town.member(Role.STAFF)
    await staff.says("4 xong chưa")
    assert "Nhiệm vụ 4. Niêm yết" in staff.hears
    assert "Chưa báo cáo" in staff.hears
    await staff.taps("Đang làm")
    assert "Đang thực hiện" in staff.hears
