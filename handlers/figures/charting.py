"""`/bieudo`: a period in three pictures."""

from collections.abc import Sequence
from typing import Any

from handlers.catalogue import Words
from handlers.context import Answer, Context
from handlers.figures.charts import pictures_of
from handlers.figures.drill import back_to_summary
from handlers.figures.period_words import period_label
from handlers.figures.summary import read_period
from handlers.jobs import Workshop
from handlers.menus import main_button
from handlers.reach import reach
from handlers.replies import Reply
from handlers.report.pictures import Chart
from handlers.routing import LEADERS
from storage.days.period_text import parse_period
from storage.days.periods import Period
from storage.days.working_time import local_day
from storage.messages.files import store_file
from storage.refusals import Refusal


async def charts_command(context: Context, argument: str) -> Answer:
    """`/bieudo quý 3`; the year so far where no period is named."""
    period = parse_period(argument or "năm nay", context.today)
    if period is None:
        raise Refusal("period.unknown")
    return await _start(context, period)


async def show_charts(context: Context, argument: str) -> Answer:
    return await _start(context, read_period(argument))


async def _start(context: Context, period: Period) -> Reply:
    context.start_job("charts", {"units": sorted(await reach(context, LEADERS)), "period": period.code})
    return Reply(context.say("chart.drawing", period=period_label(period)))


async def draw(workshop: Workshop, data: dict[str, Any]) -> list[Chart]:
    period, today = Period.from_code(data["period"]), local_day(workshop.clock())
    async with workshop.database.read() as db:
        return await pictures_of(db, data["units"], period, today, Words("vi"))


async def hand_over(context: Context, data: dict[str, Any], charts: Sequence[Chart]) -> Answer:
    """The last picture has the way back."""
    if not await reach(context, LEADERS) >= set(data["units"]):
        raise Refusal("rights.unit")
    period = Period.from_code(data["period"])
    replies = []
    for number, chart in enumerate(charts, start=1):
        name = f"bieu-do-{data['period']}-{number}.png"
        file_id = await store_file(context.db, name, "image/png", chart.png, context.sender.id, context.now)
        rows = ((back_to_summary(context, period),), (main_button(context.say),)) if number == len(charts) else ()
        replies.append(Reply(f"{chart.title} – {period_label(period)}\n{chart.description}", rows, file_id=file_id))
    return replies
