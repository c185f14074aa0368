"""What the Bot Platform does on the wire, also where it does it badly."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.application import Application
from bot.channels.base import NotSent
from bot.channels.fetching import PublicAlone, SentFiles
from bot.channels.zalo_bot.updates import read_or_none, updates_of
from handlers.incoming import Unusable
from storage.ground.refusals import Refusal
from tests.bench.throughput import free_port
from tests.databases import sqlite_url
from tests.whole import Whole, errors_of, running
from tests.zalo_bot.server import Fault, ZaloBotServer
from tests.zalo_bot.talking import LAN, MINH, chooses, says, zalo_bot_settings

PAGE = Fault(502, b"<html>Bad gateway</html>")
REFUSED = json.dumps({"ok": False, "error_code": 500, "description": "Internal"}).encode()


async def test_polling_goes_on_whatever_is_answered(zalo: ZaloBotServer, tmp_path: Path) -> None:
    """A webhook that was set before, idleness in both forms, a proxy's page, a refusal with HTTP 200."""
    zalo.webhook = {"url": "http://127.0.0.1:9/", "secret_token": "12345678"}
    zalo.faults["getMe"].append(PAGE)
    zalo.faults["getUpdates"].extend([PAGE, Fault(200, REFUSED), Fault(408, b"timeout")])
    async with running(zalo_bot_settings(zalo, sqlite_url(tmp_path))) as bot:
        zalo.pending.append(zalo.message(LAN, text="xin chào"))
        assert "Kính chào" in (await zalo.wait_for(LAN, 1))[0]
        zalo.idle_as_http = False
        assert "Kính chào" in await says(zalo, LAN, "xin chào")
        assert await bot.number("SELECT count(*) FROM incoming_event") == 2
    assert zalo.webhook == {}


