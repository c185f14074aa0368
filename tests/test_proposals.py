"""Difficulties and proposals: written down, addressed, put right, collected for a report."""

from datetime import date

from storage.models import ProposalKind, Role
from storage.registers.proposals import proposals_of
from tests.chat import Person, Town

MONEY = "Sở Tài chính: bổ sung kinh phí thay máy chủ"


async def _author(town: Town) -> Person:
    return await town.member(Role.STAFF, name="Cán bộ một")


async def test_a_proposal_in_one_line_knows_whom_it_is_for(any_town: Town) -> None:
    staff = await _author(any_town)
    await staff.says(f"/denxuat {MONEY}")
    assert "Đã ghi mục số 1" in staff.hears
    assert "Gửi: Sở Tài chính\nbổ sung kinh phí thay máy chủ" in staff.hears
    assert "Người ghi: Cán bộ một, Sở Thử, ngày 15/06/2026" in staff.hears
    await staff.says("/denxuat")
    assert any("💡 1. Sở Tài chính: bổ sung kinh phí" in label for label in staff.last.labels)


async def test_without_an_agency_it_is_kept_and_the_agency_asked_with_those_before(any_town: Town) -> None:
    staff = await _author(any_town)
    await staff.says(f"/denxuat {MONEY}")
    await staff.says("/dexuat Tăng thêm một chỉ tiêu biên chế")
    assert "Mục này gửi cơ quan nào" in staff.hears
    question = staff.last
    await staff.taps("Sở Tài chính")
    assert "Gửi: Sở Tài chính\nTăng thêm một chỉ tiêu" in staff.hears
    await staff.taps("Không gửi", question)
    assert "Gửi:" not in staff.hears
    await staff.taps("Lịch sử")
    assert "Đổi nơi nhận từ Sở Tài chính thành (trống)" in staff.hears
    await staff.says("đề xuất tập huấn cho bộ phận một cửa")
    await staff.says("Sở Nội vụ.")
    assert "Gửi: Sở Nội vụ" in staff.hears


async def test_a_difficulty_needs_no_agency_and_can_become_a_proposal(any_town: Town) -> None:
    staff = await _author(any_town)
    await staff.says("/denxuat khó khăn: quầy chỉ có một máy quét")
    assert "⚠️ Số 1: khó khăn, vướng mắc\nquầy chỉ có một máy quét" in staff.hears
    await staff.taps("Chuyển thành đề xuất")
    assert "💡 Số 1: đề xuất, kiến nghị" in staff.hears
    await staff.taps("Lịch sử")
    assert "Đổi loại từ khó khăn, vướng mắc thành đề xuất, kiến nghị" in staff.hears


async def test_it_can_be_written_by_buttons_alone(any_town: Town) -> None:
    staff = await _author(any_town)
    await staff.says("/denxuat")
    await staff.taps("Ghi khó khăn")
    await staff.says(MONEY)
    assert "Gửi: Sở Tài chính" in staff.hears
    await staff.taps("Danh sách")
    await staff.taps("1. Sở Tài chính")
    await staff.taps("Màn hình chính")


async def test_author_and_officer_correct_it_and_others_do_not(any_town: Town) -> None:
    staff = await _author(any_town)
    await staff.says(f"/denxuat {MONEY}")
    await staff.taps("Sửa nội dung")
    await staff.says("bổ sung kinh phí thay hai máy chủ")
    assert "thay hai máy chủ" in staff.hears
    officer = await any_town.member(Role.OFFICER, name="Chuyên viên một")
    await officer.says("/denxuat 1")
    await officer.taps("Nơi nhận")
    await officer.says("Sở Tài chính và Kho bạc")
    await officer.taps("Lịch sử")
    assert "Chuyên viên một" in officer.hears
    assert "Đổi nơi nhận từ Sở Tài chính thành Sở Tài chính và Kho bạc" in officer.hears
    assert "trước là: bổ sung kinh phí thay máy chủ" in officer.hears
    colleague = await any_town.member(Role.STAFF)
    await colleague.says("/denxuat 1")
    assert not any("Sửa" in label or "Rút" in label for label in colleague.last.labels)
    for action in ("proposal_text:1", "proposal_kind:1:difficulty", "proposal_withdraw:1", "proposal_agency:1:0"):
        await colleague.forges(action)
        assert "Chỉ người ghi hoặc chuyên viên" in colleague.hears


async def test_a_director_reads_and_other_units_do_not(any_town: Town) -> None:
    one, two = await any_town.unit("Phòng Một"), await any_town.unit("Phòng Hai")
    staff = await any_town.member(Role.STAFF, one)
    await staff.says(f"/denxuat {MONEY}")
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/denxuat 1")
    assert "Gửi: Sở Tài chính" in director.hears
    await director.says("/denxuat Sở Nội vụ: thêm biên chế")
    assert "dành cho vai trò khác" in director.hears
    await director.forges("proposal_withdraw:1")
    assert "dành cho vai trò khác" in director.hears
    stranger = await any_town.member(Role.STAFF, two)
    for action in ("proposal:1", "proposal_text:1", "entry_history:proposal:1:0"):
        await stranger.forges(action)
        assert "Không có mục số 1" in stranger.hears
    await stranger.says("/denxuat Tăng biên chế")
    await stranger.forges("proposal_agency:2:1")
    assert "Không có mục số 1" in stranger.hears


