"""`/thuxinloi`: late dossiers without a letter; one tap drafts it, its number issues it, and the citizen is told."""

from datetime import date
from functools import partial

from handlers.context import Answer, Context
from handlers.kit.due_days import checked_due_day, promised_days, read_due_day
from handlers.kit.occasion import words_for
from handlers.kit.periods import choose_period
from handlers.kit.reach import reach
from handlers.kit.screens import page_buttons, screen
from handlers.office.actions import (
    DraftLetter,
    GiveReason,
    IssueLetter,
    LateBecause,
    PromiseDay,
    ShowLetters,
    ShowLettersOfYear,
)
from handlers.office.questions import AskDay, AskLetterNumber, AskReason, MakeLetter, SendCopies
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer
from handlers.words.lines import end_words
from handlers.words.periods import period_label
from storage.dossiers import apologies
from storage.dossiers.apologies import ApologyOwed, Draft
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.document_numbers import Signed, example_number, read_signed
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.people.people import senders_by_id

_REASON = Keys("letters.reason_{}", LateBecause)
PAGE = 8
MAX_REASON = 300


async def letters_command(context: Context, argument: str) -> Answer:
    """`/thuxinloi`, `/thuxinloi quý 3`: of dossiers received in that period, this year's where none is named."""
    period = parse_period(argument or "năm nay", context.today)
    if period is None:
        return await choose_period(context, _of_period, argument)
    return await _list(context, period, 0, replaces=False)


def _of_period(period: Period) -> ShowLetters:
    return ShowLetters(period, 0)


async def show_letters(context: Context, action: ShowLetters) -> Answer:
    return await _list(context, action.period, action.page, replaces=True)


async def _list(context: Context, period: Period, page: int, *, replaces: bool) -> Reply:
    units = await reach(context, OFFICER)
    found = await apologies.owed_letters(
        context.db, units, period.first, period.last, context.today, PAGE + 1, page * PAGE
    )
    say = context.say
    lines = [say("letters.title", period=period_label(period))]
    lines += [_line(context, dossier) for dossier in found[:PAGE]]
    if not found:
        lines.append(say("letters.none"))
    rows: list[tuple[Button, ...]] = [
        (Button(say("button.letter", code=shorten(dossier.code, 40)), DraftLetter(dossier.id)),)
        for dossier in found[:PAGE]
    ]
    rows.append(page_buttons(say, partial(ShowLetters, period), page, len(found) > PAGE))
    return screen(say, lines, rows, replaces=replaces)


def _line(context: Context, dossier: ApologyOwed) -> str:
    say = context.say
    state = end_words(say, dossier.finished_on, dossier.returned_on)
    drafted = say("letters.drafted") if dossier.drafted else ""
    name = shorten(dossier.procedure, 50)
    return say("letters.line", code=dossier.code, procedure=name, due=day(dossier.due_on), state=state) + drafted


async def _owed(context: Context, dossier_id: int) -> ApologyOwed:
    return await apologies.find_owed(context.db, await reach(context, OFFICER), dossier_id, context.today)


async def _drafted(context: Context, dossier_id: int) -> ApologyOwed:
    """A dossier whose letter is drafted: nobody signs what is not written yet. Refuses with `apology.no_draft`."""
    dossier = await _owed(context, dossier_id)
    if not dossier.drafted:
        raise Refusal("apology.no_draft")
    return dossier


async def ask_reason(context: Context, action: DraftLetter) -> Answer:
    """Why was it late? A button or a message."""
    dossier = await _owed(context, action.dossier_id)
    say = context.say
    await context.ask(AskReason(dossier.id))
    rows = [(Button(say(_REASON[reason]), GiveReason(dossier.id, reason)),) for reason in LateBecause]
    if dossier.drafted:
        rows.insert(0, (Button(say("button.letter_issue"), IssueLetter(dossier.id)),))
    text = f"{_line(context, dossier)}\n\n{say('letters.ask_reason')}"
    return Reply(text, (*rows, (Button(say("button.letters"), ShowLettersOfYear()),)))


async def show_letters_again(context: Context, action: ShowLettersOfYear) -> Answer:
    return await letters_command(context, "")


async def choose_reason(context: Context, action: GiveReason) -> Answer:
    return await _with_reason(context, action.dossier_id, context.say(_REASON[action.reason]))


async def reason_answered(context: Context, question: AskReason, text: str) -> Answer:
    if len(text) > MAX_REASON:
        raise Refusal("text.too_long", limit=MAX_REASON)
    if read_signed(text, context.today) is None:
        return await _with_reason(context, question.dossier_id, text.rstrip(" ."))
    dossier = await _owed(context, question.dossier_id)
    if dossier.drafted:
        return await number_answered(context, AskLetterNumber(dossier.id), text)
    return await ask_reason(context, DraftLetter(dossier.id))


