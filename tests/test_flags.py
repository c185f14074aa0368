import pytest

from handlers.incoming import Incoming
from storage.imports.parsed import FileKind
from storage.models import Role
from tests.chat import Person, Town
from tests.samples import a_kiosk, a_tap, link_of, receives

PHONES = [f"09123456{number:02}" for number in range(40)]


async def _returned(town: Town, count: int) -> None:
    rows = (f"H-{number},{PHONES[number]},01/06/2026,30/06/2026,14/06/2026" for number in range(count))
    await receives(town, *rows)
    town.passes(minutes=5)


async def _rate_from(town: Town, source: str, count: int, first: int = 0) -> None:
    """Each dossier over another chat, all from one network."""
    for number in range(first, first + count):
        citizen = town.person(channel="web")
        await citizen.says(await link_of(town, f"H-{number}"))
        action = citizen.last.action("Hài lòng")
        event = f"{citizen.address}/rate"
        await town.process(Incoming("web", event, citizen.address, action=action, source=source))


async def _flags(town: Town, role: Role = Role.OFFICER, unit: int | None = None) -> str:
    return (await (await town.member(role, unit)).says("/dauhieu")).text


async def test_many_dossiers_rated_from_one_network_are_shown_and_stay_counted(any_town: Town) -> None:
    await _returned(any_town, 6)
    await _rate_from(any_town, "203.0.113.7", 6)
    line = "• 15/06/2026, Sở Thử: 6 lượt trong 10 phút từ cùng một thiết bị hoặc một mạng, của 6 người"
    for role in (Role.OFFICER, Role.DIRECTOR):
        text = await _flags(any_town, role)
        assert line in text
        assert "không đánh giá nào bị xóa" in text
    director = await any_town.member(Role.DIRECTOR)
    await director.says("/summary tháng 6/2026")
    assert "Hài lòng: 6/6 = 100%" in director.hears
    await director.taps("Dấu hiệu")
    assert line in director.hears
    await director.taps("Về tổng hợp")
    assert "📊 Tháng 6/2026" in director.hears


async def test_a_flood_from_one_address_is_one_flag_that_grows(town: Town) -> None:
    await _returned(town, 30)
    await _rate_from(town, "203.0.113.7", 30)
    text = await _flags(town)
    assert text.count("•") == 1
    assert "30 lượt" in text


async def test_the_same_number_over_an_hour_or_from_many_places_is_no_sign(town: Town) -> None:
    await _returned(town, 20)
    for number in range(10):
        await _rate_from(town, f"203.0.113.{number}", 1, number)
    for number in range(10, 20):
        town.passes(minutes=6)
        await _rate_from(town, "203.0.113.99", 1, number)
    assert "Không có dấu hiệu bất thường" in await _flags(town)


async def test_a_busy_kiosk_is_no_sign_and_a_tapping_child_is(town: Town) -> None:
    kiosk = await a_kiosk(town)
    await town.process(*(a_tap(kiosk, f"a{number}", 5, 5 + 10 * number) for number in range(14)))
    assert "Không có dấu hiệu" in await _flags(town)
    await town.process(*(a_tap(kiosk, f"b{number}", 5, 10 * number) for number in range(6)))
    text = await _flags(town)
    assert "20 lượt trong 10 phút từ cùng một thiết bị hoặc một mạng\n" in text


async def _in_a_minute(town: Town) -> Person:
    await receives(town, f"H-1,{PHONES[1]},01/06/2026,30/06/2026,15/06/2026")
    town.passes(seconds=30)
    return town.person()


async def test_a_rating_within_a_minute_of_return_is_shown(any_town: Town) -> None:
    somebody = await _in_a_minute(any_town)
    await somebody.says(await link_of(any_town, "H-1"))
    await somebody.taps("Rất hài lòng")
    assert "15/06/2026, Sở Thử: 1 lượt trong vòng một phút sau khi ghi trả kết quả" in await _flags(any_town)


async def test_whoever_waited_and_was_told_may_be_quick(town: Town) -> None:
    await receives(town, f"H-1,{PHONES[1]},01/06/2026,30/06/2026,")
    waiting = town.person()
    await waiting.says(await link_of(town, "H-1"))
    town.passes(hours=1)
    await _in_a_minute(town)
    await town.ticks()
    await waiting.taps("Rất hài lòng")
    assert "Không có dấu hiệu" in await _flags(town)


@pytest.mark.parametrize(("satisfied", "rated", "shown"), [(201, 201, True), (200, 200, False), (300, 301, False)])
async def test_a_channel_without_one_unhappy_voice_is_shown(
    town: Town, satisfied: int, rated: int, shown: bool
) -> None:
    rows = f"Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\nKiosk sảnh,01/06/2026,10/06/2026,{satisfied},{rated}\n"
    await town.imports(FileKind.TOTALS, "kenh.csv", rows.encode())
    assert ("• Kiosk sảnh: cả 201 lượt đều hài lòng" in await _flags(town)) is shown


async def test_flags_are_their_unit_s_and_the_leaders_own(town: Town) -> None:
    await _returned(town, 6)
    await _rate_from(town, "203.0.113.7", 6)
    elsewhere = await town.unit("Trung tâm khác")
    assert "Không có dấu hiệu" in await _flags(town, Role.DIRECTOR, elsewhere)
    for person in (town.person(), await town.member(Role.STAFF)):
        await person.forges("flags:20260101-20261231")
        assert "lượt" not in person.hears


async def test_no_address_is_kept_in_clear(town: Town, tmp_path: object) -> None:
    await _returned(town, 6)
    await _rate_from(town, "203.0.113.7", 6)
    content = b"".join(path.read_bytes() for path in tmp_path.glob("cchc.db*"))  # type: ignore[attr-defined]
    assert b"203.0.113.7" not in content


async def test_one_tap_for_dossiers_of_many_phones_is_shown_and_for_a_family_s_two_is_not(any_town: Town) -> None:
    await _returned(any_town, 6)
    for numbers in ((0, 1), (2, 3, 4, 5)):
        citizen = any_town.person()
        for number in numbers:
            await citizen.says(await link_of(any_town, f"H-{number}"))
        await citizen.taps("Cho cả")
        await citizen.taps("Hài lòng")
    text = await _flags(any_town)
    assert (
        "• 15/06/2026, Sở Thử: 1 lượt đánh giá chung cho hồ sơ mang nhiều số điện thoại khác nhau, của 4 người" in text
    )
    assert text.count("•") == 1
