"""Somebody's report, passed on by a colleague: whose it is is asked, and it is never taken for the sender's own."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.kit.choosing import Person, choose_person, person_named
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.plan.amendments import read_amendment
from handlers.plan.doubts import report_about
from handlers.plan.forwarded_actions import ChooseWriter, EnterFor, EnterOwn, LeaveForwarded
from handlers.plan.progress_line import Doubt, read_progress_line
from handlers.plan.questions import AskForwarded, AskMoreWords, AskReport
from handlers.plan.reporting import read_report
from handlers.plan.stored import own_report, writable_task
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten
from storage.people.appointments import members_of
from storage.people.people import find_sender_at

_QUOTED = 200
_SHOWN = 8


async def read_forwarded(context: Context, text: str) -> Answer | None:
    """None for what is no report, or is passed on by somebody who reports nothing."""
    origin = context.incoming.forwarded_from
    if origin is None or REPORTERS.isdisjoint(context.sender.roles):
        return None
    if read_amendment(text) is not None:
        return screen(context.say, context.say("forwarded.amends"))
    task_id = await _asked_about(context)
    line = read_progress_line(text)
    is_report = line is not None and line.doubt is not Doubt.QUESTION and (line.claims or bool(line.text))
    if not is_report and task_id is None:
        return None
    return await _ask_whose(context, AskForwarded(text, origin.name, origin.address, task_id))


async def _asked_about(context: Context) -> int | None:
    """The task whose report is being asked for."""
    asked = await context.asked(AskReport)
    if asked is not None and not asked.text and asked.percent is None:
        return asked.task_id
    more = await context.asked(AskMoreWords)
    return None if more is None else (await own_report(context, more.progress_id))[1].id


async def _ask_whose(context: Context, asked: AskForwarded, page: int = 0, *, replaces: bool = False) -> Reply:
    say = context.say
    await context.ask(AskForwarded(asked.said, asked.name, asked.address, asked.task_id))
    colleagues = await _colleagues(context)
    known = await _meant(context, asked, colleagues)
    values = {"name": shorten(asked.name, 60), "said": shorten(asked.said, _QUOTED)}
    text = say("forwarded.whose", **values) if asked.name else say("forwarded.whose_hidden", **values)
    below = [Button(say("button.forwarded_own"), EnterOwn()), Button(say("button.forwarded_leave"), LeaveForwarded())]
    shown = known or colleagues
    return await choose_person(
        context, text, shown, EnterFor, ChooseWriter, page, asks=asked, size=_SHOWN, below=below, replaces=replaces
    )


async def _colleagues(context: Context) -> list[Person]:
    """Those with a name who report within what the sender reaches, each once."""
    members = await members_of(context.db, await reach(context, REPORTERS))
    own = context.sender.id
    named = {one.person_id: one.name for one in members if one.name and one.role in REPORTERS and one.person_id != own}
    label = context.say
    return [Person(id_, label("button.forwarded_for", name=shorten(name, 40)), name) for id_, name in named.items()]


async def _meant(context: Context, asked: AskForwarded, colleagues: Sequence[Person]) -> list[Person]:
    """Whose account it is; or else those who are called so, in whatever order the names stand."""
    if asked.address:
        channel = context.incoming.channel
        writer = await find_sender_at(context.db, channel, asked.address, context.today)
        found = [one for one in colleagues if one.id == writer.id]
        if found:
            return found
    words = set(fold(asked.name).split())
    return [one for one in colleagues if _same(words, set(fold(one.named).split()))]


def _same(one: set[str], other: set[str]) -> bool:
    return min(len(one), len(other)) > 0 and (one <= other or other <= one)


async def choose_writer(context: Context, action: ChooseWriter) -> Answer:
    return await _ask_whose(context, await _claimed(context), action.page, replaces=True)


async def forwarded_answered(context: Context, asked: AskForwarded, text: str) -> Answer | None:
    """A part of a name; anything else is no answer."""
    return await person_named(context, asked, await _colleagues(context), EnterFor, text)


async def enter_for(context: Context, action: EnterFor) -> Answer:
    asked = await _claimed(context)
    if action.person_id not in [one.id for one in await _colleagues(context)]:
        raise Refusal("button.stale")
    context.author_id = action.person_id
    return await _take(context, asked)


async def enter_own(context: Context, action: EnterOwn) -> Answer:
    return await _take(context, await _claimed(context))


async def leave_forwarded(context: Context, action: LeaveForwarded) -> Answer:
    await _claimed(context)
    return screen(context.say, context.say("forwarded.left"), replaces=True)


async def _claimed(context: Context) -> AskForwarded:
    asked = await context.claim(AskForwarded)
    if asked is None:
        raise Refusal("button.stale")
    return asked


async def _take(context: Context, asked: AskForwarded) -> Answer:
    if asked.task_id is not None:
        return await report_about(context, await writable_task(context, asked.task_id), asked.said)
    answer = await read_report(context, asked.said)
    if answer is None:
        raise Refusal("button.stale")
    return answer
