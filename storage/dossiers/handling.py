"""How a dossier counts in the forms: when and how it ended, under which field, and what that moves in the roll-up."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from storage.dossiers.history import SETS_DUE, Event, is_in_time, late_spells
from storage.models import EndedHow, EventKind, HandlingDay

_CLOSES = (EventKind.REFUSED, EventKind.WITHDRAWN)
_ENDS = (EventKind.FINISHED, EventKind.HANDED_OVER, *_CLOSES)
COUNTS = [column.name for column in HandlingDay.__table__.columns if not column.primary_key]
WHOLE, PART = 4, 3  # levels of the list of procedures: whole on the net, and with a part on paper
_ONLINE = "online"


class Ending(NamedTuple):
    on: date | None
    how: EndedHow | None


_OPEN = Ending(None, None)


def ending_of(history: Sequence[Event]) -> Ending:
    """An end whose day nobody knows counts from the first day on, as in the figures of lateness."""
    received_on = next(event.day for event in history if event.kind is EventKind.RECEIVED)
    ends = [event for event in history if event.kind in _ENDS]
    if not ends:
        return _OPEN
    first = min(ends, key=lambda event: _since(event, received_on))
    day = max(_since(first, received_on), received_on)
    if any(event.kind in _CLOSES for event in ends):
        return Ending(day, EndedHow.IN_TIME)
    if not is_in_time(history) and _is_late(history, day):
        return Ending(day, EndedHow.LATE)
    due_on = [event.due_on for event in history if event.kind in SETS_DUE][-1]
    known = first.exact or not first.first
    return Ending(day, EndedHow.BEFORE if known and due_on is not None and day < due_on else EndedHow.IN_TIME)


def _since(event: Event, received_on: date) -> date:
    return received_on if event.first and not event.exact else event.day


def _is_late(history: Sequence[Event], day: date) -> bool:
    spells = late_spells(history)
    return any(one.late_from <= day and (one.late_until is None or one.late_until > day) for one in spells)


class Counted(NamedTuple):
    """What the roll-up knows of one dossier. `level`: of its procedure, None where the list does not say."""

    unit_id: int
    field: str
    level: int | None
    submitted: str
    received_on: date
    ending: Ending


Moves = Counter[tuple[int, date, str, str]]
"""(unit, day, field, count) → by how much it moves."""


def count(moves: Moves, one: Counted, by: int) -> None:
    """`by`: 1, or -1 for what was counted before."""
    is_online = one.submitted == _ONLINE
    key = (one.unit_id, one.received_on, one.field)
    moves[*key, _ONLINE if is_online else "other"] += by
    if one.level is not None and one.level >= PART:
        name = "whole" if one.level >= WHOLE else "part"
        moves[*key, name] += by
        if is_online:
            moves[*key, f"{name}_online"] += by
    if one.ending.on is not None and one.ending.how is not None:
        moves[one.unit_id, one.ending.on, one.field, one.ending.how.value] += by


def rows_of(moves: Moves) -> list[dict[str, Any]]:
    """Of the days on which something moves, in one order for all who write."""
    keys: Iterable[tuple[int, date, str]] = sorted({key[:3] for key, by in moves.items() if by})
    return [
        {"unit_id": unit_id, "day": day, "field": field, **{name: moves[unit_id, day, field, name] for name in COUNTS}}
        for unit_id, day, field in keys
    ]
