"""What a row says of a dossier: its state's word and its days put together, and where they contradict each other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from storage.dossiers.advancing import Claim
from storage.imports.dossier_rows import DossierRow
from storage.imports.files.tables import Problem
from storage.imports.names import ProblemName
from storage.models import CLOSED, DossierState, EventKind

_KINDS = {
    "received_on": EventKind.RECEIVED,
    "finished_on": EventKind.FINISHED,
    "returned_on": EventKind.HANDED_OVER,
}
_AS_RETURN = {"finished_on": "returned_on"}
_ENDED = (DossierState.FINISHED, DossierState.HANDED_OVER)
_AT_END = (None, *CLOSED, *_ENDED)


def claim_of(row: DossierRow, state: DossierState | None) -> Claim:
    """`state`: what the row's word means. Days decide where both speak; a hand-over is only where one is said, or where
    the file knows a single day of the end."""
    ends = {"finished_on", "returned_on"} & row.has
    if state in CLOSED or row.refused_on is not None:
        closed = state if state in CLOSED else DossierState.REFUSED
        return _claim(row, closed, closed_on=row.refused_on or row.finished_on or row.returned_on)
    finished, returned = row.finished_on, row.returned_on
    if returned is not None:
        return _claim(row, DossierState.HANDED_OVER, finished=min(finished or returned, returned), returned=returned)
    if finished is not None:
        whole = state is DossierState.HANDED_OVER or (state is None and "returned_on" not in row.has)
        if whole:
            row = replace(row, times=tuple((_AS_RETURN.get(name, name), at) for name, at in row.times))
            return _claim(row, DossierState.HANDED_OVER, finished=finished, returned=finished)
        return _claim(row, DossierState.FINISHED, finished=finished, denies_return="returned_on" in row.has)
    if state in _ENDED:
        return _claim(row, state)
    denies_end = "finished_on" in ends or (state is not None and state not in _ENDED)
    return _claim(row, state, denies_end=denies_end, denies_return="returned_on" in ends)


def _claim(
    row: DossierRow,
    state: DossierState | None,
    *,
    closed_on: date | None = None,
    finished: date | None = None,
    returned: date | None = None,
    denies_end: bool = False,
    denies_return: bool = False,
) -> Claim:
    due_on, extended_to = row.due_on, row.extended_to
    if due_on and extended_to and extended_to <= due_on:
        extended_to = None
    return Claim(
        received_on=row.received_on,
        due_on=due_on,
        extended_to=extended_to,
        state=state,
        closed_on=closed_on,
        finished_on=finished,
        returned_on=returned,
        denies_end=denies_end,
        denies_return=denies_return,
        late=row.late,
        times={_KINDS[name]: at for name, at in row.times if name in _KINDS},
    )


def contradictions(row: DossierRow, state: DossierState | None, claim: Claim) -> Iterator[Problem]:
    """Told; the row is stored by its days."""
    ended_on = row.returned_on or row.finished_on
    if ended_on is not None and state not in _AT_END:
        shown: dict[str, str | int] = {"code": row.code, "day": ended_on.strftime("%d/%m/%Y")}
        yield Problem(row.row, "dossier.state_contradicts", shown, left_out=False)
    if claim.state in _ENDED and claim.finished_on is None and claim.returned_on is None:
        yield Problem(row.row, "dossier.ended_without_day", {"code": row.code}, left_out=False)
    due_on = claim.extended_to or claim.due_on
    if row.late is not None and claim.finished_on is not None and due_on is not None:
        late = claim.finished_on > due_on
        if late is not row.late:
            key: ProblemName = "dossier.said_late" if row.late else "dossier.said_in_time"
            yield Problem(row.row, key, {"code": row.code}, left_out=False)
