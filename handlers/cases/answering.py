"""The unit answers: in its own words or by a template, seen once more before it goes to the citizen."""

import re
from collections.abc import Sequence

from handlers.cases.actions import AnswerCase, FillTemplate, SendAnswer, ShowCase
from handlers.cases.answer_actions import DropProofs
from handlers.cases.answer_templates import template_units
from handlers.cases.proofs_given import send_proofs
from handlers.cases.questions import AskAnswer, AskGaps
from handlers.cases.reading import own_rows
from handlers.cases.sight import hand_of, seen_case
from handlers.cases.telling import directing, tell_authors
from handlers.cases.watching import CLOSE_AFTER
from handlers.context import Answer, Context
from handlers.kit.occasion import words_for
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from storage.cases.answer_templates import find_template, templates_of
from storage.cases.cases import Added, CaseRow, CaseState
from storage.cases.steps import answer
from storage.ground.refusals import Refusal
from storage.ground.text import shorten

MAX_ANSWER = 2000
SHOWN_TEMPLATES = 8
_GAP = re.compile(r"\[[^\[\]\n]{1,60}\]")


async def _answerable(context: Context, case_id: int) -> CaseRow:
    case = await seen_case(context, case_id)
    if not case.is_open:
        raise Refusal("cases.answered_before")
    if case.same_as:
        raise Refusal("cases.answer_main", code=case.same_as)
    return case


async def ask_answer(context: Context, action: AnswerCase) -> Answer:
    case = await _answerable(context, action.case_id)
    await context.ask(AskAnswer(case.id, "", await _files(context, case.id)))
    found = await templates_of(context.db, await template_units(context), SHOWN_TEMPLATES)
    rows = [(Button(shorten(f"📄 {template.name}", 60), FillTemplate(case.id, template.id)),) for template in found]
    text = context.say("cases.ask_answer", code=case.code, said=shorten(case.text, 500))
    return Reply(text, (*rows, (_back(context, case),)))


async def _files(context: Context, case_id: int) -> tuple[int, ...]:
    """Those that were sent for the answer of this case before."""
    asked = await context.asked(AskAnswer)
    return asked.files if asked is not None and asked.case_id == case_id else ()


def _back(context: Context, case: CaseRow) -> Button:
    return Button(context.say("button.case_back", code=case.code), ShowCase(case.id))


async def choose_template(context: Context, action: FillTemplate) -> Answer:
    case = await _answerable(context, action.case_id)
    template = await find_template(context.db, await template_units(context), action.template_id)
    values = {"{mã}": case.code, "{đơn vị}": case.unit, "{cơ quan}": context.office.agency}
    values |= {"{ngày nhận}": day(case.received_on), "{hôm nay}": day(context.today)}
    text = template.text
    for name, value in values.items():
        text = text.replace(name, value)
    files = await _files(context, case.id)
    if _GAP.search(text):
        return await _ask_gaps(context, case, text, files)
    return await preview(context, case, text, files)


async def _ask_gaps(context: Context, case: CaseRow, text: str, files: tuple[int, ...]) -> Reply:
    """What only the person who answers can know: one line for each."""
    await context.ask(AskGaps(case.id, text, files))
    gaps = _GAP.findall(text)
    asked = context.say("cases.ask_gaps", text=text, count=integer(len(gaps)), gaps="\n".join(gaps))
    return Reply(asked, ((_back(context, case),),))


async def gaps_answered(context: Context, asked: AskGaps, text: str) -> Answer:
    case = await _answerable(context, asked.case_id)
    lines = [line for line in text.splitlines() if line]
    if len(lines) != len(_GAP.findall(asked.text)):
        return await _ask_gaps(context, case, asked.text, asked.files)
    filling = iter(lines)
    return await preview(context, case, _GAP.sub(lambda _: next(filling), asked.text), asked.files)


async def answer_written(context: Context, asked: AskAnswer, text: str) -> Answer:
    return await preview(context, await _answerable(context, asked.case_id), text, asked.files)


async def preview(
    context: Context, case: CaseRow, text: str, files: tuple[int, ...], notes: Sequence[str] = ()
) -> Reply:
    """`notes`: what became of the files that were sent."""
    if len(text) > MAX_ANSWER:
        raise Refusal("text.too_long", limit=MAX_ANSWER)
    await context.ask(AskAnswer(case.id, text, files))
    say = context.say
    rows = [(Button(say("button.case_send"), SendAnswer(case.id)),)]
    lines = [*notes, say("cases.preview", code=case.code, text=text)]
    if files:
        lines.append(say("cases.preview_files", count=integer(len(files))))
        rows.append((Button(say("button.case_proofs_drop"), DropProofs(case.id)),))
    return Reply("\n\n".join(lines), (*rows, (_back(context, case),)))


async def send_answer(context: Context, action: SendAnswer) -> Answer:
    case = await _answerable(context, action.case_id)
    draft = await context.claim(AskAnswer)
    if draft is None or draft.case_id != case.id or not draft.text:
        raise Refusal("cases.no_draft")
    text = draft.text
    answered = await answer(context.db, case.id, hand_of(context), text)
    agency = context.office.agency
    await tell_authors(context, answered, lambda say, one: _to_citizen(say, one, agency, text), is_answer=True)
    await send_proofs(context, answered, draft.files)
    await _tell_leader(context, case, text)
    key = "cases.answered" if case.has_author else "cases.answered_nobody"
    return screen(context.say, context.say(key, code=case.code, days=CLOSE_AFTER), [_back(context, case)])


def _to_citizen(say: Words, case: Added, agency: str, text: str) -> Reply:
    told = say("case.told_answered", agency=agency, code=case.code, text=text)
    return screen(say, told, own_rows(say, case.id, CaseState.ANSWERED))


async def _tell_leader(context: Context, case: CaseRow, text: str) -> None:
    """The head, and whoever gave the case to the unit, see what became of it."""
    for leader in await directing(context, case) if case.assigned_at else ():
        if leader.id == context.sender.id:
            continue
        say = words_for(leader)
        told = say("cases.told_answered", code=case.code, unit=case.unit, text=shorten(text, 600))
        context.notify(leader, Reply(told, ((Button(say("button.open"), ShowCase(case.id)),),)))
