"""A citizen takes back what they have sent, as long as nobody has begun to handle it."""

from handlers.cases.actions import AskWithdrawal, ShowOwnCase, WithdrawCase
from handlers.cases.questions import AskMore, AskPlace
from handlers.cases.sight import hand_of
from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.replies import Button, Reply, Rows
from handlers.words.catalogue import Words
from storage.cases.cases import CaseRow, own_case
from storage.cases.steps import is_fresh, withdraw
from storage.ground.refusals import Refusal


def withdraw_rows(say: Words, case_id: int) -> Rows:
    return ((Button(say("button.case_withdraw"), AskWithdrawal(case_id)),),)


def own_button(say: Words, case_id: int) -> Button:
    return Button(say("button.case_own"), ShowOwnCase(case_id))


async def _fresh(context: Context, case_id: int) -> CaseRow:
    case = await own_case(context.db, context.sender.id, case_id)
    if not await is_fresh(context.db, case.id):
        raise Refusal("case.handled_already")
    return case


async def ask_withdraw(context: Context, action: AskWithdrawal) -> Answer:
    case = await _fresh(context, action.case_id)
    say = context.say
    yes = Button(say("button.case_withdraw_do"), WithdrawCase(case.id))
    return screen(say, say("case.ask_withdraw", code=case.code), [yes, own_button(say, case.id)])


async def withdraw_case(context: Context, action: WithdrawCase) -> Answer:
    case = await _fresh(context, action.case_id)
    await withdraw(context.db, case.id, hand_of(context))
    await context.claim(AskMore, AskPlace)
    text = context.say("case.withdrawn", code=case.code)
    return screen(context.say, text, [own_button(context.say, case.id)], replaces=True)


async def still_filed(context: Context, case_id: int) -> Reply:
    """Tells that the case is there and can be taken back; nothing more is added to it."""
    say, case = context.say, await own_case(context.db, context.sender.id, case_id)
    withdraw = withdraw_rows(say, case.id) if await is_fresh(context.db, case.id) else ()
    return screen(say, say("case.still_filed", code=case.code), [*withdraw, own_button(say, case.id)])
