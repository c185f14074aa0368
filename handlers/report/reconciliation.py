"""Two regimes, two cut-offs, two sets of figures: what lies between them, down to the single dossier."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from handlers.figures.gathering import Figures, collect_figures
from handlers.making.workbooks.sheets import ColumnKind, Sheet, SheetColumn, Value
from handlers.report.sheets import FIGURE, figure_rows
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer
from handlers.words.keys import DOSSIER_STATE
from storage.database import Connection
from storage.dossiers.lateness import late_dossiers
from storage.ground.days.calendars import Calendars, Regime, only_in
from storage.ground.days.periods import Period
from storage.report.figures import DossierLine, codes_returned, dossiers_received

_REGIME = Keys("report_sheet.regime_{}", Regime)
_MOVED = Keys("report_sheet.{}", ("added", "missing"))
_ONLY = Keys("report_sheet.only_{}", Regime)
AT_MOST = 20_000
_OTHER = ((Regime.CCHC, Regime.KSTTHC), (Regime.KSTTHC, Regime.CCHC))
_NAMED = 100


@dataclass(frozen=True, slots=True)
class Between:
    """Days that only one regime counts, with what was received and rated on them."""

    regime: Regime
    days: Period
    dossiers: Sequence[DossierLine]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`dossiers`: figure → codes of what each regime alone counts in it."""

    days: dict[Regime, Period]
    figures: dict[Regime, Figures]
    between: Sequence[Between]
    dossiers: Mapping[str, Mapping[Regime, Collection[str]]] = field(default_factory=dict)


async def reconcile(
    db: Connection, unit_ids: Collection[int], calendars: Calendars, period: Period, today: date
) -> Reconciliation | None:
    """None where both regimes count the same days."""
    if not calendars.differ(period):
        return None
    days = {regime: calendars.days_of(period, regime) for regime in Regime}
    figures = {regime: await collect_figures(db, unit_ids, own, today) for regime, own in days.items()}
    between = []
    for regime, other in _OTHER:
        for part in only_in(days[regime], days[other]):
            dossiers = await dossiers_received(db, unit_ids, part.first, part.last, AT_MOST)
            between.append(Between(regime, part, dossiers, await collect_figures(db, unit_ids, part, today)))
    return Reconciliation(days, figures, between, await _named_dossiers(db, unit_ids, days, between, today))


async def _named_dossiers(
    db: Connection, unit_ids: Collection[int], days: Mapping[Regime, Period], between: Sequence[Between], today: date
) -> dict[str, dict[Regime, list[str]]]:
    counted = {regime: await _counted(db, unit_ids, own, today) for regime, own in days.items()}
    for part in between:
        own, last = counted[part.regime], min(part.days.last, today)
        own["received"].update(line.code for line in part.dossiers)
        if part.days.first <= last:
            own["returned"].update(await codes_returned(db, unit_ids, part.days.first, last, AT_MOST))
    return {
        name: {regime: sorted(counted[regime][name] - counted[other][name]) for regime, other in _OTHER}
        for name in counted[Regime.CCHC]
    }


async def _counted(db: Connection, unit_ids: Collection[int], days: Period, today: date) -> dict[str, set[str]]:
    late = await late_dossiers(db, unit_ids, days, today, AT_MOST)
    return {
        "received": set(),
        "returned": set(),
        "late": {one.code for one in late if one.received_on >= days.first},
        "late_earlier": {one.code for one in late if one.received_on < days.first},
        "letters": {one.code for one in late if one.letter},
    }


def reconciliation_sheets(say: Words, found: Reconciliation) -> list[Sheet]:
    return [_figures_sheet(say, found), _days_sheet(say, found), _dossiers_sheet(say, found)]


def _column(say: Words, key: str, kind: ColumnKind) -> SheetColumn:
    return SheetColumn(say(key), kind)


def _regime(say: Words, regime: Regime, days: Period) -> str:
    return say(_REGIME[regime], first=day(days.first), last=day(days.last))


