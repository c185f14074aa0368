"""The summary begins with what needs somebody, and each line has what to do about it in one tap."""

from storage.imports.parsed import FileKind
from storage.models import Role
from tests.cases import writes
from tests.chat import Person, Town
from tests.samples import furnish


async def _director(town: Town) -> Person:
    await furnish(town)
    return await town.member(Role.DIRECTOR)


async def test_overdue_tasks_are_chased_from_the_summary_in_one_tap(town: Town) -> None:
    director = await _director(town)
    staff = await town.member(Role.STAFF, await town.named("Văn phòng"))
    shown = await director.says("/summary năm 2026")
    assert "• 1 nhiệm vụ quá hạn: số 1" in shown.text
    await director.taps("Nhắc việc quá hạn")
    assert "Đã nhắc 1 cán bộ" in director.hears
    assert "1 nhiệm vụ quá hạn" in staff.hears
    assert "Lập kế hoạch năm" in " ".join((await staff.taps("Nhiệm vụ quá hạn")).labels)
    heard = len(staff.inbox)
    await director.taps("Nhắc việc quá hạn", shown)
    assert len(staff.inbox) == heard, "once a day"


async def test_the_overdue_tasks_themselves_are_one_tap_away(town: Town) -> None:
    director = await _director(town)
    await director.says("/summary năm 2026")
    assert "1. Lập kế hoạch năm" in " ".join((await director.taps("Quá hạn (1)")).labels)


async def test_unassigned_feedback_is_given_out_in_one_tap(town: Town) -> None:
    director = await _director(town)
    await writes(town.person())
    await director.says("/summary năm 2026")
    assert "• 1 phản ánh, kiến nghị chờ giao" in director.hears
    await director.taps("Giao phản ánh (1)")
    await director.taps("Văn phòng")
    await director.taps("ngày làm việc")
    await director.says("/summary năm 2026")
    assert "chờ giao" not in director.hears


async def test_the_officer_is_told_what_deserves_attention_and_not_to_direct(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("/tonghop năm 2026")
    assert "⚠️ Cần chú ý:" in officer.hears
    assert "chỉ đạo" not in officer.hears


async def test_the_summary_fits_one_screen_and_the_rest_is_one_tap_further(town: Town) -> None:
    await furnish(town)
    rows = ["Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn"]
    rows += [
        f"{'I' * (1 + n % 3)}. Nội dung {1 + n % 3},{n},Việc {n},Báo cáo,Văn phòng,Tháng {n % 12 + 1} năm 2025"
        for n in range(1, 43)
    ]
    await town.imports(FileKind.PLAN, "ke-hoach-2025.csv", "\n".join(rows).encode(), year=2025)
    director = await town.member(Role.DIRECTOR)
    for period in ("năm 2025", "năm 2026", "quý 2", "tháng 6"):
        lines = (await director.says(f"/summary {period}")).text.split("\n")
        assert len(lines) <= 28, lines
        assert not any("Nội dung 3" in line for line in lines)


async def test_the_sections_stand_out(town: Town) -> None:
    director = await _director(town)
    shown = await director.says("/summary tháng 6/2026")
    lines = shown.text.split("\n")
    bold = [lines[number] for number in shown.payload["headings"]]
    assert [line.split()[0] for line in bold] == ["📊", "⚠️", "🎯", "📁", "🙂", "📮"]


async def test_one_unit_s_needs_lead_to_nothing_of_the_others(town: Town) -> None:
    director = await _director(town)
    await town.member(Role.STAFF, await town.named("Văn phòng"))
    await director.says("năm 2026 văn phòng")
    assert "• 1 nhiệm vụ quá hạn: số 1" in director.hears
    await director.taps("Nhắc việc quá hạn")
    assert "Đã nhắc 1 cán bộ" in director.hears
    await director.says("năm 2026 phòng nghiệp vụ")
    assert "quá hạn" not in director.hears.split("🎯")[0]
