"""A parser's time grows with the text, not with its square: 4,000 hostile characters cost no more than a blink."""

import time
from datetime import date

import pytest

from handlers.plan.amounts import _FIGURES
from handlers.registers.incident_line import _TAIL
from handlers.registers.indicator_line import read_value
from storage.days.period_text import parse_coming_period, parse_period

TODAY = date(2026, 6, 15)
READERS = {
    "figures": _FIGURES.fullmatch,
    "tail": _TAIL.search,
    "value": read_value,
    "period": lambda text: parse_period(text, TODAY),
    "coming": lambda text: parse_coming_period(text, TODAY),
}
PARTS = ["1", "-", ":", " ", "1/", "- ", "tu ", ", ", "1-"]


def _seconds(reader: object, text: str) -> float:
    """The quickest of three: what else the machine does only adds."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        reader(text)  # type: ignore[operator]
        times.append(time.perf_counter() - began)
    return min(times)


@pytest.mark.parametrize("name", READERS)
def test_eight_times_the_text_takes_far_less_than_its_square(name: str) -> None:
    for part in PARTS:
        short, long = (part * (length // len(part)) + "x" for length in (4_000, 32_000))
        # Eight times as long is linear, 64 times is the square; below a few milliseconds nothing is measured.
        assert _seconds(READERS[name], long) < 30 * _seconds(READERS[name], short) + 0.01, part
