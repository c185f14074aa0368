"""Buttons that many screens share."""

from collections.abc import Callable, Iterable, Sequence

from handlers.catalogue import Words
from handlers.context import Context
from handlers.kit.actions import Action
from handlers.replies import Button, Rows
from handlers.routing import Route
from storage.models import Role

HOME = "main"


def main_button(say: Words) -> Button:
    return Button(say("button.main"), action=HOME)


def main_rows(context: Context) -> Rows:
    """The two or three most likely things to do, by role."""
    say, roles = context.say, context.sender.roles
    if Role.DIRECTOR in roles or Role.OFFICER in roles:
        rows = [(Button(say("button.summary"), action="summary"),), (Button(say("button.tasks"), action="tasks"),)]
        rows.append((Button(say("button.cases"), action="cases"),))
        if Role.OFFICER in roles:
            rows.append((Button(say("button.import"), action="import_help"),))
    elif Role.STAFF in roles:
        rows = [
            (Button(say("button.tasks"), action="tasks"),),
            (Button(say("button.tasks_unreported"), action="tasks:unreported"),),
            (Button(say("button.cases"), action="cases"),),
        ]
    else:
        rows = [
            (Button(say("button.rate"), action="rate_ask"),),
            (Button(say("button.look_up"), action="look_up"),),
            (Button(say("button.case_start"), action="case_start"),),
        ]
    return (*rows, (Button(say("button.help"), action="help"),))


def in_pairs(buttons: Sequence[Button]) -> Rows:
    """Two in a row, as many as a phone shows without cutting their words."""
    return tuple(tuple(buttons[index : index + 2]) for index in range(0, len(buttons), 2))


def command_menu(say: Words, routes: Iterable[Route]) -> tuple[tuple[str, str], ...]:
    """(command, help line), as channels show it."""
    return tuple((route.name, say(f"command.{route.name}")) for route in routes)


def page_buttons(say: Words, action: str | Callable[[int], Action], page: int, more: bool) -> tuple[Button, ...]:
    """To the page before and after. `action`: of a page; in a string, `{}` is where its number goes."""
    at = action.format if isinstance(action, str) else action
    buttons = []
    if page:
        buttons.append(Button(say("button.page_before"), at(page - 1)))
    if more:
        buttons.append(Button(say("button.page_after"), at(page + 1)))
    return tuple(buttons)
