"""Several plans of a unit and year, their versions, and what becomes of reports when a plan is imported again."""

import pytest

from storage.models import Role
from tests.chat import Person, Town
from tests.files import csv_file

HEAD = ["Nội dung trọng tâm", "STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Ghi chú"]
FIRST = [
    ["I. Điều hành", 1, "Xây dựng chương trình công tác", "Văn phòng", "28/2/2026", ""],
    ["I. Điều hành", 2, "Kiểm tra giờ giấc làm việc", "Văn phòng", "30/4/2026", ""],
    ["II. Thủ tục", 3, "Rà soát thủ tục nội bộ", "Phòng Nghiệp vụ", "31/3/2026", ""],
    ["II. Thủ tục", 4, "Niêm yết bảng hướng dẫn", "Phòng Nghiệp vụ", "15/5/2026", ""],
]
OTHER = [
    ["I. Chỉ số", 1, "Khảo sát ý kiến người dân", "Văn phòng", "30/6/2026", ""],
    ["I. Chỉ số", 2, "Công bố kết quả khảo sát", "Văn phòng", "30/9/2026", ""],
]
TITLE = "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026"


def plan(*rows: list[object], title: str = TITLE, number: str = "") -> bytes:
    return csv_file([*([[number]] if number else []), [title], HEAD, *rows])


async def sends(officer: Person, name: str, content: bytes, *taps: str) -> None:
    await officer.says("/nhap")
    await officer.sends_file(name, content)
    for label in taps:
        await officer.taps(label)
    await officer.taps("✅ Nhập")
    assert "Đã nhập xong" in officer.hears


async def reported(officer: Person, *titles: str, words: str = "Đã ký biên bản") -> list[str]:
    """Of these tasks those that show the report with these words."""
    found = []
    for title in titles:
        await officer.says("/nhiemvu")
        await officer.taps(title)
        if words in officer.hears:
            found.append(title)
    return found


@pytest.fixture
async def officer(any_town: Town) -> Person:
    officer = await any_town.member(Role.OFFICER, name="Trần Văn Thử")
    await sends(officer, "mot.csv", plan(*FIRST, number="Số: 12/KH-ST"))
    return officer


TITLES = tuple(str(row[2]) for row in FIRST)


async def test_reports_go_with_their_task_and_the_preview_names_each_change(officer: Person) -> None:
    await officer.says("2 80% Đã ký biên bản")
    rows = [
        FIRST[0],
        ["I. Điều hành", 2, "Mở chuyên mục trên đài truyền thanh", "Văn phòng", "30/6/2026", ""],
        ["I. Điều hành", 3, "Kiểm tra giờ giấc làm việc", "Văn phòng", "31/7/2026", ""],
        ["II. Thủ tục", 4, "Rà soát các thủ tục nội bộ", "Phòng Nghiệp vụ", "31/3/2026", ""],
    ]
    await officer.says("/nhap")
    await officer.sends_file("hai.csv", plan(*rows, number="Số: 12/KH-ST"))
    await officer.taps("Xem từng dòng")
    for line in (
        "2. Mở chuyên mục trên đài truyền thanh",
        "Số 2 → 3: Kiểm tra giờ giấc làm việc",
        "30/4/2026 → 31/7/2026",
        "“Rà soát thủ tục nội bộ” → “Rà soát các thủ tục nội bộ”",
        "4. Niêm yết bảng hướng dẫn",
    ):
        assert line in officer.hears
    await officer.taps("✅ Nhập")
    titles = ("Xây dựng chương trình", "Mở chuyên mục", "Kiểm tra giờ giấc", "Rà soát các")
    assert await reported(officer, *titles) == ["Kiểm tra giờ giấc"]


async def test_two_that_change_places_keep_their_reports(officer: Person) -> None:
    await officer.says("1 80% Đã ký biên bản")
    swapped = [[*FIRST[1][:1], 1, *FIRST[1][2:]], [*FIRST[0][:1], 2, *FIRST[0][2:]], *FIRST[2:]]
    await sends(officer, "hai.csv", plan(*swapped, number="Số: 12/KH-ST"))
    assert await reported(officer, *TITLES) == ["Xây dựng chương trình công tác"]


