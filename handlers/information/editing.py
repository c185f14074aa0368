"""The officer writes what citizens read: typed, seen as they will see it, saved by one tap, and taken back by one."""

import re

from handlers.context import Answer, Context
from handlers.information.actions import (
    AskText,
    ClearText,
    EditAnswer,
    EditPart,
    SaveText,
    ShowInformation,
    ShowProcedure,
    TakeTextBack,
)
from handlers.information.answers import TITLE
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.catalogue import Keys
from storage.ground.refusals import Refusal
from storage.models import Part, Role, Topic
from storage.published.texts import (
    Editor,
    ProcedureText,
    find_procedure,
    own_answers,
    set_answer,
    set_part,
    take_back,
)

PART = Keys("procedure.part_{}", Part)
_ASK = Keys("published.ask_{}", Topic)
MAX_ANSWER, MAX_PART = 700, 2500
_LINK = re.compile(r"https?://\S{3,500}")


async def edit_answer(context: Context, action: EditAnswer) -> Answer:
    return await _ask(context, AskText(topic=action.topic))


async def edit_part(context: Context, action: EditPart) -> Answer:
    await _own_procedure(context, action.procedure_id)
    return await _ask(context, AskText(procedure_id=action.procedure_id, part=action.part))


async def _own_procedure(context: Context, procedure_id: int) -> ProcedureText:
    procedure = await find_procedure(context.db, procedure_id)
    if procedure.unit_id not in await reach(context, OFFICER):
        raise Refusal("rights.unit")
    return procedure


def _unit(context: Context) -> int:
    units = context.sender.roles.get(Role.OFFICER)
    if not units:
        raise Refusal("rights.role")
    return units[0]


async def _ask(context: Context, asked: AskText) -> Reply:
    """Asks for the text, and shows what stands there now."""
    say = context.say
    now = await _now(context, asked)
    await context.ask(AskText(asked.topic, asked.procedure_id, asked.part))
    lines = [await _title(context, asked), now or say("published.nothing"), "", _how(context, asked)]
    rows = [Button(say("button.info_clear"), ClearText())] if now else []
    return screen(say, lines, [*rows, _back(context, asked)])


async def _now(context: Context, asked: AskText) -> str:
    if asked.topic is not None:
        return (await own_answers(context.db, _unit(context))).get(asked.topic, "")
    procedure = await _own_procedure(context, asked.procedure_id)
    return procedure.part(asked.part) if asked.part else ""


async def _title(context: Context, asked: AskText) -> str:
    if asked.topic is not None:
        return context.say(TITLE[asked.topic])
    procedure = await _own_procedure(context, asked.procedure_id)
    part = context.say(PART[asked.part]) if asked.part else ""
    return f"{part} – {procedure.name}"


def _how(context: Context, asked: AskText) -> str:
    if asked.topic is not None:
        return context.say(_ASK[asked.topic])
    return context.say("published.ask_link" if asked.part is Part.LINK else "published.ask_part")


def _back(context: Context, asked: AskText) -> Button:
    if asked.topic is not None:
        return Button(context.say("button.info_back"), ShowInformation())
    return Button(context.say("button.procedure_back"), ShowProcedure(asked.procedure_id))


async def text_typed(context: Context, asked: AskText, text: str) -> Answer:
    """Shows the text as citizens will read it; nothing is saved yet."""
    say = context.say
    limit = MAX_ANSWER if asked.topic is not None else MAX_PART
    if len(text) > limit:
        raise Refusal("text.too_long", limit=limit)
    if asked.part is Part.LINK and not _LINK.fullmatch(text):
        await context.ask(asked)
        return screen(say, say("published.no_link"), [_back(context, asked)])
    draft = AskText(asked.topic, asked.procedure_id, asked.part, text)
    title = await _title(context, draft)
    await context.ask(draft)
    save = Button(say("button.info_save"), SaveText())
    return screen(
        say, [say("published.preview"), "", title, text, "", say("published.not_saved")], [save, _back(context, asked)]
    )


async def save_text(context: Context, action: SaveText) -> Answer:
    draft = await context.claim(AskText)
    if draft is None or not draft.text:
        raise Refusal("button.stale")
    return await _save(context, draft, draft.text)


async def clear_text(context: Context, action: ClearText) -> Answer:
    asked = await context.claim(AskText)
    if asked is None:
        raise Refusal("button.stale")
    return await _save(context, asked, "")


async def _save(context: Context, asked: AskText, text: str) -> Reply:
    say, editor = context.say, Editor(context.sender.id, context.now)
    if asked.topic is not None:
        change_id = await set_answer(context.db, _unit(context), asked.topic, text, editor)
    elif asked.part is not None:
        procedure = await _own_procedure(context, asked.procedure_id)
        change_id = await set_part(context.db, procedure, asked.part, text, editor)
    else:
        raise Refusal("button.stale")
    undo = Button(say("button.undo"), TakeTextBack(change_id))
    done = say("published.saved" if text else "published.cleared", title=await _title(context, asked))
    return screen(say, done, [undo, _back(context, asked)], replaces=True)


async def undo(context: Context, action: TakeTextBack) -> Answer:
    units = await reach(context, OFFICER)
    change = await take_back(context.db, units, action.change_id, Editor(context.sender.id, context.now))
    asked = AskText(change.topic, change.procedure_id or 0, change.part)
    lines = [
        context.say("published.put_back"),
        "",
        await _title(context, asked),
        change.before or context.say("published.nothing"),
    ]
    return screen(context.say, lines, [_back(context, asked)], replaces=True)
