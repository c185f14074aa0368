"""Figures that no system gives: defined, entered in one line or by buttons, corrected, asked for."""

from datetime import date
from decimal import Decimal

import pytest

from storage.ground.days.periods import Period
from storage.models import Role
from storage.registers.indicator_values import indicators_of
from tests.chat import Person, Town

MAIL = "Tỷ lệ lãnh đạo dùng thư điện tử"
STAFF_MAIL = "Tỷ lệ cán bộ dùng thư điện tử"
NEWS = "Tin bài đã đăng"


async def _defined(town: Town) -> tuple[Person, Person]:
    """The officer, and a member of staff."""
    officer = await town.member(Role.OFFICER, name="Chuyên viên một")
    for line in (
        f"{MAIL}; %; tổng số lãnh đạo; quý",
        f"{STAFF_MAIL}; %; tổng số cán bộ; quý",
        f"{NEWS}; tin; tháng",
    ):
        await officer.says("/chisotieu")
        await officer.taps("Thêm chỉ tiêu")
        await officer.says(line)
    return officer, await town.member(Role.STAFF, name="Cán bộ một")


async def test_the_list_shows_what_is_missing_and_what_is_there(any_town: Town) -> None:
    _, staff = await _defined(any_town)
    await staff.says("/chisotieu")
    assert "Chỉ tiêu trong kỳ: 3, còn thiếu số: 3" in staff.hears
    await staff.says(f"/chisotieu {MAIL} quý 2 95/100 %")
    assert "Đã ghi 95/100 = 95% cho quý II/2026" in staff.hears
    await staff.says("/chisotieu")
    assert f"✅ {MAIL}, quý II/2026: 95/100 = 95%" in staff.hears
    assert f"⚪ {NEWS}, tháng 6/2026: chưa có số" in staff.hears
    await staff.taps("Kỳ trước")
    assert f"{NEWS}, tháng 5/2026" in staff.hears
    await staff.says("/chisotieu quý 1")
    assert f"⚪ {MAIL}, quý I/2026: chưa có số" in staff.hears


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tin bai thang 5 45", "Đã ghi 45 tin cho tháng 5/2026"),
        ("tin bài: 1.234 tin", "Đã ghi 1.234 tin cho tháng 6/2026"),
        ("lãnh đạo thư 1 trên 3", "Đã ghi 1/3 = 33,33% cho quý II/2026"),
    ],
)
async def test_unambiguous_lines_are_understood(town: Town, line: str, said: str) -> None:
    _, staff = await _defined(town)
    await staff.says(f"/chisotieu {line}")
    assert said in staff.hears


async def test_where_several_are_meant_a_tap_decides(any_town: Town) -> None:
    _, staff = await _defined(any_town)
    await staff.says("/chisotieu thư điện tử quý 1 9/10")
    assert "Anh/chị chọn một" in staff.hears
    which = staff.last
    await staff.taps("cán bộ dùng thư")
    assert "Đã ghi 9/10 = 90% cho quý I/2026" in staff.hears
    assert STAFF_MAIL in staff.hears
    await staff.taps("lãnh đạo dùng", which)
    assert f"📊 {MAIL}\nQuý I/2026: chưa có số" in staff.hears
    await staff.says("/chisotieu thư điện tử 8/10")
    await staff.taps("lãnh đạo dùng", which)
    assert "Quý I/2026: chưa có số" in staff.hears  # an older button takes no newer value
    await staff.says("/chisotieu thư điện tử 7/10")
    await staff.says("lãnh đạo")
    assert "Đã ghi 7/10 = 70% cho quý II/2026" in staff.hears


async def test_early_in_a_period_it_is_asked_which_one_is_meant(any_town: Town) -> None:
    _, staff = await _defined(any_town)
    any_town.passes(days=20)  # the 5th of July
    await staff.says("/chisotieu tin bài 45")
    assert "Số này của kỳ nào" in staff.hears
    await staff.taps("tháng 6/2026")
    assert "Đã ghi 45 tin cho tháng 6/2026" in staff.hears
    await staff.says("/chisotieu tin bài 3")
    assert "Đã ghi 3 tin cho tháng 7/2026" in staff.hears


async def test_by_buttons_the_value_comes_first_and_then_what_it_is_part_of(any_town: Town) -> None:
    _, staff = await _defined(any_town)
    await staff.says("/chisotieu")
    await staff.taps("lãnh đạo")
    await staff.taps("Nhập số")
    await staff.says("nhiều lắm")
    assert "chưa đọc được số" in staff.hears
    await staff.says("19")
    assert "Trên tổng số bao nhiêu (tổng số lãnh đạo)" in staff.hears
    await staff.says("20")
    assert "19/20 = 95%" in staff.hears
    await staff.taps("Danh sách")
    await staff.taps("Màn hình chính")


async def test_a_correction_keeps_what_was_there(any_town: Town) -> None:
    officer, staff = await _defined(any_town)
    await staff.says("/chisotieu tin bài 45")
    any_town.passes(hours=1)
    await officer.says("/chisotieu tin bài 46")
    assert "• 46 tin (Chuyên viên một, 13:00 15/06/2026)" in officer.hears
    assert "• 45 tin (Cán bộ một, 12:00 15/06/2026)" in officer.hears
    await officer.taps("Bỏ số")
    assert "Tháng 6/2026: chưa có số" in officer.hears
    assert "• bỏ số (Chuyên viên một" in officer.hears
    await officer.says("/chisotieu")
    assert f"⚪ {NEWS}" in officer.hears