async def test_a_doubtful_row_is_asked_about_and_goes_where_it_is_said(officer: Person) -> None:
    await officer.says("2 80% Đã ký biên bản")
    rows = [FIRST[0], ["I. Điều hành", 2, "Kiểm tra kỷ luật công vụ", "Văn phòng", "30/4/2026", ""], *FIRST[2:]]
    await officer.says("/nhap")
    await officer.sends_file("hai.csv", plan(*rows, number="Số: 12/KH-ST"))
    assert "Kiểm tra kỷ luật công vụ" in officer.hears
    assert officer.last.labels[:2] == ["2. Kiểm tra giờ giấc làm việc", "Là nhiệm vụ mới"]
    question = officer.last
    await officer.taps("Là nhiệm vụ mới")
    assert "Không còn trong kế hoạch (1)" in officer.hears
    assert "1 báo cáo, vẫn được giữ" in officer.hears
    await officer.says("/nhap")
    await officer.sends_file("hai.csv", plan(*rows, number="Số: 12/KH-ST"))
    await officer.taps("2. Kiểm tra giờ giấc")
    await officer.taps("✅ Nhập")
    assert await reported(officer, "Kiểm tra kỷ luật") == ["Kiểm tra kỷ luật"]
    await officer.taps("Là nhiệm vụ mới", question)
    assert "Đã nhập" not in officer.hears


async def test_an_amendment_changes_only_what_it_names(officer: Person) -> None:
    await officer.says("3 80% Đã ký biên bản")
    rows = [
        ["I. Điều hành", 1, "Kiểm tra giờ giấc làm việc", "", "31/7/2026", ""],
        ["II. Thủ tục", 2, "Mở quầy lưu động tại phường", "Văn phòng", "30/9/2026", ""],
    ]
    title = "CÔNG VĂN SỬA ĐỔI, BỔ SUNG KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026"
    await sends(officer, "sua.csv", plan(*rows, title=title), "Văn bản sửa đổi, bổ sung 12/KH-ST")
    await officer.says("/nhiemvu")
    for label in ("2. Kiểm tra giờ giấc", "3. Rà soát thủ tục", "4. Niêm yết bảng", "5. Mở quầy lưu động"):
        assert any(label in shown for shown in officer.last.labels), label
    await officer.says("/nhiemvu 2")
    assert "31/7/2026" in officer.hears
    assert "Văn phòng" in officer.hears
    assert await reported(officer, *TITLES) == ["Rà soát thủ tục nội bộ"]


async def another(officer: Person) -> None:
    await sends(officer, "khac.csv", plan(*OTHER, title="KẾ HOẠCH NÂNG CAO CHỈ SỐ NĂM 2026"), "Một kế hoạch khác")


async def test_a_number_of_two_plans_is_asked_about_and_nothing_stored_before(officer: Person) -> None:
    await another(officer)
    await officer.says("2 80% Đã ký biên bản")
    assert "nhiều kế hoạch" in officer.hears
    assert [label[:9] for label in officer.last.labels[:2]] == ["12/KH-ST:", "NÂNG CAO "]
    question = officer.last
    assert await reported(officer, "Kiểm tra giờ giấc", "Công bố kết quả") == []
    await officer.says("2 80% Đã ký biên bản")
    await officer.taps("NÂNG CAO")
    assert "Công bố kết quả khảo sát" in officer.hears
    assert await reported(officer, "Kiểm tra giờ giấc", "Công bố kết quả") == ["Công bố kết quả"]
    await officer.taps("12/KH-ST", question)
    assert await reported(officer, "Kiểm tra giờ giấc") == []


async def test_the_plan_may_be_typed_and_what_was_in_doubt_is_asked_next(officer: Person) -> None:
    await another(officer)
    await officer.says("2 80")
    await officer.says("kế hoạch 12")
    assert "là 80%, phải không" in officer.hears
    await officer.taps("80%")
    assert "Kiểm tra giờ giấc làm việc" in officer.hears
    await officer.says("1, 2 xong")
    await officer.taps("12/KH-ST")
    await officer.taps("Cả 1 và 2")
    await officer.says("/nhiemvu")
    assert sum(label.startswith(("✅", "☑️")) for label in officer.last.labels) == 2


async def test_lists_the_summary_and_the_check_say_which_plan(officer: Person) -> None:
    await another(officer)
    await officer.says("/nhiemvu 2")
    assert [label[:9] for label in officer.last.labels[:2]] == ["12/KH-ST:", "NÂNG CAO "]
    await officer.taps("12/KH-ST")
    assert "Kế hoạch: 12/KH-ST" in officer.hears
    await officer.says("/nhiemvu")
    assert any("(12/KH-ST)" in label for label in officer.last.labels)
    await officer.says("/summary năm 2026")
    assert "(12/KH-ST)" in officer.hears
    await officer.taps("Theo nội dung")
    assert "12/KH-ST: I. Điều hành" in officer.hears
    await officer.says("/nhiemvu tìm khảo sát")
    assert "NÂNG CAO CHỈ SỐ" in officer.hears


