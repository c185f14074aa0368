"""Compares dossiers that were read with those stored, a piece after the other, and says what would be written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from storage.database import Connection
from storage.dossiers.advancing import Claim, advance, takes_back
from storage.dossiers.handling import Counted, ending_of
from storage.dossiers.histories import histories
from storage.dossiers.history import Event, Now, now_of
from storage.dossiers.returns import expect_again
from storage.ground.days.working_time import WorkingTime
from storage.imports.dossier_preparing import Prepared, Preparing
from storage.imports.dossier_rows import DossierRow, DossiersFile, Submitted
from storage.imports.dossier_setting import Setting
from storage.imports.dossier_stored import EXISTING, Stored
from storage.imports.dossier_writing import Piece, write_piece
from storage.imports.files.tables import Problem
from storage.imports.outcome import Line, Outcome, Section
from storage.imports.questions import Ask, Choice, FileQuestion, Unanswered
from storage.models import DossierState
from storage.rows import all_as

_OLDER = {"keep": "import.choice_older_keep", "take_back": "import.choice_older_take_back"}
_SHOWN = 20
_TEXTS = ("procedure_code", "procedure_name", "field")


@dataclass(slots=True)
class Comparison:
    """One import on its way through its pieces. `older`: what was answered of an older file."""

    setting: Setting
    outcome: Outcome
    preparing: Preparing
    now: datetime
    older: str | None
    working_time: WorkingTime
    taken_back: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    undue: int = 0

    def key(self, file: DossiersFile, run: str = "") -> str:
        """Identifies the file together with what was answered, so that only the same import is resumed."""
        words = ",".join(sorted(f"{word}={state}" for word, state in self.setting.answered_words.items()))
        return f"{file.digest} {self.setting.file.as_of} {self.older or ''} {words}{run}"

    async def piece(self, db: Connection, prepared: Prepared, import_id: int | None) -> None:
        """Nothing is written without `import_id`."""
        by_code, claims = prepared.rows, prepared.claims
        self.outcome.problems += prepared.problems
        old = {one.code: one for one in all_as(Stored, await db.execute(EXISTING, {"codes": list(by_code)}))}
        moved = {code for code, row in by_code.items() if row.unit in self.setting.units}
        looked_at = [row.id for code, row in old.items() if code in moved or _may_change(row, claims[code])]
        known = await histories(db, looked_at)
        piece, again = Piece(), []
        for code, row in by_code.items():
            was = old.get(code)
            history = known.get(was.id, []) if was is not None else []
            problem = self._problem(code, row, claims[code], was, history)
            if problem is not None:
                self.outcome.problems.append(problem)
            elif self._take(piece, code, prepared, was, history) and was is not None:
                again.append(was.id)
        self.preparing.meets_new = 2 * len(old) < len(by_code)
        if import_id is not None:
            await expect_again(db, again)
            await write_piece(db, piece, import_id)

    def _problem(self, code: str, row: DossierRow, claim: Claim, was: Any, history: Sequence[Event]) -> Problem | None:
        if was is None:
            if claim.received_on is None:
                self.unknown.append(code)
                return Problem(row.row, "dossier.unknown_code", {"code": code})
            return None
        if was.unit_id not in self.setting.unit_ids:
            return Problem(row.row, "dossier.other_unit", {"code": code})
        if history and takes_back(history, claim):
            if was.rating_id is not None and was.returned_on is not None:
                # Somebody rated the result they hold in their hands: the file is wrong, or the code.
                return Problem(row.row, "dossier.rated_but_not_returned", {"code": code})
            self._ask_older(code)
        return None

    def _ask_older(self, code: str) -> None:
        if self.setting.file.is_older and self.older is None:
            choices = tuple(Choice(value, label) for value, label in _OLDER.items())
            known = self.setting.known_as_of or self.setting.file.as_of
            days = {"as_of": _shown(self.setting.file.as_of), "known": _shown(known)}
            raise Unanswered(FileQuestion(Ask.OLDER, choices, values={**days, "example": code}))

    def _take(self, piece: Piece, code: str, prepared: Prepared, was: Any, history: Sequence[Event]) -> bool:
        """Puts a row into the piece; True where its return is taken back."""
        row, claim = prepared.rows[code], prepared.claims[code]
        events, now = self._events(claim, was, history) if was is not None else self._begun(prepared, code)
        values = self._values(code, row, prepared.hashes.get(code), was, now)
        has_letter = was is not None and was.has_letter
        before = None if was is None else (*was.compared, has_letter)
        changed = self.outcome.count(before, (*values.values(), has_letter or row.apology is not None))
        if row.apology is not None:
            piece.apologies[code] = row.apology
        if not changed and events == list(history):
            return False
        self._put(piece, code, values, was, events, history)
        self.undue += was is None and now.due_on is None
        is_taken_back = was is not None and was.returned_on is not None and now.returned_on is None
        if is_taken_back or (history and len(events) < len(history)):
            self.taken_back.append(code)
        return is_taken_back

    def _begun(self, prepared: Prepared, code: str) -> tuple[list[Event], Now]:
        return prepared.begun.get(code) or self.preparing.begun(prepared.rows[code], prepared.claims[code])

    def _events(self, claim: Claim, was: Any, history: Sequence[Event]) -> tuple[list[Event], Now]:
        if not history:
            return [], Now(was.state, was.due_on, was.finished_on, was.returned_on)
        file = self.setting.file
        if self.older == "take_back":
            file = type(file)(file.as_of)
        events = advance(history, claim, file, self.working_time)
        return events, now_of(events)

    def _put(
        self,
        piece: Piece,
        code: str,
        values: dict[str, Any],
        was: Any,
        events: list[Event],
        history: Sequence[Event],
    ) -> None:
        counted = self._counted(values, was, events)
        piece.values[code] = {
            **values,
            "return_known_at": self._known_at(values, was),
            "ended_on": counted.ending.on,
            "ended_how": counted.ending.how,
            "counted_field": counted.field,
            "counted_level": counted.level,
        }
        if events:
            piece.events[code] = events
        if was is not None:
            piece.count(was.counted, was.returned_on, -1)
            if history:
                piece.before[code] = history
        piece.count(counted, values["returned_on"], +1)

    def _known_at(self, values: dict[str, Any], was: Any) -> datetime | None:
        """When we learnt of the return."""
        if values["returned_on"] is None:
            return None
        return (was.return_known_at if was is not None and was.returned_on is not None else None) or self.now

    def _counted(self, values: dict[str, Any], was: Any, events: list[Event]) -> Counted:
        """What has no events is of before these were kept, and ended as it is stored."""
        ending = ending_of(events) if events else was.counted.ending
        holder = values["holder_id"] or values["unit_id"]
        field, level = self.setting.listed.get((holder, values["procedure_code"]), (values["field"], None))
        return Counted(values["unit_id"], field, level, values["submitted"], values["received_on"], ending)

    def _values(
        self, code: str, row: DossierRow, hashes: tuple[str | None, str | None] | None, was: Any, now: Now
    ) -> dict[str, Any]:
        """Keeps the values about which the file says nothing."""
        if hashes is None or (was is not None and was.phone_erased_at):
            hashes = (was.phone_hash, was.proof_hash) if was is not None else (None, None)
        texts = {name: getattr(row, name) or (getattr(was, name) if was is not None else "") for name in _TEXTS}
        texts["procedure_code"] = (
            row.procedure_code
            or self.setting.codes.get(row.procedure_name)
            or (was.procedure_code if was is not None else "")
        )
        unit_id = self.setting.units.get(row.unit) or (was.unit_id if was is not None else self.setting.unit_id)
        holder = was.holder_id or was.unit_id if was is not None else self.setting.unit_id
        return {
            "unit_id": unit_id,
            "holder_id": holder if holder != unit_id else None,
            **texts,
            "state": now.state,
            "submitted": row.submitted or (was.submitted if was is not None else Submitted.OTHER),
            "received_on": row.received_on or was.received_on,
            "due_on": now.due_on,
            "finished_on": now.finished_on,
            "returned_on": now.returned_on,
            "phone_hash": hashes[0],
            "proof_hash": hashes[1],
        }

    def whole(self) -> Outcome:
        lines = [Line("taken_back", {"code": code}) for code in self.taken_back[:_SHOWN]]
        if len(self.taken_back) > _SHOWN:
            lines.append(Line("taken_back_more", {"count": len(self.taken_back) - _SHOWN}))
        sections = [*self.setting.sections]
        if lines:
            sections.append(Section("taken_back", lines))
        notes = [Line("without_due_day", {"count": self.undue})] if self.undue else []
        if self.setting.file.is_older and self.setting.known_as_of is not None:
            days = {"as_of": _shown(self.setting.file.as_of), "known": _shown(self.setting.known_as_of)}
            notes.append(Line("older", days))
        if notes:
            sections.append(Section("notes", notes))
        self.outcome.sections = sections
        return self.outcome


def _shown(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _may_change(was: Any, claim: Claim) -> bool:
    """Whether its events have to be looked at: nearly no row of a file that was imported before."""
    due_on = claim.extended_to or claim.due_on
    state = DossierState.RECEIVED if claim.state is DossierState.EXTENDED else claim.state
    stored = DossierState.RECEIVED if was.state is DossierState.EXTENDED else was.state
    return not (
        claim.received_on in (None, was.received_on)
        and due_on in (None, was.due_on)
        and claim.finished_on in (None, was.finished_on)
        and claim.returned_on in (None, was.returned_on)
        and state in (None, stored)
        and not (claim.denies_end and was.finished_on is not None)
        and not (claim.denies_return and was.returned_on is not None)
    )
