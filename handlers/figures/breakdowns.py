"""Dossiers by field and by procedure, also beside those of another period. What has to read every dossier is a job."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.context import Answer, Context
from handlers.figures.actions import Break, Breakdown, ShowBreakdown
from handlers.figures.comparing import compare_buttons, with_change
from handlers.figures.drill import back_to_summary
from handlers.figures.scope import scope_of
from handlers.kit.long_work import Workshop
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.replies import Button, Heading, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer, percent
from handlers.words.periods import period_inside, period_label
from storage.figures.breakdown import ProcedureFigures, ProcedureName, by_procedure, names_of_procedures
from storage.figures.compared import Share
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten

_TITLE = Keys("by.title_{}", Breakdown)
_BUTTON = Keys("button.by_{}", Breakdown)
_MARK = {Breakdown.FIELD: "🗂", Breakdown.PROCEDURE: "📑"}
_OTHER = {Breakdown.FIELD: Breakdown.PROCEDURE, Breakdown.PROCEDURE: Breakdown.FIELD}
SHOWN = 12
OPENED = 8  # fields that have a button


@dataclass(frozen=True, slots=True)
class Counted:
    """`before`: of the period it is compared with, where there is one."""

    now: Sequence[ProcedureFigures]
    before: Sequence[ProcedureFigures] = ()


async def show_breakdown(context: Context, action: ShowBreakdown) -> Answer:
    name = ""
    if action.procedure_id is not None:
        scope = await scope_of(context, action.unit_id)
        known = {one.id: one for one in await names_of_procedures(context.db, scope.units)}
        if action.procedure_id not in known:
            raise Refusal("button.stale")
        name = _name(action.of, known[action.procedure_id])
    return await start(context, action.of, action.period, name, action.unit_id, action.other)


def _name(of: Breakdown, one: ProcedureName) -> str:
    return one.field if of is Breakdown.FIELD else one.name


async def start(
    context: Context,
    of: Breakdown,
    period: Period,
    name: str = "",
    unit_id: int | None = None,
    other: Period | None = None,
) -> Reply:
    """`name`: the one field or procedure that is asked for."""
    scope = await scope_of(context, unit_id)
    context.start(Break(sorted(scope.units), of, period, name, unit_id, other))
    title = _title(context.say, of, period, name)
    if other:
        title = context.say("compare.title_of", title=title, other=period_inside(other))
    return screen(context.say, context.say("by.counting", title=title))


def _title(say: Words, of: Breakdown, period: Period, name: str) -> str:
    what = f"{_MARK[of]} {name}" if name else say(_TITLE[of])
    return f"{what} – {period_label(period)}"


async def count(workshop: Workshop, job: Break) -> Counted:
    today = local_day(workshop.clock())
    async with workshop.database.read() as db:
        now = await by_procedure(db, job.units, job.period, today)
        return Counted(now, await by_procedure(db, job.units, job.other, today) if job.other else ())


async def tell(context: Context, job: Break, found: Counted) -> Answer:
    if not await reach(context, LEADERS) >= set(job.units):
        raise Refusal("rights.unit")
    say, period, of = context.say, job.period, Breakdown(job.of)
    scope = await scope_of(context, job.unit_id)
    now, before = _rows(of, job.name, found.now), {fold(name): one for name, one in _rows(of, job.name, found.before)}
    lines: list[str] = [Heading(_title(say, of, period, job.name)), scope.as_of(say, period, context.today)]
    if job.other:
        key = "summary.compared" if found.before else "by.unknown_then"
        lines.append(say(key, periods=period_inside(job.other), period=period_label(job.other)))
    lines.append("")
    for name, one in now[:SHOWN]:
        then = before.get(fold(name), ProcedureFigures("", "")) if found.before else None
        lines += [f"• {shorten(name or say('by.no_field'), 60)}", "   " + _figures(say, one, then)]
    if not now:
        lines.append(say("by.none"))
    if len(now) > SHOWN:
        lines.append(say("by.more", count=integer(len(now) - SHOWN)))
    names = await names_of_procedures(context.db, scope.units)
    return screen(say, lines, [*_buttons(context, job, names, now), back_to_summary(context, period, job.unit_id)])


def _buttons(
    context: Context, job: Break, names: Sequence[ProcedureName], rows: Sequence[tuple[str, ProcedureFigures]]
) -> list[Button]:
    """Further down; beside other periods; the same by what it is not by now."""
    say, period, unit_id, of = context.say, job.period, job.unit_id, Breakdown(job.of)
    ids = {fold(_name(of, one)): one.id for one in reversed(names)}
    down = []
    if of is Breakdown.FIELD and not job.name:
        named = [(name, ids[fold(name)]) for name, _ in rows if fold(name) in ids]
        down = [
            Button(shorten(name, 40), ShowBreakdown(of, period, unit_id, job.other, one))
            for name, one in named[:OPENED]
        ]
    own = ids.get(fold(job.name)) if job.name else None
    if own is not None or not job.name:
        beside = lambda other: ShowBreakdown(of, period, unit_id, other, own)  # noqa: E731 - one line says it
        down += compare_buttons(say, period, context.today, job.other, beside)
    other = of if job.name else _OTHER[of]
    return [*down, Button(say(_BUTTON[other]), ShowBreakdown(other, period, unit_id, job.other))]


def _rows(of: Breakdown, name: str, found: Sequence[ProcedureFigures]) -> list[tuple[str, ProcedureFigures]]:
    """By field: the fields; of one field: its procedures."""
    if of is Breakdown.PROCEDURE:
        return [(one.procedure, one) for one in found if not name or fold(one.procedure) == fold(name)]
    if name:
        return [(one.procedure, one) for one in found if fold(one.field) == fold(name)]
    fields: dict[str, ProcedureFigures] = {}
    for one in found:
        whole = fields.setdefault(fold(one.field), ProcedureFigures(one.field, ""))
        for part in ("received", "late", "satisfied", "rated"):
            setattr(whole, part, getattr(whole, part) + getattr(one, part))
    ordered = sorted(fields.values(), key=lambda one: (-one.late, -one.received, one.field))
    return [(one.field, one) for one in ordered]


def _figures(say: Words, one: ProcedureFigures, then: ProcedureFigures | None) -> str:
    late = integer(one.late)
    if one.late and then is None and (share := percent(one.late, one.received)):
        late += f" ({share})"
    parts = [
        with_change(
            say, say("by.received", count=integer(one.received)), one.received, then.received if then else None
        ),
        with_change(say, say("by.late", count=late), one.late, then.late if then else None),
    ]
    if rate := percent(one.satisfied, one.rated):
        before = Share(then.satisfied, then.rated) if then else None
        words = say("league.satisfied", share=rate)
        parts.append(with_change(say, words, Share(one.satisfied, one.rated), before))
    return " · ".join(parts)
