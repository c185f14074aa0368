"""The officer sends a file, sees what would change, and confirms. Nothing is written before that."""

from dataclasses import dataclass
from typing import Any

from handlers.actions import numbers
from handlers.citizens.returns import tell_returned
from handlers.context import Answer, Context
from handlers.jobs import Workshop
from handlers.menus import main_button
from handlers.numbers import integer
from handlers.office.import_words import outcome_lines, problem_lines
from handlers.office.sent_files import parse_apart
from handlers.replies import Button, Reply
from storage.imports.importing import FileKind, ParsedFile, store_parsed
from storage.messages.files import delete_file, read_file, replace_file, store_file
from storage.messages.questions import claim_question
from storage.models import Role
from storage.refusals import Refusal

IMPORTABLE = frozenset({".docx", ".xlsx", ".csv", ".txt", ".xls", ".doc", ".xlsm", ".ods", ".pdf", ".zip"})
SHOWN_PROBLEMS = 8
_PURPOSE = "import"


async def import_help(context: Context, argument: str) -> Answer:
    # Whoever asks how to import is not going to send evidence for the report they have just written.
    await claim_question(context.db, context.sender.id, ["evidence"], context.now)
    return Reply(context.say("import.help"), ((main_button(context.say),),))


def start_import(context: Context, data: dict[str, Any]) -> Reply:
    context.start_job("import_preview", data)
    return Reply(context.say("import.reading", name=data["name"]))


@dataclass(frozen=True, slots=True)
class SentFile:
    name: str
    content: bytes
    parsed: ParsedFile


async def read_sent_file(workshop: Workshop, data: dict[str, Any]) -> SentFile:
    content = await workshop.fetch(data["channel"], data["reference"])
    parsed = await parse_apart(content, data["name"])
    return SentFile(data["name"], content, parsed)


def _unit(context: Context) -> int:
    units = context.sender.roles.get(Role.OFFICER)
    if not units:
        raise Refusal("rights.role")
    return units[0]


async def show_preview(context: Context, data: dict[str, Any], sent: SentFile) -> Answer:
    outcome = await store_parsed(
        context.db, context.office.secret, _unit(context), sent.parsed, context.now, write=False
    )
    say = context.say
    lines = [say("import.preview", name=sent.name), *outcome_lines(say, outcome)]
    lines += problem_lines(say, outcome.problems, SHOWN_PROBLEMS)
    if not outcome.good:
        return Reply("\n".join([*lines, "", say("import.nothing_good")]), ((main_button(say),),))
    if outcome.changes_nothing:
        return Reply("\n".join([*lines, "", say("import.unchanged")]), ((main_button(say),),))
    file_id = await _keep(context, sent)
    confirm = Button(say("button.import_do", count=integer(outcome.good)), action=f"import_do:{file_id}")
    stop = Button(say("button.import_stop"), action=f"import_stop:{file_id}")
    return Reply("\n".join([*lines, "", say("import.confirm")]), ((confirm,), (stop,)))


async def _keep(context: Context, sent: SentFile) -> int:
    """Until it is confirmed, in place of one of the same kind that was not."""
    owner, purpose = context.sender.id, f"{_PURPOSE}:{sent.parsed.kind}"
    file_id = await store_file(
        context.db, sent.name, "application/octet-stream", sent.content, owner, context.now, purpose
    )
    await replace_file(context.db, file_id, owner, purpose)
    return file_id


async def _own_file(context: Context, argument: str) -> int:
    (file_id,) = numbers(argument, 1)
    file = await read_file(context.db, file_id)
    if file.owner_id != context.sender.id or not (file.purpose or "").startswith(_PURPOSE):
        raise Refusal("file.gone")
    return file_id


async def confirm(context: Context, argument: str) -> Answer:
    file_id = await _own_file(context, argument)
    context.start_job("import_write", {"file_id": file_id})
    return Reply(context.say("import.writing"), replaces=True)


async def cancel(context: Context, argument: str) -> Answer:
    await delete_file(context.db, await _own_file(context, argument))
    return Reply(context.say("import.stopped"), ((main_button(context.say),),), replaces=True)


async def read_kept_file(workshop: Workshop, data: dict[str, Any]) -> ParsedFile:
    async with workshop.database.read() as db:
        file = await read_file(db, data["file_id"])
    return await parse_apart(file.content, file.name)


async def write(context: Context, data: dict[str, Any], parsed: ParsedFile) -> Answer:
    say = context.say
    outcome = await store_parsed(context.db, context.office.secret, _unit(context), parsed, context.now, write=True)
    await delete_file(context.db, data["file_id"])
    await tell_returned(context)
    lines = [say("import.done"), *outcome_lines(say, outcome)]
    lines += problem_lines(say, outcome.problems, SHOWN_PROBLEMS)
    after = Button(say("button.tasks"), action="tasks") if parsed.kind is FileKind.PLAN else None
    rows = ((after,),) if after else ()
    return Reply("\n".join(lines), (*rows, (Button(say("button.summary"), action="summary"),), (main_button(say),)))
