"""A case may belong to a dossier: staff name it by its code, and take it back."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.cases.actions import ShowCase
from handlers.cases.dossier_actions import ClearDossier, NameDossier
from handlers.cases.screen import case_screen
from handlers.cases.sight import seen_case
from handlers.context import Answer, Context
from handlers.kit.kept import Kept, reads
from handlers.kit.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import STAFF, Route, Topic
from storage.cases.about_dossier import clear_dossier, dossier_of_case, set_dossier
from storage.cases.codes import read_code


@dataclass(frozen=True, slots=True)
class AskDossier(Kept):
    kind: ClassVar[str] = "case_dossier"
    takes_numbers: ClassVar[bool] = True

    case_id: int


async def ask_dossier(context: Context, action: NameDossier) -> Answer:
    say, case = context.say, await seen_case(context, action.case_id)
    await context.ask(AskDossier(case.id))
    rows = [(Button(say("button.case_back", code=case.code), ShowCase(case.id)),)]
    now = await dossier_of_case(context.db, case.id)
    if now:
        rows.insert(0, (Button(say("button.case_dossier_not", code=now), ClearDossier(case.id)),))
    return Reply(say("case_dossier.ask", code=case.code), tuple(rows))


async def dossier_answered(context: Context, asked: AskDossier, text: str) -> Answer | None:
    if read_code(text) is not None:  # of another case: it is shown
        return None
    case = await seen_case(context, asked.case_id)
    await set_dossier(context.db, await reach(context, STAFF), case.id, text)
    return await case_screen(context, case)


async def clear(context: Context, action: ClearDossier) -> Answer:
    case = await seen_case(context, action.case_id)
    await clear_dossier(context.db, case.id)
    return await case_screen(context, case, replaces=True)


ROUTES = Topic(
    actions=(Route.tap(NameDossier, ask_dossier, STAFF), Route.tap(ClearDossier, clear, STAFF)),
    answers=reads(AskDossier, dossier_answered),
)
