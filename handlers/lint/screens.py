"""A page of findings, and one finding with what can be done about it."""

from functools import partial

from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.reach import reach
from handlers.kit.screens import main_button, page_buttons
from handlers.lint.actions import (
    FixFinding,
    LookAgain,
    OfFinding,
    ShowFinding,
    ShowFindings,
    ShowWaived,
    TakeWaiverBack,
    WaiveBecause,
    WaiveFinding,
)
from handlers.lint.words import finding_lines, head_lines, mark
from handlers.plan.actions import ShowTask
from handlers.replies import Button, Reply, Rows
from handlers.routing import LEADERS, OFFICER
from handlers.words.formats import integer, moment
from handlers.words.periods import period_label
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.lint.runs import FindingRow, Run, find_finding, findings_page, last_run

PAGE = 6
MOST_TASKS = 8


async def own_run(context: Context) -> Run | None:
    """The sender's newest look, unless they reach other units now."""
    run = await last_run(context.db, context.sender.id)
    return run if run is not None and run.unit_ids == await reach(context, LEADERS) else None


async def show_run(context: Context, action: ShowFindings | ShowWaived) -> Reply | None:
    """A page of the newest run; None where that was about another period."""
    run = await own_run(context)
    if run is None or run.period != action.period:
        return None
    return await list_reply(context, run, action.page, replaces=True, waived=isinstance(action, ShowWaived))


async def list_reply(context: Context, run: Run, page: int, *, replaces: bool, waived: bool = False) -> Reply:
    found = await findings_page(context.db, context.sender.id, PAGE + 1, page * PAGE, waived=waived)
    lines = _waived_head(context, run) if waived else _head(context, run)
    rows: list[tuple[Button, ...]] = []
    for number, finding in enumerate(found[:PAGE], start=page * PAGE + 1):
        lines += ["", f"{number}. {_line(context, finding)}"]
        label = shorten(f"{number}. {mark(finding)} {finding.where}", 58)
        rows.append((Button(label, ShowFinding(finding.plan_id, finding.code)),))
    show = ShowWaived if waived else ShowFindings
    rows.append(page_buttons(context.say, partial(show, run.period), page, len(found) > PAGE))
    rows += _list_rows(context, run, waived=waived)
    return Reply("\n".join(lines), tuple(row for row in rows if row), replaces=replaces)


def _line(context: Context, finding: FindingRow) -> str:
    what = f"{mark(finding)} {finding.where}: {shorten(finding.what, 180)}"
    return what if finding.reason is None else f"{what}\n   {waiver_words(context, finding)}"


def waiver_words(context: Context, finding: FindingRow) -> str:
    say = context.say
    who = called(say, finding.waived_by)
    at = moment(finding.waived_at) if finding.waived_at else ""
    return say("lint_chat.waived_because", reason=shorten(finding.reason or "", 300), who=who, at=at)


def _head(context: Context, run: Run) -> list[str]:
    return head_lines(context.say, run.period, context.today, run.ran_at, run.tasks, run.counts)


def _waived_head(context: Context, run: Run) -> list[str]:
    title = context.say("lint_chat.waived_title", period=period_label(run.period), count=integer(run.waived))
    return [title] if run.waived else [title, context.say("lint_chat.none_waived")]


def _list_rows(context: Context, run: Run, *, waived: bool) -> list[tuple[Button, ...]]:
    say = context.say
    if waived:
        return [(Button(say("button.lint"), ShowFindings(run.period, 0)),), (main_button(say),)]
    rows: list[tuple[Button, ...]] = [(Button(say("button.lint_again"), LookAgain(run.period)),)]
    if run.waived:
        label = say("button.lint_waived", count=integer(run.waived))
        rows.append((Button(label, ShowWaived(run.period, 0)),))
    return [*rows, (main_button(say),)]


async def find_own(context: Context, key: OfFinding | WaiveBecause) -> tuple[FindingRow, Run]:
    """Refuses with `lint.gone` what the newest look has not found."""
    run = await own_run(context)
    finding = await find_finding(context.db, context.sender.id, key.plan_id, key.code) if run is not None else None
    if run is None or finding is None:
        raise Refusal("lint.gone")
    return finding, run


async def show_finding(context: Context, action: ShowFinding) -> Answer:
    return finding_reply(context, *await find_own(context, action))


def finding_reply(context: Context, finding: FindingRow, run: Run, before: str = "") -> Reply:
    where, *others = finding_lines(context.say, finding)
    lines = [before, ""] if before else []
    lines += [where, "", *others]
    if finding.reason is not None:
        lines += ["", waiver_words(context, finding)]
    return Reply("\n".join(lines), _finding_rows(context, finding, run), replaces=True)


def _finding_rows(context: Context, finding: FindingRow, run: Run) -> Rows:
    say, key = context.say, (finding.plan_id, finding.code)
    rows = [
        (Button(say("button.lint_task", number=number), ShowTask(task_id)),)
        for task_id, number in finding.tasks[:MOST_TASKS]
    ]
    if not OFFICER.isdisjoint(context.sender.roles):
        if finding.reason is None:
            rows.append((Button(say("button.lint_fix"), FixFinding(*key)),))
            rows.append((Button(say("button.lint_waive"), WaiveFinding(*key)),))
        else:
            rows.append((Button(say("button.lint_unwaive"), TakeWaiverBack(*key)),))
    return (*rows, (Button(say("button.lint"), ShowFindings(run.period, 0)),), (main_button(say),))
