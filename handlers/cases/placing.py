"""Where something happened: only what can be a place is taken for one."""

import re

from handlers.cases.actions import KeepPlace, KeepWords, ShowOwnCase, TellPlace
from handlers.cases.questions import AskMore, AskPlace
from handlers.cases.writing import add_more, wait_for_more
from handlers.context import Answer, Context
from handlers.kit.codes import read_given
from handlers.kit.kept import Kept
from handlers.kit.screens import screen
from handlers.language.citizens import elsewhere
from handlers.replies import Button, Reply
from storage.cases.cases import CaseRow, own_case
from storage.cases.steps import set_place
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten

MAX_PLACE = 300
_PLACE = re.compile(
    r"\b(?:quay|tang|so|duong|pho|phuong|xa|quan|huyen|thon|ap|to|khu|ngo|hem|ngach|kiet|cong|phong|tai|gan|canh"
    r"|doi dien|nha|cho|truong|benh vien|cau|san|ben|truoc|sau|ben trong|hanh lang|cua|thi tran|thi xa|thanh pho|tp"
    r"|tinh|ban|lang|toa|lau|goc|nga (?:ba|tu|nam)|cong vien|trung tam|so|ubnd|uy ban|street|floor|desk|room|near)\b"
    r"|\d"
)
_SENTENCE = re.compile(r"\b(?:chua|khong|bi|van|da|dang|ma|vi|roi|lam|nen|phai|qua|duoc)\b|[.!?].")
_WORDS = 14


async def ask_place(context: Context, action: TellPlace) -> Answer:
    case = await _open_case(context, action.case_id)
    await context.ask(AskPlace(case.id))
    return screen(context.say, context.say("case.ask_place"))


async def place_sent(context: Context, place: str) -> Answer | None:
    """From the map; None where no case waits for it."""
    asked: Kept | None = await context.claim(AskPlace, AskMore)
    if not isinstance(asked, AskPlace | AskMore):
        return None
    return await _keep(context, await _open_case(context, asked.case_id), place)


async def _open_case(context: Context, case_id: int) -> CaseRow:
    case = await own_case(context.db, context.sender.id, case_id)
    if not case.is_open:
        raise Refusal("case.not_open")
    return case


async def place_answered(context: Context, asked: AskPlace, text: str) -> Answer | None:
    """Asks back about what may be no place. None for a question, a courtesy, or what is typed about an answer."""
    if elsewhere(text) or read_given(text).code:
        await context.ask(asked)
        return None
    case = await own_case(context.db, context.sender.id, asked.case_id)
    if not case.is_open:
        return None
    if is_place(text):
        return await _keep(context, case, text)
    say = context.say
    await context.ask(AskPlace(case.id, text))
    place = Button(say("button.case_place_keep"), KeepPlace(case.id))
    words = Button(say("button.case_words_keep"), KeepWords(case.id))
    return screen(say, say("case.place_or_words", text=shorten(text, MAX_PLACE)), [words, place])


def is_place(text: str) -> bool:
    """`quầy số 3, tầng trệt`, and not `vẫn ngập, chưa ai làm gì`."""
    folded = fold(text)
    if len(folded.split()) > _WORDS or _SENTENCE.search(folded):
        return False
    return _PLACE.search(folded) is not None


async def keep_place(context: Context, action: KeepPlace) -> Answer:
    case, text = await _typed(context, action.case_id)
    return await _keep(context, case, text)


async def keep_words(context: Context, action: KeepWords) -> Answer:
    case, text = await _typed(context, action.case_id)
    return await add_more(context, case, text)


async def _typed(context: Context, case_id: int) -> tuple[CaseRow, str]:
    case, asked = await _open_case(context, case_id), await context.claim(AskPlace)
    if asked is None or asked.case_id != case.id or not asked.text:
        raise Refusal("button.stale")
    return case, asked.text


async def _keep(context: Context, case: CaseRow, text: str) -> Reply:
    await set_place(context.db, case.id, shorten(text, MAX_PLACE))
    await wait_for_more(context, case.id)
    again = Button(context.say("button.case_own"), ShowOwnCase(case.id))
    return screen(context.say, context.say("case.place_kept", code=case.code), [again])
