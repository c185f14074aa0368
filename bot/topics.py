"""The topic of a chat in which a job was asked for is kept with the job: its result goes there."""

from collections.abc import Mapping
from typing import Any

from handlers.context import Context

_TOPIC = "thread"


def job_rows(context: Context) -> list[tuple[str, int, dict[str, Any]]]:
    """(kind, person, data) of what the message started. What is asked for in a group is answered in private."""
    thread = context.incoming.thread if context.incoming.group is None else ""
    kept = {_TOPIC: thread} if thread else {}
    return [(job.kind, context.sender.id, {**job.data, **kept}) for job in context.jobs]


def topic_of(data: Mapping[str, Any]) -> str:
    return str(data.get(_TOPIC, ""))
