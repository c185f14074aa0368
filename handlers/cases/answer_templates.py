"""`/mautraloi`: answers that come again and again, kept by leaders for everybody below them."""

from handlers.cases.actions import AddTemplate, RemoveTemplate, ShowTemplate, ShowTemplates
from handlers.cases.questions import AskTemplate
from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.routing import LEADERS, STAFF
from storage.cases.answer_templates import add_template, find_template, remove_template, templates_of
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import Role
from storage.people.units import all_units, units_above

MAX_NAME, MAX_TEXT = 50, 1500
SHOWN = 30


async def template_units(context: Context) -> list[int]:
    """Templates are used below the unit that keeps them."""
    above = units_above(await all_units(context.db))
    own = await reach(context, STAFF)
    return sorted({unit for one in own for unit in above[one]})


async def templates_command(context: Context, argument: str) -> Answer:
    return await show_templates(context, ShowTemplates())


async def show_templates(context: Context, action: ShowTemplates) -> Answer:
    say = context.say
    found = await templates_of(context.db, await reach(context, LEADERS), SHOWN)
    rows = [(Button(shorten(one.name, 60), ShowTemplate(one.id)),) for one in found]
    add = (Button(say("button.template_add"), AddTemplate()),)
    return screen(say, say("templates.title" if found else "templates.none"), [*rows, add])


async def ask_template(context: Context, action: AddTemplate) -> Answer:
    await context.ask(AskTemplate())
    return screen(context.say, context.say("templates.ask"))


async def template_answered(context: Context, asked: AskTemplate, text: str) -> Answer:
    """The first line is its name."""
    units = [*context.sender.roles.get(Role.DIRECTOR, ()), *context.sender.roles.get(Role.OFFICER, ())]
    if not units:
        raise Refusal("rights.role")
    name, _, words = text.partition("\n")
    if not words.strip():
        raise Refusal("cases.template_unclear")
    if len(words) > MAX_TEXT:
        raise Refusal("text.too_long", limit=MAX_TEXT)
    await add_template(context.db, units[0], shorten(name, MAX_NAME), words.strip())
    back = Button(context.say("button.templates"), ShowTemplates())
    return screen(context.say, context.say("templates.kept", name=shorten(name, MAX_NAME)), [back])


async def show_template(context: Context, action: ShowTemplate) -> Answer:
    template = await find_template(context.db, await reach(context, LEADERS), action.template_id)
    remove = Button(context.say("button.answer_template_remove"), RemoveTemplate(template.id))
    back = Button(context.say("button.templates"), ShowTemplates())
    return Reply(f"📄 {template.name}\n\n{template.text}", ((remove,), (back,)))


async def forget_template(context: Context, action: RemoveTemplate) -> Answer:
    await remove_template(context.db, await reach(context, LEADERS), action.template_id, context.now)
    back = Button(context.say("button.templates"), ShowTemplates())
    return Reply(context.say("templates.removed"), ((back,),), replaces=True)
