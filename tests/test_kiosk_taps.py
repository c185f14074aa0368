import asyncio
import os
from datetime import UTC, datetime, timedelta

import pytest

from handlers.words.formats import integer
from storage.dossiers.dossiers import find_by_code
from storage.ground.channels import KIOSK
from storage.keys import dossier_token
from storage.messages.traffic import forget_old_traffic
from storage.models import Role
from storage.people.people import find_sender_at
from storage.ratings.bursts import open_bursts
from storage.ratings.changes import RatingChanges
from storage.ratings.details import Reason
from storage.ratings.kiosks import beat, revoke_kiosk
from storage.ratings.ratings import Tap, rate_dossiers
from tests.chat import Town
from tests.samples import a_kiosk, a_reason, a_tap, link_of, receives
from tests.summaries import with_channels

PHONE = "0912345678"
TAPS = int(os.environ.get("CCHC_TEST_TAPS", "2000"))


async def _token(town: Town, code: str) -> str:
    async with town.db() as db:
        dossier = await find_by_code(db, code)
    assert dossier is not None
    return dossier_token(town.office.secret, dossier.id)


async def _summary(town: Town, period: str = "tháng 6/2026") -> str:
    director = await town.member(Role.DIRECTOR)
    return await with_channels(director, period)


async def test_a_tap_counts_once_however_often_it_is_sent(any_town: Town) -> None:
    kiosk = await a_kiosk(any_town)
    await any_town.process(*(a_tap(kiosk, "a", 5) for _ in range(3)))
    await any_town.process(a_tap(kiosk, "a", 1), a_tap(kiosk, "b", 1))
    any_town.passes(days=8)  # handled events are forgotten after a week; a tap is not
    async with any_town.db() as db:
        await forget_old_traffic(db, [], any_town.now)
    await any_town.process(a_tap(kiosk, "a", 5))
    text = await _summary(any_town)
    assert "Kiosk tại quầy: 1/2 = 50%" in text


async def test_an_anonymous_tap_is_a_rating_and_covers_no_dossier(any_town: Town) -> None:
    await receives(any_town, f"H-1,{PHONE},01/06/2026,08/06/2026,05/06/2026")
    kiosk = await a_kiosk(any_town)
    await any_town.process(a_tap(kiosk, "a"))
    text = await _summary(any_town)
    assert "1 lượt (100%), 0 người (0%), 0 hồ sơ (0%)" in text
    assert any_town.inboxes[KIOSK, str(kiosk)] == []


async def test_the_two_best_of_five_faces_count_as_satisfied(any_town: Town) -> None:
    kiosk = await a_kiosk(any_town)
    await any_town.process(*(a_tap(kiosk, f"{level}", level, 40 * level) for level in (1, 2, 3, 4, 5)))
    assert "Kiosk tại quầy: 2/5" in await _summary(any_town)


async def test_a_tap_with_a_scanned_dossier_covers_it_once(any_town: Town) -> None:
    await receives(any_town, f"H-1,{PHONE},01/06/2026,08/06/2026,05/06/2026", f"H-2,{PHONE},01/06/2026,30/06/2026,")
    kiosk = await a_kiosk(any_town)
    first, second = await _token(any_town, "H-1"), await _token(any_town, "H-2")
    await any_town.process(a_tap(kiosk, "a", 5, 0, first))
    # Rated already, not returned, forged: the tap stays a rating and covers nothing.
    await any_town.process(
        *(a_tap(kiosk, id_, 4, 0, token) for id_, token in (("b", first), ("c", second), ("d", "xxx")))
    )
    text = await _summary(any_town)
    assert "Kiosk tại quầy: 4/4 = 100%" in text
    assert "4 lượt (400%), 1 người (100%), 1 hồ sơ (100%)" in text


async def test_a_tap_belongs_to_the_day_it_was_made_and_no_clock_is_trusted_for_a_year(town: Town) -> None:
    kiosk = await a_kiosk(town)
    day, year = 24 * 3600, 365 * 24 * 3600
    await town.process(a_tap(kiosk, "a", 5, 3 * day), a_tap(kiosk, "b", 5, year), a_tap(kiosk, "c", 5, 10**18))
    assert "Kiosk tại quầy: 1/1" in await _summary(town, "ngày 12/06/2026")
    assert "Kiosk tại quầy: 2/2" in await _summary(town, "ngày 16/04/2026"), "the day it was registered"
    assert "chưa có lượt đánh giá nào" in await _summary(town, "năm 2025")


