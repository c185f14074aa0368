"""The queue of updates and getUpdates, with the real server's ways of confirming, waiting and conflicting."""

import asyncio
import math
from collections import deque
from typing import Any, NamedTuple

from tests.botapi.wire import ApiError, Clock, Json, bad_request

KEPT_SECONDS = 24 * 3600.0
CALLBACK_KEPT_SECONDS = 150.0
LONGEST_POLL = 50
NOT_BY_DEFAULT = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
SET_WEBHOOK = "Conflict: terminated by setWebhook request"


class Pending(NamedTuple):
    update_id: int
    kind: str
    body: Any
    expires: float


class Updates:
    def __init__(self, clock: Clock, first_update_id: int = 700_000_001) -> None:
        self.clock = clock
        self.pending: deque[Pending] = deque()
        self.next_update_id = first_update_id
        self.allowed: frozenset[str] | None = None
        self.webhook_url = ""
        # The real server answers a poll repeated within 0.5 s with one update at most and lets one repeated within
        # 3 s wait; off by default, because it makes tests slow.
        self.slow_repeats = False
        self._waiter: asyncio.Future[None] | None = None
        self._changed = asyncio.Event()
        self._next_expiry = math.inf
        self._empty = asyncio.Event()
        self._empty.set()
        self._last_poll = (0, -1e9)

    def add(self, update: Json) -> Json | None:
        """The update with its update_id, or nothing if the bot has not asked for this type."""
        kind = next(name for name in update if name != "update_id")
        if kind in NOT_BY_DEFAULT if self.allowed is None else kind not in self.allowed:
            return None
        body = {"update_id": self.next_update_id} | update
        # A callback query is of no use once its time to be answered is over.
        kept = CALLBACK_KEPT_SECONDS if kind == "callback_query" else KEPT_SECONDS
        expires = self.clock() + kept
        self.pending.append(Pending(body["update_id"], kind, body, expires))
        self._next_expiry = min(self._next_expiry, expires)
        self.next_update_id = max(self.next_update_id, body["update_id"]) + 1
        self._wake()
        return body

    def add_raw(self, body: Any) -> int:
        """Whatever it is, in the place of an update; its own number is written into it where it has room for one."""
        number = self.next_update_id
        if isinstance(body, dict):
            body = {"update_id": number} | body
        self.pending.append(Pending(number, "message", body, self.clock() + KEPT_SECONDS))
        self._next_expiry = min(self._next_expiry, self.clock() + KEPT_SECONDS)
        self.next_update_id = number + 1
        self._wake()
        return number

    def __len__(self) -> int:
        self._forget_old()
        return len(self.pending)

    def allow(self, kinds: list[str] | None) -> None:
        """Not given: as before; empty: the default kinds."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def forget(self, update_id: int) -> None:
        # Mostly the first one: cheaper than building the queue anew for every update of thousands.
        for index, pending in enumerate(self.pending):
            if pending.update_id == update_id:
                del self.pending[index]
                break
        self._note_emptiness()

    def clear(self) -> None:
        self.pending.clear()
        self._note_emptiness()

    def _note_emptiness(self) -> None:
        if not self.pending:
            self._empty.set()

    async def wait_until_confirmed(self, within: float = 60.0) -> None:
        """Until the bot has taken over every update: passed by an offset, or answered 2xx on its webhook."""
        try:
            async with asyncio.timeout(within):
                await self._empty.wait()
        except TimeoutError:
            raise AssertionError(f"{len(self.pending)} updates unconfirmed after {within} s") from None

    async def get_updates(self, params: Json) -> list[Json]:
        offset, limit, timeout = _ranges(params)
        if self.webhook_url:
            raise ApiError(409, WEBHOOK_ACTIVE)
        self.allow(params.get("allowed_updates"))
        if self.slow_repeats:
            limit, timeout = self._slowed(offset, limit, timeout)
        self._confirm(offset)
        found = self._from(offset, limit)
        if found or timeout == 0:
            return found
        await self._wait_for_update(timeout)
        return self._from(offset, limit)

    def _slowed(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        last_offset, last_at = self._last_poll
        since = self.clock() - last_at
        self._last_poll = (offset, self.clock())
        if offset != last_offset or since >= 3:
            return limit, timeout
        return 1 if since < 0.5 else limit, max(timeout, 3)

    def _confirm(self, offset: int) -> None:
        self._forget_old()
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while offset > 0 and self.pending and self.pending[0].update_id < offset:
            self.pending.popleft()
        self._note_emptiness()

    def _forget_old(self) -> None:
        now = self.clock()
        if self._next_expiry < now:
            self.pending = deque(pending for pending in self.pending if pending.expires >= now)
            self._next_expiry = min((pending.expires for pending in self.pending), default=math.inf)
            self._note_emptiness()

    def _from(self, offset: int, limit: int) -> list[Json]:
        found = (pending.body for pending in self.pending if pending.update_id >= offset)
        return [body for body, _ in zip(found, range(limit), strict=False)]

    async def _wait_for_update(self, seconds: int) -> None:
        self.terminate_poll(OTHER_POLL)
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            pass
        finally:
            if self._waiter is waiter:
                self._waiter = None

    def terminate_poll(self, reason: str) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(ApiError(409, reason))

    def _wake(self) -> None:
        self._empty.clear()
        self._changed.set()
        self.end_poll()

    def end_poll(self) -> None:
        """The waiting poll is answered with what there is."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def wait_for_change(self) -> None:
        await self._changed.wait()
        self._changed.clear()

    def changed(self) -> None:
        self._changed.set()


def _ranges(params: Json) -> tuple[int, int, int]:
    offset, limit, timeout = params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0)
    # The real server takes the nearest allowed value; a caller who relies on that is mistaken about something.
    if not 1 <= limit <= 100:
        raise bad_request("limit must be between 1 and 100")
    if timeout < 0:
        raise bad_request("timeout must not be negative")
    return offset, limit, min(timeout, LONGEST_POLL)
