"""A period read as whole months and loose days counts each day once."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from storage.ground.days.periods import month_end
from storage.roll_ups import stretches

DAYS = st.dates(date(2023, 11, 1), date(2025, 3, 31))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _months(first: date, last: date) -> list[date]:
    return [day for day in _days(first, last) if day.day == 1]


@given(DAYS, DAYS)
@example(date(2024, 2, 1), date(2024, 2, 29))
@example(date(2024, 1, 2), date(2024, 2, 28))
@example(date(2023, 12, 31), date(2024, 3, 1))
def test_each_day_of_a_period_is_in_one_stretch(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    parts = stretches(first, last)
    whole = _months(parts["first_month"], parts["last_month"])
    read = _days(parts["first"], parts["head_last"]) + _days(parts["tail_first"], parts["last"])
    read += [day for month in whole for day in _days(month, month_end(month.year, month.month))]
    assert sorted(read) == _days(first, last)


@given(DAYS, DAYS)
def test_whole_months_are_never_read_day_by_day(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    parts = stretches(first, last)
    assert len(_days(parts["first"], parts["head_last"])) < 31 or not _months(parts["first_month"], parts["last_month"])
    assert len(_days(parts["tail_first"], parts["last"])) < 31
    assert len(_days(first, last)) < 60 or _months(parts["first_month"], parts["last_month"])


def test_a_year_is_read_as_twelve_months_and_no_day() -> None:
    parts = stretches(date(2024, 1, 1), date(2024, 12, 31))
    assert len(_months(parts["first_month"], parts["last_month"])) == 12
    assert parts["head_last"] < parts["first"]
    assert parts["tail_first"] > parts["last"]
