"""`/kehoach`: the plans with their versions, and what the officer may put right in them."""

from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.reach import reach
from handlers.kit.screens import page_buttons, screen
from handlers.office.actions import ExplainImport
from handlers.plan.actions import AskNumber, AskTitle, AskUndoImport, OfPlan, ShowPlan, ShowPlans, ShowTasks
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Keys
from handlers.words.formats import day, integer, moment
from storage.ground.text import shorten
from storage.models import ImportMode, Role
from storage.plan.names import short_name
from storage.plan.plans import PlanRow, VersionRow, last_standing, seen_plan, seen_plans, versions_of

_MODE = Keys("plans.version_{}", ImportMode)
PAGE = 6
_VERSIONS = 8


async def plans_command(context: Context, argument: str) -> Answer:
    return await _list(context, 0, replaces=False)


async def show_plans(context: Context, action: ShowPlans) -> Answer:
    return await _list(context, action.page or 0, replaces=action.page is not None)


async def _list(context: Context, page: int, *, replaces: bool) -> Reply:
    say, units = context.say, sorted(await reach(context, LEADERS))
    found = await seen_plans(context.db, units, PAGE + 1, page * PAGE)
    if not found:
        rows = [(Button(say("button.import"), ExplainImport()),)] if Role.OFFICER in context.sender.roles else []
        return screen(say, say("plans.none"), rows, replaces=replaces)
    lines = [say("plans.title")]
    for plan in found[:PAGE]:
        lines += ["", f"• {_title(plan)}", "  " + _counts(context, plan)]
    buttons = [(Button(f"📘 {plan.year}: {short_name(plan.name, 48)}", ShowPlan(plan.id)),) for plan in found[:PAGE]]
    pages = page_buttons(say, ShowPlans, page, len(found) > PAGE)
    return screen(say, lines, [*buttons, pages], replaces=replaces)


def _title(plan: PlanRow) -> str:
    title = shorten(plan.title, 160)
    return f"{plan.name}: {title}" if plan.number and title else title or plan.name


def _counts(context: Context, plan: PlanRow) -> str:
    counts = {"tasks": integer(plan.tasks), "versions": integer(plan.versions)}
    return context.say("plans.counts", unit=plan.unit, year=plan.year, **counts)


async def show_plan(context: Context, action: ShowPlan) -> Answer:
    plan = await seen_plan(context.db, sorted(await reach(context, LEADERS)), action.plan_id)
    return await plan_reply(context, plan)


async def plan_reply(context: Context, plan: PlanRow, first: str = "") -> Reply:
    """`first`: what has just been done."""
    say = context.say
    versions = await versions_of(context.db, plan.id)
    lines = [*([first, ""] if first else []), f"📘 {_title(plan)}", _document(context, plan), _counts(context, plan)]
    lines += ["", say("plans.versions"), *(_version(context, version) for version in versions[:_VERSIONS])]
    if len(versions) > _VERSIONS:
        lines.append(say("plans.more_versions", count=integer(len(versions) - _VERSIONS)))
    tasks = Button(say("button.plan_tasks", count=integer(plan.tasks)), ShowTasks(OfPlan(plan.id), 0, plan.year))
    rows = [(tasks,), *await _officer_rows(context, plan, versions), (Button(say("button.plans"), ShowPlans(0)),)]
    return screen(say, lines, rows, replaces=not first)


async def _officer_rows(context: Context, plan: PlanRow, versions: list[VersionRow]) -> list[tuple[Button, ...]]:
    if Role.OFFICER not in context.sender.roles or plan.unit_id not in await reach(context, [Role.OFFICER]):
        return []
    say = context.say
    edits = (
        Button(say("button.plan_title"), AskTitle(plan.id)),
        Button(say("button.plan_number"), AskNumber(plan.id)),
    )
    last = last_standing(versions)
    undo = [(Button(say("button.plan_undo"), AskUndoImport(plan.id, last.id)),)] if last else []
    return [edits, *undo]


def _document(context: Context, plan: PlanRow) -> str:
    if not plan.number:
        return context.say("plans.no_number")
    on = context.say("report.document_day", day=day(plan.issued_on)) if plan.issued_on else ""
    return context.say("plans.number", number=plan.name, on=on)


def _version(context: Context, version: VersionRow) -> str:
    say = context.say
    key = "plans.version_undone" if version.undone_at else _MODE[version.mode]
    who = say("plans.by", who=called(say, version.who)) if not version.who.gone else ""
    file = say("plans.file", name=shorten(version.file_name, 60)) if version.file_name else ""
    return "• " + say(key, ordinal=version.ordinal, at=moment(version.imported_at), who=who, file=file)
