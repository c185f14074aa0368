"""One person on several channels: a code joins two addresses, and what both have is one person's."""

from storage.models import Role
from storage.people.addresses import mark_unreachable
from tests.cases import office, writes
from tests.chat import Person, Town
from tests.linking import code_in, code_of, id_of, joins
from tests.samples import link_of, receives
from tests.wires.wire import called

RETURNED = "01/06/2026,08/06/2026,05/06/2026"
SUMMARY = "/summary tháng 6/2026"


def _two(town: Town) -> tuple[Person, Person]:
    return town.person(), town.person(channel="web")


async def test_two_channels_joined_by_a_code_are_one_person(any_town: Town) -> None:
    await receives(any_town, f"H-1,0912345678,{RETURNED}", f"H-2,,{RETURNED}", f"H-3,,{RETURNED}")
    chat, page = _two(any_town)
    await chat.says(await link_of(any_town, "H-2"))
    await chat.taps("Rất hài lòng")
    case = await writes(page)
    await page.says(await link_of(any_town, "H-3"))
    await page.taps("Hài lòng")
    director = await any_town.member(Role.DIRECTOR)
    assert "2 lượt (66,67%), 2 người (66,67%)" in (await director.says(SUMMARY)).text

    done = await joins(page, chat)
    assert f"Đã liên kết: {called(chat.channel)}, Trang web" in done.text
    assert "Trang web vừa được liên kết" in chat.hears
    assert "2 lượt (66,67%), 1 người (33,33%)" in (await director.says(SUMMARY)).text
    assert case in (await chat.says("phản ánh của tôi")).labels[0]
    await page.says("/riengtu")
    assert "2 hồ sơ đã mở" in page.hears
    assert "2 lượt đánh giá" in page.hears
    assert "1 phản ánh" in page.hears


async def test_a_dossier_rated_on_one_channel_is_rated_again_on_the_other_by_the_same_rule(any_town: Town) -> None:
    """Within a day the answer is changed; nothing counts twice."""
    await receives(any_town, f"H-1,0912345678,{RETURNED}")
    chat, page = _two(any_town)
    await chat.says(await link_of(any_town, "H-1"))
    await page.says(await link_of(any_town, "H-1"))
    offered = page.last
    await chat.taps("Rất hài lòng")
    await page.taps("Rất không hài lòng", offered)
    assert "đã được đánh giá" in page.hears
    await joins(page, chat)
    await page.taps("Rất không hài lòng", offered)
    assert "Điều gì làm ông/bà chưa hài lòng" in page.hears or "đã ghi nhận" in page.hears.lower()
    director = await any_town.member(Role.DIRECTOR)
    assert "Hài lòng: 0/1 = 0%" in (await director.says(SUMMARY)).text


async def test_the_code_s_screen_says_what_it_opens_and_works_once_for_ten_minutes(any_town: Town) -> None:
    chat, page = _two(any_town)
    stranger = any_town.person()
    code = await code_of(chat)
    assert "Xin đừng đưa mã cho bất kỳ ai" in chat.hears
    await chat.says(code)
    assert "của chính kênh này" in chat.hears
    await page.says(f"/lienket {code.lower().replace('-', ' ')}")
    assert "Chỉ đồng ý nếu chính ông/bà vừa lấy mã này" in page.hears
    asked = page.last
    await stranger.says(f"/lienket {code}")
    assert "đã được nhập ở nơi khác" in stranger.hears
    any_town.passes(minutes=11)
    await page.taps("liên kết hai kênh", asked)
    assert "đã hết hạn" in page.hears
    late = await code_of(chat)
    any_town.passes(minutes=10)
    await page.says(f"/lienket {late}")
    assert "đã hết hạn" in page.hears
    assert await id_of(any_town, chat) != await id_of(any_town, page)


async def test_a_code_is_typed_alone_while_one_is_asked_for(town: Town) -> None:
    chat, page = _two(town)
    code = await code_of(chat)
    await page.says("/lienket")
    await page.says(code)
    await page.taps("liên kết hai kênh")
    assert await id_of(town, chat) == await id_of(town, page)


async def test_who_is_told_to_enter_a_code_can_say_that_it_was_not_them(town: Town) -> None:
    chat, page = _two(town)
    await page.says(f"/lienket {await code_of(chat)}")
    asked = page.last
    await page.taps("Không phải tôi")
    assert "Không liên kết" in page.hears
    await page.taps("liên kết hai kênh", asked)
    assert "đã hết hạn" in page.hears


