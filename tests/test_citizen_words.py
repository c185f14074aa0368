"""What a citizen types is understood, offered, or helped on: across questions, faces and answers, in their language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text as sql

from handlers.cases.placing import is_place
from handlers.kit.codes import is_only_phone, read_given
from handlers.language.citizens import Formal, formal, pieces_of, understood
from handlers.language.languages import language_of_sentence
from storage.models import Base, Role
from tests.cases import DESK, answers, assigns, code_in, office, writes
from tests.chat import Person, Town
from tests.samples import furnish

BRIBE = "Tôi muốn tố cáo ông A nhận hối lộ 5 triệu"


async def _everything(town: Town) -> str:
    """All that is kept, but what the bot has said."""
    async with town.db() as db:
        names = [name for name in Base.metadata.tables if name not in ("outbox", "file")]
        rows = [[tuple(row) for row in await db.execute(sql(f'SELECT * FROM "{name}"'))] for name in names]
    return str(rows)


WAYS = (
    (),
    ("/phananh", "[Thủ tục]"),
    ("/phananh", "[Thái độ]"),
    ("/hoso",),
    ("/hoso H-1 5678", "[Bình thường]"),
)


@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_a_denunciation_is_kept_nowhere_wherever_it_is_typed(town: Town, channel: str) -> None:
    await furnish(town)
    town.office.reception = "Số 1 Đường Mẫu"
    for way in WAYS:
        citizen = town.person(channel=channel)
        for step in way:
            await (citizen.taps(step[1:-1]) if step.startswith("[") else citizen.says(step))
        await citizen.says(BRIBE)
        assert "nơi tiếp công dân" in citizen.hears
        assert "Số 1 Đường Mẫu" in citizen.hears
        assert "không được lưu" in citizen.hears
    kept = await _everything(town)
    assert "hối lộ" not in kept
    assert "5 triệu" not in kept


async def test_the_caption_of_a_picture_is_read_for_it_too(town: Town) -> None:
    citizen = town.person()
    await citizen.says("/phananh")
    await citizen.taps("Thủ tục")
    await citizen.sends_file("anh.jpg", b"\xff\xd8\xff", BRIBE, media_type="image/jpeg")
    assert "chưa được lưu" in citizen.hears
    assert "nơi tiếp công dân" in citizen.inbox[-2].text


def test_it_is_found_at_the_end_of_a_long_text_and_a_tall_guard_is_none() -> None:
    story = "Hôm qua tôi đến quầy và chờ rất lâu, sau đó có người gọi vào. " * 40
    assert formal(story) is Formal.NO
    assert formal(f"{story} Nay tôi tố cáo ông A.") is Formal.YES
    assert formal(f"{story} Nay tôi tố cáo ông A. {story}") is Formal.YES
    assert formal("Anh bảo vệ to cao đứng chặn cửa") is Formal.NO
    assert formal("anh cán bộ đòi phong bì") is Formal.PERHAPS


async def test_what_may_be_one_is_asked_about_and_nothing_typed_again(town: Town) -> None:
    director, citizen = await town.member(Role.DIRECTOR), town.person()
    await citizen.says("anh cán bộ quầy 2 đòi phong bì mới làm")
    assert "có thể là việc phải tố cáo" in citizen.hears
    await citizen.taps("Thái độ")
    await director.says(code_in(citizen.hears))
    assert "đòi phong bì mới làm" in director.hears


async def _answered(town: Town) -> tuple[Person, str, Person]:
    _, director, staff = await office(town)
    citizen = town.person()
    code = await writes(citizen)
    await assigns(director, code, "Phòng Một cửa")
    await answers(staff, code)
    return citizen, code, director


@pytest.mark.parametrize("hours", [0, 3])
async def test_an_objection_is_one_tap_and_keeps_its_words(any_town: Town, hours: int) -> None:
    """Also where the hour in which more could be added is not over."""
    citizen, code, director = await _answered(any_town)
    any_town.passes(hours=hours)
    await citizen.says("Vẫn ngập, chưa ai làm gì")
    await citizen.taps(f"{code}: việc chưa xong")
    assert f"Phản ánh {code} được mở lại" in citizen.hears
    await director.says(code)
    assert "Vẫn ngập, chưa ai làm gì" in director.hears


async def test_thanks_for_an_answer_are_no_objection(town: Town) -> None:
    citizen, code, _ = await _answered(town)
    await citizen.says("cảm ơn")
    assert citizen.hears.startswith("Cảm ơn ông/bà")
    await citizen.says("phản ánh của tôi đến đâu rồi")
    assert any(code in label for label in citizen.last.labels)


async def test_what_is_no_place_is_asked_about(town: Town) -> None:
    director, citizen = await town.member(Role.DIRECTOR), town.person()
    code = await writes(citizen)
    await citizen.taps("Ghi địa điểm")
    await citizen.says("Vẫn ngập, chưa ai làm gì")
    assert "Đây là địa điểm, hay là nội dung viết thêm?" in citizen.hears
    await citizen.taps("Là nội dung viết thêm")
    await director.says(code)
    assert "📍" not in director.hears
    assert "viết thêm\n  Vẫn ngập, chưa ai làm gì" in director.hears


@pytest.mark.parametrize(
    "place", ["quầy số 3, tầng trệt", "15 Lê Lợi", "trước cổng chợ", "phong 101", "Đường Hai Bà Trưng"]
)
def test_a_place_is_a_place(place: str) -> None:
    assert is_place(place)


async def test_a_phone_number_after_the_wish_to_be_answered_is_kept_nowhere(town: Town) -> None:
    await furnish(town)
    for channel in ("telegram", "web"):
        citizen = town.person(channel=channel)
        await citizen.says("/hoso H-1 5678" if channel == "web" else "/hoso H-2 5679")
        await citizen.taps("Không hài lòng")
        await citizen.taps("Mong được liên hệ")
        await citizen.says("số của tôi là 0987 654 321 nhé")
        assert "không cần cung cấp số điện thoại" in citizen.hears
        await citizen.says("Cô ở quầy 2 mắng tôi, gọi 0987.654.321")
        assert "Số điện thoại không được lưu" in citizen.hears
    kept = await _everything(town)
    assert "quầy 2 mắng tôi" in kept
    assert "654" not in kept


async def test_a_vietnamese_sentence_is_answered_in_vietnamese_whatever_the_phone_says(any_town: Town) -> None:
    citizen = any_town.person(language="en")
    await citizen.says("/start")
    assert "Welcome" in citizen.hears
    await citizen.says("hồ sơ của tôi đến đâu rồi")
    assert "mã hồ sơ" in citizen.hears
    await citizen.taps("Nhập mã")
    assert "Mời ông/bà nhập mã" in citizen.hears


async def test_the_language_is_chosen_in_the_help_and_kept(town: Town) -> None:
    citizen = town.person()
    await citizen.says("/help")
    assert {"Tiếng Việt", "English"} <= set(citizen.last.labels)
    await citizen.taps("English")
    assert "in English" in citizen.hears
    await citizen.says("hồ sơ của tôi đến đâu rồi")
    assert "mã hồ sơ" in citizen.hears
    await citizen.says("/help")
    assert "Help" in citizen.hears
    await citizen.says("tiếng việt")
    assert "tiếng Việt" in citizen.hears
    await citizen.says("/help")
    assert "Hướng dẫn" in citizen.hears


@pytest.mark.parametrize(
    ("sentence", "language"),
    [("hồ sơ", "vi"), ("ho so cua toi sao roi", "vi"), ("Where is my dossier, please?", "en"), ("ok", None),
     ("alo", None), ("H-1 5678", None), ("MAU-261119-0483", None), ("I want to complain about the desk", "en"),
     ("can you help me please", "en"), ("toi can giup ve ho so", "vi"), ("cho toi hoi", "vi")],
)  # fmt: skip
def test_the_language_of_a_sentence(sentence: str, language: str | None) -> None:
    assert language_of_sentence(sentence) == language


@pytest.mark.parametrize(
    ("typed", "code", "digits"),
    [("mau–261119–0483. 0912 345 678", "MAU-261119-0483", "5678"), ("MAU - 261119 - 0483", "MAU-261119-0483", ""),
     ("000.00.12.H29-260615-0001 5678", "000.00.12.H29-260615-0001", "5678"), ("ngày 15-06-2026", "", "2026"),
     ("0912.345.678", "", "5678")],
)  # fmt: skip
def test_a_code_has_any_dash_and_a_phone_any_form(typed: str, code: str, digits: str) -> None:
    assert (read_given(typed).code, read_given(typed).digits) == (code, digits)


def test_a_number_in_a_story_is_no_own_phone() -> None:
    assert is_only_phone("sdt cua toi: 0912345678")
    assert not is_only_phone("đường dây nóng 02838221234 gọi không ai nghe")


@given(st.text(st.sampled_from("tố cáo khiếu nại hồ sơ giờ ?!0912-.\n tieens phí ") | st.characters(), max_size=300))
def test_any_text_is_read(text: str) -> None:
    understood(text)
    formal(text)
    read_given(text)
    is_only_phone(text)


def test_of_a_long_message_the_beginning_is_read_and_three_places_at_most() -> None:
    """Of work and not of time."""
    for part in ("tố cáo ", "cho tôi hỏi ", "0912 tiền ", "- - ", "khieu "):
        pieces = list(pieces_of(part * 1600))
        assert len(pieces) <= 4
        assert sum(map(len, pieces)) < 1000


async def test_typed_twice_is_both_kept(town: Town) -> None:
    director, citizen = await town.member(Role.DIRECTOR), town.person()
    await citizen.says(DESK)
    await citizen.says("Lúc đó là 10 giờ sáng.")
    await citizen.taps("Thủ tục")
    await director.says(code_in(citizen.hears))
    assert DESK in director.hears
    assert "10 giờ sáng" in director.hears
