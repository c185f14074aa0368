"""What the forms of KSTTHC hold, gathered once: screens, documents and workbooks are made of the same values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from storage.database import Connection
from storage.figures.by_unit import gathered
from storage.figures.causes import Cause, causes_of_delay
from storage.figures.listed_procedures import ListedProcedures, procedures_by_field
from storage.figures.results import Key, Results, by_field, by_unit, results_of, total_of
from storage.ground.days.periods import Period
from storage.ground.text import fold
from storage.people.units import UnitRow, tops_of
from storage.rules.rules import RuleName, load_rules


@dataclass(frozen=True, slots=True)
class Form:
    """II.06a and II.07b of some units. `days`: what is counted; `by_unit`: by the units right below the topmost ones,
    each with all below it, and what is the topmost ones' own. `results_form`, `procedures_form`: their numbers, empty
    where no rule of that day names them; `whole`, `part`: what services with so much on the net are called."""

    days: Period
    found: Mapping[Key, Results]
    by_unit: Sequence[tuple[str, Results]]
    causes: Sequence[Cause]
    procedures: Sequence[ListedProcedures]
    results_form: str
    procedures_form: str
    whole: str
    part: str

    @property
    def by_field(self) -> Mapping[str, Results]:
        return by_field(self.found)

    @property
    def total(self) -> Results:
        return total_of(self.found.values())


async def collect_form(db: Connection, unit_ids: Collection[int], days: Period, today: date) -> Form:
    found, rules = await results_of(db, unit_ids, days, today), await load_rules(db)
    return Form(
        days=days,
        found=found,
        by_unit=[(unit.name, results) for unit, results in await units_of(db, unit_ids, found)],
        causes=await causes_of_delay(db, unit_ids, days, today),
        procedures=await procedures_by_field(db, unit_ids),
        results_form=rules.words(RuleName.FORM_RESULTS, days.last),
        procedures_form=rules.words(RuleName.FORM_PROCEDURES, days.last),
        whole=rules.words(RuleName.SERVICE_WHOLE, days.last),
        part=rules.words(RuleName.SERVICE_PART, days.last),
    )


async def units_of(
    db: Connection, unit_ids: Collection[int], found: Mapping[Key, Results]
) -> list[tuple[UnitRow, Results]]:
    """In the order of the tree, without those that have nothing."""
    own = {unit_id: Results() for unit_id in unit_ids} | by_unit(found)
    shown = await gathered(db, await tops_of(db, unit_ids), own, Results)
    return [(unit, results) for unit, results in shown if not results.is_empty]


def code_of(field: str) -> str:
    """What a button carries of a field: its name may be long."""
    return sha256(fold(field).encode()).hexdigest()[:8]
