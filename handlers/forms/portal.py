"""What the portal shows, typed or pasted line by line: `2.1 18,5`."""

import re
from decimal import Decimal

from handlers.context import Answer, Context
from handlers.forms.actions import EnterScores, ShowIndex
from handlers.forms.index_screens import show_index, units_for
from handlers.forms.questions import AskScores
from handlers.kit.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.periods import period_label
from storage.figures.index_766 import enter_scores
from storage.ground.refusals import Refusal
from storage.rules.index_766 import criteria

_LINE = re.compile(r"(?P<code>\d(?:\.\d)?)\s*[:;=\t ]\s*(?P<points>\d{1,3}(?:[.,]\d{1,2})?)(?:\s*điểm)?")


async def ask_scores(context: Context, action: EnterScores) -> Answer:
    await units_for(context, action.period, None)
    await context.ask(AskScores(action.period))
    say = context.say
    codes = ", ".join(one.code for one in criteria())
    text = say("index.ask", period=period_label(action.period), codes=codes)
    return Reply(text, ((Button(say("button.back_to_index"), ShowIndex(action.period)),),))


async def scores_answered(context: Context, asked: AskScores, text: str) -> Answer:
    """All lines or none of them: a column that was pasted half would look whole."""
    units = await reach(context, OFFICER)
    points = {one.code: one.points for one in criteria()}
    scores: dict[str, Decimal] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _LINE.fullmatch(line)
        if match is None or match["code"] not in points:
            raise Refusal("index.unclear", line=line[:60])
        score = Decimal(match["points"].replace(",", "."))
        if score > points[match["code"]]:
            raise Refusal("index.too_many", code=match["code"], most=points[match["code"]])
        scores[match["code"]] = score
    await enter_scores(context.db, min(units), asked.period, scores, context.sender.id, context.now)
    return await show_index(context, ShowIndex(asked.period))
