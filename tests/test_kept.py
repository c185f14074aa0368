"""Questions and jobs: what is stored as JSON is read back as it was, what an older version stored as well."""

import traceback
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.kept import Kept, PeriodCode
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from tests.test_actions import DAYS, PERIODS, Colour


@dataclass(frozen=True, slots=True)
class Plain(Kept):
    kind: ClassVar[str] = "plain"

    id: int
    period: PeriodCode
    colour: Colour = Colour.RED
    on: date | None = None
    units: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.id < 0:
            raise ValueError


@given(
    st.builds(
        Plain, st.integers(0, 2**40), PERIODS, st.sampled_from(Colour), st.none() | DAYS, st.tuples(st.integers())
    )
)
def test_what_is_kept_is_what_is_read(question: Plain) -> None:
    assert Plain.read(question.data) == question


def test_it_is_stored_as_it_always_was() -> None:
    stored = Plain(7, Period(date(2026, 1, 1), date(2026, 3, 31)), Colour.GREEN, date(2026, 6, 15), (1, 2)).data
    assert stored == {
        "id": 7,
        "period": "20260101-20260331",
        "colour": "green",
        "on": "2026-06-15",
        "units": [1, 2],
    }


def test_what_an_older_version_kept_is_read() -> None:
    assert Plain.read({"id": 7, "period": "20260101-20260331", "gone": True}).colour is Colour.RED


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"id": "x", "period": "20260101-20260331"},
        {"id": 1, "period": "2026"},
        {"id": 1, "period": None},
        {"id": 1, "period": "20260101-20260331", "colour": "blue"},
    ],
)
def test_what_has_another_shape_is_a_defect(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="what was kept as plain cannot be read: "):
        Plain.read(stored)


def test_what_makes_no_sense_any_more_is_stale() -> None:
    with pytest.raises(Refusal) as refused:
        Plain.read({"id": -1, "period": "20260101-20260331"})
    assert refused.value.key == "button.stale"


def test_the_log_of_such_a_defect_names_no_value() -> None:
    phone = "09123 " + "45678"
    with pytest.raises(ValueError, match="id") as defect:
        Plain.read({"id": phone, "period": "20260101-20260331"})
    assert phone not in "".join(traceback.format_exception(defect.value))
