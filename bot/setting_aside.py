"""What becomes of a message that cannot be stored: it counts as handled, and the person hears of it."""

import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from handlers.incoming import Incoming
from handlers.kit.occasion import words_for
from handlers.kit.screens import main_button
from handlers.replies import Reply
from storage.database import Connection
from storage.ground.channels import needs_of
from storage.ground.days.working_time import local_day
from storage.messages import traffic
from storage.messages.traffic import OutgoingMessage
from storage.people.people import find_sender_at

_OURS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Committed:
    outgoing: list[OutgoingMessage]
    jobs: int


async def apologise(db: Connection, message: Incoming, number: str, now: datetime, *, by_name: bool) -> Committed:
    """Uses nothing of the message but its sender and, with `by_name`, its event id, so that the person is told once."""
    if by_name and not await traffic.take_events(db, message.channel, [message.event_id], now):
        return Committed([], 0)
    if not needs_of(message.channel).takes_replies:
        return Committed([], 0)
    say = words_for(await find_sender_at(db, message.channel, message.address, local_day(now)))
    reply = Reply(say("apology", number=number), ((main_button(say),),))
    rows = [(message.channel, message.address, reply.said(None))]
    return Committed(await traffic.put(db, rows, now, claim=True), 0)


def where_from(error: BaseException) -> str:
    """The kind of error and the last line of our code that it passed. Its message may quote what somebody wrote."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    place = f" at {Path(frames[-1].filename).relative_to(_OURS)}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _is_ours(file_name: str) -> bool:
    path = Path(file_name)
    return path.is_relative_to(_OURS) and "site-packages" not in path.parts
