"""`/mautraloi`: answers that come again and again, kept by leaders for everybody below them."""

from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.menus import main_button
from handlers.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import LEADERS, STAFF
from storage.cases.answer_templates import add_template, find_template, remove_template, templates_of
from storage.messages import questions
from storage.models import Role
from storage.people.units import all_units, units_above
from storage.refusals import Refusal
from storage.text import shorten

MAX_NAME, MAX_TEXT = 50, 1500
SHOWN = 30


async def template_units(context: Context) -> list[int]:
    """Templates are used below the unit that keeps them."""
    above = units_above(await all_units(context.db))
    own = await reach(context, STAFF)
    return sorted({unit for one in own for unit in above[one]})


async def templates_command(context: Context, argument: str) -> Answer:
    say = context.say
    found = await templates_of(context.db, await reach(context, LEADERS), SHOWN)
    rows = [(Button(shorten(one.name, 60), action=f"answer_template:{one.id}"),) for one in found]
    add = (Button(say("button.template_add"), action="template_add"),)
    return Reply(say("templates.title" if found else "templates.none"), (*rows, add, (main_button(say),)))


async def ask_template(context: Context, argument: str) -> Answer:
    await questions.ask(context.db, context.sender.id, "answer_template", {}, context.now)
    return Reply(context.say("templates.ask"), ((main_button(context.say),),))


async def template_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
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
    back = Button(context.say("button.templates"), action="templates")
    return Reply(context.say("templates.kept", name=shorten(name, MAX_NAME)), ((back,), (main_button(context.say),)))


async def show_template(context: Context, argument: str) -> Answer:
    template = await find_template(context.db, await reach(context, LEADERS), *numbers(argument, 1))
    remove = Button(context.say("button.answer_template_remove"), action=f"answer_template_remove:{template.id}")
    back = Button(context.say("button.templates"), action="templates")
    return Reply(f"📄 {template.name}\n\n{template.text}", ((remove,), (back,)))


async def forget_template(context: Context, argument: str) -> Answer:
    (template_id,) = numbers(argument, 1)
    await remove_template(context.db, await reach(context, LEADERS), template_id, context.now)
    back = Button(context.say("button.templates"), action="templates")
    return Reply(context.say("templates.removed"), ((back,),), replaces=True)
