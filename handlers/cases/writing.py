"""A citizen writes: what kind of matter it is, in their words, and at once a code to ask by."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.alerts.news import News, alert
from handlers.cases.actions import (
    AddToCase,
    ChooseMatter,
    Matter,
    ShowOwnCase,
    ShowOwnCases,
    StartCase,
    TellPlace,
)
from handlers.cases.formal import formal_first, right_door
from handlers.cases.offering import PASSED_ON, as_passed_on, ask_kind
from handlers.cases.questions import AskCaseWords, AskMore, AttachPictures
from handlers.cases.reading import show_by_code
from handlers.cases.sight import hand_of
from handlers.cases.withdrawing import withdraw_rows
from handlers.context import Answer, Context
from handlers.kit.codes import read_given
from handlers.kit.files import Sent
from handlers.kit.screens import screen
from handlers.language.citizens import Wish, elsewhere, understood
from handlers.replies import Button, Reply
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day
from storage.cases.cases import Added, CaseRow, NewCase, add_case, own_case, received_from, received_since
from storage.cases.codes import read_code
from storage.cases.steps import add_words, count_steps, reword
from storage.ground.refusals import Refusal
from storage.models import CaseKind, Role, StepKind
from storage.people.responsible import responsible
from storage.people.units import root_unit
from storage.rules.clocks import clocks_at

_OF_CITIZENS = (CaseKind.RULE, CaseKind.CONDUCT)
_ALERT = Keys("cases.alert_{}", _OF_CITIZENS)
_ASK = Keys("case.ask_{}", _OF_CITIZENS)
A_DAY = 5
WITH_WITHDRAWN_A_DAY = 10  # somebody hears of each, withdrawn or not
ADDITIONS = 10
PICTURES = 5
SHORTEST = 10
# Telegram's programs cut what is longer than 4,096 characters where a line or a word ends.
SPLIT, SPLIT_WITHIN = 3500, timedelta(seconds=10)
# So many within so short a time are told together.
BURST, BURST_WITHIN = 5, timedelta(minutes=10)


async def case_command(context: Context, argument: str) -> Answer:
    """`/phananh`; with a code, how that case stands; with other words, these are what is said."""
    if not context.sender.is_citizen:
        raise Refusal("cases.citizens_only")
    code = read_code(argument)
    if code is not None:
        return await show_by_code(context, code)
    formal = await formal_first(context, argument)
    return formal or await _limit_reached(context) or await ask_kind(context, argument)


async def _limit_reached(context: Context) -> Reply | None:
    """Said before anything is written, and as an answer: a refusal would leave the question open."""
    sent, withdrawn = await received_from(context.db, context.sender.id, context.now)
    if sent - withdrawn < A_DAY and sent < WITH_WITHDRAWN_A_DAY:
        return None
    say = context.say
    mine = Button(say("button.case_mine"), ShowOwnCases())
    return screen(say, say("refusal.case.too_many", count=A_DAY), [mine])


async def start_case(context: Context, action: StartCase) -> Answer:
    return await case_command(context, "")


async def choose_kind(context: Context, action: ChooseMatter) -> Answer:
    if not context.sender.is_citizen:
        raise Refusal("cases.citizens_only")
    asked = await context.claim(AskCaseWords)
    if action.matter is Matter.FORMAL:
        return await right_door(context)
    kind = CaseKind(action.matter)
    if asked is not None and asked.text:
        return await _take(context, kind, asked.text, asked.files)
    await context.ask(AskCaseWords(kind, "", asked.files if asked else ()))
    return screen(context.say, context.say(_ASK[kind]), replaces=True)


async def text_answered(context: Context, asked: AskCaseWords, text: str) -> Answer | None:
    """Adds the words to what was typed before. None for a question or a courtesy: what was asked stays asked."""
    goes_on = len(asked.text) >= SPLIT
    if not goes_on and (elsewhere(text) or read_given(text).code):
        await context.ask(asked)
        is_greeting = understood(text).wish in (Wish.GREETING, Wish.WHAT)
        return screen(context.say, context.say("case.say_more")) if asked.about and is_greeting else None
    text = as_passed_on(context, text)
    if asked.text:  # what is stored stands in several messages
        context.origin = ""
    text = "\n".join(filter(None, (asked.text, text)))
    if asked.about:
        return await _take(context, asked.about, text, asked.files)
    return await ask_kind(context, text, files=asked.files)


async def _take(context: Context, kind: CaseKind, text: str, files: Sequence[Sent] = ()) -> Reply:
    say = context.say
    said = text.removeprefix(PASSED_ON).strip()
    if len(said) < SHORTEST or understood(said).says_nothing_yet:
        await context.ask(AskCaseWords(kind, text, tuple(files)))
        return screen(say, say("case.say_more"))
    unit = await root_unit(context.db)
    if unit is None:
        raise Refusal("case.no_office")
    refused = await _limit_reached(context)
    if refused is not None:
        return refused
    intake = (await clocks_at(context.db, context.today)).intake
    due_on = context.office.working_time.add_working_days(context.today, intake)
    case = await add_case(context.db, hand_of(context), NewCase(kind, unit.id, text, due_on, sent_id=context.origin))
    await _alert(context, kind, unit.id, case)
    await (send_files(context, case.id, files) if files else wait_for_more(context, case.id))
    place = Button(say("button.case_place"), TellPlace(case.id))
    text = say("case.stored", code=case.code, due=day(due_on), pictures=PICTURES)
    code = Button(say("button.copy_code", code=case.code), copies=case.code)
    return screen(say, text, [place, code, *withdraw_rows(say, case.id)])


async def _alert(context: Context, kind: CaseKind, unit_id: int, case: Added) -> None:
    """About conduct the director is told, in the quiet hours too; nobody it may be about. Where there is no director,
    it must not stay unread."""
    lately = await received_since(context.db, context.now - BURST_WITHIN)
    conduct, alone = kind is CaseKind.CONDUCT, lately <= BURST
    say = Words("vi")
    text = say(_ALERT[kind], code=case.code)
    news = News("case_new", case.step_id, unit_id, text, urgent=conduct and alone, at_once=alone)
    has_director = bool(await responsible(context.db, unit_id, Role.DIRECTOR))
    await alert(context, news, (Role.DIRECTOR,) if conduct and has_director else (Role.DIRECTOR, Role.OFFICER))


async def wait_for_more(context: Context, case_id: int, pictures: int = 0) -> None:
    """For an hour what else they write or send belongs to this case."""
    await context.ask(AskMore(case_id, pictures), hours=1)


async def send_files(context: Context, case_id: int, files: Sequence[Sent], before: int = 0) -> None:
    """Fetched by a job, no more than a case takes. `before`: so many were sent earlier."""
    taken = files[: max(PICTURES - before, 0)]
    await wait_for_more(context, case_id, before + len(taken))
    context.start(AttachPictures(context.sender.id, tuple(taken), case_id, len(files) - len(taken)))


async def ask_more(context: Context, action: AddToCase) -> Answer:
    case = await own_case(context.db, context.sender.id, action.case_id)
    if not case.is_open:
        raise Refusal("case.not_open")
    await wait_for_more(context, case.id)
    return screen(context.say, context.say("case.ask_more", code=case.code, pictures=PICTURES))


async def more_answered(context: Context, asked: AskMore, text: str) -> Answer | None:
    """None for a question or a courtesy; what is typed about an answer may be an objection to it."""
    if await _goes_on(context, asked, text):
        again = Button(context.say("button.case_own"), ShowOwnCase(asked.case_id))
        code = (await own_case(context.db, context.sender.id, asked.case_id)).code
        return screen(context.say, context.say("case.more_kept", code=code), [again])
    if elsewhere(text) or read_given(text).code:
        await context.ask(asked, hours=1)
        return None
    case = await own_case(context.db, context.sender.id, asked.case_id)
    return await add_more(context, case, text, asked.pictures) if case.is_open else None


async def _goes_on(context: Context, asked: AskMore, text: str) -> bool:
    """A text longer than a message of Telegram comes as several within seconds: they are one text."""
    try:
        case = await own_case(context.db, context.sender.id, asked.case_id)
    except Refusal:  # it is theirs no more
        return False
    if len(case.text) < SPLIT or not case.is_open:
        return False
    if not await reword(context.db, case.id, f"{case.text}\n{as_passed_on(context, text)}", context.now - SPLIT_WITHIN):
        return False
    await wait_for_more(context, case.id, asked.pictures)
    return True


async def add_more(context: Context, case: CaseRow, text: str, pictures: int = 0) -> Reply:
    if await count_steps(context.db, case.id, StepKind.ADDED) >= ADDITIONS:
        raise Refusal("case.too_many_words", count=ADDITIONS)
    await add_words(context.db, case.id, hand_of(context), as_passed_on(context, text))
    await wait_for_more(context, case.id, pictures)
    again = Button(context.say("button.case_own"), ShowOwnCase(case.id))
    return screen(context.say, context.say("case.more_kept", code=case.code), [again])
