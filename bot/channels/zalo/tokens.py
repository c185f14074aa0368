"""The token by which the account's API knows us: read from the database, renewed long before its end, by one process.

Renewing half-way through its life leaves a person half a day to permit anew, should it ever fail."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.channels.base import NotSent
from bot.channels.zalo.permissions import Permissions, Refused
from storage.database import Database
from storage.ground.channels import ZALO
from storage.messages import grants
from storage.messages.grants import Grant, Pair
from storage.outages import Outage, Unavailable

LOOK_SECONDS = 300.0
STORE_AGAIN_SECONDS = 1.0
# Of the way to the service and of two clocks.
MARGIN = timedelta(minutes=1)
AFTER_AN_OUTAGE = timedelta(minutes=1)
AFTER_A_REFUSAL = timedelta(minutes=10)
# A pair so new is not renewed because the service refuses it: something else is wrong.
TOO_NEW = timedelta(minutes=5)
WITHOUT_SECONDS = 300.0
HELD_SECONDS = 3.0
log = logging.getLogger(__name__)


class Tokens:
    def __init__(self, database: Database, permissions: Permissions, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._permissions = permissions
        self._clock = clock
        self._known: Grant | None = None
        self._lock = asyncio.Lock()
        self._renewing: asyncio.Task[None] | None = None
        self._refused: tuple[str, datetime] | None = None
        self._told = ""
        self._outage = Outage("renewing Zalo's permission")

    async def token(self) -> str:
        """The one in force. Raises NotSent where there is none at the moment; it may come back."""
        if self._known is None or not self._is_good(self._known):
            async with self._lock:
                await self._look()
        if self._known is None:
            raise NotSent("Zalo has given no permission: cchc zalo authorize", retry=True, after=WITHOUT_SECONDS)
        if not self._is_good(self._known):
            pause = HELD_SECONDS if self._known.ended_at is None else WITHOUT_SECONDS
            raise NotSent("Zalo's permission is over or not renewed yet", retry=True, after=pause)
        return self._known.access_token

    async def refused(self, token: str) -> None:
        """The service does not know this token (any more): it is renewed, unless somebody has done so meanwhile."""
        async with self._lock:
            grant = self._known = await self._read()
            if grant is None or grant.access_token != token:
                return
            if self._clock() - grant.renewed_at >= TOO_NEW:
                await self._renew(grant)
            if self._known is not None and self._known.access_token == token:
                self._refused = token, self._clock()

    async def keep(self) -> None:
        """Renews in time for as long as the task lives, whether anything is sent or not."""
        while True:
            try:
                await self.look_after()
            except Unavailable:
                pass
            except Exception:
                log.exception("Zalo's permission was not looked after")
            await asyncio.sleep(LOOK_SECONDS)

    async def look_after(self) -> None:
        async with self._lock:
            grant = self._known = await self._read()
            if grant is None:
                self._tell("Zalo has given no permission yet")
            elif grant.ended_at is not None:
                self._tell(f"Zalo's permission cannot be renewed ({grant.refusal})")
            elif self._clock() >= grant.half_over_at:
                await self._renew(grant)

    def _tell(self, what: str) -> None:
        """Once, and not at each look."""
        if what != self._told:
            log.error("%s: run cchc zalo authorize", what)
            self._told = what

    async def close(self) -> None:
        """What the service has answered is stored first."""
        if self._renewing is not None:
            await asyncio.wait([self._renewing])

    def _is_good(self, grant: Grant) -> bool:
        if self._refused is not None and self._refused[0] == grant.access_token:
            if self._clock() - self._refused[1] < TOO_NEW:
                return False
            self._refused = None
        return not self._is_over(grant)

    def _is_over(self, grant: Grant) -> bool:
        return self._clock() >= grant.ends_at - MARGIN

    async def _look(self) -> None:
        """Reads it; renews one that is over."""
        grant = self._known = await self._read()
        if grant is not None and self._is_over(grant):
            await self._renew(grant)

    async def _read(self) -> Grant | None:
        async with self._database.read() as db:
            return await grants.grant_of(db, ZALO)

    async def _renew(self, grant: Grant) -> None:
        """In a task of its own: whoever asked for it may be cancelled, but an answer is not thrown away. The caller has
        the lock."""
        async with self._database.write(beside=True) as db:
            used = await grants.take_hold(db, ZALO, grant.access_token, self._clock())
        if used is not None:
            self._renewing = asyncio.create_task(self._exchange(used))
            await asyncio.shield(self._renewing)
        self._known = await self._read()

    async def _exchange(self, used: str) -> None:
        try:
            pair = await self._permissions.renew(used)
        except Refused as refusal:
            await self._store_refusal(used, refusal)
        except NotSent as failure:
            self._outage.lasts(failure.reason)
            async with self._database.write(beside=True) as db:
                await grants.let_go(db, ZALO, used, self._clock() + AFTER_AN_OUTAGE)
        else:
            self._outage.ends()
            await self._store(used, pair)

    async def _store(self, used: str, pair: Pair) -> None:
        """Before anybody uses it; the one before is worth nothing any more, so this is tried until it is done."""
        while True:
            try:
                async with self._database.write(beside=True) as db:
                    kept = await grants.store_renewed(db, ZALO, used, pair, self._clock())
                log.info("Zalo's permission is renewed" if kept else "Zalo's permission was given anew meanwhile")
                return
            except Unavailable:
                await asyncio.sleep(STORE_AGAIN_SECONDS)

    async def _store_refusal(self, used: str, refusal: Refused) -> None:
        now = self._clock()
        log.error("Zalo refuses to renew its permission: %s", refusal.reason)
        async with self._database.write(beside=True) as db:
            await grants.store_refusal(
                db, ZALO, used, refusal.reason, now, again_at=now + AFTER_A_REFUSAL, for_good=refusal.is_for_good
            )
