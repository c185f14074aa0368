"""One case as staff see it: what was written, every step, and what may be done. Not who wrote it."""

from collections.abc import Sequence

from handlers.cases import publishing
from handlers.cases.actions import (
    AnswerCase,
    Assign,
    ExtendCase,
    HandleApart,
    ShowCase,
    ShowCases,
    ShowPictures,
    ShowSimilar,
    ShowTurn,
    ShowWords,
)
from handlers.cases.answer_actions import AskCitizen, ShowProofs, TellPublished
from handlers.cases.asking_more import may_ask
from handlers.cases.asking_time import may_decide, request_rows
from handlers.cases.dossier_actions import NameDossier
from handlers.cases.likeness import similar_cases
from handlers.cases.sight import seen_case
from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.screens import screen
from handlers.replies import Button, Reply, Rows
from handlers.routing import LEADERS
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer, moment
from handlers.words.keys import CASE_KIND, CASE_STATE_INSIDE, LEVEL
from storage.cases.about_dossier import dossier_of_case
from storage.cases.asking_time import open_request
from storage.cases.cases import CaseRow, CaseState, case_of_step, joined_codes
from storage.cases.lists import CaseFilter
from storage.cases.pictures import pictures_of
from storage.cases.proofs import proofs_of
from storage.cases.steps import StepRow, steps_of
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import CaseKind, StepKind

_DONE = Keys("cases.step_{}", StepKind)
SHOWN_STEPS = 8
SHOWN_TEXT, SHOWN_WORDS = 700, 250  # all of them with their steps fit on a phone, as a rule


async def show_case(context: Context, action: ShowCase) -> Answer:
    return await case_screen(context, await seen_case(context, action.case_id), replaces=True)


async def show_turn(context: Context, action: ShowTurn) -> Answer:
    case_id = await case_of_step(context.db, action.step_id)
    if case_id is None:
        raise Refusal("cases.unknown")
    return await case_screen(context, await seen_case(context, case_id))


async def show_words(context: Context, action: ShowWords) -> Answer:
    """All that was written, each as a message of its own; the last has the way back."""
    case = await seen_case(context, action.case_id)
    steps = [step.text for step in await steps_of(context.db, case.id) if step.kind is not StepKind.RATED]
    *before, last = [text for text in (case.text or context.say("cases.forgotten"), *steps) if text]
    back = Button(context.say("button.case_back", code=case.code), ShowCase(case.id))
    return [*(Reply(text) for text in before), screen(context.say, last, [back])]


async def case_screen(context: Context, case: CaseRow, *, replaces: bool = False) -> Reply:
    steps, joined = await steps_of(context.db, case.id), await joined_codes(context.db, case.id)
    published = await _publishing(context, case, steps)
    lines = _lines(context, case, steps, joined, published)
    if code := await dossier_of_case(context.db, case.id):
        lines.insert(2, context.say("case_dossier.about", code=code))
    return Reply("\n".join(lines), await _rows(context, case, steps), replaces=replaces)


async def _publishing(context: Context, case: CaseRow, steps: Sequence[StepRow]) -> str:
    """Until when the answer is to be made public; empty where that is done, or there is none."""
    until = await publishing.due(context, case)
    if until is None or any(step.kind is StepKind.PUBLISHED for step in steps):
        return ""
    return context.say("cases.publish_until", due=day(until))


def _lines(
    context: Context, case: CaseRow, steps: Sequence[StepRow], joined: Sequence[str], published: str
) -> list[str]:
    say = context.say
    lines = [say("cases.title", code=case.code, kind=say(CASE_KIND[case.kind])), _state(context, case)]
    if case.same_as:
        lines.append(say("cases.same_as", code=case.same_as))
    if joined:
        lines.append(say("cases.joined_by", codes=shorten(", ".join(joined), 200)))
    if case.kind is not CaseKind.INTERNAL and not case.has_author:
        lines.append(say("cases.no_author"))
    lines += ["", shorten(case.text, SHOWN_TEXT) or say("cases.forgotten")]
    if case.place:
        lines.append(f"📍 {case.place}")
    if published:
        lines.append(published)
    lines.append("")
    if len(steps) > SHOWN_STEPS:
        lines.append(say("cases.earlier_steps", count=integer(len(steps) - SHOWN_STEPS)))
    return lines + [_step(say, case, step) for step in steps[-SHOWN_STEPS:]]


