"""What the tests' Zalo knows: who follows the account, what was uploaded, what was sent."""

import itertools
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
NO_FOLLOWER, EXPIRED, PARAMETER, OVER_LIMIT, TOO_FAST = -213, -100, -201, -210, -32


class ZaloError(Exception):
    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class SentCall:
    """A message that was taken."""

    id: str
    user_id: str
    message: Json

    @property
    def text(self) -> str:
        [element] = self._elements or [{}]
        return str(self.message.get("text") or element.get("subtitle", ""))

    @property
    def payload(self) -> Json:
        payload: Json = self.message.get("attachment", {}).get("payload", {})
        return payload

    @property
    def _elements(self) -> list[Json]:
        return list(self.payload.get("elements", []))

    @property
    def buttons(self) -> list[Json]:
        return list(self.payload.get("buttons", []))

    @property
    def titles(self) -> list[str]:
        return [button["title"] for button in self.buttons]


@dataclass
class Upload:
    kind: str
    content: bytes
    name: str
    expired: bool = False


@dataclass
class Fault:
    """The next calls of `path`, but for the first `after`. `code`: refused with it; `status` and `body`: something that
    is not Zalo's; `seconds`: late; `accepted`: carried out all the same; `drop`: the connection ends."""

    path: str
    left: int = 1
    code: int | None = None
    status: int = 200
    body: bytes | None = None
    seconds: float = 0.0
    accepted: bool = False
    drop: bool = False
    after: int = 0


@dataclass
class State:
    """`refuses`: user → the code with which messages to them are refused. `a_minute`: requests that are allowed in as
    many seconds as `minute` says."""

    followers: set[str] = field(default_factory=set)
    refuses: dict[str, int] = field(default_factory=dict)
    sent: list[SentCall] = field(default_factory=list)
    refused: list[tuple[int, Json]] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    uploads: dict[str, Upload] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    a_minute: int = 4000
    minute: float = 60.0
    requests: int = 0
    began: float = field(default_factory=time.monotonic)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_id(self) -> str:
        return f"{next(self.ids):012x}a3f150460909"

    def counts(self) -> tuple[int, int]:
        """(requests left of this minute, seconds until the next one); refuses with −32."""
        now = time.monotonic()
        if now - self.began >= self.minute:
            self.began, self.requests = now, 0
        self.requests += 1
        if self.requests > self.a_minute:
            self.refused.append((TOO_FAST, {}))
            raise ZaloError(TOO_FAST, "requests limit")
        return self.a_minute - self.requests, max(math.ceil(self.minute - (now - self.began)), 0)

    def fault(self, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.path in path and fault.after:
                fault.after -= 1
            elif fault.path in path and fault.left:
                fault.left -= 1
                return fault
        return None

    def to(self, user_id: str) -> list[SentCall]:
        return [call for call in self.sent if call.user_id == user_id]
