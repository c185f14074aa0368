"""Who was written to about a broken thing: the letter's number, its day, and the recipient."""

from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.registers.actions import AddLetter, ChooseRecipient, ShowIncident, UndoLetter
from handlers.registers.entries import author, refuse_future, writable_incident
from handlers.registers.incident_screens import incident_screen
from handlers.registers.letter_line import read_letter, read_recipient
from handlers.registers.questions import AskLetter, AskRecipient
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from handlers.words.registers import letter_words
from storage.ground.text import shorten
from storage.registers import incident_letters
from storage.registers.incident_letters import Letter, LetterRow, find_letter
from storage.registers.incidents import IncidentRow

OFFERED = 5


async def ask_letter(context: Context, action: AddLetter) -> Answer:
    incident = await writable_incident(context, action.incident_id)
    return await _ask(context, incident.id, "incident.ask_letter")


async def _ask(context: Context, incident_id: int, key: str) -> Reply:
    await context.ask(AskLetter(incident_id))
    back = Button(context.say("button.back_to_entry"), ShowIncident(incident_id))
    return Reply(context.say(key, number=incident_id), ((back,),))


async def letter_answered(context: Context, asked: AskLetter, text: str) -> Answer:
    incident = await writable_incident(context, asked.incident_id)
    letter = read_letter(text, context.today)
    if letter is None:
        return await _ask(context, incident.id, "incident.letter_unclear")
    return await enter_letter(context, incident, letter)


async def enter_letter(context: Context, incident: IncidentRow, letter: Letter) -> Answer:
    """Keeps the letter at once; asks for the recipient where the line names none."""
    refuse_future(context, letter.issued_on)
    letter_id = await incident_letters.add_letter(context.db, incident.id, letter, author(context))
    if not letter.recipient:
        return await _ask_recipient(context, letter_id)
    done = context.say("incident.letter_stored", letter=letter_words(context.say, letter))
    return await incident_screen(context, incident.id, done)


async def _ask_recipient(context: Context, letter_id: int) -> Reply:
    units, say = await reach(context, REPORTERS), context.say
    letter = await find_letter(context.db, units, letter_id)
    await context.ask(AskRecipient(letter_id))
    rows = tuple(
        (Button(shorten(other.recipient, 60), ChooseRecipient(letter_id, other.id)),)
        for other in await incident_letters.recipients_before(context.db, units, OFFERED)
    )
    back = Button(say("button.back_to_entry"), ShowIncident(letter.incident_id))
    return Reply(say("incident.ask_recipient", letter=letter_words(say, letter)), (*rows, (back,)))


async def choose_recipient(context: Context, action: ChooseRecipient) -> Answer:
    units = await reach(context, REPORTERS)
    other = await find_letter(context.db, units, action.other_id)
    await context.claim(AskRecipient)
    return await _with_recipient(context, await find_letter(context.db, units, action.letter_id), other.recipient)


async def recipient_answered(context: Context, asked: AskRecipient, text: str) -> Answer:
    letter = await find_letter(context.db, await reach(context, REPORTERS), asked.letter_id)
    return await _with_recipient(context, letter, read_recipient(text))


async def _with_recipient(context: Context, letter: LetterRow, recipient: str) -> Answer:
    await incident_letters.set_recipient(context.db, letter, recipient, author(context))
    changed = await find_letter(context.db, await reach(context, REPORTERS), letter.id)
    done = context.say("incident.letter_stored", letter=letter_words(context.say, changed))
    return await incident_screen(context, letter.incident_id, done)


async def undo(context: Context, action: UndoLetter) -> Answer:
    letter = await find_letter(context.db, await reach(context, REPORTERS), action.letter_id)
    words = letter_words(context.say, letter)
    await incident_letters.undo_letter(context.db, letter, words, author(context))
    done = context.say("incident.letter_undone", letter=words)
    return await incident_screen(context, letter.incident_id, done, replaces=True)
