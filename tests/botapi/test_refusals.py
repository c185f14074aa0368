from typing import Any

import pytest

from tests.botapi import BotApiServer
from tests.botapi.asking import Ask
from tests.botapi.people import LAN


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "👍" * 2049}, "message is too long"),
        ({"text": "a", "chat_id": 5}, "chat not found"),
        ({"text": "a", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "a", "chat_id": True}, "chat_id must be a valid Integer"),
        ({"text": 5}, "text must be a String"),
        ({"text": "a", "txet": "b"}, 'sendMessage has no parameter "txet"'),
        ({"text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "a", "reply_markup": [1]}, "object expected as reply markup"),
        ({"text": "a", "reply_parameters": {"message_id": 9}}, "message to be replied not found"),
        (
            {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "entity beginning at UTF-16 offset 0",
        ),
    ],
)
async def test_a_message_the_real_server_refuses_is_refused(ask: Ask, params: Any, reason: str) -> None:
    assert (await ask("sendMessage", **{"chat_id": LAN.id} | params)).startswith(reason)


async def test_the_length_is_counted_after_entities_and_in_utf16(ask: Ask) -> None:
    sent = await ask("sendMessage", chat_id=LAN.id, text=f"<b>{'👍' * 2048}</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


@pytest.mark.parametrize(
    ("parse_mode", "text", "reason"),
    [
        ("HTML", "Đ <b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("HTML", "Đ <b>x</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("HTML", "Đ < 5", 'Unsupported start tag "" at byte offset 3'),
        ("HTML", "x</b>", "Unexpected end tag at byte offset 1"),
        ("HTML", "<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("HTML", "<b", "Unclosed start tag at byte offset 0"),
        ("HTML", "<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("MarkdownV2", "99.97%", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("MarkdownV2", "Đ *x", "Can't find end of Bold entity at byte offset 3"),
        ("MarkdownV2", "[x](http://a.vn", "Can't find end of a URL at byte offset 4"),
    ],
)
async def test_broken_entities_are_refused_with_the_place(ask: Ask, parse_mode: str, text: str, reason: str) -> None:
    answer = await ask("sendMessage", chat_id=LAN.id, text=text, parse_mode=parse_mode)
    assert answer == f"can't parse entities: {reason}"


async def test_good_entities_are_understood(ask: Ask) -> None:
    html = '<b>Đã <i>xong</i></b> &lt;5&gt; &amp; &nbsp; <a href="http://a.vn/?x=1&amp;y=2">x</a> <code>1</code>'
    sent = await ask("sendMessage", chat_id=LAN.id, text=html, parse_mode="html")
    assert sent["text"] == "Đã xong <5> & &nbsp; x 1"
    assert [entity["type"] for entity in sent["entities"]] == ["bold", "italic", "text_link", "code"]
    assert sent["entities"][2]["url"] == "http://a.vn/?x=1&y=2"
    sent = await ask("sendMessage", chat_id=LAN.id, text=r"*99\.97%* _x_ __y__ `a.b`", parse_mode="MarkdownV2")
    assert sent["text"] == "99.97% x y a.b"
    assert [entity["type"] for entity in sent["entities"]] == ["bold", "italic", "underline", "code"]


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "đ" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": ""}, "can't parse inline keyboard button: Text buttons are unallowed"),
        ({"text": "a"}, "can't parse inline keyboard button: Text buttons are unallowed"),
        ({"text": "", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": "a", "url": "http://localhost/x"}, "inline keyboard button URL 'http://localhost/x' is invalid"),
        ({"text": "a", "url": "ftp://a.vn"}, "inline keyboard button URL 'ftp://a.vn' is invalid"),
        ({"text": "a", "callback_data": "x", "url": "http://a.vn"}, "exactly one of"),
        ("a", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
    ],
)
async def test_a_bad_button_is_refused(ask: Ask, button: Any, reason: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert (await ask("sendMessage", chat_id=LAN.id, text="a", reply_markup=markup)).startswith(reason)


async def test_nested_objects_are_checked_against_the_published_api(server: BotApiServer, ask: Ask) -> None:
    if not server.knows_whole_api:
        pytest.skip("the published description of the API is not here")
    button = {"text": "a", "callback_data": "x", "colour": "red"}
    answer = await ask("sendMessage", chat_id=LAN.id, text="a", reply_markup={"inline_keyboard": [[button]]})
    assert answer == 'reply_markup.inline_keyboard[0][0] (InlineKeyboardButton) has no field "colour"'
    assert await ask("sendDice", chat_id=LAN.id) == "Not Implemented: the tests' server does not know sendDice yet"
