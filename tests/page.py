"""The JSON interface of docs/web-chat.md as a page in a browser uses it."""

import contextlib
import html
import io
import itertools
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData

_client_ids = itertools.count(1)


def client_id() -> str:
    return f"test-{next(_client_ids)}"


@dataclass
class Page:
    """One persona's conversation in one browser."""

    session: ClientSession
    url: str
    persona: str = "citizen"

    def as_(self, persona: str) -> "Page":
        return Page(self.session, self.url, persona)

    def at(self, what: str = "") -> str:
        return f"{self.url}/api/chat{what}?as={self.persona}"

    async def opens(self, path: str = "/", **headers: str) -> str:
        async with self.session.get(self.url + path, headers=headers) as response:
            assert response.status == 200
            return await response.text()

    async def about(self) -> dict[str, Any]:
        about: dict[str, Any] = await self.asks(self.at())
        return about

    async def messages(self, after: int = 0, wait: int = 0) -> list[dict[str, Any]]:
        answer = await self.asks(f"{self.at('/messages')}&after={after}&wait={wait}")
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    async def last(self) -> dict[str, Any]:
        return (await self.messages())[-1]

    async def asks(self, address: str) -> Any:
        async with self.session.get(address) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def posts(self, body: Any, **headers: str) -> tuple[int, Any]:
        """Status and answer; `body` as it stands where it is bytes."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): headers[name] for name in headers}
        async with self.session.post(self.at("/messages"), data=data, headers=headers) as response:
            return response.status, await _answer(response)

    async def says(self, text: str) -> dict[str, Any]:
        """The newest line after it."""
        status, answer = await self.posts({"client_id": client_id(), "text": text})
        assert (status, answer["ok"]) == (200, True)
        return await self.last()

    async def taps(self, label: str, message: dict[str, Any] | None = None) -> dict[str, Any]:
        """The newest message that has such a button, unless one is given: others may have come in between."""
        shown = [message] if message else [*reversed(await self.messages())]
        message, button = next(
            (line, button) for line in shown for row in line["buttons"] for button in row if label in button["label"]
        )
        body = {"client_id": client_id(), "label": button["label"], "message_id": message["id"]}
        assert await self.posts(body | {"action": button["action"]}) == (200, {"ok": True})
        return await self.last()

    async def uploads(
        self, name: str, content: bytes, media_type: str = "application/octet-stream", **fields: str
    ) -> tuple[int, Any]:
        form = FormData(quote_fields=False)
        for field, value in ({"client_id": client_id()} | fields).items():
            form.add_field(field, value)
        form.add_field("file", io.BytesIO(content), filename=name, content_type=media_type)
        async with self.session.post(self.at("/files"), data=form) as response:
            return response.status, await _answer(response)

    async def status(self, path: str) -> int:
        async with self.session.get(self.url + path) as response:
            return response.status


async def _answer(response: ClientResponse) -> Any:
    return await response.json() if response.content_type == "application/json" else await response.text()


@contextlib.asynccontextmanager
async def browser(url: str) -> AsyncIterator[Page]:
    """With a session of its own, as after opening the page."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        page = Page(session, url)
        await page.opens()
        yield page


def page_data(text: str) -> dict[str, Any]:
    """What the page hands to its script."""
    found = re.search(r"data-page='([^']*)'", text)
    assert found
    data: dict[str, Any] = json.loads(html.unescape(found[1]))
    return data
