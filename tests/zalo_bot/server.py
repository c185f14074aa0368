"""The tests' own Bot Platform: aiohttp on 127.0.0.1. It hands an update out once, refuses what the real one refuses,
and says `ok: false` with HTTP 200 as often as not."""

import asyncio
import itertools
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import ClientError, ClientSession, web

Json = dict[str, Any]
TOKEN = "1459232241454765289:" + "zalo-bot-token-of-the-tests"
LONGEST = 2000
_PARAMETERS = {
    "getMe": set[str](),
    "getUpdates": {"timeout"},
    "setWebhook": {"url", "secret_token"},
    "deleteWebhook": set[str](),
    "getWebhookInfo": set[str](),
    "sendMessage": {"chat_id", "text"},
}


@dataclass
class Fault:
    """`reply`: the bytes of the answer, whatever was asked."""

    status: int
    reply: bytes


class Bad(Exception):
    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass
class ZaloBotServer:
    """`idle_as_http`: 408 as HTTP's status, or in the body alone. `silent_with_webhook`: polling while a webhook is set
    is met with silence, or refused. `wrapped`: how updates are posted."""

    token: str = TOKEN
    idle_as_http: bool = True
    silent_with_webhook: bool = False
    wrapped: bool = False
    refuses_with_200: bool = True
    idle_seconds: float = 0.02
    pending: deque[Json] = field(default_factory=deque)
    heard: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    calls: list[str] = field(default_factory=list)
    faults: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    blocked: set[str] = field(default_factory=set)
    pictures: dict[str, bytes] = field(default_factory=dict)
    asked_for: list[str] = field(default_factory=list)
    webhook: Json = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        self._numbers = itertools.count(1)
        self._chats: set[str] = set()
        self._changed = asyncio.Condition()
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        app.router.add_get("/pictures/{name}", self._picture)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._runner.cleanup()

    # --- people

    def meet(self, person: str) -> None:
        """They have written before."""
        self._chats.add(person)

    def message(self, person: str, group: str = "", **content: Any) -> Json:
        """One update of this person's; `text`, `photo`, `sticker` …"""
        self._chats.add(group or person)
        chat = {"id": group or person, "chat_type": "GROUP" if group else "PRIVATE"}
        sender = {"id": person, "display_name": "Lan", "is_bot": False}
        head: Json = {"message_id": f"{next(self._numbers):020x}", "date": 1766619597466, "from": sender, "chat": chat}
        kind = next(iter(content), "unsupported")
        return {"event_name": f"message.{kind}.received", "message": head | content}

    async def push(self, update: Json) -> int:
        """To the webhook, whose status it returns; otherwise for whoever polls."""
        if self.webhook.get("url"):
            return await self.post(update)
        self.pending.append(update)
        await self._notify()
        return 200

    async def post(self, update: Json, secret: str | None = None) -> int:
        body = {"ok": True, "result": update} if self.wrapped else update
        headers = {"X-Bot-Api-Secret-Token": self.webhook["secret_token"] if secret is None else secret}
        try:
            async with self._session.post(self.webhook["url"], json=body, headers=headers) as response:
                return response.status
        except ClientError:
            return 502

    async def wait_for(self, person: str, count: int, within: float = 60.0) -> list[str]:
        """All this person has heard, once it is so much."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: len(self.heard[person]) >= count)
        return self.heard[person]

    async def wait_until_fetched(self) -> None:
        async with asyncio.timeout(60), self._changed:
            await self._changed.wait_for(lambda: not self.pending)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    # --- the wire

    async def _picture(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.asked_for.append(name)
        if name not in self.pictures or self.asked_for.count(name) > 1:
            return web.Response(status=410)  # an address that is good once
        return web.Response(body=self.pictures[name], content_type="image/jpeg")

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls.append(method)
        if request.match_info["token"] != self.token:
            return web.Response(status=401, text="Unauthorized")
        if self.faults[method]:
            fault = self.faults[method].popleft()
            return web.Response(status=fault.status, body=fault.reply)
        try:
            result = await self._call(method, await _parameters(method, request))
        except Bad as bad:
            in_body = bad.code != 408 if self.refuses_with_200 else False
            status = 200 if in_body or (bad.code == 408 and not self.idle_as_http) else bad.code
            return web.json_response({"ok": False, "error_code": bad.code, "description": str(bad)}, status=status)
        return web.json_response({"ok": True, "result": result})

    async def _call(self, method: str, given: Json) -> Any:
        if method == "getMe":
            return {"id": self.token.partition(":")[0], "account_name": "bot.SoThu", "account_type": "BASIC"}
        if method == "getUpdates":
            return await self._next()
        if method == "sendMessage":
            return await self._take(given)
        if method == "setWebhook":
            if not 8 <= len(given["secret_token"]) <= 256 or not given["url"].startswith("http"):
                raise Bad(400, "Bad Request: webhook")
            self.webhook = given
        elif method == "deleteWebhook":
            self.webhook = {}
        await self._notify()
        return {"url": self.webhook.get("url", ""), "updated_at": 1749538250568}

    async def _next(self) -> Json:
        if self.webhook and not self.silent_with_webhook:
            raise Bad(400, "Bad Request: webhook is set")
        if not self.pending or self.webhook:
            await asyncio.sleep(self.idle_seconds)
        if not self.pending or self.webhook:
            raise Bad(408, "Request timeout")
        update = self.pending.popleft()  # and it is gone
        await self._notify()
        return update

    async def _take(self, given: Json) -> Json:
        chat, text = given["chat_id"], given["text"]
        if not isinstance(chat, str) or not isinstance(text, str) or not len(text.strip()) >= 1 or len(text) > LONGEST:
            raise Bad(400, "Bad Request: text must have 1 to 2000 characters")
        if chat not in self._chats:
            raise Bad(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Bad(403, "Forbidden: bot was blocked by the user")
        self.heard[chat].append(text)
        await self._notify()
        return {"message_id": f"{next(self._numbers):020x}", "date": 1766619597466}


async def _parameters(method: str, request: web.Request) -> Json:
    if method not in _PARAMETERS or request.content_type != "application/json":
        raise Bad(400, "Bad Request: invalid API name")
    try:
        given = json.loads(await request.read())
    except ValueError:
        raise Bad(400, "Bad Request: no JSON") from None
    if not isinstance(given, dict) or (_PARAMETERS[method] - {"timeout"}) - given.keys():
        raise Bad(400, "Bad Request: a parameter is missing")
    if unknown := given.keys() - _PARAMETERS[method]:
        raise Bad(400, f"Bad Request: {sorted(unknown)}")
    return given
