from datetime import UTC, datetime

import pytest

from storage.models import Role
from storage.ratings.kiosks import beat, find_kiosk, outages_between
from tests.chat import Person, Town

MORNING = datetime(2026, 6, 15, 1, tzinfo=UTC)  # Monday, 08:00


async def _registered(town: Town, officer: Person, name: str = "Quầy số 2") -> str:
    """The token of its address."""
    await officer.says("/thietbi")
    await officer.taps("Đăng ký kiosk")
    await officer.taps("Sở Thử")
    await officer.says(name)
    return officer.hears.rpartition("/kiosk/")[2]


async def _beats(town: Town, token: str) -> None:
    async with town.db() as db:
        kiosk = await find_kiosk(db, town.office.secret, token)
        assert kiosk is not None
        await beat(db, kiosk.id, town.now, keeps_taps=False)


async def _minutes(town: Town, count: int, token: str = "") -> None:
    """The schedule looks each minute, and the kiosk whose token is given is alive."""
    for _ in range(count):
        if token:
            await _beats(town, token)
        await town.ticks()
        town.passes(minutes=1)


def _heard(person: Person, words: str) -> list[str]:
    return [message.text for message in person.inbox if words in message.text]


async def test_a_silent_kiosk_is_told_of_once_and_again_when_it_is_back(any_town: Town) -> None:
    any_town.now = MORNING
    officer, director = await any_town.member(Role.OFFICER), await any_town.member(Role.DIRECTOR)
    staff = await any_town.member(Role.STAFF)
    token = await _registered(any_town, officer)
    await _minutes(any_town, 15, token)  # 08:00 to 08:14
    assert _heard(officer, "mất tín hiệu") == []
    await _minutes(any_town, 30)
    alert = "⚠️ Kiosk Quầy số 2 (Sở Thử) mất tín hiệu từ 08:14 15/06/2026. Xin kiểm tra nguồn điện và mạng."
    alert = f"{alert}\n\nLúc 08:25 15/06/2026"
    assert _heard(officer, "mất tín hiệu") == _heard(director, "mất tín hiệu") == [alert]
    await officer.says("/thietbi")
    assert "Quầy số 2 (Sở Thử): ⚠️ mất tín hiệu từ 08:14" in officer.hears
    await _minutes(any_town, 3, token)
    back = (
        "✅ Kiosk Quầy số 2 (Sở Thử) đã hoạt động lại lúc 08:45 15/06/2026, sau khi mất tín hiệu từ 08:14 15/06/2026."
    )
    assert _heard(director, "hoạt động lại") == [back]
    assert _heard(staff, "Kiosk") == []
    async with any_town.db() as db:
        [outage] = await outages_between(db, [any_town.unit_id], MORNING, any_town.now)
    assert outage.ended_at is not None
    assert (outage.began_at.minute, outage.ended_at.minute) == (14, 45)


async def test_nights_noons_and_days_off_are_no_outage(town: Town) -> None:
    town.now = MORNING
    officer = await town.member(Role.OFFICER)
    token = await _registered(town, officer)
    await _minutes(town, 5, token)
    for moment in ((15, 4, 40), (15, 11, 0), (20, 2, 0), (21, 3, 0)):  # noon, evening, Saturday, Sunday
        town.now = datetime(2026, 6, *moment, tzinfo=UTC)
        await _beats(town, token)
        await _minutes(town, 15)
    assert _heard(officer, "mất tín hiệu") == []


async def test_a_kiosk_switched_off_for_the_night_is_silent_from_the_morning(town: Town) -> None:
    town.now = datetime(2026, 6, 15, 9, 58, tzinfo=UTC)  # 16:58
    officer = await town.member(Role.OFFICER)
    token = await _registered(town, officer)
    await _beats(town, token)
    town.now = datetime(2026, 6, 16, 0, 25, tzinfo=UTC)  # 07:25
    await _minutes(town, 20)
    [alert] = _heard(officer, "mất tín hiệu")
    assert "từ 07:30 16/06/2026" in alert


