"""What the portal shows, typed or pasted line by line (`2.1 18,5`), or as a file."""

import re
from decimal import Decimal
from pathlib import PurePath

from handlers.apart.bounds import Bounds
from handlers.apart.process import work_apart
from handlers.context import Answer, Context
from handlers.forms.actions import EnterScores, ShowIndex
from handlers.forms.index_screens import show_index, units_for
from handlers.forms.questions import AskScores, ReadScores
from handlers.kit.files import Sent
from handlers.kit.long_work import Workshop
from handlers.kit.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.formats import integer
from handlers.words.periods import period_label
from storage.figures.index_766 import enter_scores
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.imports.portal_scores import Scores, read_scores
from storage.rules.index_766 import criteria

BOUNDS = Bounds(seconds=30.0, memory_mb=512, answer_mb=1, too_slow="file.too_slow", too_much="file.too_heavy")
_TABLES = frozenset({".xlsx", ".xlsm", ".csv", ".docx"})

_LINE = re.compile(r"(?P<code>\d(?:\.\d)?)\s*[:;=\t ]\s*(?P<points>\d{1,3}(?:[.,]\d{1,2})?)(?:\s*điểm)?")


async def ask_scores(context: Context, action: EnterScores) -> Answer:
    await units_for(context, action.period, None)
    await context.ask(AskScores(action.period))
    say = context.say
    codes = ", ".join(one.code for one in criteria())
    text = say("index.ask", period=period_label(action.period), codes=codes)
    return Reply(text, ((Button(say("button.back_to_index"), ShowIndex(action.period)),),))


def _most() -> dict[str, int]:
    return {one.code: one.points for one in criteria()}


async def scores_answered(context: Context, asked: AskScores, text: str) -> Answer:
    """All lines or none of them: a column that was pasted half would look whole."""
    units = await reach(context, OFFICER)
    points = _most()
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


async def scores_asked(context: Context, caption: str) -> AskScores | None:
    """Whether the file that came may be them: they are asked for, it is a table, and its caption speaks of nothing
    else."""
    file = context.incoming.file
    if file is None or PurePath(file.name).suffix.lower() not in _TABLES:
        return None
    if caption and "diem" not in fold(caption):
        return None
    return await context.claim(AskScores)


async def start_scores(context: Context, sent: Sent, asked: AskScores) -> Reply:
    context.start(ReadScores(*sent, asked.period, sorted(await reach(context, OFFICER))))
    return Reply(context.say("index.reading", name=sent.name))


async def read_sent(workshop: Workshop, job: ReadScores) -> Scores:
    content = await workshop.fetch(job.channel, job.reference)
    return await work_apart(read_scores, BOUNDS, content, job.name, _most())


async def keep_scores(context: Context, job: ReadScores, scores: Scores) -> Answer:
    """Whoever has lost the rights meanwhile keeps nothing."""
    units = set(job.units) & await reach(context, OFFICER)
    if not units:
        raise Refusal("rights.role")
    points = {code: Decimal(one) for code, one in scores.points.items()}
    if points:
        await enter_scores(context.db, min(units), job.period, points, context.sender.id, context.now)
    counts = {"count": len(scores.points), "without": scores.without, "empty": scores.empty}
    told = Reply(context.say("index.read", **{name: integer(count) for name, count in counts.items()}))
    shown = await show_index(context, ShowIndex(job.period))
    return [told, *([shown] if isinstance(shown, Reply) else shown)]
