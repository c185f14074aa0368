"""The summary begins with what needs somebody, and each line has what to do about it in one tap."""

from storage.imports.parsed import FileKind
from storage.models import Role
from tests.cases import assigns, office, writes
from tests.chat import Person, Town
from tests.gallery.rules import PHONE_SCREEN
from tests.samples import furnish, receives


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


async def test_a_full_summary_of_forty_units_fits_one_screen(town: Town) -> None:
    """Each line there can be: all needs, two periods beside it, totals that only overlap."""
    head = "Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Thời hạn"
    room = "Trung tâm Văn hóa và Thể thao quận"
    for number in range(1, 41):
        await town.unit(f"{room} {number}")
    for year in (2025, 2026):
        rows = [
            f"I. Điều hành,{n},Việc {n},Báo cáo,{room} {n % 40 + 1},Tháng {n % 5 + 1} năm {year}" for n in range(1, 99)
        ]
        await town.imports(FileKind.PLAN, "plan.csv", "\n".join([head, *rows]).encode(), year=year)
    totals = "Kiosk,01/01/2026,10/05/2026,8,10\nTrang danhgiahailong,15/03/2026,14/07/2026,300,453\n"
    await town.imports(FileKind.TOTALS, "t.csv", f"Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\n{totals}".encode())
    await receives(town, "A-1,,05/02/2026,10/02/2026,12/05/2026", "A-2,,05/04/2025,10/04/2025,12/04/2025")
    await writes(town.person())
    await (await town.member(Role.STAFF)).says("/suco Máy quét hỏng")
    director = await town.member(Role.DIRECTOR)
    town.passes(days=20)
    for period in ("năm 2026", "quý 2", "tháng 6", "từ đầu năm", "quý 1"):
        assert len((await director.says(f"/summary {period}")).text) <= PHONE_SCREEN, director.hears
    await director.says("theo đơn vị quý 2 so với quý 1")
    assert "Đơn vị 1–8 trong 4" in director.hears
    assert len(director.hears) <= PHONE_SCREEN
    places = [director.hears.index(f"{room} {number}\n") for number in (2, 4, 7)]
    assert places == sorted(places), "as people read numbers"


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


async def test_what_lies_below_one_unit_s_summary_is_that_unit_s_alone(any_town: Town) -> None:
    await furnish(any_town)
    room = await any_town.named("Phòng Nghiệp vụ")
    director = await any_town.member(Role.DIRECTOR)
    staff = await any_town.member(Role.STAFF, room)
    await staff.says("/suco Máy quét hỏng")
    await director.says("năm 2026 phòng nghiệp vụ")
    assert "1 sự cố thiết bị" in director.hears
    shown = director.last
    await director.taps("Theo nội dung", shown)
    assert "Phòng Nghiệp vụ\n" in director.hears
    assert not any("Điều hành" in label for label in director.last.labels)
    assert any("Thủ tục (2)" in label for label in director.last.labels)
    await director.taps("Thủ tục (2)")
    assert "Phòng Nghiệp vụ\n📋 II. Thủ tục – Năm 2026: 2 nhiệm vụ" in director.hears
    await director.taps("Về các nội dung")
    await director.taps("Về tổng hợp")
    assert "📊 Năm 2026\nPhòng Nghiệp vụ" in director.hears
    for label, title in (("Không hài lòng", "🙁"), ("Dấu hiệu", "🔎"), ("Xem sự cố", "")):
        await director.taps(label, shown)
        assert director.hears.startswith(title)
        assert "Phòng Nghiệp vụ" in director.hears
    for typed in ("việc quá hạn phòng nghiệp vụ", "phản ánh quá hạn phòng nghiệp vụ", "biểu đồ phòng nghiệp vụ"):
        await director.says(typed)
        assert "Tôi chưa" not in director.hears
    head = await any_town.member(Role.DIRECTOR, await any_town.named("Văn phòng"))
    stale = (await head.forges("task:x")).text
    year = "20260101-20261231"
    for action in (f"tasks:all:0:{year}", "cases:open:0", "incidents:open:0", f"areas:{year}", f"unhappy:{year}:0",
                   f"flags:{year}", f"charts:{year}", f"by:field:{year}", "nudge", "nudge_send", "nudge_overdue",
                   "case_extend_which"):  # fmt: skip
        assert (await head.forges(f"{action}:{room}")).text == stale, action


async def test_of_several_overdue_cases_each_may_be_given_more_time(any_town: Town) -> None:
    _, director, _ = await office(any_town)
    codes = [await writes(any_town.person()) for _ in range(2)]
    for code in codes:
        await assigns(director, code, "Phòng Một cửa", "3 ngày")
    any_town.passes(days=10)
    shown = await director.says("/summary năm 2026")
    assert "• 2 phản ánh, kiến nghị quá hạn trả lời" in shown.text
    await director.taps("⏳ Gia hạn (2)")
    assert [label[:9] for label in director.last.labels[:2]] == [f"⏳ {code}" for code in codes]
    await director.taps(codes[0])
    await director.taps("3 ngày làm việc")
    await director.says("Chờ ý kiến của sở khác")
    assert f"Đã gia hạn phản ánh {codes[0]}" in director.hears
    await director.says("/summary năm 2026")
    assert "⏳ Gia hạn" in director.last.labels, "one is left, and is opened at once"
    await director.taps("⏳ Gia hạn (2)", shown)
    assert "1 phản ánh, kiến nghị quá hạn trả lời còn được gia hạn" in director.hears
