"""setWebhook and the sender of updates to it."""

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout

from tests.botapi.updates import SET_WEBHOOK, Pending, Updates
from tests.botapi.wire import Json, bad_request

PORTS = (80, 88, 443, 8443)
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
Answer = Callable[[Json], None]


class Webhook:
    """Updates of one chat (and of one kind) go out in order; up to `max_connections` chats at once, as the real one."""

    def __init__(self, updates: Updates, on_answer: Answer) -> None:
        self.updates = updates
        self.on_answer = on_answer
        self.allow_http_to_loopback = True
        self.retry_delays: Sequence[float] = (0.05, 0.1, 0.2)
        self.timeout = 5.0
        self.params: Json = {}
        self.last_error: Json = {}
        self.deliveries = 0
        self._sender: asyncio.Task[None] | None = None
        self._busy: set[tuple[str, int]] = set()

    async def set_webhook(self, params: Json) -> bool:
        url = params.get("url", "")
        if not url:
            return await self.delete_webhook(params)
        self._check(url, params)
        await self.stop()
        self.updates.terminate_poll(SET_WEBHOOK)
        self._drop_if_asked(params)
        self.updates.allow(params.get("allowed_updates"))
        self.params, self.last_error, self.updates.webhook_url = params, {}, url
        self._sender = asyncio.create_task(self._send_all())
        return True

    async def delete_webhook(self, params: Json) -> bool:
        await self.stop()
        self._drop_if_asked(params)
        self.params, self.last_error, self.updates.webhook_url = {}, {}, ""
        return True

    def get_webhook_info(self, _: Json) -> Json:
        info: Json = {
            "url": self.params.get("url", ""),
            "has_custom_certificate": "certificate" in self.params,
            "pending_update_count": len(self.updates),
        }
        if self.params:
            info |= {"max_connections": self._connections, "ip_address": "127.0.0.1"}
        if self.updates.allowed is not None:
            info["allowed_updates"] = sorted(self.updates.allowed)
        return info | self.last_error

    @property
    def _connections(self) -> int:
        connections: int = self.params.get("max_connections", 40)
        return connections

    async def stop(self) -> None:
        if self._sender is not None:
            self._sender.cancel()
            with suppress(asyncio.CancelledError):
                await self._sender
            self._sender = None

    def _drop_if_asked(self, params: Json) -> None:
        if params.get("drop_pending_updates"):
            self.updates.clear()

    def _check(self, url: str, params: Json) -> None:
        parts = urlsplit(url)
        if not parts.hostname:
            raise bad_request("invalid webhook URL specified")
        is_local = parts.hostname in ("127.0.0.1", "localhost") and self.allow_http_to_loopback
        if parts.scheme != "https" and not is_local:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not is_local and (parts.port or 443) not in PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        secret = params.get("secret_token", "")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if secret and not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= params.get("max_connections", 40) <= 100:
            raise bad_request("max_connections must be between 1 and 100")

    async def _send_all(self) -> None:
        self._busy.clear()
        timeout = ClientTimeout(total=self.timeout)
        async with ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                for pending in self._ready():
                    self._busy.add(_queue(pending))
                    group.create_task(self._deliver(session, pending))
                await self.updates.wait_for_change()

    def _ready(self) -> list[Pending]:
        """The oldest update of every chat that none is under way for."""
        taken, ready = set(self._busy), []
        for pending in self.updates.pending:
            if len(taken) >= self._connections:
                break
            queue = _queue(pending)
            if queue not in taken:
                taken.add(queue)
                ready.append(pending)
        return ready

    async def _deliver(self, session: ClientSession, pending: Pending) -> None:
        attempt = 0
        while pending.expires >= self.updates.clock() and not await self._post(session, pending.body):
            await asyncio.sleep(self.retry_delays[min(attempt, len(self.retry_delays) - 1)])
            attempt += 1
        self.updates.forget(pending.update_id)
        self._busy.discard(_queue(pending))
        self.updates.changed()

    async def _post(self, session: ClientSession, body: Json) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.params.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.params["secret_token"]
        self.deliveries += 1
        try:
            data = json.dumps(body).encode()
            async with session.post(self.params["url"], data=data, headers=headers, allow_redirects=False) as response:
                answer = await response.read()
        except TimeoutError:
            return self._failed("Read timeout expired")
        except ClientError as error:
            is_refused = isinstance(error, ClientConnectorError)
            return self._failed("Connection refused" if is_refused else f"Connection closed: {error}")
        if not 200 <= response.status < 300:
            return self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
        self._take_answer(answer)
        return True

    def _failed(self, reason: str) -> bool:
        self.last_error = {"last_error_date": int(self.updates.clock()), "last_error_message": reason}
        return False

    def _take_answer(self, answer: bytes) -> None:
        """A call in the body of the response is carried out; its result is told to nobody."""
        with suppress(ValueError):
            body = json.loads(answer or b"null")
            if isinstance(body, dict) and body.get("method"):
                self.on_answer(body)


def _queue(pending: Pending) -> tuple[str, int]:
    content = pending.body[pending.kind]
    holder = content.get("chat") or content.get("from") or content.get("user") or {}
    return ("message" if "message" in pending.kind else pending.kind, holder.get("id", 0))