async def test_a_kiosk_never_opened_is_silent_from_its_registration(town: Town) -> None:
    town.now = MORNING
    officer = await town.member(Role.OFFICER)
    await _registered(town, officer)
    await officer.says("/thietbi")
    assert "chưa mở lần nào" in officer.hears
    await _minutes(town, 30)
    [alert] = _heard(officer, "mất tín hiệu")
    assert "từ 08:00 15/06/2026" in alert


async def test_a_bot_that_was_away_blames_no_kiosk(town: Town) -> None:
    town.now = MORNING
    officer = await town.member(Role.OFFICER)
    token = await _registered(town, officer)
    await _minutes(town, 2, token)
    town.passes(hours=1)
    await _minutes(town, 9)
    assert _heard(officer, "mất tín hiệu") == []
    await _minutes(town, 3)
    assert len(_heard(officer, "mất tín hiệu")) == 1


async def test_two_processes_tell_of_an_outage_once(database_url: str) -> None:
    async with Town.over(database_url) as one, Town.over(database_url) as other:
        one.now = other.now = MORNING
        officer = await one.member(Role.OFFICER)
        await _registered(one, officer)
        for _ in range(15):
            await one.ticks()
            await other.ticks()
            one.passes(minutes=1)
            other.now = one.now
        heard = [*officer.inbox, *other.inboxes["telegram", officer.address]]
        assert len([message for message in heard if "mất tín hiệu từ" in message.text]) == 1


async def test_a_revoked_kiosk_is_nobody_s_worry(town: Town) -> None:
    town.now = MORNING
    officer = await town.member(Role.OFFICER)
    token = await _registered(town, officer)
    await _minutes(town, 12)
    await officer.says("/thietbi")
    await officer.taps("Thu hồi Quầy số 2")
    await officer.taps("Vâng, thu hồi")
    assert "Đã thu hồi kiosk Quầy số 2" in officer.hears
    before = len(officer.inbox)
    await _minutes(town, 15)
    assert len(officer.inbox) == before
    async with town.db() as db:
        assert await find_kiosk(db, town.office.secret, token) is None
    await officer.says("/thietbi")
    assert "Chưa đăng ký kiosk nào" in officer.hears


@pytest.mark.parametrize("action", ["kiosks", "kiosk_add", "kiosk_add:1", "kiosk_ask:1", "kiosk_revoke:1"])
async def test_kiosks_are_the_officer_s_own(town: Town, action: str) -> None:
    officer = await town.member(Role.OFFICER)
    token = await _registered(town, officer)
    elsewhere = await town.unit("Trung tâm khác")
    others = [await town.member(role, elsewhere) for role in Role]
    for person in (town.person(), await town.member(Role.STAFF), await town.member(Role.DIRECTOR), *others):
        await person.forges(action)
        assert "Quầy số 2" not in person.hears
        await person.says("Kiosk lạ")
    async with town.db() as db:
        assert await find_kiosk(db, town.office.secret, token) is not None
    await officer.says("/thietbi")
    assert "Kiosk lạ" not in officer.hears


async def test_without_a_public_address_the_officer_reads_what_to_set_and_gets_no_half_link(town: Town) -> None:
    officer = await town.member(Role.OFFICER)
    await officer.says("/thietbi")
    await officer.taps("Đăng ký kiosk")
    await officer.taps("Sở Thử")  # the name is being asked for
    town.office.public_url = ""
    await officer.says("Quầy số 1")
    assert "CCHC_PUBLIC_URL" in officer.hears
    assert "/kiosk/" not in officer.hears
    assert "CCHC_PUBLIC_URL" in (await officer.says("/thietbi")).text
    assert "CCHC_PUBLIC_URL" in (await officer.taps("Đăng ký kiosk")).text
