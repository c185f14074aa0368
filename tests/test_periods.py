from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.periods import period_label
from storage.ground.days.period_text import begins_like_a_period, parse_period
from storage.ground.days.periods import Period, PeriodKind

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period, and each aligned kind often enough."""
    year = draw(st.integers(2001, 2099))
    first, last = sorted((draw(st.integers(1, 12)), draw(st.integers(1, 12))))
    day = draw(DAYS)
    monday = day - timedelta(days=day.weekday())
    quarter = draw(st.integers(0, 3)) * 3
    return draw(
        st.sampled_from(
            [
                Period.of_months(year, first, last),
                Period.of_months(year, quarter + 1, quarter + 3),
                Period.of_months(year, *draw(st.sampled_from([(1, 6), (7, 12), (1, 9), (1, 12), (1, 10)]))),
                Period(monday, monday + timedelta(days=6)),
                Period(day, day + timedelta(days=draw(st.integers(0, 300)))),
            ]
        )
    )


@pytest.mark.parametrize(
    "text",
    ["", "xin chào", "12 xong", "12 80% đã ký", "0901234567", "12/3", "31/02/2019", "13/2019", "08/09/2019-01/01/2019",
     "quý 5", "99 tháng", "quý 3 x", "1" * 10_000, "năm 9999"],
)  # fmt: skip
def test_what_is_no_period_is_not_guessed(text: str) -> None:
    assert parse_period(text, TODAY) is None


@given(periods())
def test_every_label_is_read_back(period: Period) -> None:
    assert parse_period(period_label(period), TODAY) == period


@given(periods())
def test_a_button_brings_the_same_period_back(period: Period) -> None:
    assert Period.from_code(period.code) == period


@given(periods())
def test_the_next_of_the_previous_is_the_period_itself(period: Period) -> None:
    # The months from January on are compared with those of another year, whatever stands behind them.
    if period.kind is not PeriodKind.CUSTOM or period.previous().kind is PeriodKind.CUSTOM:
        assert period.previous().next() == period
    if period.kind is not PeriodKind.CUSTOM:
        assert period.previous().kind == period.kind


STEPPED = {PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF}


@given(st.dates(date(2002, 1, 1), date(2098, 12, 31)))
def test_before_a_year_so_far_stand_the_same_days_a_year_ago(today: date) -> None:
    so_far = Period(date(today.year, 1, 1), today)
    assert so_far.a_year_before().first == date(today.year - 1, 1, 1)
    # On the last day of January, March and June it is a month, a quarter or a half as well, and has its neighbour.
    if so_far.kind in STEPPED:
        assert so_far.previous().next() == so_far
        assert so_far.previous().kind == so_far.kind
    elif (today.month, today.day) not in ((2, 28), (2, 29)):
        assert so_far.previous() == so_far.a_year_before()
        assert so_far.previous().last == today.replace(year=today.year - 1)


@given(periods())
def test_a_year_before_is_a_period_of_the_same_kind(period: Period) -> None:
    before = period.a_year_before()
    assert (before.first.year, before.first.month) == (period.first.year - 1, period.first.month)
    assert (before.last.year, before.last.month) == (period.last.year - 1, period.last.month)
    if period.kind not in (PeriodKind.WEEK, PeriodKind.CUSTOM):
        assert before.kind == period.kind


@given(st.text(max_size=100))
def test_any_text_is_a_period_or_none(text: str) -> None:
    parse_period(text, TODAY)


@pytest.mark.parametrize(
    "code", ["", "20190101", "20190231-20190301", "20190930-20190701", "x" * 17, "19990101-19991231"]
)
def test_a_forged_code_is_no_period(code: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Period.from_code(code)


@pytest.mark.parametrize("text", ["quý 7", "tháng 13/2026", "31/02/2026", "năm sau", "13 tháng", "tuan toi", "Q 5"])
def test_what_is_meant_as_a_period_is_known_even_where_it_is_none(text: str) -> None:
    assert begins_like_a_period(text)


@pytest.mark.parametrize(
    "text", ["", "quý vị", "Năm mới vui vẻ", "12 80% đã ký", "nhiệm vụ 12", "ngày mai họp", "Tháng"]
)
def test_other_words_are_not_taken_for_a_period(text: str) -> None:
    assert not begins_like_a_period(text)
