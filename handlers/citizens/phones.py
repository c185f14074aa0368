"""A phone number that the channel vouches for opens every dossier it was given for. The number itself is not kept."""

from handlers.citizens.actions import AskDossierCode, LookUp, SharePhone, ShowDossier
from handlers.citizens.states import state_line
from handlers.context import Answer, Context
from handlers.kit.screens import Row, page_buttons, screen
from handlers.replies import Button, Reply
from handlers.words.formats import integer
from storage.dossiers.by_phone import open_by_phone
from storage.dossiers.dossiers import count_opened, opened_dossiers
from storage.ground.channels import needs_of
from storage.ground.text import shorten
from storage.imports.files.cells import read_phone

SHOWN = 6


async def ask_phone(context: Context, action: SharePhone) -> Answer:
    """The button of the phone's own keyboard, which sends its number; no other button may stand beside that, so the
    other way, and the way back, come as a message of their own."""
    say = context.say
    if not needs_of(context.incoming.channel).gives_phone:
        return screen(say, say("dossier.how"))
    offered = Reply(say("dossier.share_phone"), asks_phone=say("button.share_phone_now"))
    return [offered, _by_code(context, "dossier.or_by_code")]


def phone_button(context: Context) -> list[Row]:
    """Where the channel vouches for a number."""
    gives = needs_of(context.incoming.channel).gives_phone
    return [Button(context.say("button.share_phone"), SharePhone())] if gives else []


async def phone_given(context: Context, number: str) -> Answer:
    """`number`: the sender's own, as the channel vouches."""
    say = context.say
    context.said = "***"
    phone = read_phone(number)
    found = 0
    if phone:
        found = await open_by_phone(context.db, context.office.secret, context.sender.id, phone, context.now)
    if not found:
        return [Reply(say("dossier.no_phone_dossier"), ends_keyboard=True), _by_code(context, "dossier.how")]
    told = Reply(say("dossier.by_phone", count=integer(found)), ends_keyboard=True)
    return [told, await opened_screen(context, 0)]


def _by_code(context: Context, key: str) -> Reply:
    say = context.say
    return screen(say, say(key), [Button(say("button.enter_code"), LookUp())])


async def opened_screen(context: Context, page: int, *, replaces: bool = False) -> Reply:
    """The dossiers this person may open, with their states; a code may be typed as well."""
    say = context.say
    await context.ask(AskDossierCode())
    shown = await opened_dossiers(context.db, context.sender.id, SHOWN, page * SHOWN)
    lines = [say("dossier.opened_before"), ""]
    lines += [f"• {dossier.code}: {state_line(context, dossier)}" for dossier in shown]
    rows: list[Row] = [
        Button(shorten(f"{dossier.code} · {dossier.procedure}", 60), ShowDossier(dossier.id)) for dossier in shown
    ]
    more = await count_opened(context.db, context.sender.id) > (page + 1) * SHOWN
    rows.append(page_buttons(say, LookUp, page, more))
    return screen(say, lines, [*rows, *phone_button(context)], replaces=replaces)
