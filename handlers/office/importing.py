"""The officer sends a file, answers what only a person can decide, sees what would change, and confirms. Nothing is
written before that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from handlers.citizens.returns import tell_returned
from handlers.context import Answer, Context
from handlers.figures.actions import ShowSummary
from handlers.kit.files import Sent
from handlers.kit.long_work import Workshop
from handlers.kit.screens import Row, page_buttons, rows_of, screen
from handlers.office.actions import ExplainImport, SendImportList, ShowImportPage, StopImport, WriteImport
from handlers.office.import_files import import_unit, keep_file, keep_list, own_file, source_of
from handlers.office.import_preview import digest, is_cut, overview, pages, whole_list, with_not_read
from handlers.office.import_progress import Progress
from handlers.office.import_questions import ask_about_file
from handlers.office.import_reading import ReadFile, read_again
from handlers.office.import_words import outcome_lines, problem_lines
from handlers.office.questions import AskAboutFile, ReadKept, ReadSent, WriteKept
from handlers.plan.actions import ShowPlans, ShowTasks
from handlers.plan.questions import AwaitFiles
from handlers.registers.document_actions import ShowDocuments
from handlers.replies import Button, Reply
from handlers.words.formats import integer
from storage.ground.refusals import Refusal
from storage.imports.drafts import keep_preview, read_draft
from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind, ParsedFile
from storage.imports.phones import phones_in
from storage.imports.questions import FileQuestion, Unanswered
from storage.messages.files import delete_file

IMPORTABLE = frozenset(
    (
        *(".docx", ".xlsx", ".xlsm", ".csv", ".tsv", ".txt"),
        *(".dotx", ".xltx", ".doc", ".dot", ".docm", ".xls", ".xlsb", ".ods", ".odt", ".rtf", ".pdf"),
        *(".htm", ".html", ".mht", ".xml", ".zip", ".rar", ".7z"),
    )
)
SHOWN_PROBLEMS = 8


async def import_command(context: Context, argument: str) -> Answer:
    return await import_help(context, ExplainImport())


async def import_help(context: Context, action: ExplainImport) -> Answer:
    # Whoever asks how to import is not going to send evidence for the report they have just written.
    await context.claim(AwaitFiles)
    return screen(context.say, context.say("import.help"))


def start_import(context: Context, sent: Sent, caption: str) -> Reply:
    context.start(ReadSent(*sent, caption, import_unit(context)))
    return Reply(context.say("import.reading", name=sent.name))


async def show_preview(context: Context, job: ReadSent | ReadKept, file: ReadFile) -> Answer:
    return await _preview_or_question(context, file)


async def _preview_or_question(context: Context, file: ReadFile) -> Answer:
    outcome = await _compared(context, file)
    if isinstance(outcome, FileQuestion):
        kind = file.parsed.kind if isinstance(file.parsed, ParsedFile) else ""
        file_id = file.file_id or await keep_file(context, file.name, file.content, kind)
        return await ask_about_file(context, file_id, file.name, file.answers, outcome, file.asked + 1)
    return await _preview(context, file, outcome)


async def _compared(context: Context, file: ReadFile) -> Outcome | FileQuestion:
    """What would be written; or what has to be answered before anybody knows."""
    if isinstance(file.parsed, FileQuestion):
        return file.parsed
    if file.compared is not None and file.compared[0] == import_unit(context):
        return file.compared[1]
    try:
        outcome = await _stored(context, file, file.parsed, write=False)
    except Unanswered as unanswered:
        return unanswered.question
    return with_not_read(outcome, file.parsed.not_read)


async def _stored(context: Context, file: ReadFile, parsed: ParsedFile, *, write: bool) -> Outcome:
    from storage.imports.storing import store_parsed  # loaded with the first file

    return await store_parsed(
        context.db,
        context.office.secret,
        import_unit(context),
        parsed,
        context.now,
        write=write,
        answers=file.answers,
        working_time=context.office.working_time,
        source=source_of(context, file.name, file.content),
        own_symbol=context.office.letterhead.symbol,
    )


async def _preview(context: Context, file: ReadFile, outcome: Outcome, changed: bool = False) -> Reply:
    """`changed`: the officer has seen another preview, which is no longer true."""
    say = context.say
    text = overview(say, file.name, outcome)
    if changed:
        text = f"{say('import.changed_meanwhile')}\n\n{text}"
    if not outcome.good or outcome.changes_nothing:
        if file.file_id is not None:
            await delete_file(context.db, file.file_id)
        end = say("import.unchanged" if outcome.good else "import.nothing_good")
        return screen(say, f"{text}\n\n{end}", await _list_rows(context, file, outcome))
    file_id = file.file_id or await keep_file(context, file.name, file.content, outcome.kind)
    made = pages(say, outcome)
    await keep_preview(context.db, file_id, file.answers, file.asked, [text, *made], digest(outcome))
    listed = await _list_rows(context, file, outcome)
    return _first_page(context, file_id, text, outcome.good, len(made), listed)


async def _list_rows(context: Context, file: ReadFile, outcome: Outcome) -> list[Row]:
    """The way to the lines that the pages have no room for."""
    if not is_cut(outcome):
        return []
    content = file.listed or whole_list(context.say, outcome)
    list_id = await keep_list(context, context.say("import.list_name", name=file.name), content)
    return [Button(context.say("button.import_list"), SendImportList(list_id))]


async def send_list(context: Context, action: SendImportList) -> Answer:
    file = await own_file(context, action.file_id)
    return Reply(file.name, file_id=action.file_id)


def _first_page(context: Context, file_id: int, text: str, good: int, more: int, listed: Sequence[Row]) -> Reply:
    say = context.say
    choices: list[Row] = [Button(say("button.import_do", count=integer(good)), WriteImport(file_id))]
    if more:
        choices.append(Button(say("button.import_lines", count=integer(more)), ShowImportPage(file_id, 1)))
    choices += [*listed, Button(say("button.import_stop"), StopImport(file_id))]
    return Reply(f"{text}\n\n{say('import.confirm')}", rows_of(choices))


async def show_page(context: Context, action: ShowImportPage) -> Answer:
    file_id, page = action.file_id, action.page
    await own_file(context, file_id)
    draft = await read_draft(context.db, file_id)
    if page >= len(draft.pages):
        raise Refusal("button.stale")
    say = context.say
    turning = page_buttons(say, partial(ShowImportPage, file_id), page, more=page + 1 < len(draft.pages))
    confirm = Button(say("button.import_do_all"), WriteImport(file_id))
    stop = Button(say("button.import_stop"), StopImport(file_id))
    return Reply(draft.pages[page], rows_of((turning, confirm, stop)), replaces=True)


async def confirm(context: Context, action: WriteImport) -> Answer:
    await own_file(context, action.file_id)
    draft = await read_draft(context.db, action.file_id)
    if draft.question is not None or not draft.pages:
        raise Refusal("button.stale")
    context.start(WriteKept(action.file_id, import_unit(context), context.incoming.message_id or ""))
    return Reply(context.say("import.writing"), replaces=True)


async def cancel(context: Context, action: StopImport) -> Answer:
    await own_file(context, action.file_id)
    await delete_file(context.db, action.file_id)
    await context.claim(AskAboutFile)
    return screen(context.say, context.say("import.stopped"), replaces=True)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """`outcome`: of what is long and is written already, in pieces."""

    file: ReadFile
    outcome: Outcome | None = None


async def write_kept_file(workshop: Workshop, job: WriteKept) -> WrittenFile:
    file = await read_again(workshop, job)
    if job.unit_id is None or isinstance(file.parsed, FileQuestion) or not file.parsed.is_long:
        return WrittenFile(file)
    from storage.imports.storing import store_beside  # loaded with the first file

    office = workshop.office
    try:
        outcome = await store_beside(
            workshop.database,
            office.secret,
            job.unit_id,
            file.parsed,
            workshop.clock(),
            run=f":file {job.file_id}",
            answers=file.answers,
            working_time=office.working_time,
            progress=Progress(workshop, job.message_id, file.parsed.rows_read),
            clock=workshop.clock,
        )
    except Unanswered as unanswered:
        return WrittenFile(replace(file, parsed=unanswered.question))
    return WrittenFile(file, outcome)


async def write(context: Context, job: WriteKept, written: WrittenFile) -> Answer:
    """Only what was shown: where something else would be written by now, that is shown first."""
    file, outcome = written.file, written.outcome
    if outcome is None:
        compared = await _compared(context, file)
        if isinstance(compared, FileQuestion) or isinstance(file.parsed, FileQuestion):
            return await _preview_or_question(context, file)
        draft = await read_draft(context.db, job.file_id)
        if digest(compared) != draft.digest:
            return await _preview(context, file, compared, changed=True)
        outcome = await _stored(context, file, file.parsed, write=True)
    await delete_file(context.db, job.file_id)
    await tell_returned(context)
    if context.office.asks_by_phone and isinstance(file.parsed, ParsedFile):
        context.phones = phones_in(file.parsed.content, context.today)
    return _done(context, outcome)


def _done(context: Context, outcome: Outcome) -> Reply:
    say = context.say
    lines = [say("import.done"), *outcome_lines(say, outcome, written=True)]
    if context.phones:
        lines.append(say("import.asks_by_phone", count=integer(len(context.phones))))
    lines += problem_lines(say, outcome.problems, SHOWN_PROBLEMS)
    choices = [Button(say("button.summary"), ShowSummary())]
    if outcome.kind == FileKind.DOCUMENTS:
        choices = [Button(say("button.documents_open"), ShowDocuments()), *choices]
    if outcome.kind == FileKind.PLAN:
        choices = [Button(say("button.tasks"), ShowTasks()), Button(say("button.plans"), ShowPlans()), *choices]
    return screen(say, lines, choices)
