"""The new day of return that an apology letter promises."""

from datetime import date, timedelta

from storage.ground.days.period_text import parse_day
from storage.ground.days.working_time import WorkingTime
from storage.ground.refusals import Refusal

STEPS = (3, 5, 10)  # working days
LATEST = timedelta(days=180)


def promised_days(working_time: WorkingTime, today: date) -> list[date]:
    return [working_time.add_working_days(today, step) for step in STEPS]


def read_due_day(text: str, today: date) -> date:
    """A day as people write it; refuses what is past or far away."""
    return checked_due_day(parse_day(text, today, LATEST), today)


def checked_due_day(on: date | None, today: date) -> date:
    """Refuses with `apology.day_unclear`."""
    if on is None or not today < on <= today + LATEST:
        raise Refusal("apology.day_unclear", latest=LATEST.days)
    return on
