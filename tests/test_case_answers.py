"""The answer: by a template, to who wants no other message, and what follows where it settles nothing."""

from tests.cases import answers, assigns, office, writes
from tests.chat import Town


async def test_who_wants_no_messages_still_gets_the_answer(town: Town) -> None:
    _, director, staff = await office(town)
    citizen = town.person()
    code = await writes(citizen)
    await citizen.says("/dung")
    heard = len(citizen.inbox)
    await assigns(director, code, "Phòng Một cửa")
    assert len(citizen.inbox) == heard
    await answers(staff, code, "Đã xử lý xong việc này.")
    assert "Đã xử lý xong việc này." in citizen.hears


async def test_a_case_is_reopened_twice_and_then_the_reception_is_named(town: Town) -> None:
    _, director, staff = await office(town)
    citizen = town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    for _ in range(2):
        await answers(staff, code)
        await citizen.taps("chưa được giải quyết")
        await citizen.says("Vẫn chưa xong đâu")
    await answers(staff, code)
    await citizen.taps("chưa được giải quyết")
    assert "nơi tiếp công dân" in citizen.hears


async def test_an_answer_by_template_fills_what_is_known_and_asks_for_the_rest(any_town: Town) -> None:
    _, director, staff = await office(any_town)
    citizen = any_town.person()
    await director.says("/mautraloi")
    await director.taps("Thêm mẫu")
    await director.says("Đã sửa quầy\nVề phản ánh {mã}: {đơn vị} đã [việc đã làm] vào ngày [ngày].")
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    await staff.says(code)
    await staff.taps("Trả lời")
    await staff.taps("Đã sửa quầy")
    assert "2 chỗ cần điền" in staff.hears
    await staff.says("mở lại quầy 3")
    assert "2 chỗ cần điền" in staff.hears
    await staff.says("mở lại quầy 3\n15/06")
    await staff.taps("Gửi câu trả lời")
    assert f"Về phản ánh {code}: Phòng Một cửa đã mở lại quầy 3 vào ngày 15/06." in citizen.hears
    await director.says("/mautraloi")
    await director.taps("Đã sửa quầy")
    await director.taps("Bỏ mẫu")
    await director.says("/mautraloi")
    assert "Chưa có mẫu" in director.hears
