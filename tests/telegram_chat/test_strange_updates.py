"""One update holds up nobody: whatever it holds is set aside, and its neighbours are answered."""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.kinds import FILES, PLACES, WORDS
from tests.botapi import BotApiServer, User, text_message
from tests.botapi.people import LAN, MINH
from tests.databases import sqlite_url
from tests.telegram_chat.talking import hears
from tests.whole import Whole, running, telegram_settings

CHAT = {"id": LAN.id, "type": "private", "first_name": "Lan"}
FROM = {"id": LAN.id, "is_bot": False, "first_name": "Lan"}


def _message(**fields: Any) -> dict[str, Any]:
    return {"message": {"message_id": 1, "date": 1, "chat": CHAT, "from": FROM, **fields}}


def _tap(**fields: Any) -> dict[str, Any]:
    message = {"message_id": 1, "date": 1, "chat": CHAT}
    return {"callback_query": {"id": "1", "from": FROM, "chat_instance": "1", "message": message, **fields}}


# What it holds, and whether its sender is told that it was not read.
UPDATES: list[tuple[Any, bool]] = [
    (_message(text=["danh sách"]), True),
    (_message(text=5), True),
    (_message(document={"file_id": "\ud800", "file_name": "x"}), True),
    (_message(document={"file_id": "x\0", "file_name": "x"}), True),
    (_message(document={"file_id": "f", "file_size": 10**30}), True),
    (_message(document=["x"]), True),
    (_message(photo=[{"file_id": "f", "file_size": float("inf")}]), True),
    (_message(photo={"file_id": "f"}), True),
    (_message(voice={"file_id": 1}), True),
    (_message(location={"latitude": "10", "longitude": 106}), True),
    (_message(location={"latitude": 10, "longitude": float("nan")}), True),
    (_message(venue=[1]), True),
    (_message(contact={"phone_number": None}), True),
    (_tap(data={"x": 1}), True),
    (_tap(data="main", message={"message_id": 10**30, "chat": CHAT}), True),
    (_message(**{"from": {"id": "\ud800", "is_bot": False}}), False),
    (_message(**{"from": {"id": 10**30, "is_bot": False}}), False),
    (_message(chat=5), False),
    ({"update_id": "\ud800", **_message(text="xin chào")}, False),
    ({"update_id": 10**30, **_message(text="xin chào")}, False),
    ({"update_id": True, **_message(text="xin chào")}, False),
    (None, False),
    ([1], False),
    ("text", False),
]


@pytest.mark.parametrize(("strange", "is_told"), UPDATES, ids=range(len(UPDATES)))
async def test_an_update_that_cannot_be_read_costs_no_other_anything(
    server: BotApiServer, bot: Whole, strange: Any, is_told: bool
) -> None:
    server.meet(LAN, MINH)
    server.push(text_message(MINH, "xin chào"))
    server.updates.add_raw(strange)
    server.push(text_message(MINH, "xin chào"))
    await server.updates.wait_until_confirmed()
    await bot.application.delivery.settle()
    assert len(server.sent_to(MINH.id)) == 2
    assert ["không đọc được" in call.params["text"] for call in server.sent_to(LAN.id)] == [True] * is_told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\ud800b", "Ông/bà cần giúp việc gì?"),
        ("a\0b", "Tôi chưa hiểu “ab”"),
        ("\udfff", "Ông/bà cần giúp việc gì?"),
        ("\0", "Tôi chưa hiểu tin này"),
    ],
)
async def test_half_a_character_is_no_reason_not_to_answer(
    server: BotApiServer, bot: Whole, text: str, said: str
) -> None:
    server.meet(LAN)
    server.updates.add_raw(_message(text=text))
    [answer] = await server.wait_for(1)
    assert "không đọc được" not in answer.params["text"]
    assert said in answer.params["text"]


@pytest.mark.parametrize(
    "raw",
    [
        '{"update_id": 700000001, "message": {"text": ' + "[" * 90_000 + "]" * 90_000 + "}}",
        '{"update_id": 700000001, "message": {"text": ' + "9" * 5000 + "}}",
    ],
    ids=["nested", "digits"],
)
async def test_what_python_itself_cannot_read_is_stepped_over(
    server: BotApiServer, tmp_path: Path, raw: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.persisting.FIRST_PAUSE", 0.01)
    server.meet(MINH)
    async with running(telegram_settings(server, sqlite_url(tmp_path))):
        await server.calls.wait_for_call("deleteWebhook")
        server.faults.garble_next(f'{{"ok": true, "result": [{raw}]}}', 4, method="getUpdates")
        server.updates.add_raw({"my_chat_member": {}})
        server.push(text_message(MINH, "xin chào"))
        await hears(server, text_message(MINH, "xin chào"))
        await server.updates.wait_until_confirmed()


FIELDS = (
    *("message", "callback_query", "from", "chat", "id", "type", "text", "document", "photo", "file_id", "update_id"),
    *("data", "message_id", "file_size", "file_name", "caption", "is_bot", "language_code"),
)
_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
_bodies = st.dictionaries(
    st.sampled_from([*WORDS, *FILES, *PLACES, "contact", "quote", "forward_origin", "caption", "from", "chat"]),
    _values,
    max_size=3,
)
_updates = (
    _values
    | st.builds(lambda body: _message(**body), _bodies)
    | st.builds(lambda body: _tap(**body), st.dictionaries(st.sampled_from(["data", "id", "message"]), _values))
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(_updates, min_size=1, max_size=30))
def test_among_two_good_updates_any_json_at_all_leaves_both_answered(strange: list[Any]) -> None:
    asyncio.run(_among_good_ones([json.loads(json.dumps(one)) for one in strange]))


async def _among_good_ones(strange: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with BotApiServer(anyone=True) as server:
            server.meet(LAN)
            good = [User(81_000 + number) for number in range(len(strange) + 1)]
            server.push(text_message(good[0], "xin chào"))
            for one, neighbour in zip(strange, good[1:], strict=True):
                server.updates.add_raw(one)
                server.push(text_message(neighbour, "xin chào"))
            async with running(telegram_settings(server, sqlite_url(Path(folder) / "db"))) as bot:
                await server.updates.wait_until_confirmed(30)
                await bot.application.delivery.settle()
            assert [len(server.sent_to(user.id)) for user in good] == [1] * len(good)
