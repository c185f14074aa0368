"""What people write without a slash: a command's words, what only begins like them, something that is broken."""

import pytest

from storage.models import Role
from tests.chat import Town

BROKEN = "Kiosk tầng trệt không lên màn hình"


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICER])
@pytest.mark.parametrize("sentence", [BROKEN, "may in tang 2 hong roi", "Thiết bị lấy số không hoạt động"])
async def test_a_sentence_about_something_broken_is_offered_as_an_incident(
    town: Town, role: Role, sentence: str
) -> None:
    person = await town.member(role)
    await person.says(sentence)
    assert f"muốn báo sự cố: “{sentence}”?" in person.hears
    await person.taps("Đúng, báo sự cố")
    assert "Đã ghi sự cố số 1" in person.hears
    assert sentence in person.hears


async def test_the_offer_is_accepted_in_words_or_passed_over(any_town: Town) -> None:
    staff = await any_town.member(Role.STAFF)
    await staff.says(BROKEN)
    await staff.says("/suco")
    assert "Không có sự cố nào" in staff.hears
    await staff.says(BROKEN)
    offer = staff.last
    await staff.says("đúng")
    assert "Đã ghi sự cố số 1" in staff.hears
    await staff.taps("Đúng, báo sự cố", offer)
    assert "không còn dùng được" in staff.hears


@pytest.mark.parametrize(
    ("words", "citizen_hears"),
    [
        ("kiosk", "chưa hiểu"),
        ("thiết bị", "chưa hiểu"),
        ("canh bao", "chưa hiểu"),
        ("thu xin loi", "Ông/bà muốn gửi nội dung này"),
    ],
)
async def test_the_words_of_another_role_s_command_are_no_command(town: Town, words: str, citizen_hears: str) -> None:
    for person, answer in ((town.person(), citizen_hears), (await town.member(Role.STAFF), "chưa hiểu")):
        await person.says(words)
        assert "vai trò khác" not in person.hears
        assert answer in person.hears


async def test_the_words_of_one_s_own_commands_still_are(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("kiosk")
    assert "chưa hiểu" not in officer.hears
    await officer.says("báo hỏng máy in không chạy")
    assert "Đã ghi sự cố số 1" in officer.hears


async def test_a_citizen_s_and_a_director_s_sentence_is_no_incident(town: Town) -> None:
    citizen, director = town.person(), await town.member(Role.DIRECTOR)
    await citizen.says(BROKEN)
    assert "Ông/bà muốn gửi nội dung này" in citizen.hears
    await director.says(BROKEN)
    assert "chưa hiểu" in director.hears
