"""Results, difficulties and proposals of a period, and one of them."""

from datetime import date
from functools import partial

from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.periods import neighbours
from handlers.kit.reach import reach
from handlers.kit.screens import main_button, page_buttons, screen
from handlers.registers.actions import (
    ChangeProposalText,
    ChooseAgency,
    MakeProposal,
    RaiseAgain,
    RestoreProposal,
    SetKind,
    ShowHistory,
    ShowProposal,
    ShowProposals,
    WithdrawProposal,
)
from handlers.registers.entries import may_correct
from handlers.replies import Button, Reply, Rows
from handlers.routing import REPORTERS, STAFF
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day
from handlers.words.keys import PROPOSAL_KIND
from handlers.words.periods import period_label
from storage.ground.days.periods import Period
from storage.ground.text import shorten
from storage.models import ProposalKind, Register
from storage.registers.proposals import ProposalRow, find_proposal, proposals_between

_TO = Keys("button.to_{}", ProposalKind)
PAGE = 8
MARKS = {ProposalKind.DIFFICULTY: "⚠️", ProposalKind.PROPOSAL: "💡", ProposalKind.RESULT: "🌟"}


async def show_proposals(context: Context, action: ShowProposals) -> Answer:
    return await proposal_list(context, action.period or this_year(context), action.page or 0, replaces=True)


def this_year(context: Context) -> Period:
    return Period.of_months(context.today.year, 1, 12)


async def proposal_list(context: Context, period: Period, page: int = 0, *, replaces: bool) -> Reply:
    units, say = await reach(context, STAFF), context.say
    found = await proposals_between(context.db, units, period.first, period.last, PAGE + 1, page * PAGE)
    writes = not REPORTERS.isdisjoint(context.sender.roles)
    lines = [say("proposals.title", period=period_label(period))]
    if not found:
        lines.append(say("proposals.none"))
    if writes:
        lines += ["", say("proposals.how")]
    rows: list[tuple[Button, ...]] = [(Button(_label(row), ShowProposal(row.id)),) for row in found[:PAGE]]
    rows.append(page_buttons(say, partial(ShowProposals, period), page, len(found) > PAGE))
    rows.append(_neighbours(context, period))
    if writes:
        rows.append((Button(say("button.proposal_new"), MakeProposal()),))
    return screen(say, lines, rows, replaces=replaces)


def _label(proposal: ProposalRow) -> str:
    """`💡 3. Sở Tài chính: bổ sung kinh phí …`"""
    mark = "✖️" if proposal.withdrawn_at else MARKS[proposal.kind]
    agency = f"{shorten(proposal.agency, 25)}: " if proposal.agency else ""
    return f"{mark} {proposal.id}. {agency}{shorten(proposal.text, 40)}"


def _neighbours(context: Context, period: Period) -> tuple[Button, ...]:
    return neighbours(context.say, period, context.today, lambda one: ShowProposals(one, 0))


async def show_proposal(context: Context, action: ShowProposal) -> Answer:
    return await proposal_screen(context, action.proposal_id, replaces=True)


async def proposal_screen(context: Context, proposal_id: int, done: str = "", *, replaces: bool = False) -> Reply:
    """`done`: what has just been done, above it."""
    proposal = await find_proposal(context.db, await reach(context, STAFF), proposal_id)
    lines = [done, ""] if done else []
    lines += _lines(context.say, proposal)
    return Reply("\n".join(lines), await _rows(context, proposal), replaces=replaces)


def _lines(say: Words, proposal: ProposalRow) -> list[str]:
    kind = say(PROPOSAL_KIND[proposal.kind])
    lines = [f"{MARKS[proposal.kind]} " + say("proposal.title", kind=kind, number=proposal.id)]
    if proposal.withdrawn_at is not None:
        lines.append(say("proposal.withdrawn"))
    if proposal.agency:
        lines.append(say("proposal.agency", agency=proposal.agency))
    who = called(say, proposal.author)
    return [*lines, proposal.text, "", say("proposal.by", who=who, unit=proposal.unit, day=day(proposal.made_on))]


async def _rows(context: Context, proposal: ProposalRow) -> Rows:
    say, id_ = context.say, proposal.id
    rows: list[tuple[Button, ...]] = []
    if await may_correct(context, proposal.unit_id, proposal.person_id):
        rows += _correction_rows(say, proposal)
        if may_be_raised_again(proposal, context.today):
            rows.append((Button(say("button.proposal_again"), RaiseAgain(id_)),))
    rows.append((Button(say("button.entry_history"), ShowHistory(Register.PROPOSAL, id_, 0)),))
    return (*rows, (Button(say("button.proposals"), ShowProposals()), main_button(say)))


def may_be_raised_again(proposal: ProposalRow, today: date) -> bool:
    """A result is one of its own period."""
    return proposal.made_on < today and proposal.withdrawn_at is None and proposal.kind is not ProposalKind.RESULT


def _correction_rows(say: Words, proposal: ProposalRow) -> list[tuple[Button, ...]]:
    id_ = proposal.id
    if proposal.withdrawn_at is not None:
        return [(Button(say("button.restore"), RestoreProposal(id_)),)]
    text = Button(say("button.edit_text"), ChangeProposalText(id_))
    agency = Button(say("button.edit_agency"), ChooseAgency(id_))
    kinds = tuple(Button(say(_TO[kind]), SetKind(id_, kind)) for kind in ProposalKind if kind is not proposal.kind)
    words = (text,) if proposal.kind is ProposalKind.RESULT else (text, agency)
    return [words, kinds, (Button(say("button.withdraw"), WithdrawProposal(id_)),)]
