"""The event by which Zalo passes a rating on, and the same as it is fetched afterwards."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.channels.zalo.values import Strange, name_or_none, number, part, text
from handlers.citizens.invited import Feedback, take_feedback
from handlers.incoming import Incoming
from storage.ground.channels import FEEDBACK, ZALO


def feedback_of(event: Mapping[str, Any]) -> Incoming:
    """It has no user id. Raises Strange or a ValueError for one that cannot be read."""
    return _incoming(part(event["message"]), "msg_id", "tracking_id", "submit_time", "event")


def fetched(row: Any, since: int) -> Incoming:
    """A row of `rating/get`. `since`: from when on it was fetched: what could not be matched then is tried again."""
    return _incoming(part(row), "msgId", "trackingId", "submitDate", f"since {since}")


def _incoming(said: Mapping[str, Any], message: str, tracking: str, submitted: str, how: str) -> Incoming:
    message_id, tracking_id = name_or_none(said.get(message)), name_or_none(said.get(tracking))
    if not message_id and not tracking_id:
        raise Strange
    options = said.get("feedbacks")
    feedback = Feedback(
        channel=ZALO,
        level=_level(said.get("rate")),
        note=text(said.get("note")),
        options=[text(one) for one in options] if isinstance(options, list) else [],
        message_id=message_id,
        tracking_id=tracking_id,
        at=_moment(said.get(submitted)),
    )
    event_id = f"{ZALO}/{how}/{message_id or tracking_id}"
    return Incoming(FEEDBACK, event_id, ZALO, call=partial(take_feedback, said=feedback))


def _level(told: Any) -> int:
    found = number(told)
    if not found.is_integer():
        raise Strange
    return int(found)


def _moment(told: Any) -> datetime | None:
    """Of milliseconds, as a number or as words."""
    try:
        return datetime.fromtimestamp(int(told) / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