async def test_no_tap_is_older_than_when_the_kiosk_last_kept_nothing(any_town: Town) -> None:
    """A page loaded anew after its clock was put right; or somebody who makes taps up for the days before."""
    kiosk = await a_kiosk(any_town)
    async with any_town.db() as db:
        await beat(db, kiosk, any_town.now - timedelta(days=1), keeps_taps=False)
        await beat(db, kiosk, any_town.now - timedelta(hours=1), keeps_taps=True)
    hour, day = 3600, 24 * 3600
    taps = [a_tap(kiosk, f"{number}", 5, (2 + number) * day + 45 * number) for number in range(20)]
    await any_town.process(a_tap(kiosk, "a", 5, 2 * hour), *taps)
    assert "Kiosk tại quầy: 1/1" in await _summary(any_town, "ngày 15/06/2026")
    assert "Kiosk tại quầy: 5/5" in await _summary(any_town, "ngày 14/06/2026")
    assert "chưa có lượt đánh giá nào" in await _summary(any_town, "01/01/2026-13/06/2026")
    async with any_town.db() as db:
        [burst] = await open_bursts(db, [any_town.unit_id])
    assert burst.taps == 15


async def test_thousands_of_taps_sent_again_are_as_many_ratings(town: Town) -> None:
    kiosk = await a_kiosk(town)
    taps = [a_tap(kiosk, f"{number}", 5 if number % 4 else 2, 31 * number) for number in range(TAPS)]
    for start in range(0, len(taps), 500):
        await town.process(*taps[start : start + 500])
    for start in range(0, len(taps), 500):
        await town.process(*reversed(taps[start : start + 500]))
    assert f"Kiosk tại quầy: {integer(TAPS * 3 // 4)}/{integer(TAPS)} = 75%" in await _summary(town)


async def test_two_processes_take_the_same_taps_once(database_url: str) -> None:
    async with Town.over(database_url) as one, Town.over(database_url) as other:
        kiosk = await a_kiosk(one)
        taps = [a_tap(kiosk, f"{number}", 5, 10 * number) for number in range(40)]
        await asyncio.gather(one.process(*taps), other.process(*taps))
        assert "Kiosk tại quầy: 40/40" in await _summary(one)


async def test_a_tap_is_not_lost_where_a_phone_is_faster(database_url: str) -> None:
    async with Town.over(database_url) as one, Town.over(database_url) as other:
        await receives(one, f"H-1,{PHONE},01/06/2026,08/06/2026,05/06/2026")
        kiosk, token = await a_kiosk(one), await _token(one, "H-1")
        citizen = other.person()
        await citizen.says(await link_of(one, "H-1"))
        async with other.database.write() as db:
            person = await find_sender_at(db, "telegram", citizen.address, one.today)
            changes = RatingChanges()
            await rate_dossiers(db, changes, Tap(5, "telegram", person.id, 1, one.now, one.today), [1])
            await changes.store(db)
            # Not committed yet: the kiosk's process still takes the dossier for free.
            tap = asyncio.create_task(one.process(a_tap(kiosk, "a", 5, 0, token)))
            await asyncio.wait([tap], timeout=0.3)
        await tap
        text = await _summary(one)
        assert "Kiosk tại quầy: 1/1" in text
        assert "2 lượt (200%), 1 người (100%), 1 hồ sơ (100%)" in text


async def test_reasons_come_with_a_tap_or_after_it(town: Town) -> None:
    kiosk = await a_kiosk(town)
    await town.process(a_tap(kiosk, "a", 1), a_reason(kiosk, "a", Reason.TIME))
    await town.process(a_reason(kiosk, "a", Reason.ATTITUDE), a_reason(kiosk, "never", Reason.TIME))
    director = await town.member(Role.DIRECTOR)
    await director.forges("unhappy:20260601-20260630:0")
    assert "😡 Rất không hài lòng – tại kiosk\n  Thái độ phục vụ, Chờ lâu" in director.hears


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_level_that_is_none_is_no_tap(level: int) -> None:
    with pytest.raises(ValueError, match="level"):
        a_tap(1, "a", level)


async def test_nobody_taps_for_aa_kiosk(town: Town) -> None:
    kiosk = await a_kiosk(town)
    citizen = town.person()
    await citizen.forges("kiosk_tap:5:0:")
    async with town.db() as db:
        await revoke_kiosk(db, [town.unit_id], kiosk, datetime.now(UTC))
    await town.process(a_tap(kiosk, "a"), a_tap(99, "b"))
    assert "chưa có lượt đánh giá nào" in await _summary(town)
