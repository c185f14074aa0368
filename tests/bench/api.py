"""The leanest Bot API that bots under measurement can talk to: it must not be the bottleneck.

A process of its own: `python -m tests.bench.api PORT UPDATES KIND`. It hands out UPDATES updates (KIND: `text` or
`tap`), each from another person, as fast as they are fetched, and prints one line with the seconds from the first
update handed out to the last call taken: the reply, and for a tap its answer too. Requests are parsed just as far as
measuring needs.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from urllib.parse import parse_qs, unquote_plus

FIRST_PERSON = 1_000_000
BATCH = 100
_OK = b'{"ok":true,"result":true}'
_ME = json.dumps(
    {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot",
                            "can_join_groups": True, "can_read_all_group_messages": False,
                            "supports_inline_queries": False}}
).encode()  # fmt: skip


def _person(number: int) -> dict[str, object]:
    return {"id": FIRST_PERSON + number, "is_bot": False, "first_name": "A", "language_code": "vi"}


def _message(number: int) -> dict[str, object]:
    chat = {"id": FIRST_PERSON + number, "type": "private", "first_name": "A"}
    return {"message_id": 5, "date": 1_700_000_000, "chat": chat, "from": _person(number), "text": "5"}


def update(number: int, kind: str) -> dict[str, object]:
    """The same person, dossier and update have the same number, from 1."""
    if kind == "text":
        return {"update_id": number, "message": _message(number)}
    tap = {"id": str(number), "from": _person(number), "message": _message(number), "chat_instance": "1"}
    return {"update_id": number, "callback_query": {**tap, "data": f"rate:{number}:5"}}


class Measurement:
    """What is asked for is prepared beforehand, so that handing it out costs next to nothing."""

    def __init__(self, count: int, kind: str, finished: Callable[[float], None]) -> None:
        self._batches = [
            json.dumps([update(number, kind) for number in range(first, min(first + BATCH, count + 1))]).encode()
            for first in range(1, count + 1, BATCH)
        ]
        self._left = 2 * count if kind == "tap" else count
        self._began = 0.0
        self._finished = finished

    def updates(self, offset: int) -> bytes | None:
        """None: nothing left, the poll waits."""
        if not self._began:
            self._began = time.perf_counter()
        index = max(offset - 1, 0) // BATCH
        return self._batches[index] if index < len(self._batches) else None

    def taken(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._finished(time.perf_counter() - self._began)


class Connection(asyncio.Protocol):
    def __init__(self, measurement: Measurement) -> None:
        self._measurement = measurement
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            place = head.lower().find(b"content-length:")
            length = int(head[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            self._buffer = self._buffer[end + 4 + length :]
            self._answer(head.split(b" ", 2)[1].rsplit(b"/", 1)[1].split(b"?")[0], head, body)

    def _answer(self, method: bytes, head: bytes, body: bytes) -> None:
        if method == b"getUpdates":
            self._updates(_offset(head, body))
        elif method in (b"sendMessage", b"editMessageText"):
            self._send(b'{"ok":true,"result":' + _sent(body) + b"}")
            self._measurement.taken()
        else:
            self._send(_ME if method == b"getMe" else _OK)
            if method == b"answerCallbackQuery":
                self._measurement.taken()

    def _updates(self, offset: int) -> None:
        batch = self._measurement.updates(offset)
        if batch is not None:
            self._send(b'{"ok":true,"result":' + batch + b"}")
        else:
            asyncio.get_running_loop().call_later(1, self._send, b'{"ok":true,"result":[]}')

    def _send(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        self._transport.write(head + body)


def _offset(head: bytes, body: bytes) -> int:
    if body.startswith(b"{"):
        return int(json.loads(body).get("offset") or 0)
    values = parse_qs((body or head.split(b" ", 2)[1].partition(b"?")[2]).decode())
    return int(values.get("offset", ["0"])[0])


def _sent(body: bytes) -> bytes:
    """A message as python-telegram-bot wants to read it."""
    chat = unquote_plus(body.decode()).partition("chat_id=")[2].split("&")[0] if not body.startswith(b"{") else ""
    number = chat if chat.isdecimal() else str(FIRST_PERSON)
    return b'{"message_id":6,"date":1700000000,"chat":{"id":' + number.encode() + b',"type":"private"},"text":"x"}'


async def main() -> None:
    port, count, kind = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    loop = asyncio.get_running_loop()
    seconds: asyncio.Future[float] = loop.create_future()
    measurement = Measurement(count, kind, seconds.set_result)
    server = await loop.create_server(lambda: Connection(measurement), "127.0.0.1", port)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdout.write(f"{await seconds}\n")
    sys.stdout.flush()
    await asyncio.sleep(60)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