async def test_one_withdrawn_leaves_the_report_and_comes_back(any_town: Town) -> None:
    staff = await _author(any_town)
    await staff.says(f"/denxuat {MONEY}")
    await staff.taps("Rút")
    assert "Đã rút, không vào báo cáo" in staff.hears
    await staff.forges("proposal_kind:1:difficulty")
    assert "đã rút. Khôi phục trước" in staff.hears
    june = (date(2026, 6, 1), date(2026, 6, 30))
    async with any_town.db() as db:
        assert await proposals_of(db, [any_town.unit_id], *june) == []
    await staff.says("/denxuat 1")
    await staff.taps("Khôi phục")
    async with any_town.db() as db:
        assert len(await proposals_of(db, [any_town.unit_id], *june)) == 1


async def test_a_report_groups_them_by_agency_whatever_the_spelling(any_town: Town) -> None:
    staff = await _author(any_town)
    for text in (
        MONEY,
        "khó khăn: quầy chỉ có một máy quét",
        "Sở Nội vụ: gộp hai mẫu báo cáo",
        "kiến nghị so tai chinh: hướng dẫn quyết toán",
    ):
        await staff.says(f"/denxuat {text}")
    any_town.passes(days=30)
    await staff.says("/denxuat Sở Nội vụ: việc của tháng sau")
    async with any_town.db() as db:
        june = await proposals_of(db, [any_town.unit_id], date(2026, 6, 1), date(2026, 6, 30))
        asked = await proposals_of(db, [any_town.unit_id], date(2026, 6, 1), date(2026, 6, 30), ProposalKind.PROPOSAL)
    found = [(group.agency, [row.text for row in group.proposals]) for group in june]
    assert found == [
        ("Sở Tài chính", ["bổ sung kinh phí thay máy chủ", "hướng dẫn quyết toán"]),
        ("Sở Nội vụ", ["gộp hai mẫu báo cáo"]),
        ("", ["quầy chỉ có một máy quét"]),
    ]
    assert [group.agency for group in asked] == ["Sở Tài chính", "Sở Nội vụ"]


async def test_what_is_still_so_is_raised_again_with_one_tap_and_stands_in_each_report_once(any_town: Town) -> None:
    staff = await _author(any_town)
    await staff.says(f"/denxuat {MONEY}")
    assert not any("Nêu lại" in label for label in staff.last.labels), "it stands in this report anyway"
    await staff.says("/denxuat Sở Nội vụ: gộp hai mẫu báo cáo")
    any_town.passes(days=30)
    old = await staff.says("/denxuat 1")
    await staff.taps("Nêu lại", old)
    assert "Đã nêu lại, số 3" in staff.hears
    assert "Gửi: Sở Tài chính\nbổ sung kinh phí thay máy chủ" in staff.hears
    await staff.taps("Nêu lại", old)
    assert "số 3" in staff.hears, "two taps make one entry"
    units, kind = [any_town.unit_id], ProposalKind.PROPOSAL
    async with any_town.db() as db:
        of_year = await proposals_of(db, units, date(2026, 1, 1), date(2026, 12, 31), kind)
        of_july = await proposals_of(db, units, date(2026, 7, 1), date(2026, 7, 31), kind)
    assert [row.id for group in of_year for row in group.proposals] == [1, 2]
    assert [row.id for group in of_july for row in group.proposals] == [3]


async def test_a_result_is_of_its_period_and_others_raise_nothing_again(town: Town) -> None:
    staff = await _author(town)
    await staff.says("/ketqua Lần đầu trả kết quả qua ứng dụng")
    await staff.says(f"/denxuat {MONEY}")
    town.passes(days=30)
    await staff.says("/denxuat 1")
    assert not any("Nêu lại" in label for label in staff.last.labels)
    await staff.forges("proposal_again:1")
    assert "Đã nêu lại" not in staff.hears
    colleague = await town.member(Role.STAFF)
    await colleague.forges("proposal_again:2")
    assert "Chỉ người ghi hoặc chuyên viên" in colleague.hears


async def test_the_list_is_of_a_period_and_paged(any_town: Town) -> None:
    staff = await _author(any_town)
    for number in range(1, 11):
        await staff.says(f"/denxuat Sở Nội vụ: việc thứ {number}")
    await staff.says("/denxuat quý 2")
    assert "Quý II/2026" in staff.hears
    await staff.taps("Trang sau")
    assert any("1. Sở Nội vụ: việc thứ 1" in label for label in staff.last.labels)
    await staff.taps("Kỳ trước")
    assert "Quý I/2026" in staff.hears
    assert "Chưa có mục nào" in staff.hears
    await staff.taps("Kỳ sau")
    assert "Quý II/2026" in staff.hears
