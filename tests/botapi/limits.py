"""How much may be sent: about 30 messages a second in all, one a second to a chat, 20 a minute to a group.

Off unless a test turns it on. Strict: once refused, nothing passes until the announced time is over.
"""

import math
import time
from dataclasses import dataclass, field

from tests.botapi.wire import ApiError, Clock

LIMITED = frozenset(
    ("sendMessage", "sendDocument", "sendPhoto", "sendVoice", "sendVideo", "editMessageText", "editMessageReplyMarkup")
)


@dataclass
class Limits:
    enabled: bool = False
    overall_rate: float = 30.0
    overall_burst: int = 30
    chat_rate: float = 1.0
    chat_burst: int = 1
    group_rate: float = 20 / 60
    group_burst: int = 20
    methods: frozenset[str] = LIMITED
    refused: int = 0
    clock: Clock = time.monotonic
    _next: dict[int | str, float] = field(default_factory=dict)
    _closed_until: dict[int | str, float] = field(default_factory=dict)

    def enforce(self, method: str, chat_id: int | str | None) -> None:
        if not self.enabled or chat_id is None or method not in self.methods:
            return
        now = self.clock()
        is_group = isinstance(chat_id, int) and chat_id < 0
        rate, burst = (self.group_rate, self.group_burst) if is_group else (self.chat_rate, self.chat_burst)
        wait = max(self._wait(chat_id, rate, burst, now), self._wait("all", self.overall_rate, self.overall_burst, now))
        if wait > 0:
            self.refused += 1
            retry_after = math.ceil(wait)
            raise ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
        self._next[chat_id] = max(self._next.get(chat_id, now), now) + 1 / rate
        self._next["all"] = max(self._next.get("all", now), now) + 1 / self.overall_rate

    def _wait(self, key: int | str, rate: float, burst: int, now: float) -> float:
        closed = self._closed_until.get(key, now) - now
        if closed > 0:
            return closed
        # Half a millisecond: a sender that paces itself exactly is not punished for the rounding of floats.
        wait = self._next.get(key, now) - (burst - 1) / rate - now - 0.0005
        if wait > 0:
            self._closed_until[key] = now + math.ceil(wait)
        return wait
