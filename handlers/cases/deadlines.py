"""Deadlines in working days, tapped or typed."""

from datetime import date, timedelta

from handlers.words.formats import day
from storage.ground.days.period_text import parse_day
from storage.ground.days.working_time import WorkingTime
from storage.ground.refusals import Refusal
from storage.ground.text import fold

STEPS = (3, 5, 10)
LONGEST = 60  # working days


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
