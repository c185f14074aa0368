"""What a report's period is compared with."""

from collections.abc import Collection
from datetime import date

from handlers.figures.comparing import Earlier, comparable
from storage.database import Connection
from storage.figures.compared import counts_of
from storage.ground.days.calendars import Calendars, Regime
from storage.ground.days.periods import Period


async def earlier_periods(
    db: Connection, unit_ids: Collection[int], calendars: Calendars, period: Period, regime: Regime, today: date
) -> list[Earlier]:
    """The period before and the same a year ago, by the calendar of the regime; while the period runs as much of them
    as has passed of it."""
    days = calendars.days_of(period, regime)
    if days.first > today:
        return []
    asked = dict.fromkeys((period.previous(), period.a_year_before()))
    others = dict.fromkeys(comparable(days, calendars.days_of(one, regime), today) for one in asked)
    known = [one for one in others if one != days]
    return [Earlier(*one) for one in zip(known, await counts_of(db, unit_ids, known, today), strict=True)]
