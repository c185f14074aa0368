from datetime import UTC, datetime

import pytest

from storage.models import Role
from tests.chat import Message, Person, Town
from tests.samples import TAKE_BACK, furnish, link_of, receives

WAITING, RETURNED = "10/06/2026,30/06/2026,", "10/06/2026,30/06/2026,15/06/2026"
PHONE = "0912345678"


async def _waits(town: Town, code: str = "H-1") -> Person:
    """A citizen who has looked their dossier up while it was in work."""
    await receives(town, f"{code},{PHONE},{WAITING}")
    citizen = town.person()
    await citizen.says(f"/hoso {code} 5678")
    assert "chúng tôi sẽ nhắn ông/bà ngay tại đây" in citizen.hears
    return citizen


def _told(person: Person) -> list[Message]:
    return [message for message in person.inbox if "đã có kết quả" in message.text]


async def test_whoever_looked_a_dossier_up_is_told_of_its_return_and_rates_there(any_town: Town) -> None:
    citizen = await _waits(any_town)
    await any_town.ticks()
    assert _told(citizen) == []
    await receives(any_town, f"H-1,{PHONE},{RETURNED}")
    await any_town.ticks()
    await any_town.ticks()
    [told] = _told(citizen)
    assert "✅ Sở Thử: hồ sơ H-1 (P-1) đã có kết quả." in told.text
    await citizen.taps("Rất hài lòng", told)
    assert "Đã ghi nhận cho hồ sơ H-1" in citizen.hears


async def test_whoever_opened_the_link_is_told_on_the_web_too(town: Town) -> None:
    await receives(town, f"H-1,{PHONE},{WAITING}")
    citizen = town.person(channel="web", language="en")
    await citizen.says(await link_of(town, "H-1"))
    await receives(town, f"H-1,{PHONE},{RETURNED}")
    await town.ticks()
    assert "dossier H-1 (P-1) is ready" in citizen.hears
    await citizen.taps("Very satisfied")
    assert "Recorded for dossier H-1" in citizen.hears


async def test_several_that_come_back_together_are_told_in_one_message(town: Town) -> None:
    citizen = await _waits(town, "H-1")
    await receives(town, f"H-2,{PHONE},{WAITING}")
    await citizen.says("/hoso H-2 5678")
    await receives(town, f"H-1,{PHONE},{RETURNED}", f"H-2,{PHONE},{RETURNED}")
    await town.ticks()
    [told] = _told(citizen)
    assert "hồ sơ H-1 (P-1) và 1 hồ sơ khác đã có kết quả" in told.text
    await citizen.taps("Cho cả 2 hồ sơ")
    await citizen.taps("Hài lòng")
    assert "cả 2 hồ sơ" in citizen.hears


async def test_one_reminder_after_three_days_by_daylight_and_never_again(any_town: Town) -> None:
    citizen = await _waits(any_town)
    await receives(any_town, f"H-1,{PHONE},{RETURNED}")
    await any_town.ticks()
    await any_town.ticks_after(days=2, hours=23)
    assert len(_told(citizen)) == 1
    await any_town.ticks_after(hours=14)  # one in the morning
    assert len(_told(citizen)) == 1
    any_town.passes(hours=8)
    for _ in range(20):
        await any_town.ticks()
        any_town.passes(days=1)
    reminder = _told(citizen)[1]
    assert "đã có kết quả ngày 15/06/2026. Ông/bà chưa cho ý kiến; chúng tôi chỉ nhắc một lần này." in reminder.text
    assert len(_told(citizen)) == 2
    await citizen.taps("Hài lòng", reminder)
    assert "Đã ghi nhận" in citizen.hears


async def test_whoever_has_rated_is_not_reminded(town: Town) -> None:
    citizen = await _waits(town)
    await receives(town, f"H-1,{PHONE},{RETURNED}")
    await town.ticks()
    await citizen.taps("Hài lòng")
    await town.ticks_after(days=4)
    assert len(_told(citizen)) == 1


@pytest.mark.parametrize("said", ["/dung", "/stop", "ngừng nhắn tin", "stop"])
async def test_stop_ends_it_for_good(town: Town, said: str) -> None:
    citizen = await _waits(town)
    await citizen.says(said)
    assert "không nhận tin nhắc nào nữa" in citizen.hears
    await citizen.says("/hoso H-1 5678")
    assert "ông/bà mở lại hồ sơ này" in citizen.hears
    await receives(town, f"H-1,{PHONE},{RETURNED}")
    for _ in range(6):
        await town.ticks()
        town.passes(days=1)
    assert _told(citizen) == []


@pytest.mark.parametrize("said", ["đúng rồi", "Dũng", "dùng thế nào", "đừng"])
async def test_a_word_that_only_looks_like_stop_stops_nothing(town: Town, said: str) -> None:
    citizen = await _waits(town)
    await citizen.says(said)
    await receives(town, f"H-1,{PHONE},{RETURNED}")
    await town.ticks()
    assert len(_told(citizen)) == 1


async def test_who_stopped_may_begin_again_by_their_own_tap(town: Town) -> None:
    citizen = await _waits(town)
    await citizen.says("/dung")
    await citizen.taps("Nhận tin trở lại")
    await receives(town, f"H-1,{PHONE},{RETURNED}")
    await town.ticks()
    assert len(_told(citizen)) == 1


async def test_a_return_taken_back_is_told_again_when_it_is_true(any_town: Town) -> None:
    citizen = await _waits(any_town)
    await receives(any_town, f"H-1,{PHONE},{RETURNED}")
    await any_town.ticks()
    [early] = _told(citizen)
    await receives(any_town, f"H-1,{PHONE},{WAITING}", answers=TAKE_BACK)
    await citizen.taps("Hài lòng", early)
    assert "chưa trả kết quả" in citizen.hears
    await any_town.ticks()
    await receives(any_town, f"H-1,{PHONE},10/06/2026,30/06/2026,16/06/2026")
    await any_town.ticks()
    assert len(_told(citizen)) == 2


async def test_an_import_cannot_take_back_the_return_of_a_rated_dossier(any_town: Town) -> None:
    await furnish(any_town)
    citizen = any_town.person()
    await citizen.says("/danhgia H-1 5678")
    await citizen.taps("Hài lòng")
    outcome = await receives(any_town, "H-1,0912345678,01/06/2026,08/06/2026,")
    assert [problem.key for problem in outcome.problems] == ["dossier.rated_but_not_returned"]
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "nhận 4 · trả 3" in director.hears


async def test_two_processes_tell_of_a_return_once(database_url: str) -> None:
    async with Town.over(database_url) as one, Town.over(database_url) as other:
        citizen = await _waits(one)
        await receives(one, f"H-1,{PHONE},{RETURNED}")
        await one.ticks()
        await other.ticks()
        assert len(_told(citizen)) + len(other.inboxes["telegram", citizen.address]) == 1


async def test_a_machine_that_was_off_for_a_month_bothers_nobody_with_old_news(town: Town) -> None:
    citizen = await _waits(town)
    await receives(town, f"H-1,{PHONE},{RETURNED}")
    await town.ticks()
    town.now = datetime(2026, 7, 20, 3, tzinfo=UTC)
    await town.ticks()
    assert len(_told(citizen)) == 1
