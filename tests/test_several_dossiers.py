import asyncio

import pytest

from handlers.incoming import Incoming
from storage.models import Role
from tests.chat import Person, Town
from tests.samples import link_of, receives

PHONE, OTHER_PHONE = "0912345678", "0987654321"
RETURNED = "01/06/2026,08/06/2026,05/06/2026"


async def _three(town: Town) -> Person:
    """A citizen who has opened one of their three returned dossiers; two more are another's, and not returned."""
    await receives(
        town,
        *(f"H-{number},{PHONE},{RETURNED}" for number in (1, 2, 3)),
        f"H-4,{OTHER_PHONE},{RETURNED}",
        f"H-5,{PHONE},01/06/2026,30/06/2026,",
    )
    citizen = town.person()
    await citizen.says(await link_of(town, "H-1"))
    return citizen


async def _summary(town: Town) -> str:
    director = await town.member(Role.DIRECTOR)
    return (await director.says("/summary tháng 6/2026")).text


async def test_one_tap_rates_all_returned_dossiers_of_one_person(any_town: Town) -> None:
    citizen = await _three(any_town)
    assert "3 hồ sơ đã có kết quả mà chưa đánh giá: H-3, H-2, H-1" in citizen.hears
    await citizen.taps("Cho cả 3 hồ sơ")
    await citizen.taps("Rất hài lòng")
    assert "Đã ghi nhận cho cả 3 hồ sơ" in citizen.hears
    text = await _summary(any_town)
    assert "Hài lòng: 1/1 = 100%" in text
    assert "Trên 4 đã trả: 1 lượt (25%), 1 người (25%), 3 hồ sơ (75%)" in text
    assert "Tham gia đánh giá: 1/5 = 20%" in text


async def test_one_by_one_leads_from_each_to_the_next(any_town: Town) -> None:
    citizen = await _three(any_town)
    await citizen.taps("Chọn từng hồ sơ")
    for code, left in (("H-3", 2), ("H-2", 1)):
        await citizen.taps(code)
        assert f"Hồ sơ {code}" in citizen.hears
        await citizen.taps("Hài lòng")
        await citizen.taps(f"còn {left} hồ sơ")
    await citizen.taps("H-1")
    await citizen.taps("Rất không hài lòng")
    assert not any("Đánh giá tiếp" in label for label in citizen.last.labels)
    text = await _summary(any_town)
    assert "Hài lòng: 2/3 = 66,67%" in text
    assert "3 lượt (75%), 1 người (25%), 3 hồ sơ (75%)" in text


async def test_dossiers_of_two_phones_opened_in_one_chat_are_one_person_s(town: Town) -> None:
    await receives(town, f"H-1,{PHONE},{RETURNED}", f"H-2,{OTHER_PHONE},{RETURNED}")
    citizen = town.person()
    await citizen.says(await link_of(town, "H-1"))
    assert "Ông/bà có hài lòng" in citizen.hears
    await citizen.says(await link_of(town, "H-2"))
    await citizen.taps("Cho cả 2 hồ sơ")
    assert "H-1" in citizen.hears


async def test_an_answer_for_several_is_changed_for_all_and_counted_once(any_town: Town) -> None:
    citizen = await _three(any_town)
    await citizen.taps("Cho cả 3 hồ sơ")
    faces = citizen.last
    await citizen.taps("Rất hài lòng", faces)
    await citizen.taps("Rất không hài lòng", faces)
    assert "cho cả 3 hồ sơ" in citizen.hears
    assert "Hài lòng: 0/1 = 0%" in await _summary(any_town)


async def test_old_buttons_say_that_nothing_is_left(town: Town) -> None:
    citizen = await _three(town)
    offer = citizen.last
    await citizen.taps("Cho cả 3 hồ sơ", offer)
    await citizen.taps("Hài lòng")
    for label in ("Cho cả 3 hồ sơ", "Chọn từng hồ sơ"):
        await citizen.taps(label, offer)
        assert "Các hồ sơ này đã được đánh giá" in citizen.hears


async def test_what_was_rated_long_ago_returned_or_is_another_s_is_not_offered(town: Town) -> None:
    citizen = await _three(town)
    await citizen.taps("Chọn từng hồ sơ")
    assert not any("H-4" in label or "H-5" in label for label in citizen.last.labels)
    town.passes(days=81)
    await receives(town, f"H-6,{PHONE},01/06/2026,08/06/2026,10/06/2026")
    await citizen.says("/hoso")
    await citizen.taps("H-1")
    # H-1 to H-3 were returned 91 days ago.
    assert "Ông/bà có hài lòng" in citizen.hears


@pytest.mark.parametrize(
    "action", ["rate_all:1:5", "rate_next:1:5", "rate_each:1", "rate_together:1", "rate_other:1:2"]
)
async def test_nobody_rates_together_with_a_stranger_s_dossier(town: Town, action: str) -> None:
    await _three(town)
    stranger = town.person()
    await stranger.forges(action)
    assert "mở hồ sơ bằng mã QR" in stranger.hears
    assert "chưa có lượt đánh giá nào" in await _summary(town)


async def test_one_s_own_dossier_opens_no_stranger_s(town: Town) -> None:
    citizen = await _three(town)
    for other in (4, 5, 99):
        await citizen.forges(f"rate_other:1:{other}")
        assert "mở hồ sơ bằng mã QR" in citizen.hears


async def test_two_phones_over_two_processes_rate_a_dossier_once(database_url: str) -> None:
    async with Town.over(database_url) as one, Town.over(database_url) as other:
        await receives(one, *(f"H-{number},{PHONE},{RETURNED}" for number in range(1, 11)))
        first, second = one.person("first"), other.person("second")
        for number in range(1, 11):
            for person in (first, second):
                await person.says(await link_of(one, f"H-{number}"))
        taps = [
            town.process(Incoming("telegram", f"{person.address}-{number}", person.address, action=f"rate:{number}:5"))
            for number in range(1, 11)
            for town, person in ((one, first), (other, second))
        ]
        await asyncio.gather(*taps)
        answers = [message.text for person in (first, second) for message in person.inbox[10:]]
        assert sum("Đã ghi nhận cho hồ sơ" in text for text in answers) == 10
        assert sum("đã được đánh giá" in text for text in answers) == 10
        text = await _summary(one)
        assert "Hài lòng: 10/10 = 100%" in text
        assert "10 lượt (100%), 1 người (10%), 10 hồ sơ (100%)" in text


async def test_all_together_from_two_phones_at_once_covers_each_dossier_once(database_url: str) -> None:
    async with Town.over(database_url) as one, Town.over(database_url) as other:
        await receives(one, *(f"H-{number},{PHONE},{RETURNED}" for number in (1, 2, 3)))
        first, second = one.person("first"), other.person("second")
        await first.says(await link_of(one, "H-1"))
        await second.says(await link_of(one, "H-3"))
        await asyncio.gather(
            one.process(Incoming("telegram", "a", first.address, action="rate_all:1:5")),
            other.process(Incoming("telegram", "b", second.address, action="rate_all:3:1")),
        )
        assert "3 hồ sơ (100%)" in await _summary(one)
