"""A citizen opens a dossier, by its signed link or by its code and the phone's last digits, and sees how it stands."""

import re

from handlers.citizens import phones
from handlers.citizens.actions import AskDigits, AskDossierCode, EnterCode, LookUp, ShowDossier
from handlers.citizens.rating import rating_part
from handlers.citizens.states import dossier_lines
from handlers.context import Answer, Context
from handlers.incoming import guesser_of
from handlers.information.actions import ShowContacts
from handlers.kit.codes import Given, last_four, read_given, read_typed, without_phones
from handlers.kit.screens import screen
from handlers.language.citizens import STORY, understood
from handlers.replies import Button, Reply
from storage.dossiers.dossiers import (
    LINK_ENDS_AFTER,
    DossierView,
    find_dossier,
    give_access,
    opened_dossiers,
    proof_given,
)
from storage.dossiers.proving import prove_dossier
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.keys import read_dossier_token
from storage.models import Proof

_DIGIT = re.compile(r"\d")
_LIKE_A_CODE = re.compile(r"(?<!\w)[a-z]{1,8}[-.]?\d", re.IGNORECASE)


async def rate_command(context: Context, argument: str) -> Answer:
    """`/danhgia CODE 1234`; asks for what is missing."""
    if argument.split():
        return await _open(context, argument)
    return await _ask_code(context, "dossier.ask_code")


async def look_up_command(context: Context, argument: str) -> Answer:
    """`/hoso CODE 1234`; without a code those this chat has opened before, or another."""
    if argument.split():
        return await _open(context, argument)
    if not await opened_dossiers(context.db, context.sender.id, 1):
        return await rate_command(context, "")
    return await phones.opened_screen(context, 0)


async def ask_code(context: Context, action: EnterCode) -> Answer:
    return await rate_command(context, "")


async def show_look_up(context: Context, action: LookUp) -> Answer:
    if action.page is not None:
        return await phones.opened_screen(context, action.page, replaces=True)
    return await look_up_command(context, "")


async def code_answered(context: Context, asked: AskDossierCode, text: str) -> Answer | None:
    """None for what is none: it is read like any other text. One thing that cannot be read is asked about again."""
    given, said = read_typed(text), understood(text)
    if any(letter.isdecimal() for letter in given.code) and (read_given(text).code or said.words < STORY):
        return await _open(context, text)
    if said.wish is None and said.words < STORY and not asked.again:
        context.said = _starred(text, "")
        return await _ask_code(context, "dossier.no_code", again=True)
    if said.wish is not None:
        await context.ask(asked)
    return None


async def _open(context: Context, argument: str) -> Answer:
    given = read_typed(argument)
    if not any(letter.isdecimal() for letter in given.code):
        context.said = _starred(context.incoming.text, given.digits)
        return await _ask_code(context, "dossier.no_code")
    return await open_given(context, given)


async def open_given(context: Context, given: Given) -> Answer:
    if not given.digits:
        return await _ask_digits(context, given.code, "dossier.ask_digits")
    return await _open_by_code(context, given.code, given.digits)


async def _ask_code(context: Context, key: str, *, again: bool = False) -> Reply:
    await context.ask(AskDossierCode(again))
    return screen(context.say, context.say(key), phones.phone_button(context))


async def _ask_digits(context: Context, code: str, key: str, *, again: bool = False) -> Reply:
    await context.ask(AskDigits(code[:60], again))
    other = Button(context.say("button.rate_again"), EnterCode())
    text = context.say(key, code=shorten(code, 60))
    return screen(context.say, text, [] if key == "dossier.ask_digits" else [other])


async def digits_answered(context: Context, asked: AskDigits, text: str) -> Answer | None:
    """`5678`, `số là 5678`, the whole number; or another code with its digits. None for what is none of these."""
    digits, rest = last_four(text)
    if read_given(text).code or _LIKE_A_CODE.search(rest if digits else text):
        return await _open(context, text)
    said = understood(rest)
    if digits and said.words < STORY:
        return await _open_by_code(context, asked.code, digits)
    if said.words < STORY and (said.wish is None or _DIGIT.search(text)) and not asked.again:
        context.said = _starred(text, "")
        return await _ask_digits(context, asked.code, "dossier.four_digits", again=_DIGIT.search(text) is None)
    if said.wish is not None:
        await context.ask(asked)
    return None


def _are_digits(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal()


async def _open_by_code(context: Context, code: str, digits: str) -> Answer:
    context.said = _starred(context.incoming.text, digits)
    if not _are_digits(digits):
        return await _ask_digits(context, code, "dossier.four_digits")
    secret, guesser = context.office.secret, guesser_of(context.incoming)
    dossier_id = await prove_dossier(context.db, secret, code, digits, guesser, context.now)
    dossier = await find_dossier(context.db, dossier_id) if dossier_id else None
    if dossier is None:
        return await _ask_digits(context, code, "dossier.not_proved")
    return await _show(context, dossier, Proof.DIGITS)


def _starred(text: str, digits: str) -> str:
    """The text with stars for the digits of a phone."""
    without = without_phones(text)
    if without != text:
        return re.sub(rf"(?<!\d){re.escape(digits)}(?!\d)", "****", without) if digits else without
    before, secret, after = text.rpartition(digits) if digits else (text, "", "")
    return f"{before}{_DIGIT.sub('*', secret)}{after}" if secret else _DIGIT.sub("*", text)


async def how_to_look_up(context: Context) -> Answer:
    """Says what is needed to look a dossier up, and shows those that were opened before. Asks no question."""
    say = context.say
    if await opened_dossiers(context.db, context.sender.id, 1):
        return await look_up_command(context, "")
    enter = Button(say("button.enter_code"), LookUp())
    contacts = Button(say("button.contacts"), ShowContacts())
    return screen(say, say("dossier.how"), [*phones.phone_button(context), enter, contacts])


async def lost_receipt(context: Context) -> Answer:
    say = context.say
    return screen(
        say, say("dossier.lost"), [*phones.phone_button(context), Button(say("button.contacts"), ShowContacts())]
    )


async def open_link(context: Context, token: str) -> Answer:
    """The signed link of a receipt or a message."""
    return await _show(context, await linked_dossier(context, token))


async def linked_dossier(context: Context, token: str) -> DossierView:
    """The dossier a signed link names; refuses with `dossier.bad_link`, `dossier.link_ended`."""
    dossier_id = read_dossier_token(context.office.secret, token)
    dossier = await find_dossier(context.db, dossier_id) if dossier_id else None
    if dossier is None:
        raise Refusal("dossier.bad_link")
    if dossier.returned_on and context.today - dossier.returned_on > LINK_ENDS_AFTER:
        raise Refusal("dossier.link_ended", code=dossier.code)
    return dossier


async def show_dossier(context: Context, action: ShowDossier) -> Answer:
    dossier = await find_dossier(context.db, action.dossier_id)
    if dossier is None or await proof_given(context.db, context.sender.id, dossier.id) is None:
        raise Refusal("rating.no_access")
    return await _show(context, dossier)


async def _show(context: Context, dossier: DossierView, proof: Proof = Proof.LINK) -> Reply:
    await give_access(context.db, context.sender.id, dossier, proof, context.now)
    words, rows = await rating_part(context, context.sender, dossier)
    if dossier.returned_on is None:  # it will be asked for again
        rows = ((Button(context.say("button.copy_code", code=dossier.code), copies=dossier.code),), *rows)
    return Reply("\n".join([*dossier_lines(context, dossier), "", words]), rows)
