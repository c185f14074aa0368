"""A leader answers an unhappy citizen who asked for it: through the chat they rated in, without learning who it is."""

from typing import Any

from handlers.actions import numbers
from handlers.citizens.actions import LookUp
from handlers.context import Answer, Context
from handlers.menus import main_button
from handlers.numbers import day
from handlers.occasion import words_for
from handlers.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from storage.messages import questions
from storage.people.people import find_sender
from storage.ratings.details import answer_rating, unhappy_rating
from storage.refusals import Refusal

MAX_ANSWER = 2000


async def open_rating(context: Context, argument: str) -> Answer:
    """An unhappy rating with all that was said, from an alert."""
    (rating_id,) = numbers(argument, 1)
    rating = await unhappy_rating(context.db, await reach(context, LEADERS), rating_id)
    say = context.say
    about = rating.procedure or say("unhappy.at_kiosk")
    lines = [f"{day(rating.rated_on)} {say(f'rating.level_{rating.level}')} – {about}"]
    lines += [say(f"reason.{reason}") for reason in rating.reasons]
    lines += [part for part in (rating.comment, rating.answer and say("unhappy.was_answered")) if part]
    rows = [(main_button(say),)]
    if rating.contact and not rating.answer:
        rows.insert(
            0,
            (
                Button(
                    say("button.answer", day=day(rating.rated_on), about=about[:20]),
                    action=f"unhappy_answer:{rating.id}",
                ),
            ),
        )
    return Reply("\n".join(lines), tuple(rows))


async def ask_answer(context: Context, argument: str) -> Answer:
    (rating_id,) = numbers(argument, 1)
    rating = await unhappy_rating(context.db, await reach(context, LEADERS), rating_id)
    if not rating.contact or rating.answer:
        raise Refusal("unhappy.no_answer_wanted")
    await questions.ask(context.db, context.sender.id, "unhappy_answer", {"rating_id": rating.id}, context.now)
    said = rating.comment or ", ".join(context.say(f"reason.{reason}") for reason in rating.reasons)
    return Reply(context.say("unhappy.ask_answer", said=said), ((main_button(context.say),),))


async def answer_given(context: Context, data: dict[str, Any], text: str) -> Answer:
    if len(text) > MAX_ANSWER:
        raise Refusal("text.too_long", limit=MAX_ANSWER)
    units = await reach(context, LEADERS)
    person = await find_sender(context.db, await answer_rating(context.db, units, data["rating_id"], text, context.now))
    if person is not None:
        say = words_for(person)
        again = Button(say("button.look_up"), LookUp())
        context.notify(person, Reply(say("rating.answer", agency=context.office.agency, text=text), ((again,),)))
    return Reply(context.say("unhappy.answered"), ((main_button(context.say),),))
