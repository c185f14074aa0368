"""The buttons of the summary and the job of its pictures: what was kept before is read, what was forged is found."""

import pytest

from handlers.figures.actions import Break, Breakdown, Draw, ShowSummary
from storage.ground.days.periods import Period
from storage.models import Role
from tests.chat import Town


def test_pictures_that_were_asked_for_before_are_drawn() -> None:
    old = {"units": [1, 2], "period": "20260601-20260630"}
    assert Draw.read(old) == Draw([1, 2], Period.of_months(2026, 6, 6))
    assert Draw.read(old).data == {**old, "unit_id": None}


def test_fields_that_were_asked_for_before_are_counted() -> None:
    old = {"units": [1, 2], "of": "field", "period": "20260601-20260630", "name": "Du lịch"}
    assert Break.read(old) == Break([1, 2], Breakdown.FIELD, Period.of_months(2026, 6, 6), "Du lịch")


def test_a_summary_of_no_period_says_nothing_more() -> None:
    assert ShowSummary().wire == "summary"
    assert ShowSummary(Period.of_months(2026, 6, 6)).wire == "summary:20260601-20260630"


@pytest.mark.parametrize(
    "action",
    [
        "summary:2026",
        "summary:20260601-20260630:0",
        "charts",
        "charts:20260601",
        "areas:20261301-20261302",
        "flags",
        "late:20260601-20260630",
        "late:20260601-20260630:-1",
        "late:20260601-20260630:9223372036854775807",
        "unhappy:20260601-20260630:x",
        "unhappy:20260601-20260630:100000",
        "rating_open:x",
        "unhappy_answer:1:1",
    ],
)
async def test_what_is_forged_is_told_to_be_stale(town: Town, action: str) -> None:
    director = await town.member(Role.DIRECTOR)
    stale = await director.forges("task:x")
    assert (await director.forges(action)).text == stale.text
