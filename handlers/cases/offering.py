"""What a citizen has typed is offered as feedback, or as an objection to the answer they got: one tap, and nothing has
to be typed again."""

from collections.abc import Iterable, Sequence

from handlers.cases.actions import ChooseMatter, Matter, ObjectTo, ShowOwnCases
from handlers.cases.questions import AskCaseWords
from handlers.context import Context
from handlers.kit.files import Sent
from handlers.kit.screens import Row, screen
from handlers.replies import Button, Reply
from handlers.words.catalogue import Keys, Words
from storage.cases.cases import CaseRow, CaseState, own_cases
from storage.ground.text import shorten

_MATTER = Keys("button.case_{}", Matter)
PASSED_ON = Words("vi")("forwarded.mark")  # stored with the words, for those who handle them
_LOOKED_AT = 8
_SHOWN = 400


async def ask_kind(
    context: Context,
    text: str,
    key: str = "",
    beside: Iterable[Row] = (),
    files: Sequence[Sent] = (),
) -> Reply:
    """`text`, `files`: what they have sent so far; it is shown and waits for the tap. `key`: in other words than usual.
    `beside`: what else they may have meant."""
    say, text = context.say, as_passed_on(context, text)
    await context.ask(AskCaseWords("", text, tuple(files)))
    rows: list[Row] = [Button(say(_MATTER[matter]), ChooseMatter(matter)) for matter in Matter]
    own = await own_cases(context.db, context.sender.id, _LOOKED_AT)
    answered = next((case for case in own if case.state is CaseState.ANSWERED), None)
    if answered is not None and text:
        rows.insert(0, objection_button(context, answered))
    if own:
        rows.append(Button(say("button.case_mine"), ShowOwnCases()))
    if not key:
        key = "case.offer" if text else "case.ask_kind"
    return screen(say, [*_whose(context, text), say(key, text=shorten(text, _SHOWN))], [*rows, *beside])


def _whose(context: Context, text: str) -> list[str]:
    """Of what was forwarded: who wrote it."""
    say, origin = context.say, context.incoming.forwarded_from
    if origin is None or not text:
        return []
    named = say("forwarded.citizen", name=shorten(origin.name, 60)) if origin.name else say("forwarded.citizen_hidden")
    return [named, ""]


def as_passed_on(context: Context, text: str) -> str:
    """What somebody else wrote is marked as theirs. Their name is not kept: they have not been asked."""
    is_theirs = context.incoming.forwarded_from is not None and bool(text) and PASSED_ON not in text
    return f"{PASSED_ON}\n{text}" if is_theirs else text


def objection_button(context: Context, case: CaseRow) -> Button:
    return Button(context.say("button.case_object", code=case.code), ObjectTo(case.id))
