"""Typed buttons: what is packed is what is read, and what was forged or is years old is found at once."""

import enum
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.actions import ACTION_BYTES, Action, Page, Rest
from handlers.replies import Button
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal


class Colour(enum.StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Show(Action):
    name: ClassVar[str] = "show"

    id: int
    colour: Colour = Colour.RED
    period: Period | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Home(Action):
    name: ClassVar[str] = "home"


@dataclass(frozen=True, slots=True)
class Find(Action):
    name: ClassVar[str] = "find"

    page: Page
    text: Rest


DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days)))


@given(st.builds(Show, st.integers(0, 2**40), st.sampled_from(Colour), st.none() | PERIODS, st.none() | DAYS))
def test_what_is_packed_is_what_is_read(action: Show) -> None:
    name, _, argument = action.wire.partition(":")
    assert name == "show"
    assert Show.read(argument) == action
    assert Button("a", action).action == action.wire


@given(st.builds(Find, st.integers(0, 99_999), st.text(min_size=1)))
def test_the_last_words_keep_their_colons(action: Find) -> None:
    if not action.fits:
        with pytest.raises(ValueError, match="longer"):
            Button("a", action)
        return
    assert Find.read(action.wire.partition(":")[2]) == action


def test_a_button_holds_64_bytes_and_no_more() -> None:
    longest = Find(0, "x" * (ACTION_BYTES - len("find:0:")))
    assert longest.fits
    assert len(Button("a", longest).action) == ACTION_BYTES
    for text in (longest.text + "x", "đ" * 29):
        assert not Find(0, text).fits
        with pytest.raises(ValueError, match="longer"):
            Button("a", Find(0, text))


def test_the_colons_of_the_last_words_divide_nothing() -> None:
    assert Find.read("3:giờ: 8:30") == Find(3, "giờ: 8:30")


def test_what_follows_from_itself_is_left_out() -> None:
    assert Show(12).wire == "show:12"
    assert Show(12, Colour.GREEN).wire == "show:12:green"
    assert Show(12, on=date(2026, 6, 15)).wire == "show:12:red::20260615"
    assert Home().wire == "home"
    assert Home.read("") == Home()


@pytest.mark.parametrize(
    "argument",
    [
        "",
        ":",
        "x",
        "-1",
        "1.0",
        "٣",
        "9" * 30,
        "1:blue",
        "1:RED",
        "1:red:2026",
        "1:red::20261301",
        "1:red:::",
        "1::x:y",
    ],
)
def test_what_is_forged_is_found(argument: str) -> None:
    with pytest.raises(Refusal) as refused:
        Show.read(argument)
    assert refused.value.key == "button.stale"


@given(st.text(max_size=80))
def test_any_text_is_an_action_or_stale(argument: str) -> None:
    found, key = None, ""
    try:
        found = Show.read(argument)
    except Refusal as refusal:
        key = refusal.key
    assert key == "button.stale" if found is None else Show.read(found.wire.partition(":")[2]) == found


@dataclass(frozen=True, slots=True)
class Say(Action):
    name: ClassVar[str] = "say"

    word: str


@dataclass(frozen=True, slots=True)
class Turn(Action):
    name: ClassVar[str] = "turn"

    page: Page = 0


def test_a_page_that_no_list_has_is_stale() -> None:
    assert Turn.read("99999") == Turn(99_999)
    with pytest.raises(Refusal):
        Turn.read("100000")


def test_what_does_not_fit_is_a_defect_of_ours() -> None:
    with pytest.raises(ValueError, match="longer"):
        _ = Say("đ" * ACTION_BYTES).wire
    with pytest.raises(ValueError, match="colon"):
        _ = Say("a:b").wire


@dataclass(frozen=True, slots=True)
class Odd(Action):
    name: ClassVar[str] = "odd"

    things: dict[str, int]


def test_a_type_that_no_button_can_carry_is_refused_when_it_is_first_used() -> None:
    with pytest.raises(TypeError, match="no button"):
        _ = Odd({}).wire
