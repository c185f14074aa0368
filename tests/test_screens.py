"""What every screen has, whatever it shows."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import pytest

from handlers.kit.actions import Action, Page
from handlers.kit.screens import in_pairs, page_buttons, screen
from handlers.replies import Button
from handlers.words.catalogue import Words

SAY = Words("vi")


@dataclass(frozen=True, slots=True)
class Leaf(Action):
    name: ClassVar[str] = "leaf"

    of: int
    page: Page = 0


ONE, TWO, THREE = (Button(label, Leaf(number)) for number, label in enumerate(("một", "hai", "ba")))


def test_the_way_home_stands_below_everything() -> None:
    shown = screen(SAY, "Xin chào", [ONE, (TWO, THREE)])
    assert [[button.action for button in row] for row in shown.rows] == [["leaf:0"], ["leaf:1", "leaf:2"], ["main"]]
    assert [[button.label for button in row] for row in screen(SAY, "").rows] == [[SAY("button.main")]]


def test_what_stands_beside_the_way_home_stands_before_it() -> None:
    assert [button.action for button in screen(SAY, "", beside_home=[ONE]).rows[-1]] == ["leaf:0", "main"]


def test_lines_are_joined_and_a_whole_text_stays_as_it_is() -> None:
    assert screen(SAY, ["Một", "", "Hai"]).text == "Một\n\nHai"
    assert screen(SAY, "Một\nHai").text == "Một\nHai"


def test_a_row_without_buttons_is_left_out() -> None:
    assert len(screen(SAY, "", [ONE, page_buttons(SAY, partial(Leaf, 7), 0, more=False)]).rows) == 2


@pytest.mark.parametrize(
    ("page", "more", "pages"), [(0, True, ["leaf:7:1"]), (1, True, ["leaf:7", "leaf:7:2"]), (2, False, ["leaf:7:1"])]
)
def test_a_list_leads_to_the_pages_there_are(page: int, more: bool, pages: list[str]) -> None:
    assert [button.action for button in page_buttons(SAY, partial(Leaf, 7), page, more)] == pages


def test_buttons_stand_in_pairs() -> None:
    assert in_pairs([ONE, TWO, THREE]) == ((ONE, TWO), (THREE,))
