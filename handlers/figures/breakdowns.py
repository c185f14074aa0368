"""Dossiers by field and by procedure. What has to read every dossier is a job."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.figures.actions import Break, Breakdown, ShowBreakdown
from handlers.figures.drill import back_to_summary
from handlers.figures.scope import scope_of
from handlers.kit.long_work import Workshop
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.replies import Button, Heading, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer, percent
from handlers.words.periods import period_label
from storage.figures.breakdown import ProcedureFigures, by_procedure
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten

_TITLE = Keys("by.title_{}", Breakdown)
_BUTTON = Keys("button.by_{}", Breakdown)
_MARK = {Breakdown.FIELD: "🗂", Breakdown.PROCEDURE: "📑"}
SHOWN = 12


async def show_breakdown(context: Context, action: ShowBreakdown) -> Answer:
    return await start(context, action.of, action.period)


async def start(context: Context, of: Breakdown, period: Period, name: str = "", unit_id: int | None = None) -> Reply:
    """`name`: the one field or procedure that is asked for."""
    scope = await scope_of(context, unit_id)
    context.start(Break(sorted(scope.units), of, period, name))
    return screen(context.say, context.say("by.counting", title=_title(context.say, of, period, name)))


def _title(say: Words, of: Breakdown, period: Period, name: str) -> str:
    what = f"{_MARK[of]} {name}" if name else say(_TITLE[of])
    return f"{what} – {period_label(period)}"


async def count(workshop: Workshop, job: Break) -> list[ProcedureFigures]:
    async with workshop.database.read() as db:
        return await by_procedure(db, job.units, job.period, local_day(workshop.clock()))


async def tell(context: Context, job: Break, found: Sequence[ProcedureFigures]) -> Answer:
    if not await reach(context, LEADERS) >= set(job.units):
        raise Refusal("rights.unit")
    say, period, of = context.say, job.period, Breakdown(job.of)
    rows = _rows(of, job.name, found)
    lines: list[str] = [Heading(_title(say, of, period, job.name)), ""]
    for name, one in rows[:SHOWN]:
        lines += [f"• {shorten(name or say('by.no_field'), 60)}", "   " + _figures(say, one)]
    if not rows:
        lines.append(say("by.none"))
    if len(rows) > SHOWN:
        lines.append(say("by.more", count=integer(len(rows) - SHOWN)))
    other = Breakdown.PROCEDURE if of is Breakdown.FIELD else Breakdown.FIELD
    return screen(
        say, lines, [Button(say(_BUTTON[other]), ShowBreakdown(other, period)), back_to_summary(context, period)]
    )


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


def _figures(say: Words, one: ProcedureFigures) -> str:
    late = percent(one.late, one.received)
    line = say("by.line", received=integer(one.received), late=integer(one.late))
    if late and one.late:
        line += f" ({late})"
    rate = percent(one.satisfied, one.rated)
    return f"{line} · {say('league.satisfied', share=rate)}" if rate else line
