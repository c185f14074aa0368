"""Who follows, leaves, shares, withdraws; and what a message refers to."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from storage.messages.traffic import forget_old_traffic
from storage.models import Role
from tests.bench.throughput import free_port
from tests.databases import sqlite_url
from tests.whole import Whole, running
from tests.zalo_chat.setting import permitted, zalo_settings
from tests.zalo_kinds.walk import PHONE
from tests.zalo_oa import events
from tests.zalo_oa.people import Follower, Webhook, settled
from tests.zalo_oa.server import ZaloServer


async def _person(bot: Whole, one: Follower, what: str = "unreachable_at") -> object:
    return await bot.number(f"SELECT {what} FROM person WHERE address = '{one.id}'")


async def test_who_leaves_is_sent_nothing_and_finds_what_waited_on_coming_back(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    await lan.follows()
    assert await lan.sends(events.about(lan.id, "unfollow")) == []
    zalo.state.followers.remove(lan.id)
    assert await _person(bot, lan) is not None
    await bot.sends("zalo", lan.id, {"text": "Hồ sơ đã có kết quả."})
    await settled(bot)
    assert len(lan.inbox) == 1
    await lan.follows()
    assert [call.text.partition(".")[0] for call in lan.inbox[1:]] == ["Hồ sơ đã có kết quả", "Kính chào ông/bà"]
    assert await _person(bot, lan) is None


async def test_who_withdraws_is_erased_without_a_word(zalo: ZaloServer, bot: Whole, lan: Follower) -> None:
    await bot.furnish()
    await lan.says(f"/start {bot.link(1)}")
    await lan.taps("Rất hài lòng")
    await bot.sends("zalo", lan.id, {"text": "Một tin"})
    zalo.state.followers.remove(lan.id)
    answers = [await lan.sends(event) for event in [events.withdraw(lan.id)] * 2]
    assert answers == [[], []]
    assert await bot.number("SELECT count(*) FROM person") == 0
    assert await bot.number("SELECT count(*) FROM outbox") == 0
    assert await bot.number("SELECT count(*) FROM rating WHERE person_id IS NULL AND rater IS NULL") == 1
    said = [row[0] for row in await bot.query("SELECT event_id FROM incoming_event")]
    assert not any(lan.id in event_id for event_id in said)


async def test_somebody_with_a_role_who_withdraws_is_only_away(
    zalo: ZaloServer, bot: Whole, lan: Follower, minh: Follower
) -> None:
    await minh.says(f"/start {await bot.invitation(Role.OFFICER)}")
    await lan.says(f"/start {await bot.invitation(Role.DIRECTOR)}")
    assert await lan.sends(events.withdraw(lan.id)) == []
    assert await _person(bot, lan) is not None
    assert "không nhận được tin nhắn" in minh.hears
    assert await bot.number("SELECT count(*) FROM appointment") == 2


async def test_who_withdraws_and_was_never_here_leaves_nothing(bot: Whole, lan: Follower) -> None:
    assert await lan.sends(events.withdraw(lan.id)) == []
    assert await bot.number("SELECT count(*) FROM person") == 0


async def test_who_has_been_silent_and_is_marked_so_is_still_asked_to_rate_by_zalo_s_own_message(
    zalo: ZaloServer, tmp_path: Path
) -> None:
    settings = zalo_settings(zalo, await permitted(sqlite_url(tmp_path)), free_port(), zalo_rating_template="230184")
    async with running(settings) as bot:
        await bot.furnish()
        lan = Follower(zalo, bot, "7410000000000000001")
        await lan.says(f"/start {bot.link(1)}")
        zalo.state.refuses[lan.id] = -230
        await bot.sends("zalo", lan.id, {"text": "Một tin"})
        await settled(bot)
        assert await _person(bot, lan) is not None
        ask = {"text": "Mời đánh giá", "withheld": True, "asks_to_rate": 1}
        await bot.sends("zalo", lan.id, ask, ask)
        await settled(bot)
        assert zalo.state.templates == [lan.id]
        assert await bot.number("SELECT count(*) FROM outbox WHERE failure LIKE 'waits%'") == 2


async def test_a_shared_number_opens_its_dossiers_and_is_kept_nowhere(bot: Whole, zalo: ZaloServer) -> None:
    await bot.furnish()
    for number, phone in enumerate((PHONE, int(PHONE), f"+{PHONE}", "0912345678")):
        one = Follower(zalo, bot, f"741000000000000010{number}")
        zalo.state.followers.add(one.id)
        answers = await one.sends(events.submit(one.id, phone))
        assert "có 1 hồ sơ" in answers[0].text, phone
    kept = [*await bot.query("SELECT payload FROM outbox"), *await bot.query("SELECT event_id FROM incoming_event")]
    assert "12345678" not in str(kept)


async def test_where_zalo_s_form_does_not_vouch_for_the_number_it_opens_nothing(
    zalo: ZaloServer, tmp_path: Path
) -> None:
    settings = zalo_settings(zalo, await permitted(sqlite_url(tmp_path)), free_port(), zalo_phone_is_own=False)
    async with running(settings) as bot:
        await bot.furnish()
        lan = Follower(zalo, bot, "7410000000000000001")
        zalo.state.followers.add(lan.id)
        assert "danh thiếp" in (await lan.sends(events.submit(lan.id, PHONE)))[-1].text
        assert await bot.number("SELECT count(*) FROM dossier_access") == 0


async def test_ids_longer_than_numbers_are_exact_are_text_also_where_they_come_as_numbers(
    zalo: ZaloServer, bot: Whole
) -> None:
    user = 9_007_199_254_740_993  # 2^53 + 1
    lan = Follower(zalo, bot, str(user))
    zalo.state.followers.add(lan.id)
    event = events.words(lan.id, "xin chào")
    event["sender"] = {"id": user}
    event["timestamp"] = int(event["timestamp"])
    assert "Kính chào" in (await lan.sends(event))[-1].text


async def test_a_reply_means_the_task_of_the_message_it_quotes_of_one_s_own_chat(
    zalo: ZaloServer, bot: Whole, lan: Follower, minh: Follower
) -> None:
    await bot.furnish()
    for one in (minh, lan):
        await one.says(f"/start {await bot.invitation(Role.STAFF)}")
    task = await minh.says("/nhiemvu 4")
    await minh.says("xin chào")
    assert "80%" in (await minh.says("80% đã treo", quote_msg_id=task.id)).text
    assert "nhiệm vụ nào" in (await minh.says("90% đã treo", quote_msg_id="unknown")).text.lower()
    await lan.says("xin chào")
    assert "nhiệm vụ nào" in (await lan.says("90% đã treo", quote_msg_id=task.id)).text.lower()
    async with bot.application.database.write() as db:  # with the message itself its name goes
        await forget_old_traffic(db, [], bot.application.clock() + timedelta(days=8))
    assert await bot.number("SELECT count(*) FROM sent_message") == 0


async def test_a_tap_that_comes_before_zalo_has_answered_the_sending_is_answered(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    zalo.state.followers.add(lan.id)
    zalo.fails(seconds=0.2, accepted=True)
    assert await Webhook(bot.url)(events.words(lan.id, "xin chào")) == 200
    [menu] = await zalo.wait_for(1)
    assert await Webhook(bot.url)(events.words(lan.id, menu.buttons[-1]["payload"])) == 200
    await settled(bot)
    assert "/riengtu" in lan.hears


async def test_several_pictures_of_one_message_are_all_taken(zalo: ZaloServer, bot: Whole, minh: Follower) -> None:
    await bot.furnish()
    await minh.says(f"/start {await bot.invitation(Role.STAFF)}")
    pictures = [{"url": zalo.keeps(f"{number}.jpg", b"\xff\xd8\xff jpeg"), "thumbnail": ""} for number in range(3)]
    await minh.sends(events.attached(minh.id, "image", *pictures, text="4 80% đã treo"))
    assert await bot.number("SELECT count(*) FROM progress_file") == 3


async def test_what_cannot_be_read_is_answered_and_holds_up_nothing(
    zalo: ZaloServer, bot: Whole, lan: Follower, caplog: pytest.LogCaptureFixture
) -> None:
    zalo.state.followers.add(lan.id)
    strange = [
        events.place(lan.id, "north", "east"),
        events.place(lan.id, "95", "10"),
        events.attached(lan.id, "image", {"thumbnail": "x"}),
        events.attached(lan.id, "file", {"url": "file:///etc/passwd", "name": "x.pdf"}),
        events.words(lan.id, "x") | {"message": {"msg_id": "1", "text": ["x"]}},
    ]
    for event in strange:
        assert "không đọc được" in (await lan.sends(event))[-1].text
    assert caplog.text.count("the sender is told") == len(strange)
    assert "passwd" not in caplog.text


async def test_a_file_that_is_not_kept_safely_or_is_gone_is_not_fetched(
    zalo: ZaloServer, bot: Whole, minh: Follower
) -> None:
    await bot.furnish()
    await minh.says(f"/start {await bot.invitation(Role.STAFF)}")
    zalo.keeps("there.pdf", b"%PDF-1.4")
    for url in ("http://127.0.0.1:1/x.pdf", f"{zalo.url}/cdn/gone.pdf", f"{zalo.url}/moved/there.pdf"):
        await minh.says("4 80% đã treo")
        await minh.sends(events.attached(minh.id, "file", {"url": url, "name": "biên bản.pdf", "size": 5}))
        assert "đính kèm" not in minh.hears
    await asyncio.sleep(0)
    assert await bot.number("SELECT count(*) FROM progress_file") == 0
