from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings.settings import Settings
from storage.ground.days.free_days import FIRST_YEAR, LAST_YEAR, exceptions, of_library
from storage.ground.days.working_time import WorkingTime
from storage.imports.files.cells import read_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 6, 15), True),  # a Monday
        (date(2026, 6, 13), False),  # a Saturday
        (date(2026, 1, 1), False),
        (date(2026, 2, 17), False),  # Tết
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # the Hùng Kings' day fell on a Sunday
        (date(2026, 4, 30), False),
        (date(2026, 8, 31), False),  # a bridge day before the National Day …
        (date(2026, 8, 22), True),  # … worked on this Saturday instead
        (date(2026, 9, 2), False),
    ],
)
def test_public_holidays_and_exchanged_days_are_known(day: date, works: bool) -> None:
    assert WorkingTime().is_working_day(day) is works


@given(DAYS, DAYS, st.frozensets(DAYS, max_size=5))
def test_working_days_are_those_between_counted_one_by_one(after: date, until: date, days_off: frozenset[date]) -> None:
    working_time = WorkingTime(days_off=days_off)
    if until < after:
        assert working_time.working_days(after, until) == -working_time.working_days(until, after)
        return
    counted, day = 0, after
    while day < until:
        day += timedelta(days=1)
        counted += working_time.is_working_day(day)
    assert working_time.working_days(after, until) == counted


@given(DAYS, st.integers(0, 60))
def test_adding_working_days_and_counting_them_are_one_thing(day: date, count: int) -> None:
    working_time = WorkingTime()
    later = working_time.add_working_days(day, count)
    assert working_time.working_days(day, later) == count
    assert count == 0 or working_time.is_working_day(later)


@pytest.mark.parametrize(
    ("hour", "minute", "start"), [(7, 29, None), (7, 30, time(7, 30)), (11, 30, None), (13, 0, time(13)), (17, 0, None)]
)
def test_a_session_has_its_first_minute_and_not_its_last(hour: int, minute: int, start: time | None) -> None:
    moment = datetime(2026, 6, 15, hour, minute, tzinfo=UTC) - timedelta(hours=7)
    found = WorkingTime().session_start(moment)
    assert (found.time() if found else None) == start


@pytest.mark.parametrize("hours", ["", "7:30", "17:00-13:00", "07:30-11:30,11:00-17:00", "x-y", "07:30-07:30"])
def test_office_hours_nobody_can_keep_are_refused(hours: str) -> None:
    with pytest.raises(ValueError, match="working_hours"):
        Settings(working_hours=hours)


def test_the_office_s_own_days_off_are_a_setting() -> None:
    working_time = Settings(days_off="2026-06-15, 2026-06-16").working_time
    assert working_time.next_working_day(date(2026, 6, 14)) == date(2026, 6, 17)


@pytest.mark.parametrize("text", ["31/12/9999", "9999-12-31", "01/01/1800"])
def test_a_day_of_another_age_is_a_slip_of_the_hand(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, *range(FIRST_YEAR, LAST_YEAR + 1), LAST_YEAR + 1])
def test_the_table_of_holidays_is_the_library_s(year: int) -> None:
    assert exceptions(year) == of_library(year), "run `make holidays`"
