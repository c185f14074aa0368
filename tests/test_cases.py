"""What a citizen writes: taken, asked about, added to, shown again."""

from storage.models import Role
from tests.cases import DESK, writes
from tests.chat import Town


async def test_whoever_is_neither_is_asked_first_and_their_words_are_kept(town: Town) -> None:
    citizen = town.person()
    await citizen.says(f"/phananh {DESK}")
    assert f"“{DESK}”" in citizen.hears
    await citizen.taps("Thủ tục")
    assert "✅ Đã nhận" in citizen.hears


async def test_words_written_before_a_kind_was_tapped_are_kept_too(town: Town) -> None:
    citizen = town.person()
    await citizen.says("khiếu nại")
    await citizen.says(DESK)
    assert f"“{DESK}”" in citizen.hears
    await citizen.taps("Thái độ")
    assert "✅ Đã nhận" in citizen.hears


async def test_a_formal_complaint_is_shown_the_right_door_and_not_taken(town: Town) -> None:
    town.office.reception = "Số 1 Đường Mẫu, thứ Ba và thứ Năm 8:00–11:00"
    director, citizen = await town.member(Role.DIRECTOR), town.person()
    heard = len(director.inbox)
    await citizen.says("/phananh Tôi tố cáo ông phó phòng nhận tiền")
    assert "Số 1 Đường Mẫu, thứ Ba và thứ Năm 8:00–11:00" in citizen.hears
    assert len(director.inbox) == heard
    await director.says("/vuviec")
    assert "Không có phản ánh, kiến nghị nào chưa trả lời" in director.hears


async def test_a_person_sends_five_cases_a_day_and_may_go_on_the_next(town: Town) -> None:
    citizen = town.person()
    for _ in range(5):
        await writes(citizen)
    for way in ("/phananh", f"/phananh {DESK}"):
        await citizen.says(way)
        assert "đã gửi 5 phản ánh trong 24 giờ qua" in citizen.hears
    town.passes(hours=25)
    await writes(citizen)


async def test_the_same_chat_shows_everything_and_a_stranger_with_the_code_the_state_alone(any_town: Town) -> None:
    citizen, stranger = any_town.person(), any_town.person(language="en")
    code = await writes(citizen)
    await stranger.says(code.lower().replace("-", " "))
    assert stranger.hears.startswith(f"📢 Feedback {code}: received")
    assert DESK not in stranger.hears
    await citizen.says(f"/phananh {code}")
    assert DESK in citizen.hears
    await citizen.says("/phananh")
    await citizen.taps("Phản ánh đã gửi")
    await citizen.taps(code)
    assert DESK in citizen.hears


async def test_a_citizen_adds_words_and_the_place(any_town: Town) -> None:
    director, citizen = await any_town.member(Role.DIRECTOR), any_town.person()
    code = await writes(citizen)
    await citizen.says("Lúc đó là 15 giờ 20")
    assert f"ghi thêm vào phản ánh {code}" in citizen.hears
    await citizen.taps("Xem phản ánh")
    await citizen.taps("Ghi địa điểm")
    await citizen.says("Quầy số 3, tầng trệt")
    await director.says(code)
    assert "15 giờ 20" in director.hears
    assert "📍 Quầy số 3, tầng trệt" in director.hears


async def test_too_few_words_are_asked_for_more(town: Town) -> None:
    citizen = town.person()
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    await citizen.says("xin chào")
    assert "Mời ông/bà viết thêm" in citizen.hears
    await citizen.says(DESK)
    assert "✅ Đã nhận" in citizen.hears


async def test_staff_who_try_to_complain_are_shown_their_list(town: Town) -> None:
    staff = await town.member(Role.STAFF)
    await staff.says("/phananh")
    assert "/vuviec" in staff.hears
    await staff.forges("case_kind:rule")
    assert "/vuviec" in staff.hears


async def test_a_long_text_is_read_whole(town: Town) -> None:
    director = await town.member(Role.DIRECTOR)
    code = await writes(town.person(), "Dài " * 900 + "hết.")
    assert len((await director.says(code)).text) < 1200
    await director.taps("Toàn văn")
    assert director.hears.endswith("hết.")
    await director.taps(f"Về {code}")
    assert "Toàn văn" in " ".join(director.last.labels)


async def test_withdrawn_feedback_frees_its_place_and_the_limit_is_said_before_anything_is_written(town: Town) -> None:
    citizen = town.person()
    for number in range(5):
        await writes(citizen, f"{DESK} Lần thứ {number}.")
    await citizen.says("/phananh")
    assert "đã gửi 5 phản ánh" in citizen.hears
    await citizen.says("Tôi đánh giá tốt")
    assert "đã gửi 5 phản ánh" not in citizen.hears
    for number in range(5, 10):
        await citizen.forges(f"case_withdraw:{number}")
        await citizen.taps("Đồng ý rút")
        await writes(citizen)
        assert "✅ Đã nhận" in citizen.hears
    await citizen.forges("case_withdraw:10")
    await citizen.taps("Đồng ý rút")
    await citizen.says("/phananh")
    assert "đã gửi" in citizen.hears, "each one alerts somebody: not without end"