async def test_the_plan_screen_shows_versions_and_takes_the_last_import_back_once_asked(officer: Person) -> None:
    await officer.says("2 80% Đã ký biên bản")
    rows = [[*FIRST[0][:4], "31/12/2026", ""], ["I. Điều hành", 2, "Mở chuyên mục trên đài", "Văn phòng", "6/2026", ""]]
    await sends(officer, "hai.csv", plan(*rows, *FIRST[2:], number="Số: 12/KH-ST"), "Là nhiệm vụ mới")
    await officer.says("/nhiemvu 2")
    await officer.taps("Viết báo cáo")
    await officer.says("30% Đã ghi hình")
    await officer.says("/kehoach")
    await officer.taps("12/KH-ST")
    assert "Bản 2" in officer.hears
    assert "thay bản trước, tệp hai.csv, Trần Văn Thử" in officer.hears
    await officer.taps("Hoàn tác lần nhập")
    assert "1 báo cáo trên các nhiệm vụ ra khỏi kế hoạch vẫn được giữ" in officer.hears
    ask = officer.last
    await officer.taps("◀ Về kế hoạch")
    assert "Bản 2" in officer.hears
    await officer.taps("↩️ Hoàn tác", ask)
    assert "Đã hoàn tác lần nhập" in officer.hears
    assert await reported(officer, *TITLES) == ["Kiểm tra giờ giấc làm việc"]
    await officer.says("/nhiemvu 1")
    assert "28/2/2026" in officer.hears
    await officer.taps("Về danh sách")
    assert not any("Mở chuyên mục" in label for label in officer.last.labels)
    await officer.taps("↩️ Hoàn tác", ask)
    assert "không còn là lần gần nhất" in officer.hears


async def test_a_plan_taken_back_as_a_whole_comes_again_with_its_reports(officer: Person) -> None:
    await officer.says("2 80% Đã ký biên bản")
    await officer.says("/kehoach")
    await officer.taps("12/KH-ST")
    await officer.taps("Hoàn tác lần nhập")
    await officer.taps("↩️ Hoàn tác")
    await officer.says("/kehoach")
    assert "Chưa có kế hoạch nào" in officer.hears
    await sends(officer, "mot.csv", plan(*FIRST, number="Số: 12/KH-ST"))
    assert await reported(officer, *TITLES) == ["Kiểm tra giờ giấc làm việc"]


async def test_what_was_corrected_by_hand_stays_when_the_file_comes_again(any_town: Town, officer: Person) -> None:
    room = await any_town.named("Phòng Nghiệp vụ")
    await officer.says("/nhiemvu 2")
    await officer.taps("Giao đơn vị")
    await officer.taps("Phòng Nghiệp vụ")
    await officer.says("/kehoach")
    await officer.taps("12/KH-ST")
    await officer.taps("✏️ Tên")
    await officer.says("Kế hoạch cải cách hành chính của Sở")
    rows = [[*FIRST[0][:4], "31/12/2026", ""], *FIRST[1:]]
    await sends(officer, "hai.csv", plan(*rows, number="Số: 12/KH-ST"))
    staff = await any_town.member(Role.STAFF, room)
    await staff.says("/nhiemvu")
    assert any("Kiểm tra giờ giấc" in label for label in staff.last.labels)
    await officer.says("/kehoach")
    assert "Kế hoạch cải cách hành chính của Sở" in officer.hears


async def test_number_and_day_are_typed_and_what_is_none_is_asked_again(officer: Person) -> None:
    await officer.says("/kehoach")
    await officer.taps("12/KH-ST")
    await officer.taps("Số và ngày")
    await officer.says("không nhớ")
    assert "chưa đọc được" in officer.hears
    await officer.says("438/KH-ST ngày 25/12/2025")
    assert "Số 438/KH-ST ngày 25/12/2025" in officer.hears


async def test_directors_look_and_change_nothing(any_town: Town, officer: Person) -> None:
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/kehoach")
    await director.taps("12/KH-ST")
    plan_action = f"plan:{1}"
    assert not any(mark in label for label in director.last.labels for mark in ("✏️", "↩️"))
    await officer.says("/kehoach")
    await officer.taps("12/KH-ST")
    for label in ("✏️ Tên", "Số và ngày", "Hoàn tác lần nhập"):
        await director.forges(officer.last.action(label))
        assert "Bản 1" not in director.hears
        assert "?" not in director.hears
    elsewhere = await any_town.member(Role.OFFICER, await any_town.unit("Chi cục khác"))
    await elsewhere.forges(plan_action)
    assert "Không có kế hoạch này" in elsewhere.hears
    await elsewhere.says("/kehoach")
    assert "Chưa có kế hoạch nào" in elsewhere.hears
