"""`/denxuat`: difficulties and proposals are written down when they arise, with the agency that can help."""

from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.reach import home_unit, reach
from handlers.registers.entries import author, read_text, refuse_others
from handlers.registers.proposal_line import read_agency, read_proposal
from handlers.registers.proposal_screens import proposal_list, proposal_screen, this_year
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from storage.days.period_text import parse_period
from storage.messages import questions
from storage.models import ProposalKind, What
from storage.refusals import Refusal
from storage.registers import proposals
from storage.registers.proposals import ProposalRow, find_proposal
from storage.text import shorten

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


async def ask_new(context: Context, argument: str) -> Answer:
    await questions.ask(context.db, context.sender.id, "proposal_new", {}, context.now)
    return Reply(context.say("proposal.ask"), ((Button(context.say("button.proposals"), action="proposals"),),))


async def new_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    return await _make(context, text)


async def _make(context: Context, text: str) -> Answer:
    """Kept at once; whom a proposal is for is asked where it does not say so."""
    unit_id, line = home_unit(context), read_proposal(read_text(text, MAX_TEXT))
    kind = line.kind or ProposalKind.PROPOSAL
    proposal_id = await proposals.make_proposal(context.db, unit_id, kind, line.text, line.agency, author(context))
    done = context.say("proposal.stored", number=proposal_id)
    if kind is ProposalKind.PROPOSAL and not line.agency:
        return await _ask_agency(context, proposal_id, done)
    return await proposal_screen(context, proposal_id, done)


async def _own(context: Context, number: str) -> ProposalRow:
    (proposal_id,) = numbers(number, 1)
    proposal = await find_proposal(context.db, await reach(context, REPORTERS), proposal_id)
    await refuse_others(context, proposal.unit_id, proposal.person_id)
    return proposal


async def choose_agency(context: Context, argument: str) -> Answer:
    """`proposal_agency:ID` asks; `proposal_agency:ID:OTHER` takes the agency of another one, 0 none at all."""
    number, _, other = argument.partition(":")
    proposal = await _own(context, number)
    if not other:
        return await _ask_agency(context, proposal.id, context.say("proposal.ask_agency_again"))
    (other_id,) = numbers(other, 1)
    await questions.claim_question(context.db, context.sender.id, ["proposal_agency"], context.now)
    if not other_id:
        return await _change(context, proposal, What.AGENCY, "")
    chosen = await find_proposal(context.db, await reach(context, REPORTERS), other_id)
    return await _change(context, proposal, What.AGENCY, chosen.agency)


async def _ask_agency(context: Context, proposal_id: int, done: str) -> Reply:
    say = context.say
    await questions.ask(context.db, context.sender.id, "proposal_agency", {"proposal_id": proposal_id}, context.now)
    offered = await proposals.agencies_before(context.db, await reach(context, REPORTERS), OFFERED)
    rows = [
        (Button(shorten(other.agency, 60), action=f"proposal_agency:{proposal_id}:{other.id}"),) for other in offered
    ]
    rows.append((Button(say("button.no_agency"), action=f"proposal_agency:{proposal_id}:0"),))
    back = Button(say("button.back_to_entry"), action=f"proposal:{proposal_id}")
    return Reply(f"{done}\n{say('proposal.ask_agency')}", (*rows, (back,)))


async def agency_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    proposal = await _own(context, str(data["proposal_id"]))
    return await _change(context, proposal, What.AGENCY, read_agency(text))


async def ask_text(context: Context, argument: str) -> Answer:
    proposal = await _own(context, argument)
    await questions.ask(context.db, context.sender.id, "proposal_text", {"proposal_id": proposal.id}, context.now)
    back = Button(context.say("button.back_to_entry"), action=f"proposal:{proposal.id}")
    return Reply(context.say("proposal.ask_text", number=proposal.id), ((back,),))


async def text_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    proposal = await _own(context, str(data["proposal_id"]))
    return await _change(context, proposal, What.TEXT, read_text(text, MAX_TEXT))


async def set_kind(context: Context, argument: str) -> Answer:
    number, _, kind = argument.partition(":")
    proposal = await _own(context, number)
    if kind not in list(ProposalKind):
        raise Refusal("button.stale")
    return await _change(context, proposal, What.KIND, kind)


async def _change(context: Context, proposal: ProposalRow, what: What, after: str) -> Answer:
    if proposal.withdrawn_at is not None:
        raise Refusal("proposal.withdrawn", number=proposal.id)
    await proposals.change_proposal(context.db, proposal, what, after, author(context))
    return await proposal_screen(context, proposal.id, context.say("proposal.changed", number=proposal.id))


async def withdraw(context: Context, argument: str) -> Answer:
    return await _withdraw(context, argument, withdrawn=True)


async def restore(context: Context, argument: str) -> Answer:
    return await _withdraw(context, argument, withdrawn=False)


async def _withdraw(context: Context, argument: str, *, withdrawn: bool) -> Answer:
    """It can be taken back with one tap, so nobody is asked twice."""
    proposal = await _own(context, argument)
    if withdrawn != (proposal.withdrawn_at is not None):
        await proposals.set_proposal_withdrawn(context.db, proposal, withdrawn, author(context))
    done = context.say("entry.is_withdrawn" if withdrawn else "entry.is_restored")
    return await proposal_screen(context, proposal.id, done, replaces=True)