def _state(context: Context, case: CaseRow) -> str:
    say = context.say
    words = say(CASE_STATE_INSIDE[case.state], unit=case.unit)
    if case.urgent and case.is_open:
        words = say("cases.urgent", state=words)
    if not case.is_open:
        level = f" · {say(LEVEL[case.level])}" if case.level else ""
        return words + level
    left = context.office.working_time.working_days(context.today, case.due_on)
    key = "cases.overdue" if case.is_overdue(context.today) else "cases.left"
    return words + say(key, due=day(case.due_on), days=integer(abs(left)))


def _step(say: Words, case: CaseRow, step: StepRow) -> str:
    by_citizen = step.kind in (StepKind.RECEIVED, StepKind.ADDED, StepKind.RATED, StepKind.REOPENED, StepKind.WITHDRAWN)
    if step.kind is StepKind.CLOSED:
        who = say("cases.by_time")
    elif by_citizen and case.kind is not CaseKind.INTERNAL:
        who = say("cases.citizen")
    else:
        who = called(say, step.who)
    text = say(LEVEL[int(step.text)]) if step.kind is StepKind.RATED else shorten(step.text, SHOWN_WORDS)
    done = say(_DONE[step.kind], unit=step.unit, due=day(step.due_on))
    return f"• {moment(step.at)} {who}: {done}" + (f"\n  {text}" if text else "")


async def _rows(context: Context, case: CaseRow, steps: Sequence[StepRow]) -> Rows:
    say = context.say
    leads = not LEADERS.isdisjoint(context.sender.roles)
    rows: list[tuple[Button, ...]] = []
    if case.is_open and not case.same_as_id:
        rows.append((Button(say("button.case_answer"), AnswerCase(case.id)),))
    work = []
    if await may_ask(context, case):
        work.append(Button(say("button.case_ask_more"), AskCitizen(case.id)))
    if leads and not case.closed_at and not case.same_as_id:
        work.append(Button(say("button.assign"), Assign(case.id, 0)))
    if case.is_open and case.assigned_at and not case.extended_at and not case.same_as_id:
        request = await open_request(context.db, case.id)
        if request is None:
            work.append(Button(say("button.case_extend"), ExtendCase(case.id)))
        elif leads and request.person_id != context.sender.id and await may_decide(context, case, request):
            rows += request_rows(say, case.id, request.id)
    rows.append(tuple(work))
    rows += await _further(context, case, steps)
    if leads:
        rows.append(await _together(context, case))
    rows.append((Button(say("button.back_to_cases"), ShowCases(CaseFilter.OPEN, 0)),))
    return tuple(row for row in rows if row)


async def _further(context: Context, case: CaseRow, steps: Sequence[StepRow]) -> list[tuple[Button, ...]]:
    """What belongs to it: pictures, the whole words, a dossier."""
    say, leads = context.say, not LEADERS.isdisjoint(context.sender.roles)
    rows: list[tuple[Button, ...]] = []
    if pictures := await pictures_of(context.db, case.id):
        label = say("button.case_pictures", count=integer(len(pictures)))
        rows.append((Button(label, ShowPictures(case.id)),))
    rows += await _answer_rows(context, case, steps, leads=leads)
    if len(case.text) > SHOWN_TEXT or any(len(step.text) > SHOWN_WORDS for step in steps):
        rows.append((Button(say("button.case_words"), ShowWords(case.id)),))
    if case.kind is not CaseKind.INTERNAL and case.state is not CaseState.WITHDRAWN:
        rows.append((Button(say("button.case_dossier"), NameDossier(case.id)),))
    return rows


async def _answer_rows(context: Context, case: CaseRow, steps: Sequence[StepRow], *, leads: bool) -> Rows:
    """What there is of the answer, and what is still to be done with it."""
    say = context.say
    rows: list[tuple[Button, ...]] = []
    if proofs := await proofs_of(context.db, case.id):
        rows.append((Button(say("button.case_proofs", count=integer(len(proofs))), ShowProofs(case.id)),))
    if leads and await _publishing(context, case, steps):
        rows.append((Button(say("button.case_published"), TellPublished(case.id)),))
    return tuple(rows)


async def _together(context: Context, case: CaseRow) -> tuple[Button, ...]:
    """What is handled together, or might be."""
    say = context.say
    if case.same_as_id:
        main = Button(say("button.case_main", code=case.same_as), ShowCase(case.same_as_id))
        part = Button(say("button.case_part"), HandleApart(case.id))
        return (main, part) if case.is_open else (main,)
    found = await similar_cases(context, case) if case.is_open else []
    if not found:
        return ()
    return (Button(say("button.case_similar", count=integer(len(found))), ShowSimilar(case.id)),)
