"""Every address of the web server, and anything at all in every place of a request: refused or taken, never a fault."""

import logging
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Mount, Route

from bot.channels.telegram.door import webhook_secret
from tests.botapi import BotApiServer, text_message
from tests.botapi.people import LAN
from tests.hostile_requests import Hostile, header_variants, statuses, variants
from tests.public_site import PublicSite, public_site
from tests.whole import Whole, demo_settings, running

TOKEN = "x" * 32
COOKIES = {"Cookie": "; ".join(f"cchc_session{suffix}={TOKEN}" for suffix in ("", "_officer")).encode()}
NONCE = b"n" * 20
FILE = (
    b'--limit\r\nContent-Disposition: form-data; name="client_id"\r\n\r\nfile-1\r\n'
    b'--limit\r\nContent-Disposition: form-data; name="text"\r\n\r\nchu thich\r\n'
    b'--limit\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\na,b\r\n'
    b"--limit--\r\n"
)


@pytest.fixture
async def site(server: BotApiServer, tmp_path: Path) -> AsyncIterator[PublicSite]:
    telegram: dict[str, Any] = {"telegram_token": server.token, "telegram_api_url": server.url}
    async with public_site(tmp_path, web_requests_a_minute=10_000, **telegram) as site:
        yield site


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Whole]:
    settings = demo_settings(tmp_path / "demo")
    async with running(settings.model_copy(update={"web_requests_a_minute": 10_000})) as demo:
        yield demo


def _chat(persona: bytes) -> list[Hostile]:
    as_ = {"as": persona}
    message = {"client_id": "c-1", "text": "xin chào", "action": "", "label": "", "message_id": 1}
    return [
        Hostile("page", "GET", "/", query=as_ | {"start": b"d_x"}),
        Hostile("about", "GET", "/api/chat", query=as_, headers=COOKIES),
        Hostile("lines", "GET", "/api/chat/messages", query=as_ | {"after": b"0", "wait": b"0"}, headers=COOKIES),
        Hostile("say", "POST", "/api/chat/messages", query=as_, headers=COOKIES, body=message),
        Hostile("file", "GET", "/api/chat/files/{id}/{key}", {"id": b"1", "key": b"k"}, as_, COOKIES),
    ]


def _beside() -> list[Hostile]:
    return [
        Hostile("health", "GET", "/healthz"),
        Hostile("worker", "GET", "/kiosk-worker.js"),
        Hostile("icon", "GET", "/favicon.ico"),
        Hostile("static", "GET", "/static/{file}", {"file": b"icon.svg"}),
    ]


async def _rating(site: PublicSite) -> list[Hostile]:
    token = {"token": (await site.link("H-1")).removeprefix("r/").encode()}
    unhappy = [("nonce", NONCE), ("level", b"1"), ("scope", b"one")]
    told = [("nonce", NONCE), ("reason", b"time"), ("comment", "lâu".encode()), ("contact", b"1")]
    return [
        Hostile("rating", "GET", "/r/{token}", token, {"lang": b"vi"}),
        Hostile("rate", "POST", "/r/{token}", token, {"lang": b"en"}, body=unhappy),
        Hostile("more", "POST", "/r/{token}/more", token, body=told),
    ]


async def _kiosk(site: PublicSite) -> list[Hostile]:
    token = {"token": (await site.kiosk()).encode()}
    device, tap = str(uuid.uuid4()), str(uuid.uuid4())
    moment = int(site.now.timestamp() * 1000)
    taps = {
        "device": device,
        "sent_at": moment,
        "taps": [{"client_id": tap, "level": 5, "tapped_at": moment, "dossier": ""}],
        "reasons": [{"client_id": tap, "reason": "time"}],
    }
    return [
        Hostile("kiosk", "GET", "/kiosk/{token}", token, {"scanner": b""}),
        Hostile("taps", "POST", "/api/kiosk/{token}/taps", token, body=taps),
        Hostile("beat", "POST", "/api/kiosk/{token}/beat", token, body={"device": device, "waiting": 0}),
    ]


def _telegram(site: PublicSite) -> list[Hostile]:
    secret = webhook_secret(site.application.office).encode()
    update = {"update_id": 900_000_001, **text_message(LAN, "/start x").body}
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    return [Hostile("telegram", "POST", "/telegram", headers=headers, body=update)]


