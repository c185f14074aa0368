"""Somebody changes their mind, in plain words or with `/huy`: the open question is closed."""

import re
from collections.abc import Mapping

from handlers.beginning.menus import main_rows
from handlers.cases.questions import AskMore, AskPlace
from handlers.cases.withdrawing import still_filed
from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.plan.actions import UndoReport
from handlers.plan.questions import AwaitFiles
from handlers.replies import Button, Reply
from storage.ground.text import fold
from storage.messages.questions import claim_question

_WHO = r"(?:(?:toi|em|chau|con|minh|bac|co|chu|ong|ba) )?"
_NO_MORE = r"khong (?:muon |can )?(?:gui|phan anh|gop y|danh gia|tra cuu|hoi|lam|ghi|bao cao|can) nua"
_STOP = (
    rf"(?:{_WHO}(?:{_NO_MORE}|khong gui|huy(?: bo)?(?: phan anh| bao cao)?|bo qua)"
    r"|thoi(?: khong| khoi)?|khoi|dung lai|cancel|never mind)"
)
_CANCELLATION = re.compile(rf"{_STOP}(?:[ ,.]+{_STOP})*(?: (?:di|nhe|nha|a|vay|ban))*[ .,!]*")

_TO_A_CASE: Mapping[str, type[AskMore | AskPlace]] = {kind.kind: kind for kind in (AskMore, AskPlace)}


def is_cancellation(text: str) -> bool:
    """`huỷ`, `thôi`, `bỏ qua`, `thôi tôi không gửi nữa`, and not a word more."""
    return _CANCELLATION.fullmatch(fold(text)) is not None


async def cancel(context: Context, argument: str) -> Answer:
    say = context.say
    question = await claim_question(context.db, context.sender.id, context.routes.asked, context.now)
    if question is not None:
        adding = _TO_A_CASE.get(question.kind)
        if adding is not None:
            return await still_filed(context, adding.read(question.data).case_id)
        return screen(say, say("cancel.done"))
    report = await context.asked(AwaitFiles)
    if report is None:
        return Reply(say("cancel.nothing"), main_rows(context))
    undo = Button(say("button.undo"), UndoReport(report.progress_id))
    return screen(say, say("cancel.report_stays"), [undo])
