"""What a plan is called where there are several."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from storage.ground.document_numbers import full_number
from storage.ground.text import fold_letters, shorten

LONGEST = 60
BETWEEN_LEVELS = " – "
"""Between the names of an area and of the one it belongs to."""
_BEGINNING = re.compile(r"ke hoach\s+(?:(?:so|thuc hien)\s+)?")
_END = re.compile(r"[\s,]*\bnam (?:19|20)\d\d\W*$")


def plan_name(number: str, symbol: str, title: str, year: int) -> str:
    """`438/KH-SVHTT`, else its title, else `KH 2026`."""
    if number:
        return full_number(number, symbol)
    return shorten(title, LONGEST) or f"KH {year}"


def short_name(name: str, limit: int = 24) -> str:
    """The name without the words that all plans begin and end with."""
    folded = fold_letters(name)
    begin, end = _BEGINNING.match(folded), _END.search(folded)
    return shorten(name[begin.end() if begin else 0 : end.start() if end else len(name)] or name, limit)


def told_apart(plans: Collection[Any]) -> Mapping[int, str]:
    """Plan → name, of rows with `plan_id`, `plan_number`, `plan_symbol`, `plan_title`, `plan_unit`, `year`: with the
    unit where two would be called the same."""
    rows = {row.plan_id: row for row in plans}
    names = {
        plan_id: plan_name(row.plan_number, row.plan_symbol, row.plan_title, row.year) for plan_id, row in rows.items()
    }
    counts = Counter(names.values())
    names = {
        plan_id: name if counts[name] == 1 else f"{name}, {rows[plan_id].plan_unit}" for plan_id, name in names.items()
    }
    counts = Counter(names.values())
    ordinals: Counter[str] = Counter()
    for plan_id, name in sorted(names.items()):
        if counts[name] > 1:
            ordinals[name] += 1
            names[plan_id] = f"{name} ({ordinals[name]})"
    return names
