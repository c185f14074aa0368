"""`/chiso766 quý 2`: the index of Decision 766 as our own data mirror it, and the dossiers that cost points."""

from decimal import ROUND_HALF_UP, Decimal

from handlers.context import Answer, Context
from handlers.forms.actions import EnterScores, SendIndex, ShowIndex, ShowLost
from handlers.forms.screens import dossier_lines
from handlers.kit.periods import choose_period, neighbours
from handlers.kit.reach import name_of_all, reach, within
from handlers.kit.screens import Row, in_pairs, page_buttons, screen
from handlers.replies import Button, Heading, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Keys, Words
from handlers.words.figures import share
from handlers.words.formats import day, decimal, integer
from handlers.words.periods import period_label
from storage.figures.index_766 import ComplainedCase, Mirror, mirror_of, unhappy_dossiers
from storage.figures.results import Cell
from storage.figures.results_behind import dossiers_behind
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.rules.index_766 import Criterion, Measured, criteria, groups, source

PAGE = 8
_BASIS = Keys("index.basis_{}", Measured)
_LOST = Keys("index.lost_{}", Measured)
_MEASURED = [one for one in criteria() if one.measured is not None]


async def index_command(context: Context, argument: str) -> Answer:
    """The year so far, where no period is named."""
    period = parse_period(argument or "năm nay", context.today)
    if period is None:
        return await choose_period(context, ShowIndex, argument)
    return await _index(context, ShowIndex(period), replaces=False)


async def show_index(context: Context, action: ShowIndex) -> Answer:
    return await _index(context, action, replaces=True)


async def units_for(context: Context, period: Period, unit_id: int | None) -> set[int]:
    """Refuses a period that has not begun."""
    units = await within(context, await reach(context, LEADERS), unit_id)
    if period.first > context.today:
        raise Refusal("report.to_come")
    return units


async def _index(context: Context, action: ShowIndex, *, replaces: bool, done: str = "") -> Reply:
    say, period, unit_id = context.say, action.period, action.unit_id
    units = await units_for(context, period, unit_id)
    mirror = await mirror_of(context.db, units, period, context.today)
    lines: list[str] = [*([done, ""] if done else [])]
    lines += [Heading(say("index.title", period=period_label(period))), await name_of_all(context, LEADERS, unit_id)]
    lines += [say("index.mirror"), "", *index_lines(say, mirror)]
    return screen(say, lines, _rows(context, action, mirror), replaces=replaces)


def index_lines(say: Words, mirror: Mirror) -> list[str]:
    lines: list[str] = []
    for one in _MEASURED:
        good, whole = mirror.share(one.measured or Measured.ON_TIME)
        basis = say(_BASIS[one.measured], good=integer(good), whole=integer(whole), share=share(say, good, whole))
        lines += [f"• {one.code} {one.name}: {points_words(say, mirror, one)}", f"  {basis}"]
    missing = [one for one in criteria() if one.measured is None]
    lines += ["", total_line(say, mirror)]
    entered = [say("index.entered", code=one.code, points=decimal(mirror.portal[one.code]), of=integer(one.points))
               for one in missing if one.code in mirror.portal]  # fmt: skip
    if entered:
        lines.append(say("index.only_portal", scores="; ".join(entered)))
    unknown = [f"{one.code} ({integer(one.points)})" for one in missing if one.code not in mirror.portal]
    rest = sum(group.rest for group in groups())
    lines.append(say("index.unknown", criteria=", ".join([*unknown, say("index.rest", points=integer(rest))])))
    return lines


def points_words(say: Words, mirror: Mirror, one: Criterion) -> str:
    points = mirror.points(one)
    own = say("no_figures") if points is None else say("index.points", points=decimal(points), of=integer(one.points))
    if one.measured is Measured.ONLINE:
        own = say("index.share_only", of=integer(one.points))
    portal = mirror.portal.get(one.code)
    return own if portal is None else own + say("index.portal", points=decimal(portal))


def total_line(say: Words, mirror: Mirror) -> str:
    known = [(one, points) for one in _MEASURED if (points := mirror.points(one)) is not None]
    of = integer(sum(one.points for one, _ in known))
    return say("index.total", points=decimal(sum((points for _, points in known), Decimal(0))), of=of)


