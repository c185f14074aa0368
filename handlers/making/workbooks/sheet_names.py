"""Names of sheets as Excel allows them: 31 characters, some marks forbidden, no two alike."""

import re
from collections.abc import Iterable

from handlers.making.plain_text import cut_to_units, plain
from handlers.words.catalogue import Words

_SAY = Words("vi")
_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t]")
# Excel keeps this name for itself.
_RESERVED = "history"


def sheet_names(wanted: Iterable[str]) -> list[str]:
    taken = {_RESERVED}
    names = []
    for name in map(_allowed, wanted):
        number, free = 1, name
        while free.casefold() in taken:
            number += 1
            end = f" ({number})"
            free = _cut(name, _LONGEST - len(end)) + end
        taken.add(free.casefold())
        names.append(free)
    return names


def _allowed(name: str) -> str:
    marks_gone = " ".join(_FORBIDDEN.sub(" ", plain(name)).split())
    return _cut(marks_gone.strip("' "), _LONGEST) or _SAY("document.sheet")


def _cut(name: str, limit: int) -> str:
    """Neither end may be an apostrophe."""
    return cut_to_units(name, limit).rstrip("' ")
