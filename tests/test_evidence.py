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


async def test_an_officer_who_has_just_reported_can_import(town: Town) -> None:
    officer = await _staff(town, Role.OFFICER)
    await officer.says("4 80%")
    await officer.says("/nhap")
    await officer.sends_file("ke-hoach.csv", PLAN.encode())
    assert "5 không đổi" in officer.hears
