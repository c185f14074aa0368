"""A strict stand-in for the servers of Zalo that an Official Account's permission and its rating messages need: it
refuses what the real ones are known to refuse, and answers 200 also where it refuses.

async with ZaloServices() as zalo:
    settings = zalo_settings(zalo, database_url)
"""

import asyncio
import base64
import hashlib
import itertools
import json
import re
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from bot.settings.settings import Settings
from tests.chat import SECRET

APP, APP_SECRET, OA, OA_SECRET = "1234567890123456789", "app-secret-of-tests", "9876543210987654321", "oa-key-of-tests"
CALLBACK = "https://so-thu.example"
TEMPLATE, FIELDS = "230184", {"ma_ho_so", "thu_tuc"}
PHONES = re.compile(r"84\d{9,10}")


def zalo_settings(zalo: "ZaloServices", database_url: str, **more: Any) -> Settings:
    return Settings(
        **{
            "database_url": database_url,
            "agency": "Sở Thử",
            "secret_key": SECRET,
            "public_url": CALLBACK,
            "web_port": 0,
            "zalo_app_id": APP,
            "zalo_app_secret": APP_SECRET,
            "zalo_oa_id": OA,
            "zalo_oa_secret_key": OA_SECRET,
            **{f"zalo_{host}_url": zalo.url for host in ("api", "oauth", "business")},
            **more,
        }
    )


