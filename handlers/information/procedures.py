"""A procedure by what people call it: what is needed, how long it takes, what it costs."""

from handlers.context import Answer, Context
from handlers.information.actions import (
    AskProcedure,
    EditPart,
    EnterProcedure,
    ShowContacts,
    ShowProcedure,
)
from handlers.information.answers import procedure_button, where_to_ask
from handlers.information.editing import PART
from handlers.information.naming import name_words
from handlers.kit.reach import reach
from handlers.kit.screens import Row, in_pairs, screen
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from storage.ground.text import shorten
from storage.models import Part, Role
from storage.published.searching import find_by_name
from storage.published.texts import ProcedureText, find_procedure, procedure_names

CHOICES = 6
_LIKELIEST = 2
_LONG = 900  # characters of one part; a phone shows no more, and the link has all of it


async def procedure_command(context: Context, argument: str) -> Answer:
    """`/thutuc quảng cáo`; alone it asks for the name."""
    return await by_name(context, argument) if argument.strip() else await enter_procedure(context, EnterProcedure())


async def enter_procedure(context: Context, action: EnterProcedure) -> Answer:
    say = context.say
    if not await procedure_names(context.db):
        return await _none_here(context)
    await context.ask(AskProcedure())
    return screen(say, say("procedure.ask_name"))


async def name_answered(context: Context, asked: AskProcedure, text: str) -> Answer | None:
    """None where it names none: it may be something else altogether."""
    return await found_by_name(context, text)


async def by_name(context: Context, text: str) -> Answer:
    """Answers with what was found by name, or with how to go on where nothing was."""
    found = await found_by_name(context, text)
    if found is not None:
        return found
    if not await procedure_names(context.db):
        return await _none_here(context)
    say = context.say
    again = [procedure_button(say), Button(say("button.contacts"), ShowContacts())]
    return screen(
        say, say("procedure.not_found", words=shorten(text, 100), where=await where_to_ask(context, say)), again
    )


async def found_by_name(context: Context, text: str) -> Answer | None:
    """None where nothing comes near what was typed."""
    names = await procedure_names(context.db)
    wanted = "".join(text.split()).upper()
    by_code = [id_ for id_, code, _ in names if code == wanted]
    hits = by_code or [hit.id for hit in find_by_name(names, name_words(text))]
    if not hits:
        return None
    if len(hits) == 1:
        return await _card(context, await find_procedure(context.db, hits[0]))
    say, called = context.say, {id_: name for id_, _, name in names}
    rows = [Button(shorten(called[id_], 60), ShowProcedure(id_)) for id_ in hits[:CHOICES]]
    if len(hits) > CHOICES:
        await context.ask(AskProcedure())
        return screen(say, say("procedure.many", count=integer(len(hits)), shown=integer(CHOICES)), rows)
    return screen(say, say("procedure.which"), rows)


async def buttons_by_name(context: Context, text: str) -> list[Button]:
    """Buttons of the likeliest procedures, for a sentence that may be about something else."""
    names = await procedure_names(context.db)
    return [
        Button(shorten(f"📋 {hit.name}", 60), ShowProcedure(hit.id))
        for hit in find_by_name(names, name_words(text))[:_LIKELIEST]
    ]


async def _none_here(context: Context) -> Reply:
    say = context.say
    text = say("procedure.none", where=await where_to_ask(context, say))
    return screen(say, text, [Button(say("button.contacts"), ShowContacts())])


async def show_procedure(context: Context, action: ShowProcedure) -> Answer:
    return await _card(context, await find_procedure(context.db, action.procedure_id))


async def _card(context: Context, procedure: ProcedureText) -> Reply:
    say = context.say
    lines = [f"📋 {procedure.name}", say("procedure.code", code=procedure.code)]
    parts = {part: _part(say, procedure, part) for part in Part}
    for part in Part:
        if parts[part]:
            between = "\n" if "\n" in parts[part] else " "
            lines.append(f"{say(PART[part])}:{between}{shorten_lines(parts[part], _LONG)}")
    if not (parts[Part.DOCUMENTS] and parts[Part.TIME] and parts[Part.FEE]):
        lines += ["", say("procedure.ask_more", where=await where_to_ask(context, say))]
    rows: list[Row] = [Button(say("button.procedure_link"), url=procedure.link)] if procedure.link else []
    if Role.OFFICER in context.sender.roles and procedure.unit_id in await reach(context, OFFICER):
        edits = [
            Button(say("button.procedure_edit", part=say(PART[part])), EditPart(procedure.id, part)) for part in Part
        ]
        rows += in_pairs(edits)
    return screen(say, lines, [*rows, Button(say("button.procedure_other"), EnterProcedure())])


def _part(say: Words, procedure: ProcedureText, part: Part) -> str:
    if part is Part.TIME and not procedure.time_text and procedure.working_days:
        return say("procedure.days", days=integer(procedure.working_days))
    return "" if part is Part.LINK else procedure.part(part)


def shorten_lines(text: str, limit: int) -> str:
    """Whole lines, as many as have room, and an ellipsis for the others."""
    kept: list[str] = []
    for line in text.splitlines():
        if kept and sum(map(len, kept)) + len(line) > limit:
            return "\n".join([*kept, "…"])
        kept.append(shorten(line, limit))
    return "\n".join(kept)