def _figures_sheet(say: Words, found: Reconciliation) -> Sheet:
    one, other = (figure_rows(found.figures[regime]) for regime in Regime)
    rows: list[tuple[Value, ...]] = [
        (say(FIGURE[name]), mine, theirs, _difference(mine, theirs), _named(say, found.dossiers.get(name, {})))
        for (name, mine, _), (_, theirs, _) in zip(one, other, strict=True)
    ]
    names = [SheetColumn(_regime(say, regime, found.days[regime]), ColumnKind.INTEGER) for regime in Regime]
    columns = [
        _column(say, "report_sheet.figure", ColumnKind.TEXT),
        *names,
        _column(say, "report_sheet.difference", ColumnKind.INTEGER),
        _column(say, "report_sheet.only_dossiers", ColumnKind.TEXT),
    ]
    return Sheet(say("report_sheet.reconciliation"), columns, rows)


def _named(say: Words, dossiers: Mapping[Regime, Collection[str]]) -> str:
    """What is counted more, and what less, in the second calendar."""
    more, less = dossiers.get(Regime.KSTTHC, ()), dossiers.get(Regime.CCHC, ())
    parts = [
        say(_MOVED[name], codes=_codes(say, codes)) for name, codes in (("added", more), ("missing", less)) if codes
    ]
    return "\n".join(parts)


def _codes(say: Words, codes: Collection[str]) -> str:
    shown = ", ".join(list(codes)[:_NAMED])
    left = len(codes) - _NAMED
    return say("report_sheet.more_codes", codes=shown, count=integer(left)) if left > 0 else shown


def _difference(mine: int | None, theirs: int | None) -> Value:
    return None if mine is None or theirs is None else theirs - mine


def _days_sheet(say: Words, found: Reconciliation) -> Sheet:
    """For each stretch of days that only one regime counts: what was added there."""
    rows: list[tuple[Value, ...]] = [
        (
            say(_ONLY[part.regime]),
            part.days.first,
            part.days.last,
            part.figures.dossiers.received,
            part.figures.dossiers.returned,
            part.figures.ratings.satisfied,
            part.figures.ratings.rated,
        )
        for part in found.between
    ]
    columns = [
        _column(say, "report_sheet.counted_in", ColumnKind.TEXT),
        _column(say, "report_sheet.from_day", ColumnKind.DATE),
        _column(say, "report_sheet.to_day", ColumnKind.DATE),
        _column(say, "report_sheet.figure_received", ColumnKind.INTEGER),
        _column(say, "report_sheet.figure_returned", ColumnKind.INTEGER),
        _column(say, "report_sheet.satisfied", ColumnKind.INTEGER),
        _column(say, "report_sheet.rated", ColumnKind.INTEGER),
    ]
    return Sheet(say("report_sheet.between_days"), columns, rows)


def _dossiers_sheet(say: Words, found: Reconciliation) -> Sheet:
    rows = [_dossier_row(say, part.regime, line) for part in found.between for line in part.dossiers]
    columns = [
        _column(say, "report_sheet.counted_in", ColumnKind.TEXT),
        _column(say, "report_sheet.code", ColumnKind.TEXT),
        _column(say, "report_sheet.procedure", ColumnKind.TEXT),
        _column(say, "report_sheet.received_on", ColumnKind.DATE),
        _column(say, "report_sheet.due_on", ColumnKind.DATE),
        _column(say, "report_sheet.finished_on", ColumnKind.DATE),
        _column(say, "report_sheet.returned_on", ColumnKind.DATE),
        _column(say, "report_sheet.dossier_state", ColumnKind.TEXT),
    ]
    whole = sum(part.figures.dossiers.received for part in found.between)
    return Sheet(say("report_sheet.between_dossiers"), columns, rows, whole=whole)


def _dossier_row(say: Words, regime: Regime, line: DossierLine) -> tuple[Value, ...]:
    days = (line.received_on, line.due_on, line.finished_on, line.returned_on)
    return (say(_ONLY[regime]), line.code, line.procedure, *days, say(DOSSIER_STATE[line.state]))
