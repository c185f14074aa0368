from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.formats import day, integer, percent


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (999, "999"), (6981, "6.981"), (1234567, "1.234.567"), (-6981, "-6.981")]
)
def test_integers_are_grouped_by_points(number: int, text: str) -> None:
    assert integer(number) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(3198, 3199, "99,97%"), (9, 6981, "0,13%"), (7, 9, "77,78%"), (35, 70, "50%"), (1, 1, "100%"), (0, 5, "0%"),
     (1, 800, "0,13%"), (915, 1000, "91,50%"), (3, 2, "150%")],
)  # fmt: skip
def test_rates_are_rounded_half_up_to_two_places(part: int, whole: int, text: str) -> None:
    assert percent(part, whole) == text


def test_a_rate_over_nothing_is_no_rate() -> None:
    assert percent(0, 0) is None
    assert percent(3, 0) is None


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_rate_is_within_half_a_hundredth_of_the_truth(part: int, whole: int) -> None:
    text = percent(part, whole)
    assert text is not None
    shown = Decimal(text.removesuffix("%").replace(".", "").replace(",", "."))
    assert abs(shown * whole - 100 * part) * 200 <= whole


def test_days_are_written_day_first() -> None:
    assert day(date(2019, 10, 9)) == "09/10/2019"