async def _with_reason(context: Context, dossier_id: int, reason: str) -> Answer:
    """A dossier that is finished needs no new day; otherwise one is asked for."""
    dossier = await _owed(context, dossier_id)
    if dossier.finished_on is not None:
        return await _draft(context, dossier, Draft(reason, None))
    await apologies.save_draft(context.db, dossier.id, context.sender.id, Draft(reason, None), context.now)
    await context.ask(AskDay(dossier.id))
    rows = tuple(
        (Button(day(on), PromiseDay(dossier.id, on)),)
        for on in promised_days(context.office.working_time, context.today)
    )
    return screen(context.say, context.say("letters.ask_day", code=dossier.code), rows)


async def choose_day(context: Context, action: PromiseDay) -> Answer:
    return await _with_day(context, action.dossier_id, checked_due_day(action.on, context.today))


async def day_answered(context: Context, question: AskDay, text: str) -> Answer:
    return await _with_day(context, question.dossier_id, read_due_day(text, context.today))


async def _with_day(context: Context, dossier_id: int, new_due_on: date) -> Answer:
    dossier = await _owed(context, dossier_id)
    draft = await apologies.find_draft(context.db, dossier.id)
    return await _draft(context, dossier, Draft(draft.reason, new_due_on))


async def _draft(context: Context, dossier: ApologyOwed, draft: Draft) -> Answer:
    await apologies.save_draft(context.db, dossier.id, context.sender.id, draft, context.now)
    units = sorted(await reach(context, OFFICER))
    context.start(MakeLetter(dossier.id, units))
    return Reply(context.say("letters.drafting", code=dossier.code))


async def ask_number(context: Context, action: IssueLetter) -> Answer:
    dossier = await _drafted(context, action.dossier_id)
    await context.ask(AskLetterNumber(dossier.id))
    return screen(context.say, context.say("letters.ask_number", code=dossier.code, **_example(context)))


def _example(context: Context) -> dict[str, str]:
    return {"example": example_number("TXL", context.office.letterhead.symbol), "today": day(context.today)}


async def number_answered(context: Context, question: AskLetterNumber, text: str) -> Answer:
    """`123/TXL-STT ngày 15/06/2026`; today where no day is written."""
    signed = read_signed(text, context.today)
    if signed is None:
        await context.ask(question)
        return screen(context.say, context.say("letters.number_unclear", **_example(context)))
    dossier = await _drafted(context, question.dossier_id)
    problem = await _problem(context, dossier, signed)
    if problem:
        await context.ask(question)
        return screen(context.say, problem)
    return await _issue(context, dossier, signed.number, signed.on)


async def _problem(context: Context, dossier: ApologyOwed, signed: Signed) -> str:
    """What speaks against issuing it; empty where nothing does. The letter goes to the citizen and cannot be taken
    back."""
    say = context.say
    if signed.on <= dossier.due_on:
        return say("letters.too_early", code=dossier.code, due=day(dossier.due_on), day=day(signed.on))
    units = await reach(context, OFFICER)
    other = await apologies.dossier_of_number(context.db, units, signed.number, signed.on.year)
    return say("letters.number_taken", number=signed.number, code=other) if other else ""


async def _issue(context: Context, dossier: ApologyOwed, number: str, on: date) -> Reply:
    draft = await apologies.issue_letter(context.db, dossier.id, number, on)
    people = await senders_by_id(context.db, await apologies.people_waiting(context.db, dossier.id))
    told = [person for person in people.values() if person.is_citizen]
    for person in told:
        say = words_for(person)
        values = {"code": dossier.code, "due": day(dossier.due_on), "reason": draft.reason}
        values |= {"outcome": _outcome(say, dossier, draft)}
        text = say("letters.to_citizen", agency=context.office.agency, number=number, day=day(on), **values)
        context.notify(person, screen(say, text))
    if told:
        units, ids = sorted(await reach(context, OFFICER)), [person.id for person in told]
        context.start(SendCopies(dossier.id, units, ids))
    key = "letters.issued_told" if told else "letters.issued"
    again = Button(context.say("button.letters"), ShowLettersOfYear())
    text = context.say(key, code=dossier.code, number=number, day=day(on), count=integer(len(told)))
    return screen(context.say, text, [again])


def _outcome(say: Words, dossier: ApologyOwed, draft: Draft) -> str:
    if dossier.returned_on is not None:
        return say("letters.was_returned", day=day(dossier.returned_on))
    if dossier.finished_on is not None:
        return say("letters.was_finished", day=day(dossier.finished_on))
    return say("letters.promise", day=day(draft.new_due_on)) if draft.new_due_on else ""
