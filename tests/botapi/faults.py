"""Faults a test asks for: the next calls fail, hang, are dropped, are slow or are answered with something else."""

from dataclasses import dataclass, field


@dataclass
class Fault:
    kind: str
    left: int
    method: str | None
    status: int = 500
    seconds: float = 0.0
    accepted: bool = False
    body: bytes = b""
    after: int = 0


@dataclass
class Faults:
    """`method=None` means any method, getUpdates too: name the method when the bot polls."""

    waiting: list[Fault] = field(default_factory=list)

    def fail_next(
        self, count: int = 1, *, status: int = 500, method: str | None = None, accepted: bool = False, after: int = 0
    ) -> None:
        """`after`: so many calls are answered first."""
        self.waiting.append(Fault("fail", count, method, status=status, accepted=accepted, after=after))

    def hang_next(self, count: int = 1, *, method: str | None = None, accepted: bool = False) -> None:
        self.waiting.append(Fault("hang", count, method, accepted=accepted))

    def drop_next(self, count: int = 1, *, method: str | None = None, accepted: bool = True) -> None:
        """The connection breaks; by default after the call has taken effect, which is what hurts."""
        self.waiting.append(Fault("drop", count, method, accepted=accepted))

    def garble_next(
        self,
        body: str | bytes,
        count: int = 1,
        *,
        status: int = 200,
        method: str | None = None,
        accepted: bool = False,
    ) -> None:
        """Answered with this, as by somebody who stands between the bot and Telegram."""
        raw = body.encode() if isinstance(body, str) else body
        self.waiting.append(Fault("garble", count, method, status=status, accepted=accepted, body=raw))

    def delay(self, seconds: float, *, count: int = 1_000_000_000, method: str | None = None) -> None:
        self.waiting.append(Fault("delay", count, method, seconds=seconds, accepted=True))

    def clear(self) -> None:
        self.waiting.clear()

    def take(self, method: str) -> Fault | None:
        for fault in self.waiting:
            if fault.method in (None, method) and fault.after:
                fault.after -= 1
            elif fault.method in (None, method):
                fault.left -= 1
                if fault.left <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
