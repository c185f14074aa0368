"""`/duthao quý 2`: the sentences of a report, before it is made."""

from functools import partial

from handlers.context import Answer, Context
from handlers.kit.long_work import Workshop
from handlers.kit.periods import choose_period
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.report.actions import MakeReport
from handlers.report.commands import read_wish
from handlers.report.content import Report, collect_report
from handlers.report.drafts.actions import AskDraftPeriod, AskSentence, Do, ShowDrafts, Work, WorkOnDraft
from handlers.report.drafts.changing import changed
from handlers.report.drafts.screens import part_screen, point_screen
from handlers.report.parts import Part, parts_in
from handlers.routing import OFFICER
from handlers.words.catalogue import Keys
from handlers.words.keys import REGIME
from handlers.words.periods import period_inside
from storage.ground.days.calendars import Regime
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.report.parts import Whose, part_edits
from storage.report.templates import reporting_unit

PART = Keys("drafts.part_{}", Part)
MAX_TEXT = 1500
_ASKING = (Do.ADD, Do.EDIT)


async def drafts_command(context: Context, argument: str) -> Answer:
    words, regime = read_wish(argument)
    if not words:
        return await _ask(context)
    period = parse_period(words, context.today)
    if period is None:
        raise Refusal("period.unknown")
    return await _parts(context, regime, period)


async def _ask(context: Context) -> Reply:
    text = context.say("drafts.which")
    return await choose_period(context, partial(ShowDrafts, Regime.CCHC), text=text, asks=AskDraftPeriod())


async def period_answered(context: Context, question: AskDraftPeriod, text: str) -> Answer:
    return await drafts_command(context, text)


async def show_parts(context: Context, action: ShowDrafts) -> Answer:
    return await _parts(context, action.regime, action.period, replaces=True)


async def _whose(context: Context, regime: Regime, period: Period) -> Whose:
    return Whose(await reporting_unit(context.db, await reach(context, OFFICER)), regime, period)


async def _parts(context: Context, regime: Regime, period: Period, *, replaces: bool = False) -> Reply:
    if period.first > context.today:
        raise Refusal("report.to_come")
    say = context.say
    edits = await part_edits(context.db, await _whose(context, regime, period))
    rows = [
        Button(f"{'✏️ ' if part in edits else ''}{say(PART[part])}", WorkOnDraft(regime, period, part))
        for part in parts_in(regime)
    ]
    make = Button(say("button.drafts_make"), MakeReport(regime, period))
    title = say("drafts.title", regime=say(REGIME[regime]), period=period_inside(period))
    return screen(say, [title, say("drafts.how")], [*rows, make], replaces=replaces)


async def work_on(context: Context, action: WorkOnDraft) -> Answer:
    if action.do in _ASKING:
        await context.ask(AskSentence(action.regime, action.period, action.part, action.key))
        back = WorkOnDraft(action.regime, action.period, action.part)
        prompt = context.say("drafts.ask_edit") if action.key else context.say("drafts.ask_add")
        return Reply(prompt, ((Button(context.say("button.drafts_back"), back),),))
    await _start(context, action.regime, action.period, action.part, action.do, action.key, action.number)
    return []


async def _start(
    context: Context, regime: Regime, period: Period, part: Part, do: Do, key: str, number: int = 0, text: str = ""
) -> None:
    units = sorted(await reach(context, OFFICER))
    context.start(Work(units, regime, period, part, do, key, number, text))


async def sentence_answered(context: Context, asked: AskSentence, text: str) -> Answer:
    words = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    if len(words) > MAX_TEXT:
        await context.ask(asked)
        raise Refusal("text.too_long", limit=MAX_TEXT)
    do = Do.EDIT if asked.key else Do.ADD
    await _start(context, asked.regime, asked.period, asked.part, do, asked.key, text=words)
    return []


async def compute(workshop: Workshop, job: Work) -> Report:
    async with workshop.database.read() as db:
        return await collect_report(db, workshop.office, job.wanted, workshop.clock())


async def finish(context: Context, job: Work, report: Report) -> Answer:
    """What was edited meanwhile is not lost: only the figures are of the moment before."""
    if not await reach(context, OFFICER) >= set(job.units):
        raise Refusal("rights.unit")
    whose = await _whose(context, job.regime, job.period)
    report = await changed(context, whose, job, report)
    if job.do in (Do.SHOW, Do.HIDE, Do.UNDO):
        return part_screen(context, report, job)
    return point_screen(context, report, job)
