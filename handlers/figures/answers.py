"""A leader answers an unhappy citizen who asked for it: through the chat they rated in, without learning who it is."""

from handlers.citizens.actions import LookUp
from handlers.context import Answer, Context
from handlers.figures.actions import AnswerRating, AskAnswer, OpenRating
from handlers.kit.occasion import words_for
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.formats import day
from handlers.words.keys import LEVEL, REASON
from storage.ground.refusals import Refusal
from storage.people.people import find_sender
from storage.ratings.details import answer_rating, unhappy_rating

MAX_ANSWER = 2000


async def open_rating(context: Context, action: OpenRating) -> Answer:
    """An unhappy rating with all that was said, from an alert."""
    rating = await unhappy_rating(context.db, await reach(context, LEADERS), action.rating_id)
    say = context.say
    about = rating.procedure or say("unhappy.at_kiosk")
    lines = [f"{day(rating.rated_on)} {say(LEVEL[rating.level])} – {about}"]
    lines += [say(REASON[reason]) for reason in rating.reasons]
    lines += [part for part in (rating.comment, rating.answer and say("unhappy.was_answered")) if part]
    choices = []
    if rating.contact and not rating.answer:
        label = say("button.answer", day=day(rating.rated_on), about=about[:20])
        choices.append(Button(label, AnswerRating(rating.id)))
    return screen(say, lines, choices)


async def ask_answer(context: Context, action: AnswerRating) -> Answer:
    rating = await unhappy_rating(context.db, await reach(context, LEADERS), action.rating_id)
    if not rating.contact or rating.answer:
        raise Refusal("unhappy.no_answer_wanted")
    await context.ask(AskAnswer(rating.id))
    said = rating.comment or ", ".join(context.say(REASON[reason]) for reason in rating.reasons)
    return screen(context.say, context.say("unhappy.ask_answer", said=said))


async def answer_given(context: Context, asked: AskAnswer, text: str) -> Answer:
    if len(text) > MAX_ANSWER:
        raise Refusal("text.too_long", limit=MAX_ANSWER)
    units = await reach(context, LEADERS)
    rater_id = await answer_rating(context.db, units, asked.rating_id, text, context.now)
    person = await find_sender(context.db, rater_id)
    if person is not None:
        say = words_for(person)
        again = Button(say("button.look_up"), LookUp())
        context.notify(person, Reply(say("rating.answer", agency=context.office.agency, text=text), ((again,),)))
    return screen(context.say, context.say("unhappy.answered"))
