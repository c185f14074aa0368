"""One question more after a rating: asked where the office wants it, of five in turn, counted apart."""

import json

import pytest
from sqlalchemy import select

from storage.ground.days.periods import Period
from storage.models import RatingAspect, Role
from storage.people.units import subtree
from storage.ratings.aspects import Aspect, aspect_figures, aspect_of
from tests.chat import Person, Town
from tests.issued_reports import issues, makes, opens
from tests.read_reports import made, sheet
from tests.samples import link_of, receives

JUNE_5 = ",01/06/2026,08/06/2026,05/06/2026"
FACES = ["😍 Rất hài lòng", "🙂 Hài lòng", "😐 Bình thường", "🙁 Không hài lòng", "😡 Rất không hài lòng"]


async def _asking(town: Town, dossiers: int = 3) -> None:
    town.office.asks_aspects = True
    await receives(town, *(f"H-{number},091234567{number}{JUNE_5}" for number in range(1, dossiers + 1)))


async def _rated(town: Town, code: str, level: str) -> Person:
    citizen = town.person()
    await citizen.says(await link_of(town, code))
    await citizen.taps(level)
    return citizen


async def _answers(town: Town) -> list[tuple[str, int]]:
    async with town.db() as db:
        rows = await db.execute(select(RatingAspect.aspect, RatingAspect.level).order_by(RatingAspect.rating_id))
        return [(row.aspect, row.level) for row in rows]


def test_five_dossiers_in_a_row_are_asked_about_five_things() -> None:
    assert {aspect_of(number) for number in range(100, 105)} == set(Aspect)


async def test_a_happy_citizen_is_asked_at_once_and_answers_with_one_tap(any_town: Town) -> None:
    await _asking(any_town)
    citizen = await _rated(any_town, "H-1", "Hài lòng")
    assert "Đã ghi nhận cho hồ sơ H-1" in citizen.hears
    assert "Ông/bà có hài lòng về giấy tờ phải nộp" in citizen.hears
    assert citizen.last.labels[:5] == FACES
    assert "💬 Viết góp ý" in citizen.last.labels
    await citizen.taps("Bình thường")
    assert citizen.hears == "Thủ tục hành chính: 😐 Bình thường\nĐã ghi nhận. Cảm ơn ông/bà!"
    assert {"💬 Viết góp ý", "✏️ Đổi đánh giá"} <= set(citizen.last.labels)
    assert await _answers(any_town) == [("procedure", 3)]


async def test_another_face_changes_the_answer_and_never_the_rating(any_town: Town) -> None:
    await _asking(any_town)
    citizen = await _rated(any_town, "H-1", "Rất hài lòng")
    question = citizen.last
    await citizen.taps("Rất không hài lòng", question)
    await citizen.taps("Hài lòng", question)
    assert await _answers(any_town) == [("procedure", 4)]
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "1/1 = 100%" in director.hears


async def test_whoever_is_unhappy_is_asked_why_first(any_town: Town) -> None:
    await _asking(any_town)
    citizen = await _rated(any_town, "H-2", "Không hài lòng")
    assert "Điều gì làm ông/bà chưa hài lòng?" in citizen.hears
    assert "Xin hỏi thêm" not in citizen.hears
    await citizen.taps("Chờ lâu")
    await citizen.taps("Trả lời thêm một câu")
    assert "thái độ và sự hướng dẫn của cán bộ" in citizen.hears
    assert "replaces" not in citizen.last.payload, "the reasons stay open above it"
    await citizen.taps("Không hài lòng")
    assert "Cán bộ giải quyết: 🙁 Không hài lòng" in citizen.hears
    assert "✓ Chờ lâu" in citizen.last.labels, "the way to what was said before stays open"
    assert await _answers(any_town) == [("staff", 2)]


async def test_nothing_is_asked_where_the_office_does_not_want_it(any_town: Town) -> None:
    await _asking(any_town)
    citizen = await _rated(any_town, "H-1", "Hài lòng")
    question = citizen.last
    any_town.office.asks_aspects = False
    await citizen.taps("Hài lòng", question)
    assert "không còn hỏi câu này" in citizen.hears
    assert await _answers(any_town) == []
    other = await _rated(any_town, "H-2", "Không hài lòng")
    assert not any("thêm một câu" in label for label in other.last.labels)
    third = await _rated(any_town, "H-3", "Rất hài lòng")
    assert "Xin hỏi thêm" not in third.hears


