"""The signature of what Zalo posts: a plain SHA-256, no HMAC, over the bytes as they came."""

import hmac
from collections.abc import Iterable
from hashlib import sha256

HEADER = "x-zevent-signature"
_FORM = "mac="


def mac(first: str, body: bytes, timestamp: str, secret: str) -> str:
    """Hex. `secret`: the account's OA Secret Key, which is not the application's secret."""
    return sha256(first.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def is_genuine(header: str, body: bytes, timestamp: str, firsts: Iterable[str], secret: str) -> bool:
    """`header`: `mac=<hex>`, or the hex alone. `firsts`: what may stand before the body: the application's id, and in
    some accounts the account's own. Takes as long for each."""
    given = header.strip().lower().removeprefix(_FORM).encode("utf-8", "replace")
    found = [hmac.compare_digest(mac(first, body, timestamp, secret).encode(), given) for first in firsts if first]
    return any(found)
