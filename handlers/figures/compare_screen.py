"""One period beside another, figure by figure."""

from handlers.context import Answer, Context
from handlers.figures.actions import Compare, ShowSummary
from handlers.figures.comparing import CASES, DOSSIERS, RATINGS, TASKS, side_by_side
from handlers.figures.scope import scope_of
from handlers.kit.screens import screen
from handlers.replies import Button, Heading
from handlers.words.periods import period_inside, period_label
from storage.figures.compared import counts_of
from storage.ground.days.periods import Period


async def show_comparison(context: Context, action: Compare) -> Answer:
    return await compare(context, action.period, action.other, action.unit_id, replaces=True)


async def compare(
    context: Context, period: Period, other: Period, unit_id: int | None = None, *, replaces: bool = False
) -> Answer:
    say, scope = context.say, await scope_of(context, unit_id)
    now, before = await counts_of(context.db, scope.units, [period, other], context.today)
    title = say("compare.title", period=period_label(period), other=period_inside(other))
    lines: list[str] = [Heading(title), scope.as_of(say, period, context.today), say("compare.order")]
    for heading, figures in (
        (say("compare.tasks"), TASKS),
        (say("compare.dossiers"), DOSSIERS),
        (say("compare.ratings"), RATINGS),
        (say("compare.cases"), CASES),
    ):
        shown = side_by_side(say, figures, now, before)
        lines += ["", Heading(heading), *(shown or [say("no_figures")])]
    year_ago = period.a_year_before()
    choices = [Button(period_label(one), ShowSummary(one, unit_id)) for one in (period, other)]
    if other != year_ago and period != year_ago:
        label = say("button.compare", period=period_inside(year_ago))
        choices.append(Button(label, Compare(period, year_ago, unit_id)))
    return screen(say, lines, choices, replaces=replaces)