async def test_wrong_codes_are_counted_and_closed(town: Town) -> None:
    chat, page = _two(town)
    code = await code_of(chat)
    for _ in range(10):
        await page.says("/lienket K7RM-2QXD")
        assert "Không có mã liên kết này" in page.hears
    await page.says(f"/lienket {code}")
    assert "quá nhiều lần" in page.hears
    await page.says("/lienket xin chào")
    assert "gồm 8 chữ và số" in page.hears


async def test_no_code_stands_anywhere_in_the_database_but_in_what_was_shown(town: Town) -> None:
    chat, page = _two(town)
    code = await code_of(page)
    await chat.says(f"/lienket {code}")
    async with town.db() as db:
        hashes = (await db.exec_driver_sql("SELECT code_hash FROM link_code")).scalars().all()
        said = (await db.exec_driver_sql("SELECT payload FROM web_message WHERE client_id IS NOT NULL")).all()
    assert all(code.replace("-", "") not in hash_ for hash_ in hashes)
    assert said
    assert code not in str(said)


async def test_notices_go_to_the_channel_used_last_and_to_the_other_where_that_is_gone(any_town: Town) -> None:
    _, director, _ = await office(any_town)
    second = any_town.person(channel="web")
    await joins(second, director)
    any_town.passes(minutes=1)
    await director.says("/help")
    before = len(second.inbox)
    await writes(any_town.person(), kind="Thái độ")
    assert "phản ánh" in director.hears.lower()
    assert len(second.inbox) == before
    blocked = await id_of(any_town, director)
    async with any_town.db() as db:
        await mark_unreachable(db, blocked, any_town.now)
    await writes(any_town.person(), kind="Thái độ")
    assert len(second.inbox) == before + 1
    officer = await any_town.member(Role.OFFICER)
    assert "không nhắn được" not in (await officer.says("/canbo")).text


async def test_a_third_channel_is_told_to_both_others(town: Town) -> None:
    chat, page = _two(town)
    third = town.person()
    await joins(page, chat)
    await joins(third, page)
    assert "vừa được liên kết" in chat.hears
    assert "vừa được liên kết" in page.hears
    await chat.says("/lienket")
    assert f"{called(chat.channel)} (đang dùng)" in chat.hears
    assert len([label for label in chat.last.labels if label.startswith("Tách")]) == 2
    pair = town.person()
    await joins(pair, town_person := town.person())
    await pair.says(f"/lienket {await code_of(chat)}")
    await pair.taps("liên kết hai kênh")
    assert "tách ra trước" in pair.hears
    assert await id_of(town, pair) == await id_of(town, town_person)


async def test_a_further_channel_speaks_for_its_person_in_the_same_batch(any_town: Town) -> None:
    """What comes after the joining, within one transaction, is already the one person's."""
    chat, page = _two(any_town)
    await page.says(f"/lienket {await code_of(chat)}")
    join = page.last.action("liên kết hai kênh")
    await page.forges_all(join, "case_mine", "link_more")
    assert code_in(page.last)
    async with any_town.db() as db:
        strays = await db.exec_driver_sql(
            "SELECT person_id FROM pending_question JOIN person ON person.id = person_id WHERE joined_to_id IS NOT NULL"
        )
        assert strays.all() == []


async def test_erasing_erases_all_channels_and_forgetting_too(any_town: Town) -> None:
    await receives(any_town, f"H-1,0912345678,{RETURNED}")
    chat, page = _two(any_town)
    await chat.says(await link_of(any_town, "H-1"))
    await writes(page)
    await joins(page, chat)
    await page.says("/riengtu")
    await page.taps("Xóa tất cả")
    await page.taps("Vâng, xóa tất cả")
    assert "Đã xóa" in page.hears
    async with any_town.db() as db:
        for table in ("person", "brought", "dossier_access", "link_code"):
            assert (await db.exec_driver_sql(f"SELECT count(*) FROM {table}")).scalar_one() == 0, table
        left = (await db.exec_driver_sql("SELECT count(*) FROM web_message")).scalar_one()
    assert left == 1  # that it is done
    await chat.says("/riengtu")
    assert "0 hồ sơ đã mở" in chat.hears