async def test_impossible_values_are_refused(any_town: Town) -> None:
    _, staff = await _defined(any_town)
    for line in (f"{MAIL} 101/100", f"{MAIL} 0/0", f"{MAIL} tháng 5 9/10", f"{NEWS} tháng 7/2026 5"):
        await staff.says(f"/chisotieu {line}")
        assert "Đã ghi" not in staff.hears
    await staff.says("/chisotieu Số không có 5")
    assert "Không tìm thấy chỉ tiêu “Số không có 5”" in staff.hears
    await staff.forges("indicator_ask:1:20260601-20260630")
    assert "không còn dùng được" in staff.hears


async def test_the_officer_changes_a_definition_with_a_trace(any_town: Town) -> None:
    officer, staff = await _defined(any_town)
    room = await any_town.unit("Văn phòng")
    await officer.says(f"/chisotieu {NEWS}")
    await officer.taps("Sửa chỉ tiêu")
    await officer.taps("hằng quý")
    await officer.taps("Đơn vị tính")
    await officer.says("bài")
    await officer.taps("Đổi tên")
    await officer.says(MAIL)
    assert "Đơn vị đã có chỉ tiêu" in officer.hears
    await officer.forges("indicator_edit:3")
    await officer.taps("Đơn vị phụ trách")
    await officer.taps("Văn phòng")
    assert "Đơn vị phụ trách: Văn phòng" in officer.hears
    await officer.taps("Quay lại")
    await officer.taps("Lịch sử")
    for line in ("từ hằng tháng thành hằng quý", "từ tin thành bài", "từ Sở Thử sang Văn phòng"):
        assert line in officer.hears
    for action in ("indicator_edit:3", "indicator_every:3:month", f"indicator_unit:3:{room}", "indicator_withdraw:3"):
        await staff.forges(action)
        assert "dành cho vai trò khác" in staff.hears


async def test_one_no_longer_asked_for_keeps_its_figures_in_the_report(any_town: Town) -> None:
    officer, staff = await _defined(any_town)
    await staff.says("/chisotieu tin bài tháng 5 45")
    await officer.forges("indicator_withdraw:3")
    await officer.forges("indicator_withdraw:2")
    await staff.says("/chisotieu")
    assert "Chỉ tiêu trong kỳ: 1" in staff.hears
    await staff.forges("indicator_put:3:20260601-20260630")
    assert "đã ngừng theo dõi" in staff.hears
    async with any_town.db() as db:
        found = await indicators_of(db, [any_town.unit_id], Period.of_months(2026, 4, 6))
    assert [(figure.indicator.name, figure.period.last.month, figure.entered is None) for figure in found] == [
        (MAIL, 6, True),
        (NEWS, 5, False),
    ]
    await officer.forges("indicator_restore:3")
    assert "Đã khôi phục" in officer.hears


async def test_a_report_has_every_own_period_that_ends_within_it(any_town: Town) -> None:
    _, staff = await _defined(any_town)
    await staff.says("/chisotieu tin bài tháng 5 45")
    async with any_town.db() as db:
        half = await indicators_of(db, [any_town.unit_id], Period.of_months(2026, 1, 6))
        assert [figure.period.last.month for figure in half] == [3, 6, 3, 6, 1, 2, 3, 4, 5, 6]
        [entered] = [figure for figure in half if figure.entered]
        assert entered.entered is not None
        assert (entered.period.last.month, entered.entered.value) == (5, Decimal(45))
        assert entered.entered.base is None
        assert await indicators_of(db, [], Period.of_months(2026, 1, 6)) == []
        other_calendar = await indicators_of(db, [any_town.unit_id], Period(date(2025, 12, 15), date(2026, 3, 14)))
        assert [figure.period.last.month for figure in other_calendar] == [12, 12, 12, 1, 2]
        assert len(await indicators_of(db, [any_town.unit_id], Period.of_months(2100, 1, 12))) == 20


async def test_directors_see_figures_and_other_units_do_not(any_town: Town) -> None:
    await _defined(any_town)
    director = await any_town.member(Role.DIRECTOR)
    await director.says(f"/chisotieu {NEWS}")
    assert NEWS in director.hears
    assert not any("Nhập" in label or "Sửa" in label for label in director.last.labels)
    for line in ("indicator_ask:3:20260601-20260630", "indicator_undo:3:20260601-20260630"):
        await director.forges(line)
        assert "dành cho vai trò khác" in director.hears
    await director.says(f"/chisotieu {NEWS} 45")
    assert "dành cho vai trò khác" in director.hears
    stranger = await any_town.member(Role.STAFF, await any_town.unit("Phòng Hai"))
    for action in ("indicator:3", "indicator_ask:3:20260601-20260630", "entry_history:indicator:3:0"):
        await stranger.forges(action)
        assert "Không tìm thấy chỉ tiêu này" in stranger.hears
