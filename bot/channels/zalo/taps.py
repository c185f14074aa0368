"""What a button carries. A tap comes back as a text, which anybody could type: so it is signed, and bound to the chat
it was sent to."""

import base64
import hmac
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from storage.keys import keyed_hash
from storage.messages.payloads import StoredButton, Style

LONGEST = 1000
_MARK = "cchc."
_MAC = 24  # hex digits
_TAP, _MORE = "t", "m"


@dataclass(frozen=True, slots=True)
class Tap:
    """`message`: our own number of the message the button hangs on, known before Zalo has given it an id."""

    label: str
    action: str
    message: str


@dataclass(frozen=True, slots=True)
class More:
    """The buttons for which the message had no room."""

    buttons: tuple[StoredButton, ...]


class Taps:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def tap(self, address: str, tap: Tap) -> str:
        return self._signed(address, [_TAP, tap.label, tap.action, tap.message])

    def more(self, address: str, buttons: Sequence[StoredButton]) -> str:
        """Longer than `LONGEST` where there are too many."""
        carried = ([one.label, one.action, one.url, *([one.style] if one.style else [])] for one in buttons)
        return self._signed(address, [_MORE, *carried])

    def read(self, address: str, text: str) -> Tap | More | None:
        """None for what is no button of ours, or one that somebody else was sent: those are words."""
        given = text.strip()
        if not given.startswith(_MARK) or len(given) > LONGEST or not given.isascii():
            return None
        mac, body = given[len(_MARK) :][:_MAC], given[len(_MARK) + _MAC :]
        if not hmac.compare_digest(self._mac(address, body), mac):
            return None
        kind, *values = json.loads(zlib.decompress(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)), -15))
        return Tap(*values) if kind == _TAP else More(tuple(_button(*value) for value in values))

    def _signed(self, address: str, content: list[object]) -> str:
        packer = zlib.compressobj(9, wbits=-15)
        plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        body = base64.urlsafe_b64encode(packer.compress(plain) + packer.flush()).rstrip(b"=").decode()
        return f"{_MARK}{self._mac(address, body)}{body}"

    def _mac(self, address: str, body: str) -> str:
        return keyed_hash(self._secret, "zalo tap", address, body)[:_MAC]


def _button(label: str, action: str, url: str, style: str = "") -> StoredButton:
    return StoredButton(label, action, url, Style(style) if style else None)