def _upload() -> Hostile:
    return Hostile("upload", "POST", "/api/chat/files", query={"as": b"officer"}, headers=COOKIES, body=FILE)


def _broken_uploads(good: Hostile) -> list[Hostile]:
    """What no browser sends: of the form itself, and of its parts."""
    pieces = [(b'name="file"', value) for value in (b"", b'name="\x00"', b"name*=x", b'name="\xff"', b'name="text"')]
    pieces += [
        (b'filename="a.csv"', b'filename="' + v + b'"') for v in (b"", b"x" * 5_000, b"../a", b"\xed\xa0\x80", b"\x00")
    ]
    pieces += [(b"Content-Type: text/csv", b"Content-Type: " + v) for v in (b"", b"\xff", b"x" * 5_000, b"a\x00b")]
    pieces += [(b"file-1", v) for v in (b"", b"\xff", b"9" * 5_000, b"\x00")]
    pieces += [(b"chu thich", v) for v in (b"", b"\xed\xa0\x80", b"x" * 50_000, b"\x00", b"/start " + b"9" * 5_000)]
    pieces += [
        (b"limit--", b"limit"),
        (b"--limit", b"--other"),
        (b"\r\n", b"\n"),
        (b'form-data; name="client_id"', b"x"),
    ]
    bodies = [FILE.replace(old, new) for old, new in pieces] + [b"", b"\x00" * 5_000, FILE * 20, FILE[:100]]
    return [replace(good, name=f"upload {body[:150]!r}", body=body) for body in bodies]


def _covers(routes: list[Any], requests: list[Hostile]) -> set[tuple[str, str]]:
    """Addresses of the server that none of these requests asks for."""
    wanted = {
        (route.path.split("{")[0], method)
        for route in routes
        if isinstance(route, Route)
        for method in route.methods or ()
    }
    wanted |= {(f"{route.path}/", "GET") for route in routes if isinstance(route, Mount)}
    return {one for one in wanted if one[1] != "HEAD"} - {(good.path.split("{")[0], good.method) for good in requests}


async def _is_sound(address: str, requests: list[Hostile], caplog: pytest.LogCaptureFixture) -> None:
    caplog.clear()
    answered = await statuses(address, requests)
    assert [(request.name, status) for request, status in answered if status >= 500] == []
    told = [record for record in caplog.records if record.exc_info or "raceback" in record.getMessage()]
    assert [logging.Formatter().format(record)[-1500:] for record in told] == []


async def test_every_address_of_the_public_site_takes_or_refuses_anything(
    site: PublicSite, caplog: pytest.LogCaptureFixture
) -> None:
    good = [*_chat(b"citizen"), *_beside(), *await _rating(site), *await _kiosk(site), *_telegram(site)]
    uncovered = _covers(site.application.web.routes, [*good, _upload()])
    assert uncovered == set(), "addresses that no request of this test asks for"
    for request, status in await statuses(site.address, good, 1):
        assert status in (200, 303) or request.name == "file", f"{request.name}: what is good is answered with {status}"
    await _is_sound(site.address, [one for request in good for one in variants(request)], caplog)
    others = [
        replace(request, name=f"{method} {request.path}", method=method)
        for request in good
        for method in ("PUT", "OPTIONS", "HEAD", "POST", "X" * 50)
    ]
    await _is_sound(site.address, others, caplog)


async def test_every_header_of_a_request_may_hold_anything(site: PublicSite, caplog: pytest.LogCaptureFixture) -> None:
    rate = next(request for request in await _rating(site) if request.name == "rate")
    chat = [request for request in _chat(b"citizen") if request.name in ("page", "say", "file")]
    requests = [one for request in (*chat, rate, *_beside(), *_telegram(site)) for one in header_variants(request)]
    await _is_sound(site.address, requests, caplog)


async def test_the_chat_of_staff_and_their_files_take_or_refuse_anything(
    demo: Whole, caplog: pytest.LogCaptureFixture
) -> None:
    good = _upload()
    [(_, status)] = await statuses(demo.url, [good])
    assert status == 200
    chat = [one for request in _chat(b"officer") for one in variants(request)]
    await _is_sound(demo.url, [*chat, *_broken_uploads(good), *variants(good), *header_variants(good)], caplog)
