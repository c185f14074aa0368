"""What goes out: within Zalo's limits, whole, and in its order."""

import random

import pytest
from aiohttp import ClientSession

from bot.channels.zalo import menus
from bot.channels.zalo.menus import MOST_BUTTONS
from bot.channels.zalo.outgoing import TEXT_UNITS
from bot.channels.zalo.taps import LONGEST, Taps
from bot.channels.zalo.uploads import DOCUMENTS, MOST_OF_A_DOCUMENT
from storage.ground.channels import ZALO, declared
from storage.messages.payloads import StoredButton
from tests.chat import SECRET
from tests.whole import Whole
from tests.zalo_chat.talking import buttons, sends
from tests.zalo_oa import events
from tests.zalo_oa.people import Follower
from tests.zalo_oa.server import ZaloServer


async def test_a_long_text_goes_in_pieces_with_the_buttons_under_the_last(bot: Whole, lan: Follower) -> None:
    lines = [f"Dòng {number} 😍 của một báo cáo dài." for number in range(200)]
    sent = await sends(bot, lan, {"text": "\n".join(lines), "rows": buttons("Xem", "Sửa")})
    assert len(sent) > 2
    assert [line for call in sent for line in call.text.split("\n")] == lines
    assert [len(call.buttons) for call in sent] == [0] * (len(sent) - 1) + [2]


async def test_more_buttons_than_five_are_all_reached_in_their_order(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    labels = [f"Đơn vị số {number}" for number in range(23)]
    await sends(bot, lan, {"text": "Chọn:", "rows": buttons(*labels)})
    reached = [*lan.last.titles]
    while reached[-1].startswith("Thêm lựa chọn"):
        reached.pop()
        await lan.taps("Thêm lựa chọn", lan.last)
        reached += lan.last.titles
    assert reached == labels
    assert [code for code, _ in zalo.state.refused] == []


async def test_what_belongs_together_is_not_torn_apart(bot: Whole, lan: Follower) -> None:
    faces = buttons("1", "2", "3", "4", "5", kind="rate:12")
    other = buttons("a", "b", "c", kind="x")
    [first, rest] = await sends(bot, lan, {"text": "Mời đánh giá", "rows": [*faces, *other]})
    assert (first.titles, rest.titles) == (["1", "2", "3", "4", "5"], ["a", "b", "c"])
    [only] = await sends(bot, lan, {"text": "Mời chọn", "rows": [*other, *faces[:2], *buttons("z", kind="y")]})
    assert only.titles == ["a", "b", "c", "Thêm lựa chọn ▸"]
    [listed] = await sends(bot, lan, {"text": "Mời chọn", "rows": [*buttons("1", "2", "3", "4", "5"), *other[:1]]})
    assert listed.titles == ["1", "2", "3", "4", "Thêm lựa chọn ▸"]


async def test_buttons_too_long_to_be_carried_by_one_are_carried_by_several(bot: Whole, lan: Follower) -> None:
    chance = random.Random(1)
    texts = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=60)) for _ in range(40)]
    rows = [[{"label": text, "action": f"task:{text[:50]}"}] for text in texts]
    await sends(bot, lan, {"text": "Chọn:", "rows": rows})
    reached, waiting = [], [button for call in lan.inbox for button in call.buttons]
    while waiting:
        button = waiting.pop(0)
        assert len(button["payload"]) <= LONGEST
        if button["title"] in texts:
            reached.append(button["title"])
        else:
            before = len(lan.inbox)
            await lan.sends(events.words(lan.id, button["payload"]))
            waiting = [one for call in lan.inbox[before:] for one in call.buttons] + waiting
    assert reached == texts


async def test_nobody_can_type_a_button_nor_use_somebody_else_s(bot: Whole, lan: Follower, minh: Follower) -> None:
    taps = Taps(SECRET.encode())
    await lan.says("xin chào")
    own = lan.last.buttons[0]["payload"]
    forged = [
        Taps(b"another secret of more than thirty-two bytes").more(lan.id, [StoredButton("x", "tasks")]),
        own[:-1] + ("A" if own[-1] != "A" else "B"),
        f"{own}A",
        own.replace("cchc.", "cchc.0"),
        "cchc.",
        "rate:1:5",
        taps.more(minh.id, [StoredButton("x", "tasks")]),
    ]
    for text in forged:
        assert "Tôi chưa hiểu" in (await lan.says(text)).text, text
    assert "Tôi chưa hiểu" in (await minh.says(own)).text
    assert "Tôi chưa hiểu" not in (await lan.says(f"  {own}\n")).text


async def test_an_answer_to_an_old_button_quotes_its_message_and_goes_without_where_zalo_cannot(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    old = await lan.says("xin chào")
    await lan.says("/help")
    [button] = [one for one in old.buttons if "Hướng dẫn" in one["title"]]
    replaced = {"text": "Danh sách mới", "replaces": str(await bot.number("SELECT min(id) FROM outbox"))}
    [answer] = await sends(bot, lan, replaced)
    assert answer.message["quote_message_id"] == old.id
    assert button
    zalo.state.sent.remove(old)  # Zalo knows it no more: −201
    await lan.says("/help")
    [answer] = await sends(bot, lan, replaced)
    assert "quote_message_id" not in answer.message
    await lan.says("/help")
    newest = {"text": "Sửa tại chỗ", "replaces": str(await bot.number("SELECT max(id) FROM outbox"))}
    assert "quote_message_id" not in (await sends(bot, lan, newest))[0].message


async def test_a_link_that_zalo_does_not_take_costs_its_button_and_not_the_message(
    bot: Whole, lan: Follower, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [[{"label": "Xem", "action": "tasks"}], [{"label": "Mở", "url": "ftp://nơi.nào"}]]
    [sent] = await sends(bot, lan, {"text": "Đây", "rows": rows})
    assert sent.titles == ["Xem"]


async def test_of_a_message_that_zalo_took_in_part_only_the_rest_is_sent_again(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    zalo.fails(code=-200, after=1)
    text = "\n".join(f"Dòng {number} của một báo cáo dài." for number in range(180))
    sent = await sends(bot, lan, {"text": text})
    assert len(sent) == 3
    assert "\n".join(call.text for call in sent) == text


async def test_when_zalo_says_that_nothing_is_left_of_this_minute_the_next_one_is_waited_for(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    zalo.state.a_minute, zalo.state.minute = 2, 1.0
    sent = await sends(bot, lan, *({"text": f"Tin {number}"} for number in range(3)))
    assert [call.text for call in sent] == ["Tin 0", "Tin 1", "Tin 2"]
    assert zalo.state.refused == []


async def test_whoever_may_be_asked_for_their_phone_is_asked_with_zalo_s_own_form(bot: Whole, lan: Follower) -> None:
    await lan.says("/hoso")
    asked = [call for call in [await lan.taps("Chia sẻ số điện thoại"), *lan.inbox] if call.payload.get("elements")]
    [element] = asked[0].payload["elements"]
    assert element["title"]
    assert "số điện thoại" in element["subtitle"]
    async with ClientSession() as session, session.get(element["image_url"]) as response:
        assert response.headers["Content-Type"] == "image/png"


def test_what_the_channel_declares_is_what_it_keeps_to() -> None:
    channel = declared(ZALO)
    assert (channel.text, channel.buttons, channel.title) == (TEXT_UNITS, MOST_BUTTONS, menus.LONGEST_TITLE)
    assert {f".{ending}" for ending in channel.files.endings} == set(DOCUMENTS)
    assert channel.files.largest == MOST_OF_A_DOCUMENT
