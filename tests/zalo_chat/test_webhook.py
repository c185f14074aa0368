"""What Zalo posts, and what anybody else may post there."""

import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo.events import Events
from bot.channels.zalo.taps import Taps
from bot.channels.zalo.webhook import PATIENCE_SECONDS
from tests.bench.throughput import free_port
from tests.databases import sqlite_url
from tests.whole import Whole, running
from tests.zalo_chat.setting import zalo_settings
from tests.zalo_oa import events
from tests.zalo_oa.people import Follower, Webhook, settled, signed, written
from tests.zalo_oa.server import APP_SECRET, OA_ID, OA_SECRET, ZaloServer
from tests.zalo_oa.state import Json


async def _handled(bot: Whole) -> int:
    return int(await bot.number("SELECT count(*) FROM incoming_event"))


async def test_both_forms_of_the_signature_are_taken_with_either_first_term(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    post, ways = Webhook(bot.url), [{}, {"form": ""}, {"first": OA_ID}, {"form": "", "first": OA_ID}]
    zalo.state.followers.add(lan.id)
    for how in ways:
        assert await post(events.words(lan.id, "xin chào"), **how) == 200
    await settled(bot)
    assert len(lan.inbox) == len(ways)


async def test_a_signature_that_does_not_fit_changes_nothing_and_is_posted_again(
    zalo: ZaloServer, bot: Whole, lan: Follower, caplog: pytest.LogCaptureFixture
) -> None:
    event = events.words(lan.id, "xin chào")
    body, stamp = written(event), event["timestamp"]
    right = signed(body, stamp)
    wrong = {
        "the application's secret": signed(body, stamp, secret=APP_SECRET),
        "another first term": signed(body, stamp, first="1"),
        "another moment": signed(body, "1"),
        "the JSON written anew": signed(json.dumps(event).encode(), stamp),
        "cut short": right[:-1],
        "longer": right + "0",
        "no hex": "mac=ÿ",
    }
    for why, signature in wrong.items():
        assert await Webhook(bot.url).raw(body, signature) == 403, why
    assert await Webhook(bot.url).raw(body + b" ", right) == 403
    assert await _handled(bot) == 0
    assert caplog.text.count("a signature does not fit") == 1
    assert OA_SECRET not in caplog.text
    caplog.clear()  # it was told, and nothing else is wrong


async def test_the_console_s_sample_and_its_probes_are_answered_and_not_stored(bot: Whole) -> None:
    for body in (written(events.sample()), b""):
        for signature in (None, "mac=00"):
            assert await Webhook(bot.url).raw(body, signature) == 200
    assert await Webhook(bot.url)(events.sample()) == 200
    for body in (b"", b"{}", b"no json", written(events.words("741", "xin chào"))):
        assert await Webhook(bot.url).raw(body, None) == 200
    async with ClientSession() as session, session.get(f"{bot.url}/zalo?hub.challenge=1") as response:
        assert response.status == 200
    assert await _handled(bot) == 0


async def test_what_is_about_another_account_is_passed_over_and_told(
    bot: Whole, lan: Follower, caplog: pytest.LogCaptureFixture
) -> None:
    foreign = events.words(lan.id, "xin chào") | {"recipient": {"id": "1"}}
    for event in (foreign, events.about(lan.id, "follow", oa_id="1")):
        assert await Webhook(bot.url)(event) == 200
    assert await _handled(bot) == 0
    assert caplog.text.count("about another account") == 1


async def test_an_event_that_is_posted_again_is_handled_once(zalo: ZaloServer, bot: Whole, lan: Follower) -> None:
    said, followed = events.words(lan.id, "xin chào"), events.about(lan.id, "follow")
    zalo.state.followers.add(lan.id)
    for event in (said, said, followed, said, followed):
        assert await Webhook(bot.url)(event) == 200
    await settled(bot)
    assert len(lan.inbox) == 2
    assert await _handled(bot) == 2


async def test_what_the_database_does_not_take_is_not_acknowledged(
    zalo: ZaloServer, bot: Whole, lan: Follower, caplog: pytest.LogCaptureFixture
) -> None:
    event = events.words(lan.id, "điều người dân viết")
    zalo.state.followers.add(lan.id)
    async with bot.application.database.write() as db:
        await db.exec_driver_sql("ALTER TABLE outbox RENAME TO elsewhere")
    assert await Webhook(bot.url).once(event) == 503
    async with bot.application.database.write() as db:
        await db.exec_driver_sql("ALTER TABLE elsewhere RENAME TO outbox")
    assert await Webhook(bot.url)(event) == 200
    await settled(bot)
    assert len(lan.inbox) == 1
    assert "điều người dân viết" not in caplog.text
    caplog.clear()


async def test_where_storing_takes_too_long_zalo_is_asked_to_post_again_and_nothing_is_lost(
    zalo: ZaloServer, bot: Whole, lan: Follower
) -> None:
    """Its two seconds are over otherwise, and it would not know whether somebody has it."""
    assert PATIENCE_SECONDS < 2
    zalo.state.followers.add(lan.id)
    event = events.words(lan.id, "xin chào")
    async with bot.application.database.write():
        assert await Webhook(bot.url).once(event) == 503
    assert await Webhook(bot.url)(event) == 200
    await settled(bot)
    assert len(lan.inbox) == 1


async def test_zalo_finds_the_file_by_which_it_knows_the_address(zalo: ZaloServer, tmp_path: Path) -> None:
    settings = zalo_settings(zalo, sqlite_url(tmp_path), free_port(), zalo_verifier="zalo_verifierLPl0ab-9.html")
    async with running(settings) as bot, ClientSession() as session:
        async with session.get(f"{bot.url}/zalo_verifierLPl0ab-9.html") as response:
            assert response.status == 200
            assert 'content="LPl0ab-9"' in await response.text()
        async with session.get(f"{bot.url}/zalo_verifierother.html") as response:
            assert response.status == 404


_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "sender", "id", "msg_id", "text", "attachments", "type", "payload", "url"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_values)
def test_any_json_is_an_event_or_passed_over(value: Any) -> None:
    read = Events(OA_ID, b"x" * 32, Taps(b"x" * 32), phone_is_own=True).read
    read(value)
    head: Json = {"sender": {"id": "1"}, "recipient": {"id": OA_ID}}
    for kind in ("text", "image", "location", "link", "file", "sticker"):
        read({"event_name": f"user_send_{kind}", **head, "message": value})
        attached = {"msg_id": "1", "attachments": [{"type": kind, "payload": value}]}
        read({"event_name": f"user_send_{kind}", **head, "message": attached})
    for name in ("follow", "user_withdraw", "user_submit_info"):
        read({"event_name": name, "follower": value, "info": value, "user_id": value})
