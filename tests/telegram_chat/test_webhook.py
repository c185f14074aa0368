"""Our whole bot and Telegram's own JSON, by webhook: what Telegram posts, and what anybody else may post there."""

import itertools
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.updates import read_or_none, tap_id
from tests.bench.throughput import free_port
from tests.botapi import BotApiServer, User, start, tap, text_message
from tests.botapi.people import LAN, MINH
from tests.databases import sqlite_url
from tests.whole import Whole, errors_of, running, telegram_settings

_update_ids = itertools.count(900_000_001)


@pytest.fixture
async def bot(server: BotApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Whole]:
    port = free_port()
    public = {"web_port": port, "public_url": f"http://127.0.0.1:{port}"}
    async with running(telegram_settings(server, sqlite_url(tmp_path), **public)) as bot:
        await server.calls.wait_for_call("setWebhook")
        yield bot
    assert server.token not in caplog.text
    assert errors_of(caplog) == []


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


def update(text: str = "xin chào", user: User = LAN) -> dict[str, Any]:
    body = text_message(user, text).body
    body["message"]["message_id"] = 1
    return {"update_id": next(_update_ids), **body}


class Poster:
    """Posts to the webhook with the secret that Telegram was given."""

    def __init__(self, server: BotApiServer, bot: Whole, session: ClientSession) -> None:
        self.url = f"{bot.url}/telegram"
        self.secret = server.webhook.params["secret_token"]
        self._session = session

    async def __call__(self, data: bytes, secret: str | None = None) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret if secret is None else secret}
        async with self._session.post(self.url, data=data, headers=headers) as response:
            return response.status


@pytest.fixture
def post(server: BotApiServer, bot: Whole, session: ClientSession) -> Poster:
    server.meet(LAN, MINH)
    return Poster(server, bot, session)


async def test_telegram_posts_and_a_citizen_rates(server: BotApiServer, bot: Whole) -> None:
    await bot.furnish()
    server.push(start(LAN, bot.link(1)))
    [faces] = await server.wait_for(1)
    server.push(tap(LAN, faces.result, label="😍 Rất hài lòng"))
    await server.calls.wait_for_call("editMessageText")
    await server.calls.wait_for_call("answerCallbackQuery")
    await server.updates.wait_until_confirmed()
    assert await bot.number("SELECT sum(rated) FROM rating_day") == 1
    assert server.webhook.last_error == {}
    assert server.webhook.params["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]


async def test_an_update_posted_again_is_handled_once(server: BotApiServer, bot: Whole, post: Poster) -> None:
    data = json.dumps(update()).encode()
    assert [await post(data), await post(data)] == [200, 200]
    await bot.application.delivery.settle()
    assert len(server.sent_to(LAN.id)) == 1


async def test_an_update_with_a_wrong_secret_is_refused_unread(server: BotApiServer, bot: Whole, post: Poster) -> None:
    data = json.dumps(update()).encode()
    for secret in ("", "x", post.secret[:-1], post.secret + "x", post.secret.upper(), "ÿ"):
        assert await post(data, secret) == 403
    assert await post(b"no json", "x") == 403
    assert await bot.number("SELECT count(*) FROM incoming_event") == 0


async def test_the_webhook_takes_nothing_but_posts(bot: Whole, session: ClientSession) -> None:
    async with session.get(f"{bot.url}/telegram") as response:
        assert response.status == 405


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b" " * 1_000_001, 413),
        (b"[]", 200),
        (b"null", 200),
        (b'"text"', 200),
        (b"{}", 200),
        (b'{"update_id": 1}', 200),
        (b'{"update_id": 1, "message": []}', 200),
        (b'{"update_id": 1, "message": {"from": 1, "chat": 2}}', 200),
        (b'{"update_id": 1, "callback_query": "x"}', 200),
        (b'{"update_id": 1, "callback_query": {"from": {"id": "1"}, "message": {"chat": {"type": "private"}}}}', 200),
        (b'{"update_id": 1, "message": ' + b"[" * 100_000 + b"}", 200),
    ],
)
async def test_what_is_no_update_is_not_taken_for_one(
    server: BotApiServer, bot: Whole, post: Poster, data: bytes, status: int
) -> None:
    assert await post(data) == status
    assert await post(json.dumps(update()).encode()) == 200
    await server.wait_for(1)
    assert await bot.number("SELECT count(*) FROM incoming_event") == 1


async def test_telegram_is_told_to_post_again_what_the_database_did_not_take(
    server: BotApiServer, bot: Whole, post: Poster, caplog: pytest.LogCaptureFixture
) -> None:
    secret_words = "điều người dân viết"
    data = json.dumps(update(secret_words)).encode()
    async with bot.application.database.write() as db:
        await db.exec_driver_sql("ALTER TABLE outbox RENAME TO elsewhere")
    assert await post(data) == 503
    async with bot.application.database.write() as db:
        await db.exec_driver_sql("ALTER TABLE elsewhere RENAME TO outbox")
    assert await post(data) == 200
    await server.wait_for(1)
    assert secret_words not in caplog.text
    caplog.clear()


_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["message", "callback_query", "from", "chat", "id", "type", "text", "document", "photo", "file_id"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_values)
def test_any_json_is_an_update_or_passed_over(value: Any) -> None:
    read_or_none(value)
    read_or_none({"update_id": 1, "message": value})
    read_or_none({"update_id": 1, "callback_query": value})
    tap_id(value)
    tap_id({"callback_query": value})
