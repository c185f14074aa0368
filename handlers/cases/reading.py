"""A citizen sees how a case stands: all of their own ones, and of others, by the code, the state alone."""

from handlers.cases.actions import AddToCase, RateAnswer, ReopenCase, ShowOwnCase, ShowOwnCases, StartCase, TellPlace
from handlers.cases.answer_actions import ShowProofs
from handlers.cases.withdrawing import withdraw_rows
from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.replies import Button, Reply, Rows
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer
from handlers.words.keys import CASE_KIND, CASE_STATE, LEVEL
from storage.cases.cases import CaseRow, CaseState, authors, case_with_code, own_case, own_cases
from storage.cases.codes import read_code
from storage.cases.proofs import proofs_of
from storage.cases.steps import StepRow, is_fresh, steps_of
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import StepKind
from storage.ratings.details import LEVELS

SHOWN = 8
TOLD = (StepKind.RECEIVED, StepKind.ASSIGNED, StepKind.EXTENDED, StepKind.JOINED, StepKind.ANSWERED, StepKind.REOPENED,
        StepKind.CLOSED, StepKind.WITHDRAWN, StepKind.MORE_ASKED)  # fmt: skip
_STEP = Keys("case.step_{}", TOLD)


async def read_case_code(context: Context, text: str) -> Answer | None:
    """A code sent as a message; None where the text is none, or no case has it."""
    code = read_code(text)
    if code is None or not context.sender.is_citizen or await case_with_code(context.db, code) is None:
        return None
    return await show_by_code(context, code)


async def show_by_code(context: Context, code: str) -> Answer:
    case = await case_with_code(context.db, code)
    if case is None:
        raise Refusal("case.no_such_code", code=code)
    if (await authors(context.db, [case.id])).get(case.id) == context.sender.id:
        return await _own(context, case)
    state = context.say(CASE_STATE[case.state])
    return screen(context.say, context.say("case.by_code", code=case.code, state=state))


async def show_mine(context: Context, action: ShowOwnCases) -> Answer:
    say = context.say
    found = await own_cases(context.db, context.sender.id, SHOWN)
    rows = [
        (Button(shorten(f"{case.code} · {say(CASE_STATE[case.state])}", 60), ShowOwnCase(case.id)),) for case in found
    ]
    new = (Button(say("button.case_start"), StartCase()),)
    text = say("case.mine") if found else say("case.none")
    return screen(say, text, [*rows, new])


async def show_own(context: Context, action: ShowOwnCase) -> Answer:
    return await _own(context, await own_case(context.db, context.sender.id, action.case_id))


async def _own(context: Context, case: CaseRow) -> Reply:
    say = context.say
    steps = await steps_of(context.db, case.id)
    state = say("case.state", state=say(CASE_STATE[case.state]))
    lines = [say("case.title", code=case.code), say(CASE_KIND[case.kind]), state]
    if case.is_open and case.assigned_at:
        lines.append(say("case.due", unit=case.unit, due=day(case.due_on)))
    lines += ["", f"“{shorten(case.text, 500)}”"]
    if case.place:
        lines.append(f"📍 {case.place}")
    answers = [step.text for step in steps if step.kind is StepKind.ANSWERED and step.text]
    if answers:
        lines += ["", say("case.answer"), answers[-1]]
    lines += ["", *(_step(say, step) for step in [step for step in steps if step.kind in TOLD][-SHOWN:])]
    proofs = await proofs_of(context.db, case.id) if answers else []
    files = [Button(say("button.case_proofs", count=integer(len(proofs))), ShowProofs(case.id))] if proofs else []
    fresh = case.state is CaseState.NEW and await is_fresh(context.db, case.id)
    return screen(say, lines, [*files, *own_rows(say, case.id, case.state, fresh=fresh)])


def _step(say: Words, step: StepRow) -> str:
    return f"• {day(step.on)}: " + say(_STEP[step.kind], unit=step.unit, due=day(step.due_on))


def own_rows(say: Words, case_id: int, state: CaseState, *, fresh: bool = False) -> Rows:
    if state in (CaseState.CLOSED, CaseState.WITHDRAWN):
        return ()
    if state is not CaseState.ANSWERED:
        more = Button(say("button.case_more"), AddToCase(case_id))
        place = Button(say("button.case_place"), TellPlace(case_id))
        return ((more,), (place,), *(withdraw_rows(say, case_id) if fresh else ()))
    faces = tuple(Button(say(LEVEL[level]), RateAnswer(case_id, level)) for level in LEVELS)
    reopen = Button(say("button.case_reopen"), ReopenCase(case_id))
    return (*((face,) for face in faces), (reopen,))
