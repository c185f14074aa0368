"""What a file says of a dossier, put to what is known of it: its events as they are from now on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType
from typing import NamedTuple

from storage.dossiers.history import SETS_DUE, Event, now_of
from storage.ground.days.working_time import WorkingTime
from storage.models import CLOSED, DossierState, EventKind

_ENDS = frozenset({EventKind.FINISHED, EventKind.HANDED_OVER})
_CLOSES = frozenset({EventKind.REFUSED, EventKind.WITHDRAWN})
_AT_WORK = frozenset({DossierState.RECEIVED, DossierState.EXTENDED})


class Claim(NamedTuple):
    """What one row says; None where it says nothing. `state`: in the end, days and word together. `denies_end`,
    `denies_return`: it shows that there is none yet. `late`: what it says of the time limit. `times`: of the days."""

    received_on: date | None = None
    due_on: date | None = None
    extended_to: date | None = None
    state: DossierState | None = None
    closed_on: date | None = None
    finished_on: date | None = None
    returned_on: date | None = None
    denies_end: bool = False
    denies_return: bool = False
    late: bool | None = None
    times: Mapping[EventKind, time] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class File:
    """`as_of`: the day its content stands at. `is_older`: than what is known; then it takes nothing back."""

    as_of: date
    is_older: bool = False


def begin(claim: Claim, received_on: date, file: File) -> list[Event]:
    """The events of a dossier that is seen for the first time. What it is without a day, it has been from the start."""
    events = [_event(claim, EventKind.RECEIVED, received_on, due_on=claim.due_on)]
    if claim.extended_to is not None or claim.state is DossierState.EXTENDED:
        due_on = claim.extended_to or claim.due_on
        events.append(Event(EventKind.EXTENDED, file.as_of, exact=False, due_on=due_on, first=True))
    if claim.state is DossierState.WAITING:
        events.append(Event(EventKind.WAITING, file.as_of, exact=False, first=True))
    events += [event if event.exact else event._replace(first=True) for event in _ended(claim, file)]
    return events


def _event(claim: Claim, kind: EventKind, day: date, *, due_on: date | None = None) -> Event:
    return Event(kind, day, claim.times.get(kind), due_on=due_on)


def _ended(claim: Claim, file: File) -> Iterator[Event]:
    """The event that ends the dossier, if the file says that it has ended."""
    if claim.state in CLOSED:
        yield Event(EventKind(claim.state), claim.closed_on or file.as_of, exact=claim.closed_on is not None)
        return
    if claim.finished_on is not None and claim.finished_on != claim.returned_on:
        yield _event(claim, EventKind.FINISHED, claim.finished_on)
    if claim.returned_on is not None:
        yield _event(claim, EventKind.HANDED_OVER, claim.returned_on)
    elif claim.state is DossierState.HANDED_OVER or (
        claim.state is DossierState.FINISHED and claim.finished_on is None
    ):
        yield Event(EventKind(claim.state), file.as_of, exact=False, late=claim.late)


def takes_back(history: Sequence[Event], claim: Claim) -> bool:
    """Whether the file denies an end that is known."""
    kinds = {event.kind for event in history}
    at_work = claim.state in _AT_WORK or claim.state is DossierState.WAITING
    if claim.denies_end or at_work:
        return bool(kinds & (_ENDS | _CLOSES))
    return claim.denies_return and EventKind.HANDED_OVER in kinds


def advance(history: Sequence[Event], claim: Claim, file: File, working_time: WorkingTime) -> list[Event]:
    events = list(history)
    if takes_back(events, claim) and not file.is_older:
        gone = {EventKind.HANDED_OVER} if claim.denies_return and not claim.denies_end else _ENDS | _CLOSES
        events = [event for event in events if event.kind not in gone]
    events = _with_received(events, claim)
    events = _with_due(events, claim, file)
    return _with_state(events, claim, file, working_time)


def _with_received(events: list[Event], claim: Claim) -> list[Event]:
    if claim.received_on is None:
        return events
    return [_moved(event, claim.received_on, claim) if event.kind is EventKind.RECEIVED else event for event in events]


def _moved(event: Event, day: date, claim: Claim) -> Event:
    if event.day == day and event.exact:
        return event
    return event._replace(day=day, at=claim.times.get(event.kind), exact=True, late=None, first=False)


def _with_due(events: list[Event], claim: Claim, file: File) -> list[Event]:
    """A later due day is an extension as of this file; an earlier one, and one instead of what was computed after a
    wait, is what it should have been."""
    due_on = claim.extended_to or claim.due_on
    setting = [index for index, event in enumerate(events) if event.kind in SETS_DUE]
    if due_on is None or any(events[index].due_on == due_on for index in setting):
        return events
    last = events[setting[-1]]
    is_computed = last.kind is EventKind.RESUMED
    if not is_computed and last.due_on is not None and due_on > last.due_on:
        extended = Event(EventKind.EXTENDED, file.as_of, exact=False, due_on=due_on)
        return [*events[: setting[-1] + 1], extended, *events[setting[-1] + 1 :]]
    if file.is_older:
        return events
    events[setting[-1]] = last._replace(due_on=due_on)
    return events


def _with_state(events: list[Event], claim: Claim, file: File, working_time: WorkingTime) -> list[Event]:
    now = now_of(events)
    ended = list(_ended(claim, file))
    if ended:
        if now.state is DossierState.WAITING and claim.state not in CLOSED:
            events = _resumed(events, claim, min(ended[0].day, file.as_of), working_time)
        return _with_end(events, ended, claim)
    if file.is_older or now.state in CLOSED or any(event.kind in _ENDS for event in events):
        return events
    if claim.state is DossierState.WAITING and now.state is not DossierState.WAITING:
        return [*events, Event(EventKind.WAITING, file.as_of, exact=False)]
    if claim.state in _AT_WORK and now.state is DossierState.WAITING:
        return _resumed(events, claim, file.as_of, working_time)
    if claim.state is DossierState.EXTENDED and now.state is DossierState.RECEIVED:
        return [*events, Event(EventKind.EXTENDED, file.as_of, exact=False, due_on=now.due_on)]
    return events


def _resumed(events: list[Event], claim: Claim, day: date, working_time: WorkingTime) -> list[Event]:
    """The due day moves by the working days of the wait, unless the file brings its own."""
    waited_from = max(index for index, event in enumerate(events) if event.kind is EventKind.WAITING)
    since, due_on = events[waited_from].day, now_of(events).due_on
    brought = any(event.kind is EventKind.EXTENDED and event.id is None for event in events)
    if due_on is not None and day > since and not brought:
        due_on = working_time.add_working_days(due_on, working_time.working_days(since, day))
    return [*events, Event(EventKind.RESUMED, max(day, since), exact=False, due_on=due_on)]


def _with_end(events: list[Event], ended: list[Event], claim: Claim) -> list[Event]:
    """Days that a file gives replace those known; a state without a day leaves them."""
    for new in ended:
        same = next((index for index, event in enumerate(events) if event.kind is new.kind), None)
        if same is None:
            closes = new.kind in _CLOSES
            events = [event for event in events if event.kind not in (_ENDS | _CLOSES if closes else _CLOSES)]
            events.append(new)
        elif new.exact:
            events[same] = _moved(events[same], new.day, claim)
    # A hand-over comes after the end of the work, whichever was heard of first.
    return sorted(events, key=lambda event: event.kind is EventKind.HANDED_OVER)
