"""`/kiemtra`: the lint, as a job; what it found is kept for the screens."""

import asyncio
from typing import Any

from handlers.checking.collecting import Linted, collect_plans, lint_collected
from handlers.checking.screens import list_reply, show_run
from handlers.checking.words import told
from handlers.context import Answer, Context
from handlers.figures.period_words import period_label
from handlers.figures.summary import read_period
from handlers.jobs import Workshop
from handlers.reach import reach
from handlers.replies import Reply
from handlers.routing import LEADERS
from storage.checking.runs import keep_run, last_run
from storage.days.period_text import parse_period
from storage.days.periods import Period
from storage.days.working_time import local_day
from storage.refusals import Refusal


async def check_command(context: Context, argument: str) -> Answer:
    """`/kiemtra quý 3`; the year so far where no period is named."""
    period = parse_period(argument or "năm nay", context.today)
    if period is None:
        raise Refusal("period.unknown")
    return await start_looking(context, period)


async def look_again(context: Context, argument: str) -> Answer:
    return await start_looking(context, read_period(argument))


async def start_looking(context: Context, period: Period) -> Reply:
    units = sorted(await reach(context, LEADERS))
    context.start_job("lint", {"units": units, "period": period.code})
    return Reply(context.say("check.looking", period=period_label(period)))


async def show_findings(context: Context, argument: str) -> Answer:
    """`lint:PERIOD:PAGE`; looks anew where the newest look was at another period."""
    return await show_run(context, argument) or await start_looking(context, read_period(argument.partition(":")[0]))


async def show_waived(context: Context, argument: str) -> Answer:
    code = argument.partition(":")[0]
    return await show_run(context, argument, waived=True) or await start_looking(context, read_period(code))


async def look(workshop: Workshop, data: dict[str, Any]) -> list[Linted]:
    today = local_day(workshop.clock())
    async with workshop.database.read() as db:
        collected = await collect_plans(db, data["units"], Period.from_code(data["period"]), today)
    return await asyncio.to_thread(lint_collected, collected)


async def tell(context: Context, data: dict[str, Any], found: list[Linted]) -> Answer:
    if not await reach(context, LEADERS) >= set(data["units"]):
        raise Refusal("rights.unit")
    period, tasks = Period.from_code(data["period"]), sum(len(linted.plan.tasks) for linted in found)
    findings = told(context.say, found)
    await keep_run(context.db, context.sender.id, period, data["units"], tasks, findings, context.now)
    run = await last_run(context.db, context.sender.id)
    if run is None:
        raise LookupError("a run is gone that was just kept")
    return await list_reply(context, run, 0, replaces=False)
