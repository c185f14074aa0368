"""What is held about the sender: seen, exported, erased; and an end to messages that answer nothing."""

import json
from datetime import date, timedelta
from functools import partial
from typing import Any

from handlers.citizens.actions import AskErasure, EraseHeld, Export, ExportHeld, ResumeMessages, StopMessages
from handlers.context import Answer, Context
from handlers.kit.long_work import Workshop
from handlers.kit.occasion import Occasion
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer, moment
from handlers.words.keys import ASPECT, CASE_STATE, CHANNEL, LEVEL, REASON
from storage.cases.cases import own_cases
from storage.ground.channels import needs_of
from storage.ground.refusals import Refusal
from storage.messages.conversations import forget_last_words
from storage.messages.files import store_file
from storage.messages.notices import claim_notice
from storage.people.personal_data import MOST_CASES, Held, held_about
from storage.people.privacy import erase, forget, quiet_citizens
from storage.people.wishes import set_stopped

FORGOTTEN_AT_ONCE = 200


async def privacy(context: Context, argument: str) -> Answer:
    """`/riengtu`"""
    say = context.say
    if not context.sender.is_citizen:
        return screen(say, say("privacy.staff"))
    held = await held_about(context.db, context.sender.id)
    counts = {name: integer(len(getattr(held, name))) for name in ("dossiers", "ratings", "cases")}
    is_kept_here = any(needs_of(channel).kept_here for channel, _ in held.chats)
    key = "privacy.messages_web" if is_kept_here else "privacy.messages_elsewhere"
    messages = say(key, count=integer(len(held.messages)))
    text = say("privacy.held", **counts, messages=messages, days=integer(context.office.forget_after_days))
    export = Button(say("button.export"), ExportHeld())
    erasing = Button(say("button.erase"), AskErasure())
    return screen(say, text, [export, erasing])


async def start_export(context: Context, action: ExportHeld) -> Answer:
    context.start(Export())
    return Reply(context.say("privacy.preparing"))


async def nothing_to_prepare(workshop: Workshop, job: Export) -> None:
    """What is exported is read in the transaction that stores it."""


async def export(context: Context, job: Export, prepared: None) -> Answer:
    """Hands out what is held as two files, one for people and one for programs; then each picture as a file that any
    phone shows."""
    held = await held_about(context.db, context.sender.id)
    files = (
        (f"{context.say('privacy.file')}.txt", "text/plain", _readable(context.say, held)),
        (f"{context.say('privacy.file')}.json", "application/json", _as_json(held)),
    )
    owner = context.sender.id
    replies = [
        Reply(name, file_id=await store_file(context.db, name, kind, content.encode(), owner, context.now))
        for name, kind, content in files
    ]
    return [*replies, *(Reply(name, file_id=file_id) for name, file_id in held.picture_files)]


def _as_json(held: Held) -> str:
    def plain(value: object) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)

    data = {name: getattr(held, name) for name in Held.__slots__ if name != "picture_files"}
    return json.dumps(data, default=plain, ensure_ascii=False, indent=2)


def _readable(say: Words, held: Held) -> str:
    lines = [say("privacy.title"), ""]
    lines += [say("privacy.chat", channel=say(CHANNEL[channel]), at=moment(since)) for channel, since in held.chats]
    if held.messages:
        lines.append(say("privacy.messages", count=integer(len(held.messages))))
    lines.append(say("privacy.stopped") if held.stopped else say("privacy.not_stopped"))
    lines += ["", say("privacy.dossiers")]
    lines += [f"- {dossier['code']}, {moment(dossier['opened_at'])}" for dossier in held.dossiers]
    lines += ["", say("privacy.ratings")]
    for rating in held.ratings:
        reasons = ", ".join(say(REASON[reason]) for reason in rating["reasons"])
        level = say(LEVEL[rating["level"]])
        lines.append(f"- {', '.join(rating['dossiers'])}: {level}, {moment(rating['rated_at'])}")
        parts = (reasons, _aspect_answered(say, rating), rating["comment"], rating["answer"])
        lines += [f"  {part}" for part in parts if part]
    lines += ["", say("privacy.cases"), *(line for case in held.cases for line in _case_lines(say, case))]
    return "\n".join(lines) + "\n"


def _aspect_answered(say: Words, rating: dict[str, Any]) -> str:
    if rating["aspect"] is None:
        return ""
    return f"{say(ASPECT[rating['aspect']])}: {say(LEVEL[rating['aspect_level']])}"


def _case_lines(say: Words, case: dict[str, Any]) -> list[str]:
    state, pictures = say(CASE_STATE[case["state"]]), ", ".join(case["pictures"])
    lines = [f"- {case['code']}, {day(case['received_on'])}, {state}", f"  {case['text']}"]
    lines += [f"  {case['place']}"] if case["place"] else []
    lines += [f"  {moment(step['at'])}: {step['text']}" for step in case["said"]]
    return [*lines, f"  {say('privacy.pictures', names=pictures)}"] if pictures else lines


async def ask_erase(context: Context, action: AskErasure) -> Answer:
    if not context.sender.is_citizen:
        raise Refusal("privacy.staff")
    say = context.say
    confirm = Button(say("button.erase_do"), EraseHeld())
    return screen(say, say("privacy.ask_erase"), [confirm], replaces=True)


async def erase_all(context: Context, action: EraseHeld) -> Answer:
    if not context.sender.is_citizen:
        raise Refusal("privacy.staff")
    own = await own_cases(context.db, context.sender.id, MOST_CASES)
    left = sum(case.is_open for case in own)
    await erase(context.db, context.sender.id, context.now)
    context.sender.id = 0
    say = context.say
    return screen(say, say("privacy.erased_but", count=integer(left)) if left else say("privacy.erased"))


async def erase_unasked(context: Context) -> Answer:
    """The channel says that the person wants it so. Nothing is answered: they may not be written to any more."""
    await erase(context.db, context.sender.id, context.now)
    context.sender.id = 0
    return []


async def stop_command(context: Context, argument: str) -> Answer:
    """`/dung`"""
    return await stop(context, StopMessages())


async def stop(context: Context, action: StopMessages) -> Answer:
    """Ends all messages that are no answer to the person."""
    if not context.sender.is_citizen:
        raise Refusal("privacy.staff_stop")
    await set_stopped(context.db, context.sender.id, context.now)
    again = Button(context.say("button.resume"), ResumeMessages())
    return screen(context.say, context.say("privacy.stop_kept"), [again])


async def resume(context: Context, action: ResumeMessages) -> Answer:
    """Only on the person's own tap."""
    await set_stopped(context.db, context.sender.id, None)
    return screen(context.say, context.say("privacy.resumed"))


async def forget_quiet_citizens(occasion: Occasion) -> None:
    """Forgets some people each hour, so that other messages never wait long; each in a transaction of its own, so that
    one failure stops nobody else."""
    hour = f"{occasion.now:%Y-%m-%d %H}"
    if await claim_notice(occasion.db, f"forget:{hour}", occasion.now):
        since = occasion.today - timedelta(days=occasion.office.forget_after_days)
        for person_id in await quiet_citizens(occasion.db, since, FORGOTTEN_AT_ONCE):
            occasion.afterwards.append(partial(_forget_one, person_id=person_id))
        await forget_last_words(occasion.db, occasion.now)


async def _forget_one(occasion: Occasion, person_id: int) -> None:
    await forget(occasion.db, person_id)
