"""All that a report says, collected once: body, appendix and workbook are made from the same values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.figures.comparing import Earlier
from handlers.figures.gathering import Figures, collect_figures
from handlers.forms.gathering import Form, collect_form
from handlers.kit.occasion import Office
from handlers.report.earlier import earlier_periods
from storage.database import Connection
from storage.dossiers.imports_running import Running, running_imports
from storage.dossiers.lateness import LateDossier, late_dossiers
from storage.figures.compared import Counts
from storage.ground.days.calendars import Regime, next_day
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day, local_start
from storage.models import ProposalKind
from storage.people.units import UnitRow, find_unit, tops_of
from storage.plan.carried import carried_and_done
from storage.plan.tasks import TaskRow
from storage.ratings.aspects import AspectFigures, aspect_figures
from storage.ratings.kiosks import OutageRow, count_kiosks, outages_between
from storage.registers.incidents import IncidentRow, fixed_incidents, open_incidents
from storage.registers.indicator_values import Figure, indicators_for
from storage.registers.proposals import AgencyProposals, proposals_of
from storage.report.documents import Document, documents_issued, named_first, plans_named
from storage.report.figures import (
    ProcedureFigures,
    Said,
    procedure_figures,
    said_in_period,
    submission_counts,
    ways_before,
)
from storage.report.parts import PartEdit, Whose, part_edits

ALL_LATE = 10_000


@dataclass(frozen=True, slots=True)
class Report:
    """`parent`: the unit above it, empty for the agency itself. `period`: what was asked for; `days`: what it covers in
    this regime. `stands_at`: the day at whose end the figures stand, or on which it was made. `aspects`: what was
    answered to the one question more after a rating. `bases`: what it is based on; `plans`: number and day of the
    plans. `carried_done`: tasks of last year's plans that were done in the period. `kiosks`: how many there were.
    `fixed`: incidents that ended in the period. `indicators`: those of which there is a figure; `missing`: the others.
    `edits`: what an officer has made of a part, by its name; `ways_before`: by which dossiers were submitted before.
    `form`: of the regime of KSTTHC, which reports by forms. `compared`: what its figures stand beside."""

    office: Office
    unit: str
    parent: str
    regime: Regime
    period: Period
    days: Period
    stands_at: date
    made_at: datetime
    figures: Figures
    aspects: Sequence[AspectFigures]
    procedures: ProcedureFigures
    submitted: Mapping[str, int]
    ways_before: Collection[str]
    documents: Sequence[Document]
    bases: Sequence[Document]
    plans: Sequence[tuple[str, date | None]]
    said: Mapping[int, Sequence[Said]]
    carried_done: Sequence[TaskRow]
    kiosks: int
    outages: Sequence[OutageRow]
    incidents: Sequence[IncidentRow]
    fixed: Sequence[IncidentRow]
    indicators: Sequence[Figure]
    missing: Sequence[Figure]
    edits: Mapping[str, PartEdit]
    results: Sequence[AgencyProposals]
    difficulties: Sequence[AgencyProposals]
    proposals: Sequence[AgencyProposals]
    late: Sequence[LateDossier]
    importing: Running | None
    form: Form | None
    compared: Sequence[Earlier]

    @property
    def before(self) -> Counts | None:
        """Of the period before; while this one runs, of as much of it as has passed of this one."""
        nearest = max(self.compared, key=lambda one: one.period.last, default=None)
        return nearest.counts if nearest else None

    @property
    def is_over(self) -> bool:
        """Whether the figures are those of the end of a day."""
        return self.stands_at < local_day(self.made_at)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report: of which units, period and regime."""

    unit_ids: frozenset[int]
    period: Period
    regime: Regime


async def collect_report(db: Connection, office: Office, wanted: Wanted, now: datetime) -> Report:
    today = local_day(now)
    units, days = wanted.unit_ids, office.calendars.days_of(wanted.period, wanted.regime)
    stands_at = days.as_of(today)
    unit = await _top_unit(db, units)
    figures = await collect_figures(db, units, days, today)
    top = unit.id if unit else 0
    indicators = await indicators_for(db, units, wanted.period, min(days.last, today - timedelta(days=1)))
    during = local_start(days.first), local_start(next_day(days.last))
    return Report(
        office=office,
        unit=unit.name if unit else office.agency,
        parent=await _parent_name(db, unit),
        regime=wanted.regime,
        period=wanted.period,
        days=days,
        stands_at=stands_at,
        made_at=now,
        figures=figures,
        aspects=await aspect_figures(db, units, days, today),
        procedures=await procedure_figures(db, units, office.common_fields, stands_at),
        submitted=await submission_counts(db, units, days.first, stands_at),
        ways_before=await ways_before(db, units, days.first),
        documents=await documents_issued(db, units, office.letterhead.symbol, days.first, stands_at),
        bases=await named_first(db, top, wanted.regime, figures.year),
        plans=await plans_named(db, units, figures.year),
        said=await said_in_period(db, units, figures.year, days),
        carried_done=await carried_and_done(db, units, figures.year, days.first, stands_at),
        kiosks=await count_kiosks(db, units, *during),
        outages=await outages_between(db, units, *during),
        incidents=await open_incidents(db, units, stands_at),
        fixed=await fixed_incidents(db, units, days.first, stands_at),
        indicators=[figure for figure in indicators if figure.is_known],
        missing=[figure for figure in indicators if not figure.is_known],
        edits=await part_edits(db, Whose(top, wanted.regime, wanted.period)),
        results=await proposals_of(db, units, days.first, stands_at, ProposalKind.RESULT),
        difficulties=await proposals_of(db, units, days.first, stands_at, ProposalKind.DIFFICULTY),
        proposals=await proposals_of(db, units, days.first, stands_at, ProposalKind.PROPOSAL),
        late=await late_dossiers(db, units, days, today, ALL_LATE),
        importing=await running_imports(db, units, now),
        compared=await earlier_periods(db, units, office.calendars, wanted.period, wanted.regime, today),
        form=await collect_form(db, units, days, today) if wanted.regime is Regime.KSTTHC else None,
    )


async def _top_unit(db: Connection, unit_ids: Collection[int]) -> UnitRow | None:
    tops = await tops_of(db, unit_ids)
    return await find_unit(db, min(tops)) if tops else None


async def _parent_name(db: Connection, unit: UnitRow | None) -> str:
    above = await find_unit(db, unit.parent_id) if unit and unit.parent_id else None
    return above.name if above else ""
