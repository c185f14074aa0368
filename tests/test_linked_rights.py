"""Nobody sees or does more by joining two channels than whoever holds the rights has meant."""

from handlers.incoming import Incoming
from storage.messages.conversations import all_lines
from storage.models import Role
from storage.people.invitations import invite
from storage.people.people import find_sender_at
from tests.cases import writes
from tests.chat import Person, Town
from tests.linking import code_of, id_of, joins

RETURNED = "01/06/2026,08/06/2026,05/06/2026"
SUMMARY = "/summary tháng 6/2026"


async def test_a_role_goes_to_the_channel_where_its_holder_types_the_code(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER, name="Chuyên viên A")
    page = any_town.person(channel="web")
    await page.says(SUMMARY)
    assert "Hài lòng" not in page.hears
    done = await joins(page, officer)
    assert "anh/chị" in done.text
    assert [name for name, _ in done.payload["commands"] if name == "summary"] == ["summary"]
    assert "Hài lòng" in (await page.says(SUMMARY)).text
    assert "chuyên viên CCHC" in (await page.says("/canbo")).text


async def test_nobody_with_a_role_is_talked_into_entering_somebody_else_s_code(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    thief = any_town.person()
    await officer.says(f"/lienket {await code_of(thief)}")
    assert "mã phải lấy từ đây" in officer.hears
    assert officer.last.labels == ["🏠 Màn hình chính"]
    await officer.forges(f"link_join:{await id_of(any_town, thief)}")
    assert "đã hết hạn" in officer.hears
    assert await id_of(any_town, thief) != await id_of(any_town, officer)


async def test_who_did_not_mean_it_parts_the_stranger_with_one_tap_and_the_stranger_keeps_nothing(
    any_town: Town,
) -> None:
    officer = await any_town.member(Role.OFFICER)
    thief = any_town.person(channel="web")
    case = await writes(thief)
    await joins(thief, officer)
    assert "Hài lòng" in (await thief.says(SUMMARY)).text
    await officer.taps("Không phải tôi, tách ra ngay")
    assert "Đã tách Trang web" in officer.hears
    assert "Đã tách Trang web" in thief.hears
    assert "Hài lòng" not in (await thief.says(SUMMARY)).text
    assert "Hài lòng" in (await officer.says(SUMMARY)).text
    assert case in (await thief.says("phản ánh của tôi")).labels[0]
    async with any_town.db() as db:
        kept = [line.content.text for line in await all_lines(db, thief.address)]
    assert not any("Hài lòng: " in text for text in kept), "what was said to the officer is gone from that page"


async def test_a_role_that_has_ended_comes_back_with_no_parting(any_town: Town) -> None:
    officer = await any_town.member(Role.OFFICER)
    director, page = await any_town.member(Role.DIRECTOR, name="Giám đốc"), any_town.person()
    other = await any_town.member(Role.DIRECTOR, name="Phó")
    await joins(other, director)
    await joins(page, director)
    await officer.says("/canbo")
    await officer.taps("Giám đốc")
    await officer.taps("Vâng, kết thúc vai trò")
    for person in (director, other, page):
        assert "Hài lòng" not in (await person.says(SUMMARY)).text
    async with any_town.db() as db:
        again = await invite(db, any_town.office.secret, Role.DIRECTOR, any_town.unit_id, any_town.now)
    await director.says(f"/start {again}")
    for further in (other, page):
        await director.forges(f"link_part:{await _row(any_town, further)}")
        assert "Đã tách" in director.hears
        assert "Hài lòng" not in (await further.says(SUMMARY)).text
    assert "Hài lòng" in (await director.says(SUMMARY)).text


async def _row(town: Town, person: Person) -> int:
    async with town.db() as db:
        return (await find_sender_at(db, person.channel, person.address, town.today)).address_id


async def test_two_who_hold_one_role_hold_it_once_and_each_again_when_parted(any_town: Town) -> None:
    one, other = await any_town.member(Role.DIRECTOR), await any_town.member(Role.DIRECTOR)
    officer = await any_town.member(Role.OFFICER)
    any_town.passes(minutes=1)
    await joins(other, one)
    assert (await officer.says("/canbo")).text.count("lãnh đạo") == 1
    await writes(any_town.person(), kind="Thái độ")
    assert ["phản ánh" in person.hears.lower() for person in (one, other)] == [False, True]
    await one.says("/lienket bo")
    await one.taps("Vâng, tách ra")
    assert (await officer.says("/canbo")).text.count("lãnh đạo") == 2
    assert "Hài lòng" in (await other.says(SUMMARY)).text


async def test_a_kiosk_cannot_be_linked(town: Town) -> None:
    kiosk = town.person("kiosk:1", channel="kiosk")
    await town.process(Incoming(kiosk.channel, "k-1", kiosk.address, text="/lienket"))
    assert kiosk.inbox == []
    async with town.db() as db:
        assert (await db.exec_driver_sql("SELECT count(*) FROM link_code")).scalar_one() == 0