class ZaloServices:
    """`access`, `refresh`: the pair in force; a renewal makes both new and the one before worthless. `asked`: every
    request, (path, what it said). `slow`: answers to renewals wait for it, after the token was used up. `fails`: the
    next answers, in place of what would be said. `silent`: nobody has written for seven days.
    `asks_by`: how ratings are fetched, before the block begins. `taken`: rating messages,
    by their id."""

    def __init__(self) -> None:
        self.access, self.refresh = "access-0", "refresh-0"
        self.asked: list[tuple[str, Mapping[str, Any]]] = []
        self.slow: asyncio.Event | None = None
        self.renewed = asyncio.Event()
        self.fails: list[Mapping[str, Any] | bytes] = []
        self.silent = False
        self.asks_by = "GET"
        self.taken: dict[str, Mapping[str, Any]] = {}
        self.ratings: list[dict[str, Any]] = []
        self._codes: dict[str, tuple[str, str]] = {}
        self._numbers = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/v4/oa/access_token", self._access_token)
        app.router.add_get("/v2.0/oa/getoa", self._about)
        app.router.add_post("/v3.0/oa/message/cs", self._words)
        app.router.add_post("/v3.0/oa/message/template", self._by_user)
        app.router.add_post("/message/template", self._by_phone)
        app.router.add_route(self.asks_by, "/rating/get", self._ratings)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        if self.slow is not None:
            self.slow.set()
        await self._runner.cleanup()

    def calls(self, path: str) -> list[Mapping[str, Any]]:
        return [said for asked, said in self.asked if asked == path]

    def permits(self, address: str) -> str:
        """Somebody opens the address and agrees: where their browser is sent then."""
        parts = urlsplit(address)
        said = {name: value for name, [value] in parse_qs(parts.query).items()}
        assert parts.path == "/v4/oa/permission"
        assert (said["app_id"], said["redirect_uri"]) == (APP, CALLBACK)
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", said["code_challenge"])
        code = f"code-{next(self._numbers)}"
        self._codes[code] = said["code_challenge"], said["redirect_uri"]
        return f"{CALLBACK}?oa_id={OA}&code={code}&state={said['state']}"

    async def _access_token(self, request: web.Request) -> web.Response:
        form = dict(await request.post())
        self.asked.append(("/v4/oa/access_token", form))
        if self.fails:
            return _answer(self.fails.pop(0))
        if request.headers.get("secret_key") != APP_SECRET or form.get("app_id") != APP:
            return _answer({"error": -14002, "error_name": "Invalid app id", "error_description": "wrong app"})
        if form.get("grant_type") == "authorization_code":
            return _answer(self._exchange(form))
        if form.get("grant_type") != "refresh_token" or form.get("refresh_token") != self.refresh:
            # No number, as seen live.
            return _answer({"error_name": "Invalid refresh token.", "error_description": "not valid"})
        pair = self._new_pair()
        self.renewed.set()
        if self.slow is not None:
            await self.slow.wait()
        return _answer(pair)

    def _exchange(self, form: Mapping[str, Any]) -> Mapping[str, Any]:
        challenge, _ = self._codes.pop(form.get("code", ""), ("", ""))
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        if not challenge or base64.urlsafe_b64encode(digest).decode().rstrip("=") != challenge:
            return {"error_name": "Invalid code", "error_description": f"{form.get('code')} is over"}
        return self._new_pair()

    def _new_pair(self) -> Mapping[str, Any]:
        number = next(self._numbers)
        # Of no fixed length, as the real ones.
        self.access, self.refresh = f"access-{number}" + "x" * number * 50, f"refresh-{number}" + "y" * number * 50
        return {"access_token": self.access, "refresh_token": self.refresh, "expires_in": "90000"}

    def _refuses(self, request: web.Request, said: Mapping[str, Any]) -> web.Response | None:
        self.asked.append((request.path, said))
        if request.headers.get("access_token") != self.access:
            return _answer({"error": -216, "message": "Access token is invalid"}, 401)
        return _answer(self.fails.pop(0)) if self.fails else None

    async def _about(self, request: web.Request) -> web.Response:
        return self._refuses(request, {}) or _answer({"error": 0, "data": {"oa_id": OA, "name": "Sở Thử OA"}})

    async def _words(self, request: web.Request) -> web.Response:
        said = await request.json()
        refusal = self._refuses(request, said)
        if refusal is not None:
            return refusal
        if self.silent:
            return _answer({"error": -230, "message": "User has not interacted with the OA in the past 7 days"})
        user = said["recipient"]["user_id"]
        return _answer({"error": 0, "data": {"message_id": f"w{next(self._numbers)}", "user_id": user}})

    async def _by_user(self, request: web.Request) -> web.Response:
        said = await request.json()
        refusal = self._refuses(request, said)
        if refusal is not None:
            return refusal
        if set(said) != {"user_id", "template_id", "template_data"}:
            return _answer({"error": -201, "message": "Params is invalid"})
        return self._take(said, "message_id")

    async def _by_phone(self, request: web.Request) -> web.Response:
        said = await request.json()
        refusal = self._refuses(request, said)
        if refusal is not None:
            return refusal
        if not PHONES.fullmatch(str(said.get("phone"))):
            return _answer({"error": -108, "message": "Phone number invalid"})
        if not 0 < len(said.get("tracking_id", "")) <= 48 or said.get("mode", "development") != "development":
            return _answer({"error": -1122, "message": "Body data is missing"})
        return self._take(said, "msg_id")

    def _take(self, said: Mapping[str, Any], name: str) -> web.Response:
        fields = said["template_data"]
        if said["template_id"] != TEMPLATE:
            return _answer({"error": -109, "message": "Template ID invalid"})
        if set(fields) != FIELDS or not all(isinstance(value, str) and value for value in fields.values()):
            return _answer({"error": -1121, "message": "Template data invalid"})
        message = f"m{next(self._numbers)}"
        self.taken[message] = said
        return _answer({"error": 0, "message": "Success", "data": {name: message, "sent_time": "1"}})

    async def _ratings(self, request: web.Request) -> web.Response:
        said = dict(request.query)
        refusal = self._refuses(request, said)
        if refusal is not None:
            return refusal
        first, last = int(said["from_time"]), int(said["to_time"])
        assert said["template_id"] == TEMPLATE
        assert 10**12 < first <= last
        found = [one for one in self.ratings if first <= int(one["submitDate"]) <= last]
        begin, count = int(said["offset"]), int(said["limit"])
        return _answer({"error": 0, "data": {"total": len(found), "data": found[begin : begin + count]}})


def signed(event: Mapping[str, Any]) -> tuple[bytes, dict[str, str]]:
    """Body and headers with which the webhook is called."""
    body = json.dumps(event, indent=1).encode()
    mac = hashlib.sha256(APP.encode() + body + str(event["timestamp"]).encode() + OA_SECRET.encode()).hexdigest()
    return body, {"X-ZEvent-Signature": f"mac={mac}"}


def _answer(said: Mapping[str, Any] | bytes, status: int = 200) -> web.Response:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return web.Response(body=body, status=status, content_type="application/json")
