"""Long work. `prepare` may fetch and compute; it writes only what is whole in pieces and not done twice when it is done
again (a file of dossiers). `finish` writes, in one transaction with the reply and the job's end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from handlers.context import Answer, Context
from handlers.kit.kept import K
from handlers.occasion import Office
from storage.database import Database

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Workshop:
    """What preparing may use. `fetch(channel, reference)`: the bytes of a file that came over a channel."""

    database: Database
    office: Office
    fetch: Callable[[str, str], Awaitable[bytes]]
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class JobKind:
    prepare: Callable[[Workshop, dict[str, Any]], Awaitable[Any]]
    finish: Callable[[Context, dict[str, Any], Any], Awaitable[Answer]]

    @classmethod
    def of(
        cls,
        kind: type[K],
        prepare: Callable[[Workshop, K], Awaitable[T]],
        finish: Callable[[Context, K, T], Awaitable[Answer]],
    ) -> "JobKind":
        """For a job whose data are typed."""

        async def prepare_read(workshop: Workshop, data: dict[str, Any]) -> T:
            return await prepare(workshop, kind.read(data))

        async def finish_read(context: Context, data: dict[str, Any], prepared: T) -> Answer:
            return await finish(context, kind.read(data), prepared)

        return cls(prepare_read, finish_read)
