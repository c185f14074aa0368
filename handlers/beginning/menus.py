"""The first screen's buttons, which are also the way on from what was not understood."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.cases.actions import ShowCases, StartCase
from handlers.citizens.actions import EnterCode, LookUp
from handlers.context import Context
from handlers.figures.actions import ShowSummary
from handlers.kit.actions import Action
from handlers.office.actions import ExplainImport
from handlers.plan.actions import Filter, ShowTasks
from handlers.replies import Button, Reply, Rows
from handlers.routing import REPORTERS
from storage.ground.text import shorten
from storage.models import Role


@dataclass(frozen=True, slots=True)
class ShowHelp(Action):
    name: ClassVar[str] = "help"


def main_rows(context: Context) -> Rows:
    """The two or three most likely things to do, by role."""
    say, roles = context.say, context.sender.roles
    if Role.DIRECTOR in roles or Role.OFFICER in roles:
        rows = [(Button(say("button.summary"), ShowSummary()),), (Button(say("button.tasks"), ShowTasks()),)]
        rows.append((Button(say("button.cases"), ShowCases()),))
        if Role.OFFICER in roles:
            rows.append((Button(say("button.import"), ExplainImport()),))
    elif Role.STAFF in roles:
        rows = [
            (Button(say("button.tasks"), ShowTasks()),),
            (Button(say("button.tasks_unreported"), ShowTasks(Filter.UNREPORTED)),),
            (Button(say("button.cases"), ShowCases()),),
        ]
    else:
        rows = [
            (Button(say("button.rate"), EnterCode()),),
            (Button(say("button.look_up"), LookUp()),),
            (Button(say("button.case_start"), StartCase()),),
        ]
    return (*rows, (Button(say("button.help"), ShowHelp()),))


def not_understood(context: Context, text: str) -> Reply:
    """Never silent and never "invalid command": quotes what was typed, and offers the likely next steps as buttons."""
    say = context.say
    if not text:
        return Reply(say("not_understood"), main_rows(context))
    key = "not_understood_quoted" if context.sender.is_citizen else _NOT_UNDERSTOOD[reports(context)]
    return Reply(say(key, text=shorten(text, 120)), main_rows(context))


_NOT_UNDERSTOOD = {True: "not_understood_staff", False: "not_understood_director"}


def reports(context: Context) -> bool:
    """Whether they may report on tasks, so that a report is an example for them."""
    return not REPORTERS.isdisjoint(context.sender.roles)
