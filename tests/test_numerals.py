"""Roman numerals, read and written in one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ground.numerals import read_numeral, roman


@given(st.integers(1, 39))
def test_a_numeral_is_read_as_it_was_written_in_capitals_or_small(number: int) -> None:
    assert read_numeral(roman(number)) == read_numeral(roman(number).lower()) == read_numeral(str(number)) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "quý", "2.5"])
def test_what_is_no_numeral_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"invalid literal"):
        read_numeral(text)
