"""What a screen is made of: its words, what can be chosen there, and the way home, which every screen has."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action
from handlers.replies import Button, Heading, Reply, Rows
from handlers.words.catalogue import Words

Row = Button | tuple[Button, ...]
"""A button has a row of its own; an empty row is left out."""


@dataclass(frozen=True, slots=True)
class ShowMain(Action):
    name: ClassVar[str] = "main"


def main_button(say: Words) -> Button:
    return Button(say("button.main"), ShowMain())


def screen(
    say: Words,
    text: str | Iterable[str],
    choices: Iterable[Row] = (),
    *,
    beside_home: Sequence[Button] = (),
    replaces: bool = False,
    alone: bool = False,
    alerts: Iterable[int] = (),
) -> Reply:
    """`text`: whole, or line by line, of which those that are a `Heading` stand out; `replaces`, `alone`, `alerts`: as
    in `Reply`. The way home stands below all."""
    home = (*beside_home, main_button(say))
    lines = [text] if isinstance(text, str) else list(text)
    rows = rows_of((*choices, home))
    return Reply("\n".join(lines), rows, replaces, alerts=tuple(alerts), alone=alone, headings=heading_numbers(lines))


def heading_numbers(lines: Sequence[str]) -> tuple[int, ...]:
    """Of the lines of the whole text, of which one of these may hold several."""
    numbers, number = [], 0
    for line in lines:
        if isinstance(line, Heading):
            numbers.append(number)
        number += line.count("\n") + 1
    return tuple(numbers)


def rows_of(choices: Iterable[Row]) -> Rows:
    """For a `Reply` that has no way home."""
    rows = ((choice,) if isinstance(choice, Button) else choice for choice in choices)
    return tuple(row for row in rows if row)


def page_buttons(say: Words, at: Callable[[int], Action], page: int, more: bool) -> tuple[Button, ...]:
    """To the page before and after. `at`: what shows a page."""
    buttons = []
    if page:
        buttons.append(Button(say("button.page_before"), at(page - 1)))
    if more:
        buttons.append(Button(say("button.page_after"), at(page + 1)))
    return tuple(buttons)


def in_pairs(buttons: Sequence[Button]) -> Rows:
    """Two in a row, as many as a phone shows without cutting their words."""
    return tuple(tuple(buttons[index : index + 2]) for index in range(0, len(buttons), 2))
