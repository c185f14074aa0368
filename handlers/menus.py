"""Buttons that many screens share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from handlers.cases.actions import ShowCases, StartCase
from handlers.catalogue import Words
from handlers.citizens.actions import EnterCode, LookUp
from handlers.context import Context
from handlers.figures.actions import ShowSummary
from handlers.kit.actions import Action
from handlers.office.actions import ExplainImport
from handlers.plan.actions import Filter, ShowTasks
from handlers.replies import Button, Rows
from handlers.routing import Route
from storage.models import Role


@dataclass(frozen=True, slots=True)
class ShowMain(Action):
    name: ClassVar[str] = "main"


@dataclass(frozen=True, slots=True)
class ShowHelp(Action):
    name: ClassVar[str] = "help"


def main_button(say: Words) -> Button:
    return Button(say("button.main"), ShowMain())


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


def in_pairs(buttons: Sequence[Button]) -> Rows:
    """Two in a row, as many as a phone shows without cutting their words."""
    return tuple(tuple(buttons[index : index + 2]) for index in range(0, len(buttons), 2))


def command_menu(say: Words, routes: Iterable[Route]) -> tuple[tuple[str, str], ...]:
    """(command, help line), as channels show it."""
    return tuple((route.name, say(f"command.{route.name}")) for route in routes)


def page_buttons(say: Words, at: Callable[[int], Action], page: int, more: bool) -> tuple[Button, ...]:
    """To the page before and after. `at`: what shows a page."""
    buttons = []
    if page:
        buttons.append(Button(say("button.page_before"), at(page - 1)))
    if more:
        buttons.append(Button(say("button.page_after"), at(page + 1)))
    return tuple(buttons)
