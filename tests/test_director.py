from datetime import UTC, datetime

from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Town
from tests.samples import furnish


async def test_the_summary_of_a_month_has_every_figure(any_town: Town) -> None:
    await furnish(any_town)
    director = await any_town.member(Role.DIRECTOR)
    text = (await director.says("/summary tháng 6/2026")).text
    assert "📊 Tháng 6/2026" in text
    assert "Nhiệm vụ năm 2026: 5" in text
    assert "🔴 Quá hạn 1" in text
    assert "nhận 4 · trả 3" in text
    # H-2 came back late, H-3 is still out; H-5 was received in May and went late in June.
    assert "Trễ hạn: 2 (50%)" in text
    assert "Nhận kỳ trước, trễ hạn trong kỳ này: 1" in text
    assert "Thư xin lỗi: 1/3 (33,33%)" in text
    assert "Hài lòng: 8/10 = 80% (chưa đạt 90%)" in text
    assert "chưa tính vì chỉ trùng một phần kỳ này: Phiếu 3/3 (15/05–14/06/2026)" in text
    assert "Tham gia đánh giá: 10/4 = 250% (đạt 40%)" in text
    assert "2 hồ sơ trễ hạn chưa có thư xin lỗi" in text
    areas = await director.taps("Theo nội dung")
    assert "I. Điều hành: 0/2 xong, 1 quá hạn" in areas.text
    await director.taps("Về tổng hợp")
    assert "• Kiosk: 8/10 = 80%" in (await director.taps("Theo kênh")).text


async def test_figures_stand_as_they_were_at_the_period_s_end(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    # On the 9th nothing but H-2, due on the 8th and still out then, was late.
    await director.says("01/06/2026-09/06/2026")
    assert "Trễ hạn: 1 (25%)" in director.hears
    await director.says("01/06/2026-08/06/2026")
    assert "Trễ hạn: 0 (0%)" in director.hears


async def test_a_running_period_stands_as_of_today(town: Town) -> None:
    await furnish(town)
    director = await town.member(Role.DIRECTOR)
    await director.says("/summary quý 2 2026")
    assert "Sở Thử, tính đến ngày 15/06/2026" in director.hears
    town.now = datetime(2026, 7, 2, 3, tzinfo=UTC)
    await director.says("/summary quý 2 2026")
    assert "tính đến" not in director.hears


async def test_progress_counts_from_the_day_it_was_reported(town: Town) -> None:
    await furnish(town)
    officer = await town.member(Role.OFFICER)
    await officer.says("1 xong")
    await officer.says("/tonghop tháng 6/2026")
    assert "I. Điều hành: 1/2 xong" in (await officer.taps("Theo nội dung")).text
    await officer.says("/tonghop tháng 5/2026")
    assert "I. Điều hành: 0/2 xong, 1 quá hạn" in (await officer.taps("Theo nội dung")).text


async def test_without_a_period_the_year_so_far_is_shown(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    await director.says("/summary")
    assert "📊 Năm 2026" in director.hears
    assert "không có số liệu" in director.hears
    assert "Chưa có kế hoạch năm 2026" in director.hears


async def test_a_period_nobody_can_read_gets_examples_and_the_answer_is_understood(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    await director.says("/summary hồi đó")
    assert any("Quý I/2026" in label for label in director.last.labels)
    await director.says("quý 1 2026")
    assert "📊 Quý I/2026" in director.hears
    await director.taps("◀ Quý IV/2025")
    assert "📊 Quý IV/2025" in director.hears
    await director.taps("Quý I/2026 ▶")
    assert "📊 Quý I/2026" in director.hears


async def test_the_director_drills_down_to_one_task_and_back(any_town: Town) -> None:
    await furnish(any_town)
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary năm 2026")
    await director.taps("Theo nội dung")
    await director.taps("I. Điều hành (2)")
    await director.taps("1. Lập kế hoạch năm")
    assert "📌 Nhiệm vụ 1" in director.hears
    assert director.last.payload["replaces"]
    await director.taps("Về danh sách")
    await director.taps("Về các nội dung")
    await director.taps("Về tổng hợp")
    assert "📊 Năm 2026" in director.hears


async def test_late_dossiers_are_listed_oldest_first(any_town: Town) -> None:
    await furnish(any_town)
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    await director.taps("Hồ sơ trễ (3)")
    text = director.hears
    assert text.index("H-5") < text.index("H-2") < text.index("H-3")
    assert "Hẹn 10/06/2026, chưa trả; chưa có thư xin lỗi" in text
    assert "H-4" not in text


async def test_lists_longer_than_a_screen_have_pages(town: Town) -> None:
    rows = "\n".join(f"T-{n:02},P,0912345678,Trực tiếp,01/06/2026,0{1 + n % 9}/06/2026,," for n in range(20))
    head = "Mã hồ sơ,Mã thủ tục,Số điện thoại,Hình thức nộp,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Thư xin lỗi\n"
    await town.imports(FileKind.DOSSIERS, "ho-so.csv", (head + rows).encode())
    director = await town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    await director.taps("Hồ sơ trễ (20)")
    assert director.hears.count("•") == 8
    await director.taps("Trang sau")
    await director.taps("Trang sau")
    assert director.hears.count("•") == 4
    assert not any("Trang sau" in label for label in director.last.labels)


async def test_unhappy_ratings_are_shown_without_who_gave_them(town: Town) -> None:
    await furnish(town)
    citizen = town.person()
    await citizen.says("/danhgia H-1 5678")
    await citizen.taps("Rất không hài lòng")
    await citizen.taps("Chờ lâu")
    await citizen.taps("Viết góp ý")
    await citizen.says("Quầy đóng cửa sớm")
    director = await town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    await director.taps("🙁 Không hài lòng")
    assert "Chờ lâu" in director.hears
    assert "Quầy đóng cửa sớm" in director.hears
    assert "H-1" not in director.hears
    assert citizen.address not in director.hears


async def test_a_director_reaches_the_own_subtree_and_nothing_else(any_town: Town) -> None:
    await furnish(any_town)
    other = await any_town.unit("Trung tâm khác")
    director = await any_town.member(Role.DIRECTOR, other)
    await director.says("/summary năm 2026")
    assert "Chưa có kế hoạch năm 2026" in director.hears
    assert "nhận 0 · trả 0" in director.hears
    await director.forges("task:1")
    assert "Không tìm thấy nhiệm vụ" in director.hears


async def test_a_screen_fits_a_message_however_many_areas_there_are(town: Town) -> None:
    head = "Nội dung trọng tâm,STT,Nhiệm vụ,Sản phẩm,Thời hạn\n"
    rows = [
        f"{'Nội dung rất dài ' * 20}{n},{n},{'Nhiệm vụ dài ' * 60},{'Sản phẩm ' * 50},Thường xuyên"
        for n in range(1, 41)
    ]
    await town.imports(FileKind.PLAN, "ke-hoach.csv", (head + "\n".join(rows)).encode(), year=2026)
    officer = await town.member(Role.OFFICER)
    for text in ("/summary năm 2026", "/nhiemvu", "/tiendo 7"):
        assert len((await officer.says(text)).text) <= 4096
