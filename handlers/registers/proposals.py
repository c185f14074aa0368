"""`/denxuat`, `/ketqua`: difficulties, proposals and results are written down when they arise."""

from handlers.context import Answer, Context
from handlers.kit.reach import home_unit, reach
from handlers.registers.actions import (
    ChangeProposalText,
    ChooseAgency,
    MakeProposal,
    RaiseAgain,
    RestoreProposal,
    SetKind,
    ShowProposal,
    ShowProposals,
    WithdrawProposal,
)
from handlers.registers.entries import author, read_text, refuse_others
from handlers.registers.proposal_line import ProposalLine, begins_with_difficulty, read_agency, read_proposal
from handlers.registers.proposal_screens import may_be_raised_again, proposal_list, proposal_screen, this_year
from handlers.registers.questions import AskAgency, AskProposal, AskProposalText
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from storage.ground.days.period_text import parse_period
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import ProposalKind, What
from storage.registers import proposals
from storage.registers.proposals import ProposalRow, find_proposal

MAX_TEXT = 3000
OFFERED = 6


async def proposals_command(context: Context, argument: str) -> Answer:
    """`/denxuat`, `/denxuat quý 2`, `/denxuat 3`, `/denxuat Sở Tài chính: bổ sung kinh phí …`"""
    period = parse_period(argument, context.today) if argument else this_year(context)
    if period is not None:
        return await proposal_list(context, period, replaces=False)
    if argument.isascii() and argument.isdecimal() and len(argument) < 10:
        return await proposal_screen(context, int(argument))
    return await _make(context, argument)


async def results_command(context: Context, argument: str) -> Answer:
    """`/ketqua Đơn vị đầu tiên nhận hồ sơ qua …`: what was done well and no system counts."""
    period = parse_period(argument, context.today) if argument else this_year(context)
    if period is not None:
        return await proposal_list(context, period, replaces=False)
    return await _keep(context, ProposalLine(ProposalKind.RESULT, "", read_text(argument, MAX_TEXT)))


async def read_difficulty(context: Context, text: str) -> Answer | None:
    """`khó khăn: thiếu người`, typed without a command."""
    if REPORTERS.isdisjoint(context.sender.roles) or not begins_with_difficulty(text):
        return None
    return await _make(context, text)


async def ask_new(context: Context, action: MakeProposal) -> Answer:
    await context.ask(AskProposal())
    return Reply(context.say("proposal.ask"), ((Button(context.say("button.proposals"), ShowProposals()),),))


async def new_answered(context: Context, asked: AskProposal, text: str) -> Answer:
    return await _make(context, text)


async def _make(context: Context, text: str) -> Answer:
    """Keeps the entry at once; asks whom a proposal is for where it does not say so."""
    return await _keep(context, read_proposal(read_text(text, MAX_TEXT)))


async def _keep(context: Context, line: ProposalLine) -> Answer:
    unit_id = home_unit(context)
    kind = line.kind or ProposalKind.PROPOSAL
    proposal_id = await proposals.make_proposal(context.db, unit_id, kind, line.text, line.agency, author(context))
    done = context.say("proposal.stored", number=proposal_id)
    if kind is ProposalKind.PROPOSAL and not line.agency:
        return await _ask_agency(context, proposal_id, done)
    return await proposal_screen(context, proposal_id, done)


async def _own(context: Context, proposal_id: int) -> ProposalRow:
    proposal = await find_proposal(context.db, await reach(context, REPORTERS), proposal_id)
    await refuse_others(context, proposal.unit_id, proposal.person_id)
    return proposal


async def choose_agency(context: Context, action: ChooseAgency) -> Answer:
    proposal = await _own(context, action.proposal_id)
    if action.other_id is None:
        return await _ask_agency(context, proposal.id, context.say("proposal.ask_agency_again"))
    await context.claim(AskAgency)
    if not action.other_id:
        return await _change(context, proposal, What.AGENCY, "")
    chosen = await find_proposal(context.db, await reach(context, REPORTERS), action.other_id)
    return await _change(context, proposal, What.AGENCY, chosen.agency)


async def _ask_agency(context: Context, proposal_id: int, done: str) -> Reply:
    say = context.say
    await context.ask(AskAgency(proposal_id))
    offered = await proposals.agencies_before(context.db, await reach(context, REPORTERS), OFFERED)
    rows = [(Button(shorten(other.agency, 60), ChooseAgency(proposal_id, other.id)),) for other in offered]
    rows.append((Button(say("button.no_agency"), ChooseAgency(proposal_id, 0)),))
    back = Button(say("button.back_to_entry"), ShowProposal(proposal_id))
    return Reply(f"{done}\n{say('proposal.ask_agency')}", (*rows, (back,)))


async def agency_answered(context: Context, asked: AskAgency, text: str) -> Answer:
    proposal = await _own(context, asked.proposal_id)
    return await _change(context, proposal, What.AGENCY, read_agency(text))


async def ask_text(context: Context, action: ChangeProposalText) -> Answer:
    proposal = await _own(context, action.proposal_id)
    await context.ask(AskProposalText(proposal.id))
    back = Button(context.say("button.back_to_entry"), ShowProposal(proposal.id))
    return Reply(context.say("proposal.ask_text", number=proposal.id), ((back,),))


async def text_answered(context: Context, asked: AskProposalText, text: str) -> Answer:
    proposal = await _own(context, asked.proposal_id)
    return await _change(context, proposal, What.TEXT, read_text(text, MAX_TEXT))


async def set_kind(context: Context, action: SetKind) -> Answer:
    return await _change(context, await _own(context, action.proposal_id), What.KIND, action.kind)


async def _change(context: Context, proposal: ProposalRow, what: What, after: str) -> Answer:
    if proposal.withdrawn_at is not None:
        raise Refusal("proposal.withdrawn", number=proposal.id)
    await proposals.change_proposal(context.db, proposal, what, after, author(context))
    return await proposal_screen(context, proposal.id, context.say("proposal.changed", number=proposal.id))


async def raise_again(context: Context, action: RaiseAgain) -> Answer:
    proposal = await _own(context, action.proposal_id)
    if not may_be_raised_again(proposal, context.today):
        raise Refusal("button.stale")
    again = await proposals.raise_again(context.db, proposal, author(context))
    return await proposal_screen(context, again, context.say("proposal.raised_again", number=again))


async def withdraw(context: Context, action: WithdrawProposal) -> Answer:
    return await _withdraw(context, action.proposal_id, withdrawn=True)


async def restore(context: Context, action: RestoreProposal) -> Answer:
    return await _withdraw(context, action.proposal_id, withdrawn=False)


async def _withdraw(context: Context, proposal_id: int, *, withdrawn: bool) -> Answer:
    """It can be taken back with one tap, so nobody is asked twice."""
    proposal = await _own(context, proposal_id)
    if withdrawn != (proposal.withdrawn_at is not None):
        await proposals.set_proposal_withdrawn(context.db, proposal, withdrawn, author(context))
    done = context.say("entry.is_withdrawn" if withdrawn else "entry.is_restored")
    return await proposal_screen(context, proposal.id, done, replaces=True)
