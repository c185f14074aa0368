"""Where the result of a job goes, which is kept with the job: the topic of the chat in which it was asked for, and the
message that says that it is being done, whose place it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.context import Context
from storage.messages.payloads import Said
from storage.messages.traffic import OutgoingMessage

_TOPIC, _ROW = "thread", "row"


@dataclass(frozen=True, slots=True)
class Begun:
    """`awaiting`: what was said of it meanwhile."""

    kind: str
    person_id: int
    data: dict[str, Any]
    awaiting: Said | None = None

    def row(self, outgoing: Sequence[OutgoingMessage]) -> tuple[str, int, dict[str, Any]]:
        """(kind, person, data), once what was said has its row among these."""
        row = next((one.id for one in outgoing if one.said is self.awaiting), 0) if self.awaiting else 0
        return self.kind, self.person_id, {**self.data, **({_ROW: row} if row else {})}


def begun(context: Context, awaiting: Said | None = None) -> list[Begun]:
    """What the message started. What is asked for in a group is answered in private."""
    thread = context.incoming.thread if context.incoming.group is None else ""
    kept = {_TOPIC: thread} if thread else {}
    return [Begun(job.kind, context.sender.id, {**job.data, **kept}, awaiting) for job in context.jobs]


def topic_of(data: Mapping[str, Any]) -> str:
    return str(data.get(_TOPIC, ""))


def in_its_place(said: Sequence[Said], data: Mapping[str, Any]) -> list[Said]:
    """The first of what is said at its end takes the place of what was said at its beginning."""
    return [replace(one, in_place_of=data.get(_ROW)) if not place else one for place, one in enumerate(said)]