def _rows(context: Context, action: ShowIndex, mirror: Mirror) -> list[Row]:
    say, period, unit_id = context.say, action.period, action.unit_id
    lost = [
        Button(say("button.index_lost", code=one.code), ShowLost(period, one.measured, 0, unit_id))
        for one in _MEASURED
        if one.measured not in (None, Measured.ONLINE) and _has_lost(mirror, one.measured)
    ]
    further = [Button(say("button.index_file"), SendIndex(period, unit_id))]
    if Role.OFFICER in context.sender.roles and unit_id is None:
        further.append(Button(say("button.index_portal"), EnterScores(period)))
    steps = neighbours(say, period, context.today, lambda one: ShowIndex(one, unit_id), named=True)
    return [*in_pairs(lost), *in_pairs(further), steps]


def _has_lost(mirror: Mirror, measured: Measured | None) -> bool:
    good, whole = mirror.share(measured or Measured.ON_TIME)
    return good < whole


async def show_lost(context: Context, action: ShowLost) -> Answer:
    """What costs points, one by one; of the service the late ones stand at the criterion of time."""
    say, period = context.say, action.period
    units = await units_for(context, period, action.unit_id)
    mirror = await mirror_of(context.db, units, period, context.today)
    found = await _lost(context, action, mirror, units)
    head = say(_LOST[action.measured], each=decimal(each_costs(mirror, action.measured)))
    lines: list[str] = [Heading(say("index.title", period=period_label(period))), head, ""]
    lines += found[:PAGE] or [say("index.nothing_lost")]
    steps = page_buttons(say, lambda to: ShowLost(period, action.measured, to, action.unit_id), action.page,
                         len(found) > PAGE)  # fmt: skip
    return screen(say, lines, [steps, Button(say("button.back_to_index"), ShowIndex(period, action.unit_id))],
                  replaces=True)  # fmt: skip


def each_costs(mirror: Mirror, measured: Measured) -> Decimal:
    """Points that one of them costs, rounded to four places."""
    criterion = next(one for one in _MEASURED if one.measured is measured)
    whole = mirror.share(measured)[1]
    cost = Decimal(criterion.points) / whole if whole else Decimal(0)
    return cost.quantize(Decimal("0.0001"), ROUND_HALF_UP)


async def _lost(context: Context, action: ShowLost, mirror: Mirror, units: set[int]) -> list[str]:
    """One page, and one more where there is another."""
    say, offset = context.say, action.page * PAGE
    match action.measured:
        case Measured.ON_TIME:
            return await _late(context, action.period, mirror, offset)
        case Measured.SERVED:
            found = await unhappy_dossiers(context.db, units, action.period, context.today, PAGE + 1, offset)
            keys = {True: "index.was_unhappy", False: "index.complained"}
            return [say(keys[one.unhappy], code=one.code, received=day(one.received_on)) for one in found]
        case _:
            cases = [one for one in mirror.cases if costs(one, action.measured)]
            return [case_words(say, one) for one in cases[offset : offset + PAGE + 1]]


def costs(case: ComplainedCase, measured: Measured) -> bool:
    return case.late or (measured is Measured.CONTENT and (case.again or case.unhappy))


def case_words(say: Words, case: ComplainedCase) -> str:
    answered = day(case.answered_on) if case.answered_on else say("index.not_answered")
    why = [say(key) for key, holds in (("index.case_late", case.late), ("index.case_again", case.again),
                                       ("index.case_unhappy", case.unhappy)) if holds]  # fmt: skip
    return say("index.case", code=case.code, due=day(case.due_on), answered=answered, why=", ".join(why))


async def _late(context: Context, period: Period, mirror: Mirror, offset: int) -> list[str]:
    lines: list[str] = []
    for cell, count in ((Cell.LATE, mirror.total.late), (Cell.OVERDUE, mirror.total.overdue)):
        wanted = PAGE + 1 - len(lines)
        if wanted > 0 and offset < count:
            found = await dossiers_behind(
                context.db, mirror.results, period, context.today, cell, limit=wanted, offset=offset
            )
            lines += ["\n".join(dossier_lines(context.say, [one])) for one in found]
        offset = max(0, offset - count)
    return lines


def source_line(say: Words) -> str:
    return say("index.source", source=source())
