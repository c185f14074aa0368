"""A dossier's events read: which state it is in, and on which days it is late. No database here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import NamedTuple

from storage.models import ENDED, DossierState, EventKind

_ONE_DAY = timedelta(days=1)
_STATES = {kind: DossierState(kind) for kind in EventKind if kind is not EventKind.RESUMED}
_ENDS = (EventKind.FINISHED, EventKind.HANDED_OVER)
SETS_DUE = frozenset({EventKind.RECEIVED, EventKind.RESUMED, EventKind.EXTENDED})


class Event(NamedTuple):
    """As the row of the table; `id`: None where it is not stored yet. `first`: it came with the file that brought the
    dossier, so that nobody knows since when it is so."""

    kind: EventKind
    day: date
    at: time | None = None
    exact: bool = True
    late: bool | None = None
    due_on: date | None = None
    first: bool = False
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """`late_until`: None where it does not end."""

    late_from: date
    late_until: date | None
    due_on: date


class Now(NamedTuple):
    """What is kept beside the dossier. `finished_on`, `returned_on`: None where no file gave the day."""

    state: DossierState
    due_on: date | None
    finished_on: date | None
    returned_on: date | None


def now_of(history: Sequence[Event]) -> Now:
    state, due_on = DossierState.RECEIVED, None
    finished: date | None = None
    returned: date | None = None
    for event in history:
        if event.kind in SETS_DUE:
            due_on = event.due_on
        if event.kind is EventKind.RESUMED:
            state = DossierState.RECEIVED
        elif not _is_overtaken(event.kind, state):
            state = _STATES[event.kind]
        known = event.day if event.exact or not event.first else None
        if event.kind is EventKind.FINISHED:
            finished = known
        elif event.kind is EventKind.HANDED_OVER:
            finished, returned = finished or known, known
    return Now(state, due_on, finished, returned)


def _is_overtaken(kind: EventKind, state: DossierState) -> bool:
    """A file may bring an earlier step later. Its day is kept; the state does not change."""
    if kind is EventKind.EXTENDED:
        return state is DossierState.WAITING or state in ENDED
    return kind is EventKind.FINISHED and state is DossierState.HANDED_OVER


def _counts_from(event: Event, received_on: date) -> date:
    """What was so when the dossier was first seen counts from its first day on."""
    return received_on if event.first and not event.exact else event.day


def _received_on(history: Sequence[Event]) -> date:
    return next(event.day for event in history if event.kind is EventKind.RECEIVED)


def as_of(history: Sequence[Event], day: date) -> Now:
    """How the dossier stood when that day ended; it has to have been received by then."""
    received_on = _received_on(history)
    return now_of([event for event in history if _counts_from(event, received_on) <= day])


@dataclass(slots=True)
class _Clock:
    """Follows how the dossier stood at the end of each day."""

    due_on: date | None = None
    ended: date | None = None
    late: bool | None = None
    is_ended: bool = False
    is_closed: bool = False
    waits: int = 0
    waiting_since: date | None = None

    def take(self, event: Event, day: date) -> None:
        kind = event.kind
        if kind in SETS_DUE:
            self.due_on = event.due_on
        if kind is EventKind.WAITING:
            self.waits += 1
            self.waiting_since = day
        elif kind is EventKind.RESUMED:
            self.waiting_since = None
        elif kind in _ENDS and not self.is_ended:
            self.is_ended, self.late, self.waiting_since = True, event.late, None
            self.ended = event.day if event.exact or not event.first else None
        self.is_closed = self.is_closed or kind in (EventKind.REFUSED, EventKind.WITHDRAWN)

    def is_late(self, day: date) -> bool:
        if self.due_on is None or self.is_closed:
            return False
        if self.waits > 1:
            return True
        if self.is_ended:
            return bool(self.late) if self.ended is None else self.ended > self.due_on
        return (self.waiting_since or day) > self.due_on


def late_spells(history: Sequence[Event]) -> list[Spell]:
    """The days at whose end the dossier is late; empty for most."""
    received_on = _received_on(history)
    events = sorted(((_counts_from(event, received_on), event) for event in history), key=lambda dated: dated[0])
    days = sorted({day for day, _ in events} | {event.due_on + _ONE_DAY for event in history if event.due_on})
    spells: list[Spell] = []
    for day in days:
        clock = _Clock()
        for effective, event in events:
            if effective <= day:
                clock.take(event, effective)
        spells = _continued(spells, day, clock)
    return spells


def _continued(spells: list[Spell], day: date, clock: _Clock) -> list[Spell]:
    is_running = bool(spells) and spells[-1].late_until is None
    if clock.is_late(day) == is_running:
        return spells
    if is_running or clock.due_on is None:
        return [*spells[:-1], replace(spells[-1], late_until=day)]
    return [*spells, Spell(day, None, clock.due_on)]


def is_in_time(history: Iterable[Event]) -> bool:
    """A quick check for the usual case: received, and ended by its due day."""
    due_on = ended = None
    for event in history:
        if not event.exact or event.kind not in (EventKind.RECEIVED, *_ENDS):
            return False
        if event.kind is EventKind.RECEIVED:
            due_on = event.due_on
        elif ended is None:
            ended = event.day
    return due_on is None or (ended is not None and ended <= due_on)
