"""What Zalo posts to, and the page by which it knows whose address this is.

Zalo waits two seconds, then posts the same again after 30 s, 5, 15, 30 min and 1 h, and then no more.
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.posted import MOST_BYTES, is_taken
from bot.channels.web.bodies import read_body
from bot.channels.zalo.channel import Zalo
from bot.channels.zalo.events import SAMPLE
from bot.channels.zalo.signature import HEADER, is_genuine
from bot.intake import Intake
from storage.outages import Outage

PATH = "/zalo"
PATIENCE_SECONDS = 1.5
_VERIFIER = "zalo_verifier"
log = logging.getLogger(__name__)


class ZaloWebhook:
    """`firsts`: what may stand first in what is signed; `secret`: the account's OA Secret Key; `verifier`: the name of
    the file by which Zalo knows the address, or the code in it."""

    def __init__(
        self,
        zalo: Zalo,
        intake: Intake,
        firsts: Sequence[str],
        secret: str,
        verifier: str = "",
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._zalo = zalo
        self._intake = intake
        self._firsts = firsts
        self._secret = secret
        self._verifier = verifier.removesuffix(".html").removeprefix(_VERIFIER)
        self._patience = patience
        self._outage = Outage("Zalo's webhook")
        self._under_way: set[asyncio.Task[bool]] = set()

    def routes(self) -> list[BaseRoute]:
        verifier = Route(f"/{_VERIFIER}{{code}}.html", self.verify)
        return [Route(PATH, self.post, methods=["POST"]), Route(PATH, self.probe), verifier]

    async def probe(self, request: Request) -> Response:
        return PlainTextResponse("")

    async def verify(self, request: Request) -> Response:
        if not self._verifier or request.path_params["code"] != self._verifier:
            raise HTTPException(404)
        meta = f'<meta property="zalo-platform-site-verification" content="{self._verifier}">'
        return HTMLResponse(f"<!doctype html>\n<html><head>{meta}</head><body>{self._verifier}</body></html>\n")

    async def post(self, request: Request) -> Response:
        """Answers once the event is committed. What nobody has signed is taken for the console's probe: it is thanked
        for, and nothing comes of it. A signature that does not fit may be real: Zalo is to post that again."""
        body = await read_body(request, MOST_BYTES)
        header = request.headers.get(HEADER, "")
        if not header or not body or _is_sample(event := _event(body)):
            return PlainTextResponse("")
        if not self._is_genuine(header, body, event):
            self._outage.lasts("a signature does not fit; are CCHC_ZALO_OA_SECRET_KEY and CCHC_ZALO_APP_ID right?")
            raise HTTPException(403)
        self._outage.ends()
        if not await self._is_taken(event):
            raise HTTPException(503)
        return PlainTextResponse("")

    def _is_genuine(self, header: str, body: bytes, event: Any) -> bool:
        timestamp = event.get("timestamp") if isinstance(event, dict) else None
        return is_genuine(header, body, "" if timestamp is None else str(timestamp), self._firsts, self._secret)

    async def _is_taken(self, event: Any) -> bool:
        """Whether it was committed in time. It goes on where not: then Zalo's next post of it is known already."""
        task = asyncio.create_task(is_taken(self._zalo.take(self._intake, event)))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        done, _ = await asyncio.wait([task], timeout=self._patience)
        return bool(done) and task.result()


def _event(body: bytes) -> Any:
    """None for what is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _is_sample(event: Any) -> bool:
    message = event.get("message") if isinstance(event, dict) else None
    return isinstance(message, dict) and message.get("msg_id") == SAMPLE
