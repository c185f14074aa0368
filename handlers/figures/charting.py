"""`/bieudo`: a period in three pictures."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.figures.actions import Draw, ShowCharts
from handlers.figures.charts import charts_of
from handlers.figures.comparing import collect_earlier
from handlers.figures.drill import back_to_summary
from handlers.figures.scope import scope_of
from handlers.kit.long_work import Workshop
from handlers.kit.periods import choose_period
from handlers.kit.reach import reach
from handlers.kit.screens import main_button
from handlers.making.charts.figures import Chart
from handlers.replies import Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from handlers.words.periods import period_label
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.messages.files import store_file


async def charts_command(context: Context, argument: str) -> Answer:
    """`/bieudo quý 3`; the year so far where no period is named."""
    period = parse_period(argument or "năm nay", context.today)
    if period is None:
        return await choose_period(context, ShowCharts, argument)
    return await _start(context, period)


async def show_charts(context: Context, action: ShowCharts) -> Answer:
    return await _start(context, action.period, action.unit_id)


async def _start(context: Context, period: Period, unit_id: int | None = None) -> Reply:
    scope = await scope_of(context, unit_id)
    context.start(Draw(sorted(scope.units), period, unit_id))
    return Reply(context.say("chart.drawing", period=period_label(period)))


async def draw(workshop: Workshop, job: Draw) -> list[Chart]:
    today = local_day(workshop.clock())
    async with workshop.database.read() as db:
        earlier = await collect_earlier(db, job.units, job.period, today)
        return await charts_of(db, job.units, job.period, today, Words("vi"), earlier)


async def hand_over(context: Context, job: Draw, charts: Sequence[Chart]) -> Answer:
    """The last picture has the way back."""
    if not await reach(context, LEADERS) >= set(job.units):
        raise Refusal("rights.unit")
    say, period = context.say, job.period
    scope = await scope_of(context, job.unit_id)
    label = period_label(period) if job.unit_id is None else f"{period_label(period)} – {scope.name}"
    way_back = ((back_to_summary(context, period, job.unit_id),), (main_button(say),))
    replies = []
    for number, chart in enumerate(charts, start=1):
        name = f"bieu-do-{period.code}-{number}.png"
        file_id = await store_file(context.db, name, "image/png", chart.png, context.sender.id, context.now)
        rows = way_back if number == len(charts) else ()
        replies.append(Reply(f"{chart.title} – {label}\n{chart.description}", rows, file_id=file_id))
    return replies
