"""What the delivery and the application ask of a channel."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from starlette.routing import BaseRoute

from bot.intake import Intake
from storage.messages.traffic import OutgoingMessage
from storage.messages.unsent import Unsent


class NotSent(Exception):
    """`retry`: trying again may help. `after`: seconds the channel asks us to wait. `gone`: this address takes no
    messages from us any more, or none until its person writes again; `moved_to`: another one does instead. The reason
    goes to the log and the outbox, so it holds neither tokens nor what was said. `why`: what of it the officer is told,
    where the channel knows."""

    def __init__(
        self,
        reason: str,
        *,
        retry: bool,
        after: float | None = None,
        gone: bool = False,
        moved_to: str = "",
        why: Unsent = Unsent.OTHER,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
        self.after = after
        self.gone = gone
        self.moved_to = moved_to
        self.why = why


class Progress(Protocol):
    """What a channel tells of a message while it sends it."""

    async def went(self, pieces: int) -> None:
        """The service has so many of its pieces, and not yet all: whoever sends it again goes on behind them."""

    def named(self, id_: str) -> None:
        """What the service calls one of them, and no other message; people answer to it by that name."""


Step = Callable[[], Awaitable[Any]]


async def take_steps(steps: Sequence[Step], message: OutgoingMessage, progress: Progress) -> None:
    """A message of several pieces, a step each, behind those that went before."""
    for count, step in enumerate(steps[message.said.went :], message.said.went + 1):
        await step()
        if count < len(steps):
            await progress.went(count)


class Channel(Protocol):
    name: str

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        """Hands one message over, at the channel's permitted rate; raises NotSent."""


class Page(Protocol):
    """What the web server shows or takes for a channel."""

    def routes(self) -> list[BaseRoute]: ...


class Findings(Protocol):
    """What `cchc doctor` tells: keys of sentences among `doctor.`; `note` and `bad` have one more, `…_advice`."""

    def good(self, what: str, **values: object) -> None: ...
    def note(self, what: str, **values: object) -> None: ...
    def bad(self, what: str, **values: object) -> None: ...


class Messenger(Channel, Protocol):
    """A channel over a service of somebody else's: a folder of its own, and a line in `bot/channels/served.py`.
    `service`: as people call it."""

    service: str

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file somebody sent; raises NotSent."""

    def pages(self, intake: Intake) -> list[Page]:
        """What the service posts to."""

    async def serve(self, intake: Intake) -> None:
        """Until it is cancelled; refuses where trying again cannot help."""

    async def examine(self, found: Findings) -> None:
        """Whether the service takes us, in a process that does not serve."""

    async def close(self) -> None: ...


@runtime_checkable
class AsksByPhone(Protocol):
    """A messenger that reaches people by their phone number."""

    async def ask_by_phone(self, phones: Mapping[str, str]) -> None:
        """Asks each to rate, where the office wants that. `phones`: code of a dossier → number, which is kept
        nowhere."""
