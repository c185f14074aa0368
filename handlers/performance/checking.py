"""`/nghiemthu`: a leader accepts what was reported as done in one tap, or sends it back with a reason."""

from datetime import timedelta

from handlers.context import Answer, Context
from handlers.kit.naming import called, sender_called
from handlers.kit.reach import reach
from handlers.kit.screens import Row, page_buttons, screen
from handlers.performance.actions import Accept, AskWhy, AskWhySentBack, ShowWaiting, TakeBack
from handlers.plan.actions import ShowTask, WriteReport
from handlers.replies import Button, Reply
from handlers.words.formats import day, integer
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import Role
from storage.people.people import find_sender
from storage.plan import checks
from storage.plan.checks import ReportRow

DIRECTORS = frozenset({Role.DIRECTOR})
PAGE = 5
_UNDONE_WITHIN = timedelta(days=1)
_LONGEST_REASON = 1000


async def units_to_check(context: Context) -> list[int]:
    """Refuses with `check.off` where this office does not use it, and with `rights.role`."""
    if not context.office.measures_performance:
        raise Refusal("check.off")
    return sorted(await reach(context, DIRECTORS))


async def waiting_command(context: Context, argument: str) -> Answer:
    return await waiting_screen(context)


async def show_waiting(context: Context, action: ShowWaiting) -> Answer:
    return await waiting_screen(context, action.page, replaces=True)


async def waiting_screen(
    context: Context, page: int = 0, done: str = "", choices: tuple[Button, ...] = (), *, replaces: bool = False
) -> Reply:
    """`done`, `choices`: what has just happened, and what may be done about it."""
    say = context.say
    found = await checks.waiting_reports(context.db, await units_to_check(context), context.today)
    page = min(page, max(0, len(found) - 1) // PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    lines = [done, ""] if done else []
    lines.append(say("check.title", count=integer(len(found))) if found else say("check.none"))
    rows: list[Row] = [choices]
    for report in shown:
        lines += ["", *_lines(context, report)]
        rows.append(_buttons(context, report, page))
    rows.append(page_buttons(say, ShowWaiting, page, len(found) > (page + 1) * PAGE))
    return screen(say, lines, rows, replaces=replaces)


def _lines(context: Context, report: ReportRow) -> list[str]:
    say = context.say
    lines = [
        say("check.task", number=report.number, title=shorten(report.title, 120), unit=report.unit),
        say("check.reported", day=day(report.reported_on), who=called(say, report.reporter)),
    ]
    if report.text:
        lines.append(say("check.words", text=shorten(report.text, 160)))
    if _is_own(context, report):
        lines.append(say("check.own"))
    return lines


def _buttons(context: Context, report: ReportRow, page: int) -> tuple[Button, ...]:
    """Nobody accepts what they have reported themselves."""
    say = context.say
    see = Button(say("button.check_see", number=report.number), ShowTask(report.task_id))
    if _is_own(context, report):
        return (see,)
    return (
        Button(say("button.check_accept", number=report.number), Accept(report.id, page)),
        Button(say("button.check_back", number=report.number), AskWhy(report.id)),
        see,
    )


def _is_own(context: Context, report: ReportRow) -> bool:
    return context.sender.id in (report.person_id, report.entered_by_id)


async def _waiting(context: Context, progress_id: int) -> ReportRow:
    """Refuses with `check.decided`, and with `check.is_own` what the leader has reported."""
    report = await checks.waiting_report(context.db, await units_to_check(context), progress_id, context.today)
    if _is_own(context, report):
        raise Refusal("check.is_own")
    return report


async def accept(context: Context, action: Accept) -> Answer:
    report = await _waiting(context, action.progress_id)
    await checks.accept(context.db, report, context.sender.id, context.now, context.today)
    undo = Button(context.say("button.check_undo", number=report.number), TakeBack(report.id))
    done = context.say("check.accepted", number=report.number, unit=report.unit)
    return await waiting_screen(context, action.page, done, (undo,), replaces=True)


async def ask_why(context: Context, action: AskWhy) -> Answer:
    report = await _waiting(context, action.progress_id)
    await context.ask(AskWhySentBack(report.id))
    back = Button(context.say("button.checks"), ShowWaiting())
    return screen(context.say, context.say("check.ask_why", number=report.number, unit=report.unit), [back])


async def why_answered(context: Context, asked: AskWhySentBack, text: str) -> Answer:
    report = await _waiting(context, asked.progress_id)
    if len(text) > _LONGEST_REASON:
        raise Refusal("text.too_long", limit=_LONGEST_REASON)
    await checks.send_back(context.db, report, context.sender.id, text, context.now, context.today)
    await _tell(context, report, text)
    undo = Button(context.say("button.check_undo", number=report.number), TakeBack(report.id))
    done = context.say("check.sent_back", number=report.number, unit=report.unit)
    return await waiting_screen(context, 0, done, (undo,))


async def _tell(context: Context, report: ReportRow, reason: str) -> None:
    """Whoever handed the report in."""
    person = await find_sender(context.db, report.entered_by_id or report.person_id or 0)
    if person is None:
        return
    say = context.say
    text = say("check.told", number=report.number, title=report.title, who=await sender_called(context), reason=reason)
    see = Button(say("button.check_see", number=report.number), ShowTask(report.task_id))
    again = Button(say("button.check_again"), WriteReport(report.task_id))
    context.notify(person, screen(say, text, [again, see]))


async def take_back(context: Context, action: TakeBack) -> Answer:
    units = await units_to_check(context)
    since = context.now - _UNDONE_WITHIN
    await checks.take_back(context.db, action.progress_id, context.sender.id, since, context.now)
    await checks.waiting_report(context.db, units, action.progress_id, context.today)  # it is theirs still
    return await waiting_screen(context, 0, context.say("check.undone"), replaces=True)
