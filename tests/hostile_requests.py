"""Requests as an attacker writes them, byte for byte: one good request, and all that differ from it in one place."""

import asyncio
import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote_from_bytes, urlsplit

LONG = 5_000

# As JSON writes them: a number of 5,000 digits or half a character cannot be written otherwise.
JSON_VALUES = [
    "null",
    "true",
    "-1",
    "0.5",
    "9" * 18,
    str(2**63),
    "9" * LONG,
    "-" + "9" * LONG,
    "1e999",
    "NaN",
    "-Infinity",
    "[]",
    "{}",
    "[null]",
    '{"a":{}}',
    "[" * 20_000 + "]" * 20_000,
    '""',
    f'"{"x" * LONG}"',
    f'"{"9" * LONG}"',
    r'"\ud800"',
    r'"a\udfff\ud800b"',
    r'"\u0000"',
    r'"²٣"',
    r'"/r/\u202e%00"',
]
# Bytes of an address or a form, before they are percent-encoded.
TEXT_VALUES = [
    b"",
    b"-1",
    b"0",
    b"9" * 15,
    b"9" * 19,
    b"9" * LONG,
    b"x" * LONG,
    b"\x00",
    b"a\x00b",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    "²٣ế".encode(),
    b"../../etc/passwd",
    b"%00",
    b"{0}%s",
    b"\r\nSet-Cookie: a=b",
]
HEADER_VALUES = [
    b"",
    b"9" * LONG,
    b"-1",
    b"x" * LONG,
    b"\xff\xed\xa0\x80",
    b"a=b; c" * 500,
    b"bytes=0-1" + b",0-1" * 1_000,
    b"bytes=" + b"9" * LONG + b"-" + b"9" * LONG,
    b"Mon, 99 Xxx 99999999999 99:99:99 GMT",
    b"multipart/form-data",
    b"multipart/form-data; boundary=x; charset=undefined",
    b"multipart/form-data; boundary=" + b"y" * LONG,
    b"application/json; charset=undefined",
]
HEADERS = (
    "Accept-Encoding",
    "Accept-Language",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "Host",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Range",
    "Sec-Fetch-Site",
    "Transfer-Encoding",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "X-Telegram-Bot-Api-Secret-Token",
)
_SLOT = "\x01"  # stands where the raw JSON goes


@dataclass(frozen=True)
class Hostile:
    """`fill`: what stands for the names in `path`. `body`: an object as JSON, the fields of a form, or the bytes of one
    with a file."""

    name: str
    method: str
    path: str
    fill: dict[str, bytes] = field(default_factory=dict)
    query: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, bytes] = field(default_factory=dict)
    body: Any = None

    def bytes(self, network: int) -> bytes:
        """Of another network each time: what is to be met is not the limit of requests."""
        path = self.path.format(**{name: quote_from_bytes(value, safe="") for name, value in self.fill.items()})
        query = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in self.query.items())
        kind, body = _written(self.body)
        common = {
            "Host": b"127.0.0.1",
            "Connection": b"close",
            "X-Forwarded-For": f"10.{network >> 16 & 255}.{network >> 8 & 255}.{network & 255}".encode(),
            **({"Content-Type": kind, "Content-Length": str(len(body)).encode()} if body is not None else {}),
        }
        lines = [f"{self.method} {path}{'?' + query if query else ''} HTTP/1.1".encode()]
        lines += [f"{name}: ".encode() + value for name, value in (common | self.headers).items()]
        return b"\r\n".join(lines) + b"\r\n\r\n" + (body or b"")


def _written(body: Any) -> tuple[bytes, bytes | None]:
    match body:
        case None:
            return b"", None
        case bytes():
            return b"multipart/form-data; boundary=limit", body
        case Raw():
            return b"application/json", body.text.encode()
        case list():
            form = "&".join(f"{name}={quote_from_bytes(value, safe='')}" for name, value in body)
            return b"application/x-www-form-urlencoded", form.encode()
        case _:
            return b"application/json", json.dumps(body).encode()


@dataclass(frozen=True)
class Raw:
    text: str


def variants(good: Hostile) -> Iterator[Hostile]:
    """All that differ from it in one place."""
    for name in good.fill:
        for value in TEXT_VALUES:
            yield replace(good, name=f"{good.name}: {name} {value[:30]!r}", fill=good.fill | {name: value})
    for name in good.query:
        for value in TEXT_VALUES:
            yield replace(good, name=f"{good.name}: ?{name} {value[:30]!r}", query=good.query | {name: value})
    yield from _other_bodies(good)


def header_variants(good: Hostile) -> Iterator[Hostile]:
    for name in HEADERS:
        for value in HEADER_VALUES:
            headers = good.headers | {name: value}
            yield replace(good, name=f"{good.name}: {name} {value[:60]!r}", headers=headers)


def _other_bodies(good: Hostile) -> Iterator[Hostile]:
    if isinstance(good.body, list):
        for place, (name, _) in enumerate(good.body):
            for value in TEXT_VALUES:
                fields = [*good.body[:place], (name, value), *good.body[place + 1 :]]
                yield replace(good, name=f"{good.name}: {name} {value[:30]!r}", body=fields)
    elif isinstance(good.body, dict):
        for way in ((), *_ways(good.body)):
            for written in JSON_VALUES:
                text = json.dumps(_with(good.body, way)).replace(json.dumps(_SLOT), written)
                yield replace(good, name=f"{good.name}: {way} {written[:30]}", body=Raw(text))


def _ways(node: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """To every value inside."""
    places = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in places:
        yield (*before, key)
        yield from _ways(value, (*before, key))


def _with(body: Any, way: tuple[Any, ...]) -> Any:
    if not way:
        return _SLOT
    body = copy.deepcopy(body)
    node = body
    for key in way[:-1]:
        node = node[key]
    node[way[-1]] = _SLOT
    return body


async def statuses(address: str, requests: list[Hostile], at_once: int = 20) -> list[tuple[Hostile, int]]:
    """What each is answered with; 0 where the connection was closed without an answer."""
    places = asyncio.Semaphore(at_once)

    async def send(number: int, request: Hostile) -> tuple[Hostile, int]:
        async with places:
            return request, await _status(address, request.bytes(number + 1))

    return await asyncio.gather(*(send(number, request) for number, request in enumerate(requests)))


async def _status(address: str, sent: bytes) -> int:
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write(sent)
        answer = await asyncio.wait_for(reader.read(), 60)
    except ConnectionError:
        return 0
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1]) if answer else 0