@pytest.mark.parametrize("action", ["rate_aspect:1:5", "rate_more:1"])
async def test_nobody_answers_about_what_another_has_rated(any_town: Town, action: str) -> None:
    await _asking(any_town)
    await _rated(any_town, "H-1", "Hài lòng")
    stranger = any_town.person()
    await stranger.forges(action)
    assert "không phải của ông/bà" in stranger.hears
    assert await _answers(any_town) == []


async def test_a_day_later_it_is_too_late_and_a_face_that_is_none_is_refused(any_town: Town) -> None:
    await _asking(any_town)
    citizen = await _rated(any_town, "H-1", "Hài lòng")
    question = citizen.last
    await citizen.forges("rate_aspect:1:6")
    any_town.passes(hours=25)
    await citizen.taps("Hài lòng", question)
    assert "quá 24 giờ" in citizen.hears
    assert await _answers(any_town) == []


async def test_one_by_one_the_question_waits_for_the_last(any_town: Town) -> None:
    any_town.office.asks_aspects = True
    await receives(any_town, f"H-1,0912345671{JUNE_5}", f"H-2,0912345671{JUNE_5}")
    citizen = any_town.person()
    await citizen.says(await link_of(any_town, "H-1"))
    await citizen.taps("từng hồ sơ")
    await citizen.taps("H-1")
    await citizen.taps("Hài lòng")
    assert "Xin hỏi thêm" not in citizen.hears
    await citizen.taps("Đánh giá tiếp")
    await citizen.taps("H-2")
    await citizen.taps("Hài lòng")
    assert "Xin hỏi thêm" in citizen.hears


async def test_answers_are_counted_apart_in_the_chat_and_in_the_workbook(any_town: Town) -> None:
    await _asking(any_town, 6)
    for code, level in (("H-1", "Hài lòng"), ("H-6", "Bình thường"), ("H-2", "Rất hài lòng")):
        citizen = await _rated(any_town, code, "Rất hài lòng")
        await citizen.taps(level)
    async with any_town.db() as db:
        units = await subtree(db, [any_town.unit_id])
        may = await aspect_figures(db, units, Period.of_months(2026, 5, 5), any_town.today)
    assert may == []
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "3/3 = 100%" in director.hears
    await director.taps("Theo kênh")
    assert "• Thủ tục hành chính: 1/2 = 50%\n• Cán bộ giải quyết: 1/1 = 100%" in director.hears
    report = await made(any_town)
    assert sheet(report, "Hài lòng theo nội dung") == [
        ("Thủ tục hành chính", 1, 2, 0.5),
        ("Cán bộ giải quyết", 1, 1, 1),
    ]


async def test_a_new_answer_is_listed_after_the_report_was_issued(town: Town) -> None:
    await _asking(town, 6)
    await (await _rated(town, "H-1", "Hài lòng")).taps("Hài lòng")
    officer = await town.member(Role.OFFICER)
    await makes(officer)
    await issues(officer)
    await (await _rated(town, "H-6", "Hài lòng")).taps("Bình thường")
    await (await _rated(town, "H-2", "Hài lòng")).taps("Hài lòng")
    _, changed = await opens(officer)
    assert "• Thủ tục hành chính, lượt trả lời: 1 → 2" in changed
    assert "• Cán bộ giải quyết: chưa có → hài lòng 1, lượt trả lời 1" in changed


async def test_the_copy_of_what_is_held_names_the_answer_and_erasing_keeps_the_figure(any_town: Town) -> None:
    await _asking(any_town)
    citizen = await _rated(any_town, "H-1", "Hài lòng")
    await citizen.taps("Bình thường")
    await citizen.says("/riengtu")
    await citizen.taps("Lấy một bản")
    [rating] = json.loads((await citizen.newest_file()).content)["ratings"]
    assert (rating["aspect"], rating["aspect_level"]) == ("procedure", 3)
    citizen.inbox.pop()
    assert "  Thủ tục hành chính: 😐 Bình thường" in (await citizen.newest_file()).content.decode()
    await citizen.says("/riengtu")
    await citizen.taps("Xóa tất cả")
    await citizen.taps("Vâng, xóa tất cả")
    assert await _answers(any_town) == [("procedure", 3)]


async def test_english_citizens_are_asked_in_english(town: Town) -> None:
    await _asking(town)
    citizen = town.person(language="en")
    await citizen.says(await link_of(town, "H-3"))
    await citizen.taps("Very satisfied")
    assert "One more question, if you like: How satisfied are you with the result" in citizen.hears
