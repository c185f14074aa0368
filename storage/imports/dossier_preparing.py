"""What of a piece of a file needs no database: made ready while the piece before is being written."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeVar

from storage.dossiers.advancing import Claim, begin
from storage.dossiers.dossiers import dossier_code
from storage.dossiers.history import Event, Now, now_of
from storage.imports.claims import claim_of, contradictions
from storage.imports.dossier_rows import DossierRow
from storage.imports.dossier_setting import Setting
from storage.imports.files.tables import Problem
from storage.keys import phone_hash, proof_hash

T = TypeVar("T")
_AT_A_TIME = 25  # rows: half a millisecond
# What a row's claim is made of. An office's days repeat: of 100,000 rows a few thousand differ in these.
_of_the_claim = attrgetter(
    *("said.state", "said.unknown", "received_on", "due_on", "extended_to", "finished_on", "returned_on"),
    *("refused_on", "late", "has", "times"),
)
_MOST_KNOWN = 10_000


@dataclass(slots=True)
class Prepared:
    """By code: its row and what the row says; `hashes` of phone and proof, where it has a phone; `begun`: the events of
    one that is not stored yet. `problems`: of its rows."""

    rows: dict[str, DossierRow] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    hashes: dict[str, tuple[str, str]] = field(default_factory=dict)
    begun: dict[str, tuple[list[Event], Now]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Preparing:
    """`meets_new`: whether most dossiers are expected to be new, so that their beginning is worth making ready."""

    secret: bytes
    setting: Setting
    meets_new: bool = True
    _claims: dict[Any, tuple[Claim, bool]] = field(default_factory=dict)
    _beginnings: dict[Any, tuple[list[Event], Now]] = field(default_factory=dict)

    def now(self, rows: Sequence[DossierRow]) -> Prepared:
        prepared = Prepared()
        self._take(prepared, rows)
        return prepared

    async def meanwhile(self, rows: Sequence[DossierRow]) -> Prepared:
        """A few rows at a time: whoever waits for the database goes on in between."""
        prepared = Prepared()
        for start in range(0, len(rows), _AT_A_TIME):
            self._take(prepared, rows[start : start + _AT_A_TIME])
            await asyncio.sleep(0)
        return prepared

    def begun(self, row: DossierRow, claim: Claim) -> tuple[list[Event], Now]:
        """Shared by all rows that say the same: not to be changed."""
        key = _of_the_claim(row)
        known = self._beginnings.get(key)
        if known is None:
            events = begin(claim, claim.received_on or self.setting.file.as_of, self.setting.file)
            known = _kept(self._beginnings, key, (events, now_of(events)))
        return known

    def _take(self, prepared: Prepared, rows: Sequence[DossierRow]) -> None:
        for row in rows:
            code = dossier_code(row.code)
            prepared.rows[code] = row
            claim = prepared.claims[code] = self._claim(row, prepared.problems)
            if row.phone:
                hashed = phone_hash(self.secret, row.phone), proof_hash(self.secret, code, row.phone[-4:])
                prepared.hashes[code] = hashed
            if self.meets_new:
                prepared.begun[code] = self.begun(row, claim)

    def _claim(self, row: DossierRow, problems: list[Problem]) -> Claim:
        key = _of_the_claim(row)
        known = self._claims.get(key)
        if known is None:
            claim, found = self._read(row)
            known = _kept(self._claims, key, (claim, bool(found)))
        claim, is_told = known
        if is_told:
            problems += self._read(row)[1]
        return claim

    def _read(self, row: DossierRow) -> tuple[Claim, list[Problem]]:
        """The row's claim and what has to be told of this row."""
        state = self.setting.state_of(row)
        claim = claim_of(row, state)
        found = list(contradictions(row, state, claim))
        if row.said.unknown and state is None:
            found.append(Problem(row.row, "dossier.state_unclear", {"code": row.code}, left_out=False))
        return claim, found


def _kept(known: dict[Any, T], key: Any, value: T) -> T:
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[key] = value
    return value