async def test_a_webhook_that_another_set_is_found_where_polling_is_met_with_silence(
    zalo: ZaloBotServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.zalo_bot.channel.IDLE_BEFORE_A_LOOK", 1)
    zalo.silent_with_webhook = True
    async with running(zalo_bot_settings(zalo, sqlite_url(tmp_path))):
        await says(zalo, LAN, "xin chào")
        zalo.webhook = {"url": "http://127.0.0.1:9/", "secret_token": "12345678"}
        zalo.pending.append(zalo.message(LAN, text="xin chào"))
        await zalo.wait_for(LAN, 2)


async def test_a_token_that_is_not_taken_ends_the_start_and_says_so(zalo: ZaloBotServer, tmp_path: Path) -> None:
    settings = zalo_bot_settings(zalo, sqlite_url(tmp_path), zalo_bot_token="1:" + "wrong")
    with pytest.raises(Refusal, match=r"setup\.zalo_bot"):
        await asyncio.wait_for(Application(settings).run(lambda address: None), 60)


@pytest.mark.parametrize("wrapped", [False, True])
async def test_what_is_posted_is_answered_once_it_is_committed(
    zalo: ZaloBotServer, tmp_path: Path, wrapped: bool
) -> None:
    port = free_port()
    zalo.wrapped = wrapped
    public = {"web_port": port, "public_url": f"http://127.0.0.1:{port}"}
    async with running(zalo_bot_settings(zalo, sqlite_url(tmp_path), **public)) as bot:
        while not zalo.webhook:
            await zalo.wait_for("nobody", 0)
        update = zalo.message(LAN, text="xin chào")
        assert [await zalo.post(update, secret) for secret in ("", "x" * 64)] == [403, 403]
        assert await bot.number("SELECT count(*) FROM incoming_event") == 0
        assert [await zalo.post(update) for _ in range(3)] == [200] * 3
        assert await bot.number("SELECT count(*) FROM incoming_event") == 1
        await zalo.wait_for(LAN, 1)
        strange: tuple[Any, ...] = ({"event_name": "bot.joined"}, {"message": 7}, [], "x", {"ok": True, "result": None})
        assert [await zalo.post(one) for one in strange] == [200] * len(strange)
        assert "Kính chào" in await says(zalo, LAN, "xin chào")
    assert "getUpdates" not in zalo.calls


async def test_every_kind_is_answered_and_in_a_group_one_line_is_said_once(zalo: ZaloBotServer, bot: Whole) -> None:
    for content, word in (({"sticker": "s"}, "nhãn dán"), ({"voice": "u"}, "tin thoại"), ({}, "loại tin này")):
        before = len(zalo.heard[LAN])
        await zalo.push(zalo.message(LAN, **content))
        answer = (await zalo.wait_for(LAN, before + 1))[-1]
        assert word in answer
        assert "vị trí" not in answer  # which cannot be sent here
    unread = zalo.message(LAN, text=7)
    await zalo.push(unread)
    assert len(await zalo.wait_for(LAN, 4)) == 4
    for _ in range(2):
        await zalo.push(zalo.message(MINH, group="group-1", text="@bot /summary"))
    await says(zalo, LAN, "xin chào")
    assert len(zalo.heard["group-1"]) == 1
    assert "nhắn riêng" in zalo.heard["group-1"][0]
    assert zalo.heard[MINH] == []


async def test_a_picture_is_fetched_once_by_the_job(zalo: ZaloBotServer, bot: Whole) -> None:
    await bot.furnish()
    zalo.pictures["1.jpg"] = b"\xff\xd8\xff\xe0 no picture"
    await says(zalo, LAN, "/phananh Ghế ở phòng chờ bị gãy.")
    await chooses(zalo, LAN, "Thủ tục")
    await zalo.push(zalo.message(LAN, photo_url=f"{zalo.url}/pictures/1.jpg"))
    await zalo.wait_for(LAN, 4)
    assert zalo.asked_for == ["1.jpg"]


@pytest.mark.parametrize(
    "address",
    [
        "http://photo.example/1.jpg",
        "https://127.0.0.1/1.jpg",
        "https://[::1]/1.jpg",
        "https://10.0.0.7/1.jpg",
        "https://photo.example:8443/1.jpg",
        "file:///etc/passwd",
        "https://",
        "//1.jpg",
    ],
)
async def test_nothing_within_our_own_network_is_asked_for_a_picture(address: str) -> None:
    with pytest.raises(NotSent, match=r"not asked|without an address"):
        await SentFiles("https://bot-api.zaloplatforms.com").fetch(address)


async def test_a_name_that_leads_into_our_own_network_is_not_followed() -> None:
    resolver = PublicAlone()
    with pytest.raises(OSError, match="no public address"):
        await resolver.resolve("localhost", 443)
    await resolver.close()


async def test_what_is_refused_is_told_apart(zalo: ZaloBotServer, bot: Whole, caplog: pytest.LogCaptureFixture) -> None:
    """Blocked: gone. An outage: tried again, and what went of a long text does not go twice. Too long: never sent."""
    await says(zalo, LAN, "xin chào")
    zalo.faults["sendMessage"].extend([Fault(200, b'{"ok": true, "result": {}}'), PAGE])
    await bot.sends("zalo_bot", LAN, {"text": "một " * 700 + "cuối"})
    await zalo.wait_for(LAN, 2)
    assert [text.count("một") for text in zalo.heard[LAN][1:]] == [700 - 500]
    await bot.application.delivery.settle()  # or the next row waits for the next look at what waits
    zalo.blocked.add(LAN)
    await bot.sends("zalo_bot", LAN, {"text": "Hồ sơ đã trả."})
    await bot.comes_to(1, "SELECT count(*) FROM outbox WHERE failure IS NOT NULL")
    [(failure,)] = await bot.query("SELECT failure FROM outbox WHERE failure IS NOT NULL")
    assert "blocked" in failure
    assert zalo.token not in caplog.text
    assert errors_of(caplog)[0].getMessage().startswith("sending over zalo_bot")


def test_updates_of_any_shape_do_no_harm() -> None:
    head = {"message_id": "m", "from": {"id": "p"}, "chat": {"id": "p", "chat_type": "PRIVATE"}}
    shapes: tuple[Any, ...] = ({}, None, {"message": None}, {"message": {"from": {}}}, {"message": head})
    read = [read_or_none(one) for one in shapes]
    assert [one and one.unusable for one in read] == [None, None, None, None, Unusable.UNKNOWN]
    by_bot = {"message": head | {"from": {"id": "b", "is_bot": True}, "text": "x"}}
    assert read_or_none(by_bot) is None
    assert updates_of({"ok": True, "result": [1, 2]}) == [1, 2]
    assert updates_of({"ok": True, "result": None}) == ()
