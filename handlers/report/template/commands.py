"""`/mau`: the unit's own layout of its reports. A file is checked the moment it comes."""

import asyncio
from dataclasses import dataclass
from pathlib import PurePath

from handlers.context import Answer, Context
from handlers.kit.files import DOCX, Sent
from handlers.kit.long_work import Workshop
from handlers.kit.reach import reach
from handlers.kit.screens import main_button, screen
from handlers.replies import Button, Reply
from handlers.report.actions import (
    AskRemoval,
    MakeReport,
    RemoveTemplate,
    SendExample,
    SendTemplate,
    ShowFields,
    ShowTemplate,
)
from handlers.report.questions import AwaitTemplate, CheckTemplate, WriteExample
from handlers.report.template.apart import render_apart
from handlers.report.template.fields import described, sample_values
from handlers.routing import OFFICER
from handlers.words.catalogue import Words
from handlers.words.formats import moment
from storage.ground.days.calendars import Regime
from storage.ground.days.period_text import parse_period
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.messages.files import read_file, store_file
from storage.models import Role
from storage.report.templates import TemplateRow, find_template, remove_template, reporting_unit, store_template

_CAPTIONS = frozenset({"mau", "mau bao cao", "/mau"})
_WORD = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc"})
_ASKED_HOURS = 1


async def template_command(context: Context, argument: str) -> Answer:
    return await show_template(context, ShowTemplate())


async def show_template(context: Context, action: ShowTemplate) -> Answer:
    await context.ask(AwaitTemplate(), _ASKED_HOURS)
    return await _screen(context)


async def _unit(context: Context) -> int:
    return await reporting_unit(context.db, await reach(context, OFFICER))


async def _screen(context: Context) -> Reply:
    say = context.say
    unit_id = await _unit(context)
    template = await find_template(context.db, unit_id)
    buttons = [
        Button(say("button.template_example"), SendExample()),
        Button(say("button.template_fields"), ShowFields()),
    ]
    if template is None:
        text = say("template.built_in")
    else:
        at = moment(template.stored_at)
        text = say("template.in_use", name=template.name, unit=template.unit, at=at)
        buttons.insert(0, Button(say("button.template_get"), SendTemplate()))
        if template.unit_id == unit_id:
            buttons.append(Button(say("button.template_remove"), AskRemoval()))
    rows = tuple((button,) for button in buttons)
    return screen(say, f"{text}\n\n{say('template.how')}", rows)


async def is_template(context: Context, caption: str) -> bool:
    """Whether the file that came is a template: its caption says so, or the bot has asked for one."""
    file = context.incoming.file
    if file is None or Role.OFFICER not in context.sender.roles:
        return False
    if fold(caption) in _CAPTIONS:
        return True
    if PurePath(file.name).suffix.lower() not in _WORD:
        return False
    return await context.claim(AwaitTemplate) is not None


def start_template(context: Context, sent: Sent) -> Reply:
    context.start(CheckTemplate(*sent))
    return Reply(context.say("template.checking", name=sent.name))


async def check_sent(workshop: Workshop, job: CheckTemplate) -> bytes:
    if PurePath(job.name).suffix.lower() != ".docx":
        raise Refusal("template.not_word")
    content = await workshop.fetch(job.channel, job.reference)
    await render_apart(content, sample_values())
    return content


async def keep(context: Context, job: CheckTemplate, content: bytes) -> Answer:
    say = context.say
    await store_template(context.db, await _unit(context), job.name, content, context.sender.id, context.now)
    year = parse_period("năm nay", context.today)
    trial = [Button(say("button.template_trial"), MakeReport(Regime.CCHC, year))] if year else []
    back = Button(say("button.template_back"), ShowTemplate())
    return screen(say, say("template.kept", name=job.name), [*trial, back])


async def _own(context: Context) -> TemplateRow:
    template = await find_template(context.db, await _unit(context))
    if template is None:
        raise Refusal("template.none")
    return template


async def get_template(context: Context, action: SendTemplate) -> Answer:
    template = await _own(context)
    # A copy: the message keeps its file when the template is replaced.
    file = await read_file(context.db, template.file_id)
    copy = await store_file(context.db, file.name, file.media_type, file.content, context.sender.id, context.now)
    return Reply(template.name, ((main_button(context.say),),), file_id=copy)


async def ask_remove(context: Context, action: AskRemoval) -> Answer:
    template = await _own(context)
    say = context.say
    rows = (
        (Button(say("button.template_remove_do"), RemoveTemplate()),),
        (Button(say("button.template_back"), ShowTemplate()),),
    )
    return Reply(say("template.ask_remove", name=template.name), rows, replaces=True)


async def remove(context: Context, action: RemoveTemplate) -> Answer:
    await remove_template(context.db, await _unit(context))
    back = Button(context.say("button.template_back"), ShowTemplate())
    return screen(context.say, context.say("template.removed"), [back], replaces=True)


async def show_fields(context: Context, action: ShowFields) -> Answer:
    """All placeholders, as a file to copy from beside Word."""
    say = context.say
    lines = [say("template.fields"), "", *(f"{written}\t{meaning}" for written, meaning in described(say))]
    content = "\r\n".join(lines).encode("utf-8-sig")
    name = say("template.fields_name")
    file_id = await store_file(context.db, name, "text/plain", content, context.sender.id, context.now)
    back = Button(say("button.template_back"), ShowTemplate())
    return [Reply(name, file_id=file_id), screen(say, say("template.fields_sent"), [back])]


async def start_example(context: Context, action: SendExample) -> Answer:
    context.start(WriteExample())
    return Reply(context.say("template.writing_example"))


@dataclass(frozen=True, slots=True)
class Example:
    content: bytes


async def write_example(workshop: Workshop, job: WriteExample) -> Example:
    from handlers.report.template.example import example_template  # loaded with the first document

    return Example(await asyncio.to_thread(example_template, Words("vi"), workshop.clock()))


async def hand_over_example(context: Context, job: WriteExample, example: Example) -> Answer:
    say = context.say
    name = say("template.example_name")
    file_id = await store_file(context.db, name, DOCX, example.content, context.sender.id, context.now)
    back = Button(say("button.template_back"), ShowTemplate())
    return [Reply(name, file_id=file_id), screen(say, say("template.example"), [back])]
