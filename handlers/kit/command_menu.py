"""The commands as channels show them, which follow a person's roles."""

from collections.abc import Iterable

from handlers.context import Context
from handlers.kit.screens import main_button
from handlers.replies import Reply
from handlers.routing import Route
from handlers.words.catalogue import Words
from handlers.words.keys import ROLE
from storage.models import Role
from storage.people.people import Sender


def command_menu(say: Words, routes: Iterable[Route]) -> tuple[tuple[str, str], ...]:
    """(command, help line), as channels show it."""
    return tuple((route.name, say(f"command.{route.name}")) for route in routes)


def farewell(context: Context, person: Sender, role: Role, unit: str) -> Reply:
    """To somebody whose role has just ended; their menu of commands changes with it."""
    say = Words("vi")
    text = say("start.dismissed", role=say(ROLE[role]), unit=unit)
    menu = command_menu(say, context.routes.listed_for(person, context.office))
    return Reply(text, ((main_button(say),),), commands=menu, alone=True)
