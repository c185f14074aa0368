"""`/kiemtra`: the lint, as a job; what it found is kept for the screens."""

import asyncio

from handlers.context import Answer, Context
from handlers.kit.long_work import Workshop
from handlers.kit.periods import choose_period
from handlers.kit.reach import reach
from handlers.lint.actions import Look, LookAgain, ShowFindings, ShowWaived
from handlers.lint.collecting import Linted, collect_plans, lint_collected
from handlers.lint.screens import list_reply, show_run
from handlers.lint.words import told
from handlers.replies import Reply
from handlers.routing import LEADERS
from handlers.words.periods import period_label
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.lint.runs import keep_run, last_run


async def check_command(context: Context, argument: str) -> Answer:
    """`/kiemtra quý 3`; the year so far where no period is named."""
    period = parse_period(argument or "năm nay", context.today)
    if period is None:
        return await choose_period(context, LookAgain, argument)
    return await start_looking(context, period)


async def look_again(context: Context, action: LookAgain) -> Answer:
    return await start_looking(context, action.period)


async def start_looking(context: Context, period: Period) -> Reply:
    units = sorted(await reach(context, LEADERS))
    context.start(Look(units, period))
    return Reply(context.say("lint_chat.looking", period=period_label(period)))


async def show_findings(context: Context, action: ShowFindings | ShowWaived) -> Answer:
    """Shows the findings; runs the lint again where the newest run was about another period."""
    return await show_run(context, action) or await start_looking(context, action.period)


async def look(workshop: Workshop, job: Look) -> list[Linted]:
    today = local_day(workshop.clock())
    async with workshop.database.read() as db:
        collected = await collect_plans(db, job.units, job.period, today)
    return await asyncio.to_thread(lint_collected, collected)


async def tell(context: Context, job: Look, found: list[Linted]) -> Answer:
    if not await reach(context, LEADERS) >= set(job.units):
        raise Refusal("rights.unit")
    tasks = sum(len(linted.plan.tasks) for linted in found)
    findings = told(context.say, found)
    await keep_run(context.db, context.sender.id, job.period, job.units, tasks, findings, context.now)
    run = await last_run(context.db, context.sender.id)
    if run is None:
        raise LookupError("a run is gone that was just kept")
    return await list_reply(context, run, 0, replaces=False)
