"""Pictures and files sent after a report, for as long as was promised."""

from storage.models import Role
from tests.chat import Person, Town
from tests.samples import PLAN, furnish

PICTURE = b"\xff\xd8 picture"


async def _sends(person: Person, name: str, caption: str = "") -> str:
    return (await person.sends_file(name, PICTURE, caption=caption, media_type="image/jpeg")).text


async def _staff(town: Town, role: Role = Role.STAFF) -> Person:
    await furnish(town)
    return await town.member(role)


async def test_every_picture_of_the_hour_is_attached(any_town: Town) -> None:
    staff = await _staff(any_town)
    await staff.says("4 80% đã treo")
    assert "ảnh hoặc tệp anh/chị gửi vào đây sẽ được đính kèm vào báo cáo này" in staff.hears
    for name in ("mot.jpg", "hai.jpg", "ba.jpg"):
        assert f"Đã đính kèm {name}" in await _sends(staff, name)
    any_town.passes(minutes=61)
    assert "nhiệm vụ nào" in await _sends(staff, "muon.jpg")
    await staff.says("/tiendo 4")
    await staff.taps("Các lần báo cáo")
    assert "📎 3" in staff.hears


async def test_a_picture_follows_the_report_it_came_with(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("4 80%")
    await _sends(staff, "ba.jpg", "3 50%")
    await _sends(staff, "them.jpg")
    await staff.says("/tiendo 3")
    await staff.taps("Các lần báo cáo")
    assert "📎 2" in staff.hears


async def test_a_picture_with_a_doubtful_caption_is_not_attached_to_the_report_before(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("4 80%")
    for caption in ("3 50", "3 50%, 5 xong", "3"):
        assert "Tệp chưa được đính kèm" in await _sends(staff, "ba.jpg", caption)
    await staff.says("/tiendo 4")
    assert "📎 Tệp kèm theo" not in staff.last.labels


async def test_nothing_is_attached_to_what_was_taken_back(town: Town) -> None:
    staff = await _staff(town)
    await staff.says("4 80%")
    await staff.taps("Hoàn tác")
    assert "nhiệm vụ nào" in await _sends(staff, "bang.jpg")


async def test_a_table_sent_after_a_report_is_asked_about(any_town: Town) -> None:
    officer = await _staff(any_town, Role.OFFICER)
    await officer.says("4 80%")
    for name in ("mot.csv", "hai.csv"):
        asked = await officer.sends_file(name, f"Kế hoạch năm 2026\n{PLAN}".encode())
        assert f"Tệp {name} có bảng dữ liệu" in officer.hears
        assert "4. " in officer.hears
    await officer.taps("Nhập dữ liệu")
    assert "5 không đổi" in officer.hears
    await officer.taps("Đính kèm", asked)
    assert "không còn" in officer.hears  # it was read, and there was nothing to import
    await officer.says("/tiendo 4")
    assert "📎 Tệp kèm theo" not in officer.last.labels


async def test_a_table_that_proves_a_report_is_attached_once_said_so(any_town: Town) -> None:
    officer = await _staff(any_town, Role.OFFICER)
    await officer.says("4 80%")
    asked = await officer.sends_file("danh-sach.csv", PLAN.encode(), caption="danh sách đã ký")
    await officer.taps("Đính kèm vào báo cáo 4")
    assert "Đã đính kèm danh-sach.csv" in officer.hears
    for label in ("Nhập dữ liệu", "Đính kèm", "Bỏ tệp"):
        await officer.taps(label, asked)
        assert "không còn" in officer.hears
    any_town.passes(hours=30)
    await any_town.ticks()
    await officer.says("/tiendo 4")
    await officer.taps("Các lần báo cáo")
    assert "📎 1" in officer.hears
    # The report under the file says what it is for; what holds no data is attached as ever.
    await officer.sends_file("bang.csv", PLAN.encode(), caption="3 50%")
    assert "Đã đính kèm bang.csv" in officer.hears
    await officer.sends_file("bien-ban.csv", b"mot;hai\n1;2\n")
    assert "Đã đính kèm bien-ban.csv" in officer.hears


async def test_the_caption_of_a_file_that_is_imported_in_the_end_still_hints_at_its_year(town: Town) -> None:
    officer = await _staff(town, Role.OFFICER)
    await officer.says("4 80%")
    await officer.sends_file("bang.csv", PLAN.replace("2026", "").encode(), caption="kế hoạch cho 2031")
    await officer.taps("Nhập dữ liệu")
    assert [label for label in officer.last.labels if label.startswith("Năm")] == ["Năm 2031", "Năm 2026", "Năm 2027"]


async def test_an_officer_who_has_just_reported_can_import(town: Town) -> None:
    officer = await _staff(town, Role.OFFICER)
    await officer.says("4 80%")
    await officer.says("/nhap")
    await officer.sends_file("ke-hoach.csv", PLAN.encode())
    assert "5 không đổi" in officer.hears
