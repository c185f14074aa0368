"""What the cells of a column hold: days, numbers or words. They tell what a heading means that may mean several."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from storage.ground.text import fold
from storage.imports.files.cells import int_or_none, read_day, read_text
from storage.imports.files.tables import Cell, Fault
from storage.imports.meanings import Holds

_LIKE_A_DAY = re.compile(r"\d{1,4}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{1,4}|(?:19|20)\d{6}")
_LIKE_A_COUNT = re.compile(r"(?:(?:khong qua|toi da|trong|khoang) )?\d{1,3}(?:[.,]\d)?(?: ?[^\d/.-].*)?")
_MOST_DAYS = 1000
_DOUBTED = 0.25
_ENOUGH = 0.5


def agreement(cells: Sequence[Cell], holds: Holds) -> float:
    """1 where the cells are what the column should hold, or say nothing; 0 where they cannot be."""
    if holds == "anything":
        return 1
    kinds = [kind for cell in cells if (kind := _kind(cell))]
    if not kinds:
        return 1
    shares = {name: kinds.count(name) / len(kinds) for name in ("days", "numbers", "words")}
    if holds == "days":
        # Marks for "not yet" and states stand in such columns, too.
        return 1 if shares["days"] else _DOUBTED
    if holds == "numbers":
        return 1 if shares["numbers"] >= _ENOUGH else 0
    return 1 if shares["days"] < _ENOUGH and shares["numbers"] < _ENOUGH else 0


def _kind(cell: Cell) -> str:
    """Empty for a cell that says nothing."""
    if isinstance(cell, date):
        return "days"
    if isinstance(cell, bool | Fault):
        return ""
    if isinstance(cell, int | float):
        return "numbers" if (int_or_none(cell) or 0) < _MOST_DAYS else "days" if read_day(cell) else "numbers"
    return _kind_of_text(read_text(cell))


@lru_cache(maxsize=4096)
def _kind_of_text(text: str) -> str:
    if not any(letter.isalnum() for letter in text):
        return ""
    if _LIKE_A_DAY.search(text) or read_day(text):
        return "days"
    return "numbers" if _LIKE_A_COUNT.fullmatch(fold(text)) else "words"
