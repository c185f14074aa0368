"""Taps no counter can make are held apart until the officer counts or drops them."""

import pytest
from sqlalchemy import text as sql

from storage.models import Role
from storage.ratings.details import Reason
from tests.chat import Person, Town
from tests.samples import a_kiosk, a_reason, a_tap
from tests.summaries import with_channels


async def _burst(town: Town, taps: int = 60, level: int = 5) -> tuple[Person, Person, int]:
    """(officer, head, kiosk)"""
    officer, head = await town.member(Role.OFFICER), await town.member(Role.DIRECTOR)
    kiosk = await a_kiosk(town)
    await town.process(*(a_tap(kiosk, f"{number}", level) for number in range(taps)))
    return officer, head, kiosk


async def _rated(person: Person) -> str:
    return await with_channels(person, "tháng 6/2026")


async def test_a_burst_is_told_at_once_and_is_in_no_figure(any_town: Town) -> None:
    officer, head, kiosk = await _burst(any_town)
    for person in (officer, head):
        assert len([one for one in person.inbox if "nhận quá nhiều lượt chạm" in one.text]) == 1
    assert "Kiosk tại quầy: 5/5" in await _rated(head)
    any_town.passes(minutes=5)
    await any_town.process(a_tap(kiosk, "honest"))
    assert "Kiosk tại quầy: 6/6" in await _rated(head), "people go on rating"
    await head.says("/dauhieu")
    assert "55 lượt chạm quá nhanh" in head.hears


@pytest.mark.parametrize(("choice", "rated"), [("Tính vào kết quả", "60/60"), ("Bỏ các lượt này", "5/5")])
async def test_the_officer_counts_or_drops_it_and_the_figures_are_right(
    any_town: Town, choice: str, rated: str
) -> None:
    officer, head, kiosk = await _burst(any_town)
    await officer.says("/thietbi")
    await officer.taps("55 lượt chờ xem")
    assert "Rất hài lòng: 55" in officer.hears
    await officer.taps(choice)
    question = officer.last
    await officer.taps("Vâng")
    await officer.taps("Vâng", question)
    assert "đã được quyết định" in officer.hears
    await any_town.process(*(a_tap(kiosk, f"{number}") for number in range(60)))
    text = await _rated(head)
    assert f"Kiosk tại quầy: {rated}" in text
    async with any_town.db() as db:
        for table in ("rating", "rating_day", "rating_month"):
            counted = "count(*)" if table == "rating" else "sum(rated)"
            total = (await db.execute(sql(f"SELECT {counted} FROM {table}"))).scalar_one()
            assert total == int(rated.partition("/")[0])


async def test_taps_handed_in_late_by_an_honest_kiosk_count_by_their_own_times(any_town: Town) -> None:
    officer, kiosk = await any_town.member(Role.OFFICER), await a_kiosk(any_town)
    taps = [a_tap(kiosk, f"{number}", 5, 40 * number) for number in range(300)]
    for start in range(0, 300, 100):
        await any_town.process(*reversed(taps[start : start + 100]))
    assert "Kiosk tại quầy: 300/300" in await _rated(officer)
    assert not any("quá nhiều lượt" in message.text for message in officer.inbox)


async def test_more_than_people_can_make_in_an_hour_is_held_however_it_is_spread(town: Town) -> None:
    officer, kiosk = await town.member(Role.OFFICER), await a_kiosk(town)
    await town.process(*(a_tap(kiosk, f"{number}", 5, 3 * number) for number in range(1000)))
    assert "Kiosk tại quầy: 120/120" in await _rated(officer)


async def test_a_reason_goes_with_its_held_tap(town: Town) -> None:
    officer, _, kiosk = await _burst(town, 6, level=1)
    await town.process(a_reason(kiosk, "5", Reason.TIME))
    await officer.forges("kiosk_burst_do:1:count")
    assert "Đã tính 1 lượt" in officer.hears
    await officer.forges("unhappy:20260601-20260630:0")
    assert "Chờ lâu" in officer.hears


async def test_only_the_officer_of_the_unit_decides(town: Town) -> None:
    officer, head, _ = await _burst(town)
    elsewhere = await town.unit("Trung tâm khác")
    await head.forges("kiosk_burst:1")
    assert "Chuyên viên của đơn vị sẽ quyết định" in head.hears
    assert not any("Bỏ" in label for label in head.last.labels)
    strangers = [head, town.person(), await town.member(Role.STAFF), await town.member(Role.OFFICER, elsewhere)]
    for person in strangers:
        for action in ("kiosk_burst_ask:1:drop", "kiosk_burst_do:1:drop", "kiosk_burst_do:1:count"):
            await person.forges(action)
    await officer.forges("kiosk_burst:1")
    assert "55 lượt" in officer.hears
    assert "đang giữ riêng" in officer.hears
