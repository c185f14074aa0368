"""Days by which something is promised: a few working days, tapped, or a day, typed."""

from datetime import date, timedelta

from handlers.words.formats import day
from storage.ground.days.typed_days import parse_day
from storage.ground.days.working_time import WorkingTime
from storage.ground.refusals import Refusal
from storage.ground.text import fold

STEPS = (3, 5, 10)  # working days
LONGEST = 60  # working days, of a case
LATEST = timedelta(days=180)  # of an apology


def example(working_time: WorkingTime, today: date) -> str:
    return f"{working_time.add_working_days(today, 7):%d/%m}"


def read_deadline(working_time: WorkingTime, today: date, text: str) -> date:
    """`7`, `7 ngày`, `20/6`; refuses what is past or far away."""
    latest = working_time.add_working_days(today, LONGEST)
    count = fold(text).removesuffix("lam viec").strip().removesuffix("ngay").strip()
    if count.isascii() and count.isdecimal() and len(count) <= 2 and 1 <= int(count) <= LONGEST:
        return working_time.add_working_days(today, int(count))
    on = parse_day(text, today + timedelta(days=364))
    if on is None or not today < on <= latest:
        raise Refusal("cases.day_unclear", limit=LONGEST, after=day(today), example=example(working_time, today))
    return on


def promised_days(working_time: WorkingTime, today: date) -> list[date]:
    return [working_time.add_working_days(today, step) for step in STEPS]


def read_due_day(text: str, today: date) -> date:
    """Reads a day as people write it; refuses what is past or far away."""
    return checked_due_day(parse_day(text, today, LATEST), today)


def checked_due_day(on: date | None, today: date) -> date:
    """Refuses with `apology.day_unclear`."""
    if on is None or not today < on <= today + LATEST:
        raise Refusal("apology.day_unclear", latest=LATEST.days)
    return on
