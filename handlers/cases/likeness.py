"""Cases that say nearly the same are shown to whoever directs them, who may have them handled together."""

from datetime import timedelta

from handlers.cases.actions import HandleApart, JoinCase, ShowCase, ShowSimilar
from handlers.cases.sight import hand_of, led_case, sight_of
from handlers.cases.telling import open_own, tell_authors
from handlers.context import Answer, Context
from handlers.replies import Button, Reply
from handlers.words.formats import day
from handlers.words.keys import CASE_STATE_INSIDE
from storage.cases.cases import CaseRow, find_case, similar_candidates, sketch_of
from storage.cases.steps import join, part
from storage.ground.likeness import likeness
from storage.ground.text import shorten

ALIKE = 0.35
LATELY = timedelta(days=60)
COMPARED = 300
SHOWN = 3


async def similar_cases(context: Context, case: CaseRow) -> list[CaseRow]:
    """The most alike first."""
    sight = await sight_of(context)
    own = await sketch_of(context.db, case.id)
    candidates = await similar_candidates(context.db, sight, case, context.today - LATELY, COMPARED)
    scores = {case_id: likeness(own, other) for case_id, other in candidates}
    alike = sorted((id_ for id_, score in scores.items() if score >= ALIKE), key=lambda id_: -scores[id_])
    return [await find_case(context.db, sight, case_id) for case_id in alike[:SHOWN]]


async def show_similar(context: Context, action: ShowSimilar) -> Answer:
    case = await led_case(context, action.case_id)
    say = context.say
    lines, rows = [say("cases.similar", code=case.code), f"“{shorten(case.text, 300)}”"], []
    for other in await similar_cases(context, case):
        lines += ["", f"{other.code}, {day(other.received_on)}, {say(CASE_STATE_INSIDE[other.state], unit=other.unit)}"]
        lines.append(f"“{shorten(other.text, 300)}”")
        label = say("button.case_same" if other.is_open else "button.case_see", code=other.code)
        rows.append((Button(label, JoinCase(case.id, other.id) if other.is_open else ShowCase(other.id)),))
    back = Button(say("button.case_back", code=case.code), ShowCase(case.id))
    return Reply("\n".join(lines), (*rows, (back,)), replaces=True)


async def mark_same(context: Context, action: JoinCase) -> Answer:
    case, main = await led_case(context, action.case_id), await led_case(context, action.main_id)
    joined = await join(context.db, case, main, hand_of(context))
    await tell_authors(
        context,
        joined,
        lambda say, one: Reply(say("case.told_joined", code=one.code), (open_own(say, one.id),)),
    )
    back = Button(context.say("button.case_back", code=main.code), ShowCase(main.id))
    return Reply(context.say("cases.joined", code=case.code, main=main.code), ((back,),), replaces=True)


async def handle_apart(context: Context, action: HandleApart) -> Answer:
    case = await led_case(context, action.case_id)
    await part(context.db, case.id, hand_of(context))
    back = Button(context.say("button.case_back", code=case.code), ShowCase(case.id))
    return Reply(context.say("cases.parted", code=case.code), ((back,),), replaces=True)
