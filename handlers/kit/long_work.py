"""Long work. `prepare` may fetch and compute; it writes only what is whole in pieces and not done twice when it is done
again (a file of dossiers). `finish` writes, in one transaction with the reply and the job's end."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from handlers.context import Answer, Context
from handlers.kit.kept import K, Kept
from handlers.kit.occasion import Office
from handlers.replies import Reply
from handlers.words.catalogue import Words
from storage.database import Database

T = TypeVar("T")


async def _nobody(said: Callable[[Words], Reply], message_id: str) -> None:
    """Where no person waits."""


def _nobody_is_asked(phones: Mapping[str, str]) -> None:
    """Where no channel reaches people by their number."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What preparing may use. `fetch(channel, reference)`: the bytes of a file that came over a channel.
    `tell(words → reply, message)`: says at once how far it is, to whoever waits for this job, in place of a message.
    `ask_by_phone`: takes the numbers of a file (code of a dossier → number) that has been stored."""

    database: Database
    office: Office
    fetch: Callable[[str, str], Awaitable[bytes]]
    clock: Callable[[], datetime]
    tell: Callable[[Callable[[Words], Reply], str], Awaitable[None]] = _nobody
    ask_by_phone: Callable[[Mapping[str, str]], None] = _nobody_is_asked


@dataclass(frozen=True, slots=True)
class JobKind:
    """Made with `of`, which sees to it that the parts belong together."""

    kind: type[Kept]
    prepare: Callable[[Workshop, Any], Awaitable[Any]]
    finish: Callable[[Context, Any, Any], Awaitable[Answer]]

    @classmethod
    def of(
        cls,
        kind: type[K],
        prepare: Callable[[Workshop, K], Awaitable[T]],
        finish: Callable[[Context, K, T], Awaitable[Answer]],
    ) -> "JobKind":
        return cls(kind, prepare, finish)
