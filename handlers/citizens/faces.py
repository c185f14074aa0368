"""The five faces, from very satisfied down."""

from collections.abc import Callable

from handlers.citizens.actions import TapFace
from handlers.kit.screens import main_button
from handlers.replies import Button, Rows
from handlers.words.catalogue import Words
from handlers.words.keys import LEVEL
from storage.ratings.details import LEVELS


def face_buttons(say: Words, tap: Callable[[int], TapFace]) -> Rows:
    """`tap`: of a level."""
    return tuple((Button(say(LEVEL[level]), tap(level)),) for level in LEVELS)


def face_rows(say: Words, tap: Callable[[int], TapFace]) -> Rows:
    """A screen of nothing else."""
    return (*face_buttons(say, tap), (main_button(say),))
