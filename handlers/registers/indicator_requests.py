"""Missing figures are asked for before their period ends: first of the unit that answers for them, then of the
officer."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import screen
from handlers.kit.staff import Directory, is_time
from handlers.registers.actions import EnterValue, ShowIndicators
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from handlers.words.registers import figure_name
from storage.ground.days.periods import Period
from storage.ground.text import shorten
from storage.messages.notices import claim_notice, claim_notices
from storage.models import Role
from storage.people.people import Sender
from storage.people.responsible import responsible, responsible_in
from storage.registers.indicator_values import Figure, figures_of
from storage.registers.indicators import IndicatorRow, indicators_in_use, own_period

# Days before a period's end; where that is a day off, on the working day before it.
FIRST, SECOND = 5, 1
# A machine that was off at a period's end asks afterwards, but not for ever.
STILL_ASKED = timedelta(days=31)
SHOWN = 8


async def ask_indicators(occasion: Occasion) -> None:
    """Once on each working day; what is asked for late is asked for once, and each person gets one message."""
    key = f"indicators_asked:{occasion.today}"
    if not is_time(occasion) or not await claim_notice(occasion.db, key, occasion.now):
        return
    directory = await Directory.open(occasion)
    people: dict[int, Sender] = {}
    asked: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure, roles in await _due(occasion):
        present = directory.present(await _responsible(occasion, figure.indicator.unit_id, roles))
        people |= present
        for person_id in present:
            asked[person_id].append(figure)
    for person_id, figures in asked.items():
        occasion.notify(people[person_id], _question(words_for(people[person_id]), figures))


async def _due(occasion: Occasion) -> list[tuple[Figure, set[Role]]]:
    """The missing figures, each with those who have not been asked for it yet."""
    known = await indicators_in_use(occasion.db)
    periods = [(row, period) for row in known for period in _periods(occasion.today, row)]
    missing = [figure for figure in await figures_of(occasion.db, periods) if figure.entered is None]
    keys = {
        f"indicator:{figure.indicator.id}:{figure.period.code}:{role}": (number, role)
        for number, figure in enumerate(missing)
        for role, days in ((Role.STAFF, FIRST), (Role.OFFICER, SECOND))
        if _is_due(occasion, figure.period, days)
    }
    claimed = await claim_notices(occasion.db, keys, occasion.now)
    roles: defaultdict[int, set[Role]] = defaultdict(set)
    for key in claimed:
        number, role = keys[key]
        roles[number].add(role)
    return [(missing[number], roles[number]) for number in sorted(roles)]


def _periods(today: date, indicator: IndicatorRow) -> Sequence[Period]:
    """The running period, and the one before where the indicator existed then."""
    running = own_period(indicator.every, today)
    before = running.previous()
    lately = today - before.last <= STILL_ASKED and indicator.created_on <= before.last
    return (before, running) if lately else (running,)


def _is_due(occasion: Occasion, period: Period, days: int) -> bool:
    return occasion.office.working_time.next_working_day(occasion.today) > period.last - timedelta(days=days)


async def _responsible(occasion: Occasion, unit_id: int, roles: set[Role]) -> list[Sender]:
    """The officer also where the unit has no staff."""
    found = await responsible_in(occasion.db, unit_id, roles)
    return found or await responsible(occasion.db, unit_id, Role.OFFICER)


def _question(say: Words, figures: Sequence[Figure]) -> Reply:
    lines = [say("indicators.asked", count=integer(len(figures)))]
    lines += [
        say("indicators.asked_line", figure=figure_name(figure), day=day(figure.period.last))
        for figure in figures[:SHOWN]
    ]
    if len(figures) > SHOWN:
        lines.append(say("indicators.asked_more", count=integer(len(figures) - SHOWN)))
    buttons = [
        Button(f"✍️ {shorten(figure.indicator.name, 50)}", EnterValue(figure.indicator.id, figure.period))
        for figure in figures[:SHOWN]
    ]
    return screen(say, lines, buttons, beside_home=[Button(say("button.indicators"), ShowIndicators())])
