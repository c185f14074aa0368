"""The index of Decision 766 as a mirror of our own data."""

import io

import openpyxl  # type: ignore[import-untyped]
import pytest

from handlers.forms import index_file
from storage.models import Role
from storage.rules.index_766 import groups
from tests.cases import answers, assigns, writes
from tests.chat import Town
from tests.samples import furnish, link_of

JUNE = "từ 01/06/2026 đến 15/06/2026"


def test_the_criteria_make_a_hundred_points() -> None:
    assert [group.points for group in groups()] == [18, 20, 12, 22, 10, 18]
    assert all(group.rest >= 0 for group in groups())


async def test_points_are_computed_and_what_costs_them_is_named(any_town: Town) -> None:
    """Of five dossiers H-2 and H-5 ended late and H-3 is overdue: 2/5 of 20 points; nobody complained."""
    town = any_town
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.says(f"/chiso766 {JUNE}")
    assert "Tự tính từ dữ liệu của đơn vị, không thay số của Cổng" in director.hears
    assert "2.1 Hồ sơ không quá hạn: 8/20 điểm\n  không quá hạn 2/5 hồ sơ = 40%" in director.hears
    assert "5.2 Phản ánh trả lời đúng hạn: 6/6 điểm" in director.hears
    assert "5.4 Hài lòng với việc giải quyết hồ sơ: 2,67/6 điểm" in director.hears
    assert "Tự tính được: 22,67/38 điểm" in director.hears
    assert "nộp trực tuyến 1/2 hồ sơ = 50%" in director.hears
    assert not any("Nhập số" in label for label in director.last.labels)
    await director.taps("Mất điểm 2.1")
    assert "mỗi hồ sơ mất 4 điểm" in director.hears
    assert all(code in director.hears for code in ("H-2", "H-3", "H-5"))
    assert "H-1" not in director.hears
    await director.taps("Chỉ số")
    await director.taps("Tệp .xlsx")
    book = openpyxl.load_workbook(io.BytesIO((await director.newest_file()).content))
    assert book.sheetnames == ["Chỉ số 766", "Mất điểm 2.1", "Mất điểm 5.4", "Mất điểm 5.2, 5.3", "Chín chỉ số một cửa"]
    assert all(sheet["A1"].value == "Đơn vị: Sở Thử" for sheet in book)
    assert all("không thay số của Cổng" in str(sheet["A3"].value) for sheet in book), "on every page"
    assert [row[0].value for row in book["Mất điểm 2.1"].iter_rows(min_row=7)] == ["H-2", "H-5", "H-3"]
    rows = {row[0]: row[5:] for row in book["Chỉ số 766"].iter_rows(min_row=2, values_only=True)}
    assert (rows["2.1"][1], rows["3"]) == (8, (0.5, None, None, "chưa rõ cách đổi tỷ lệ ra điểm"))


async def test_an_unhappy_rating_and_late_feedback_cost_points(any_town: Town) -> None:
    town = any_town
    await furnish(town)
    citizen, director = town.person(), await town.member(Role.DIRECTOR)
    staff = await town.member(Role.STAFF)
    await citizen.says(await link_of(town, "H-1"))
    await citizen.taps("Rất không hài lòng")
    code = await writes(citizen)
    await assigns(director, code, "Sở Thử")
    town.passes(days=40)
    await answers(staff, code)
    await director.says("/chiso766 từ 01/06/2026 đến 31/07/2026")
    assert "5.2 Phản ánh trả lời đúng hạn: 0/6 điểm" in director.hears
    await director.taps("Mất điểm 5.3")
    assert f"• {code}: hạn" in director.hears
    assert "trễ" in director.hears
    await director.taps("Chỉ số")
    await director.taps("Mất điểm 5.4")
    assert "H-1, nhận 01/06/2026: đánh giá không hài lòng" in director.hears


async def test_what_the_portal_says_stands_beside(any_town: Town) -> None:
    town = any_town
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says(f"/chiso766 {JUNE}")
    await officer.taps("Nhập số của Cổng")
    await officer.says("2.1 18,5\n4.1: 9")
    assert "4.1 tối đa 6 điểm; chưa ghi dòng nào" in officer.hears
    await officer.forges("index_portal:20260601-20260615")
    await officer.says("2.1\t18,5\n4.1: 5,25 điểm")
    assert "8/20 điểm · Cổng: 18,5" in officer.hears
    assert "4.1: 5,25/6" in officer.hears
    await officer.forges("index_portal:20260601-20260615")
    await officer.says("hai chấm một: cao")
    assert "chưa ghi dòng nào" in officer.hears
    staff = await town.member(Role.STAFF)
    for action in ("index:20260601-20260615", "index_portal:20260601-20260615", "index_file:20260601-20260615"):
        await staff.forges(action)
        assert "vai trò khác" in staff.hears
    director = await town.member(Role.DIRECTOR, await town.unit("Phòng Một"))
    await director.forges(f"index:20260601-20260615:{town.unit_id}")
    assert "không còn dùng được" in director.hears


async def test_a_case_belongs_to_a_dossier_that_staff_name(any_town: Town) -> None:
    """Of a colleague's unit only, whatever they type; and they take it back."""
    town = any_town
    await furnish(town)
    citizen, director = town.person(), await town.member(Role.DIRECTOR)
    code = await writes(citizen)
    await director.says(code)
    await director.taps("Về hồ sơ nào")
    await director.says("KHONG-CO")
    assert "không thấy hồ sơ mã này" in director.hears
    await director.says(code)
    await director.taps("Về hồ sơ nào")
    await director.says("h-4")
    assert "📁 Hồ sơ H-4" in director.hears
    await director.forges("index_lost:20260601-20260615:served")
    assert "H-4, nhận 03/06/2026: có phản ánh" in director.hears
    room = await town.unit("Phòng Một")
    stranger = await town.member(Role.DIRECTOR, room)
    for action in ("case_dossier:1", "case_dossier_not:1"):
        await stranger.forges(action)
        assert "H-4" not in stranger.hears
    await director.forges("case_dossier:1")
    await director.taps("Bỏ hồ sơ H-4")
    assert "Hồ sơ H-4" not in director.hears


async def test_whoever_directs_a_room_reads_whose_points_these_are(town: Town) -> None:
    await furnish(town)
    head = await town.member(Role.DIRECTOR, await town.named("Văn phòng"))
    for command in (f"/chiso766 {JUNE}", "/kstthc quý 2"):
        await head.says(command)
        assert "\nVăn phòng\n" in head.hears
        assert "Sở Thử" not in head.hears


async def test_a_list_that_is_cut_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_file, "_ALL", 1)
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.forges("index_file:20260601-20260615")
    sheet = openpyxl.load_workbook(io.BytesIO((await director.newest_file()).content))["Mất điểm 2.1"]
    assert sheet["A5"].value == "Trang tính này chỉ ghi 2 dòng đầu trong tất cả 3 dòng."
    assert [row[0].value for row in sheet.iter_rows(min_row=7)] == ["Mã hồ sơ", "H-2", "H-3"]
