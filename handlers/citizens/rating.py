"""A citizen opens a dossier, taps a face, and may say more."""

from collections.abc import Sequence
from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.menus import main_button
from handlers.numbers import day
from handlers.replies import Button, Reply, Rows
from storage import questions, ratings
from storage.dossiers import (
    LINK_ENDS_AFTER,
    DossierView,
    dossier_code,
    find_dossier,
    give_access,
    has_access,
    prove_dossier,
)
from storage.keys import read_dossier_token
from storage.refusals import Refusal
from storage.text import fold, shorten

LEVELS = (5, 4, 3, 2, 1)
UNHAPPY_TO = 2
MAX_COMMENT = 2000


def face_rows(context: Context, dossier_id: int) -> Rows:
    say = context.say
    return tuple((Button(say(f"rating.level_{level}"), action=f"rate:{dossier_id}:{level}"),) for level in LEVELS)


async def rate_command(context: Context, argument: str) -> Answer:
    """`/danhgia CODE 1234`; asks for what is missing."""
    words = argument.split()
    if not words:
        await questions.ask(context.db, context.sender.id, "dossier_code", {}, context.now)
        return Reply(context.say("dossier.ask_code"), ((main_button(context.say),),))
    if len(words) == 1:
        return await _ask_digits(context, dossier_code(words[0]))
    return await _open_by_code(context, dossier_code("".join(words[:-1])), words[-1])


async def _ask_digits(context: Context, code: str) -> Reply:
    await questions.ask(context.db, context.sender.id, "dossier_digits", {"code": code[:60]}, context.now)
    return Reply(context.say("dossier.ask_digits", code=shorten(code, 60)), ((main_button(context.say),),))


async def code_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    return await rate_command(context, text)


async def digits_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    return await _open_by_code(context, data["code"], text)


async def _open_by_code(context: Context, code: str, digits: str) -> Answer:
    digits = fold(digits)
    if not (len(digits) == 4 and digits.isdecimal()):
        return await _ask_digits(context, code)
    dossier_id = await prove_dossier(context.db, context.office.secret, code, digits, context.now)
    if dossier_id is None:
        retry = Button(context.say("button.rate_again"), action="rate_ask")
        return Reply(context.say("dossier.not_proved"), ((retry,), (main_button(context.say),)))
    return await _show(context, dossier_id)


async def open_link(context: Context, token: str) -> Answer:
    """The signed link of a receipt or a message."""
    dossier_id = read_dossier_token(context.office.secret, token)
    dossier = await find_dossier(context.db, dossier_id) if dossier_id else None
    if dossier is None:
        raise Refusal("dossier.bad_link")
    if dossier.returned_on and context.today - dossier.returned_on > LINK_ENDS_AFTER:
        raise Refusal("dossier.link_ended", code=dossier.code)
    return await _show(context, dossier.id)


async def _show(context: Context, dossier_id: int) -> Reply:
    await give_access(context.db, context.sender.id, dossier_id, context.now)
    dossier = await find_dossier(context.db, dossier_id)
    if dossier is None:
        raise Refusal("rating.no_access")
    return dossier_reply(context, dossier)


def dossier_reply(context: Context, dossier: DossierView) -> Reply:
    """The dossier and what can be done about it now."""
    say = context.say
    text = "\n".join(_dossier_lines(context, dossier))
    if dossier.returned_on is None:
        return Reply(f"{text}\n\n{say('rating.when_returned')}", ((main_button(say),),))
    if dossier.level is None:
        return Reply(f"{text}\n\n{say('rating.ask')}", face_rows(context, dossier.id))
    if dossier.rated_by == context.sender.id:
        own = say("rating.yours", level=say(f"rating.level_{dossier.level}"))
        change = Button(say("button.rate_change"), action=f"rate_show:{dossier.id}")
        return Reply(f"{text}\n\n{own}", ((change,), (main_button(say),)))
    return Reply(f"{text}\n\n{say('rating.rated_before')}", ((main_button(say),),))


