"""The first words, the help, and the redemption of an invitation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from handlers.beginning.linking import leave_other_pages
from handlers.beginning.menus import ShowHelp, main_rows, reports
from handlers.citizens.dossiers import open_link
from handlers.citizens.languages import language_buttons
from handlers.context import Answer, Context
from handlers.incoming import guesser_of
from handlers.information.actions import ShowContacts, ShowInformation
from handlers.kit.actions import Action
from handlers.kit.command_menu import command_menu
from handlers.kit.links import DOSSIER_PREFIX
from handlers.kit.refusals import refused
from handlers.kit.screens import ShowMain
from handlers.replies import Button, Reply, Rows
from handlers.routing import Route
from handlers.words.catalogue import Keys
from handlers.words.keys import ROLE
from storage.dossiers.dossiers import find_dossier
from storage.facts import fact
from storage.ground.channels import needs_of
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.keys import dossier_token
from storage.models import Role, SessionEnd
from storage.people.invitations import redeem
from storage.people.sessions import end_sessions
from storage.people.units import find_unit

_RANKS = (Role.OFFICER, Role.DIRECTOR, Role.STAFF)
_START = Keys("start.{}", _RANKS)
SAMPLE_DOSSIERS = "sample_dossiers"  # the fact that names the dossiers demo mode offers to try


@dataclass(frozen=True, slots=True)
class Start(Action):
    """`payload`: empty, an invitation's code, or `d_` and the token of a dossier's signed link."""

    name: ClassVar[str] = "start"

    payload: str = ""

    @classmethod
    def with_dossier(cls, token: str) -> "Start":
        return cls(f"{DOSSIER_PREFIX}{token}")


async def start_command(context: Context, argument: str) -> Answer:
    """`/start`, `/start PAYLOAD`"""
    return await start(context, Start(argument))


async def start(context: Context, action: Start) -> Answer:
    payload = action.payload
    if payload.startswith(DOSSIER_PREFIX):
        return await open_link(context, payload.removeprefix(DOSSIER_PREFIX))
    if payload:
        return await _join(context, payload)
    return await show_main(context, ShowMain())


async def show_main(context: Context, action: ShowMain) -> Answer:
    screen = main(context)
    if context.office.demo and context.sender.is_citizen:
        return replace(
            screen, text=f"{screen.text}\n\n{context.say('start.try')}", rows=await _samples(context) + screen.rows
        )
    return screen


async def _samples(context: Context) -> Rows:
    ids = (await fact(context.db, SAMPLE_DOSSIERS) or "").split(",")
    dossiers = [dossier for id_ in ids if id_ and (dossier := await find_dossier(context.db, int(id_)))]
    secret = context.office.secret
    return tuple(
        (
            Button(
                shorten(f"{dossier.code} · {dossier.procedure}", 60),
                Start.with_dossier(dossier_token(secret, dossier.id)),
            ),
        )
        for dossier in dossiers
    )


def main(context: Context) -> Reply:
    say, roles = context.say, context.sender.roles
    key = next((_START[role] for role in _RANKS if role in roles), "start.citizen")
    return Reply(say(key, agency=context.office.agency), main_rows(context))


async def _join(context: Context, code: str) -> Answer:
    secret, guesser = context.office.secret, guesser_of(context.incoming)
    invitation = await redeem(context.db, secret, code, context.sender.id, guesser, context.now)
    if invitation is None:
        return refused(context, Refusal("invitation.wrong"))
    if needs_of(context.sender.channel).kept_here:  # a session that somebody brought along is not theirs to keep
        await end_sessions(context.db, context.sender.address, SessionEnd.ROLE, context.now, context.incoming.event_id)
    if context.sender.is_citizen:
        await leave_other_pages(context)
    units = context.sender.roles.setdefault(invitation.role, [])
    if invitation.unit_id not in units:
        units.append(invitation.unit_id)
    unit = await find_unit(context.db, invitation.unit_id)
    if unit is None:
        raise Refusal("invitation.wrong")
    welcome = context.say("start.joined", role=context.say(ROLE[invitation.role]), unit=unit.name)
    menu = command_menu(context.say, context.routes.listed_for(context.sender, context.office))
    return [Reply(welcome, commands=menu), main(context)]


def _help_line(context: Context, route: Route) -> str:
    line = f"/{route.name} – {context.say(f'command.{route.name}')}"
    return f"{line}: /{route.name} {route.example(context.today)}" if route.example else line


async def help_command(context: Context, argument: str) -> Answer:
    return await show_help(context, ShowHelp())


async def show_help(context: Context, action: ShowHelp) -> Answer:
    say = context.say
    lines = [say("help.title", agency=context.office.agency), ""]
    lines += [_help_line(context, route) for route in context.routes.listed_for(context.sender, context.office)]
    if not context.sender.is_citizen:
        lines += ["", say("help.one_line" if reports(context) else "help.one_period")]
    lines += ["", say("help.human")]
    rows = main_rows(context)
    if context.sender.is_citizen:
        contacts = Button(say("button.contacts"), ShowContacts())
        rows = (*rows, (Button(say("button.info"), ShowInformation()), contacts), language_buttons())
    return Reply("\n".join(lines), rows)


def introduced(context: Context, replies: Sequence[Reply]) -> Sequence[Reply]:
    """The replies; below the last of a citizen's first ones, one line says what is kept about them."""
    sender = context.sender
    if not (sender.new and sender.is_citizen and replies):
        return replies
    sender.new = False
    *others, last = replies
    return [*others, replace(last, text=f"{last.text}\n\n{context.say('start.kept')}")]
