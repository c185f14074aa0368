"""Who was written to about a broken thing: the letter's number, its day, and the recipient."""

from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.reach import reach
from handlers.registers.entries import author, refuse_future, writable_incident
from handlers.registers.incident_screens import incident_screen, letter_words
from handlers.registers.letter_line import read_letter, read_recipient
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from storage.messages import questions
from storage.registers import incident_letters
from storage.registers.incident_letters import Letter, LetterRow, find_letter
from storage.registers.incidents import IncidentRow
from storage.text import shorten

OFFERED = 5


async def ask_letter(context: Context, argument: str) -> Answer:
    (incident_id,) = numbers(argument, 1)
    incident = await writable_incident(context, incident_id)
    return await _ask(context, incident.id, "incident.ask_letter")


async def _ask(context: Context, incident_id: int, key: str) -> Reply:
    data = {"incident_id": incident_id}
    await questions.ask(context.db, context.sender.id, "incident_letter", data, context.now)
    back = Button(context.say("button.back_to_entry"), action=f"incident:{incident_id}")
    return Reply(context.say(key, number=incident_id), ((back,),))


async def letter_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    incident = await writable_incident(context, data["incident_id"])
    letter = read_letter(text, context.today)
    if letter is None:
        return await _ask(context, incident.id, "incident.letter_unclear")
    return await enter_letter(context, incident, letter)


async def enter_letter(context: Context, incident: IncidentRow, letter: Letter) -> Answer:
    """Kept at once; where it does not say to whom it went, that is asked."""
    refuse_future(context, letter.issued_on)
    letter_id = await incident_letters.add_letter(context.db, incident.id, letter, author(context))
    if not letter.recipient:
        return await _ask_recipient(context, letter_id)
    done = context.say("incident.letter_stored", letter=letter_words(context.say, letter))
    return await incident_screen(context, incident.id, done)


async def _ask_recipient(context: Context, letter_id: int) -> Reply:
    units, say = await reach(context, REPORTERS), context.say
    letter = await find_letter(context.db, units, letter_id)
    await questions.ask(context.db, context.sender.id, "letter_recipient", {"letter_id": letter_id}, context.now)
    rows = tuple(
        (Button(shorten(other.recipient, 60), action=f"letter_to:{letter_id}:{other.id}"),)
        for other in await incident_letters.recipients_before(context.db, units, OFFERED)
    )
    back = Button(say("button.back_to_entry"), action=f"incident:{letter.incident_id}")
    return Reply(say("incident.ask_recipient", letter=letter_words(say, letter)), (*rows, (back,)))


async def choose_recipient(context: Context, argument: str) -> Answer:
    """`letter_to:LETTER:OTHER`: the same as of the other letter."""
    letter_id, other_id = numbers(argument, 2)
    units = await reach(context, REPORTERS)
    other = await find_letter(context.db, units, other_id)
    await questions.claim_question(context.db, context.sender.id, ["letter_recipient"], context.now)
    return await _with_recipient(context, await find_letter(context.db, units, letter_id), other.recipient)


async def recipient_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    letter = await find_letter(context.db, await reach(context, REPORTERS), data["letter_id"])
    return await _with_recipient(context, letter, read_recipient(text))


async def _with_recipient(context: Context, letter: LetterRow, recipient: str) -> Answer:
    await incident_letters.set_recipient(context.db, letter, recipient, author(context))
    changed = await find_letter(context.db, await reach(context, REPORTERS), letter.id)
    done = context.say("incident.letter_stored", letter=letter_words(context.say, changed))
    return await incident_screen(context, letter.incident_id, done)


async def undo(context: Context, argument: str) -> Answer:
    (letter_id,) = numbers(argument, 1)
    letter = await find_letter(context.db, await reach(context, REPORTERS), letter_id)
    words = letter_words(context.say, letter)
    await incident_letters.undo_letter(context.db, letter, words, author(context))
    done = context.say("incident.letter_undone", letter=words)
    return await incident_screen(context, letter.incident_id, done, replaces=True)