def _dossier_lines(context: Context, dossier: DossierView) -> list[str]:
    say = context.say
    lines = [say("dossier.title", code=dossier.code), dossier.procedure]
    lines.append(say("dossier.received", day=day(dossier.received_on)))
    if dossier.due_on:
        lines.append(say("dossier.due", day=day(dossier.due_on)))
    if dossier.returned_on:
        lines.append(say("dossier.returned", day=day(dossier.returned_on)))
    if dossier.is_late(context.today):
        lines.append(say("dossier.late"))
    return lines


async def ask_code(context: Context, argument: str) -> Answer:
    return await rate_command(context, "")


async def show_faces(context: Context, argument: str) -> Answer:
    """Back from a rating to the faces, to change it."""
    (dossier_id,) = numbers(argument, 1)
    if not await has_access(context.db, context.sender.id, dossier_id):
        raise Refusal("rating.no_access")
    return Reply(context.say("rating.ask"), face_rows(context, dossier_id), replaces=True)


async def rate(context: Context, argument: str) -> Answer:
    """The tap on a face: stored at once; everything after adds to it."""
    dossier_id, level = numbers(argument, 2)
    if level not in LEVELS:
        raise Refusal("button.stale")
    if not context.sender.is_citizen:
        raise Refusal("rating.staff")
    code = await ratings.rate_dossier(
        context.db,
        context.rating_changes,
        person_id=context.sender.id,
        channel=context.incoming.channel,
        dossier_id=dossier_id,
        level=level,
        now=context.now,
        today=context.today,
    )
    return _thanks(context, dossier_id, level, code)


def _thanks(context: Context, dossier_id: int, level: int, code: str) -> Reply:
    say = context.say
    text = say("rating.stored", level=say(f"rating.level_{level}"), code=code)
    change = Button(say("button.rate_change"), action=f"rate_show:{dossier_id}")
    if level > UNHAPPY_TO:
        comment = Button(say("button.comment"), action=f"rate_comment:{dossier_id}")
        return Reply(text, ((comment, change),), replaces=True)
    rows = _reason_rows(context, dossier_id, ())
    return Reply(f"{text}\n\n{say('rating.ask_why')}", (*rows, (change,)), replaces=True)


def _reason_rows(context: Context, dossier_id: int, chosen: Sequence[str]) -> Rows:
    say = context.say
    labels = {reason: ("✓ " if reason in chosen else "") + say(f"reason.{reason}") for reason in ratings.REASONS}
    chips = [Button(label, action=f"rate_reason:{dossier_id}:{reason}") for reason, label in labels.items()]
    pairs = tuple(tuple(chips[index : index + 2]) for index in range(0, len(chips), 2))
    return (*pairs, (Button(say("button.comment"), action=f"rate_comment:{dossier_id}"),))


async def toggle_reason(context: Context, argument: str) -> Answer:
    number, _, reason = argument.partition(":")
    (dossier_id,) = numbers(number, 1)
    if reason not in ratings.REASONS:
        raise Refusal("button.stale")
    rating = await ratings.own_rating(context.db, context.sender.id, dossier_id, context.now)
    chosen = set(rating.reasons) ^ {reason}
    await ratings.set_reasons(context.db, rating.id, sorted(chosen))
    return Reply(context.say("rating.reasons_kept"), _reason_rows(context, dossier_id, sorted(chosen)), replaces=True)


async def ask_comment(context: Context, argument: str) -> Answer:
    (dossier_id,) = numbers(argument, 1)
    await ratings.own_rating(context.db, context.sender.id, dossier_id, context.now)
    await questions.ask(context.db, context.sender.id, "rating_comment", {"dossier_id": dossier_id}, context.now)
    return Reply(context.say("rating.ask_comment"), ((main_button(context.say),),))


async def comment_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    if len(text) > MAX_COMMENT:
        raise Refusal("text.too_long", limit=MAX_COMMENT)
    rating = await ratings.own_rating(context.db, context.sender.id, data["dossier_id"], context.now)
    await ratings.set_comment(context.db, rating.id, text)
    return Reply(context.say("rating.comment_kept"), ((main_button(context.say),),))
