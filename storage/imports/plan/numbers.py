"""Numbers of a plan's tasks: each number names one task of the whole plan, however the file counts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, groupby

_INSIDE = re.compile(
    r"(?:Nhiệm vụ\s+)?(?P<label>\d{1,3}(?:\.\d{1,3})*)(?:\s*[.):/]|\s+[-–]|-\s)\s*(?=\D)(?P<text>\S.*)", re.S
)
_ALONE = re.compile(r"(?:Nhiệm vụ\s+)?(\d{1,4})(?:\.0)?\s*[.):]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbering:
    """`numbers` in the order of the tasks. `repeated`: index of a task whose number an earlier one has → that one's."""

    numbers: list[int]
    repeated: dict[int, int]


def split_number(text: str) -> tuple[int | None, str]:
    """`12. Tiếp nhận …` → (12, `Tiếp nhận …`). A number of several levels ("1.2.") is dropped and counts as none."""
    match = _INSIDE.fullmatch(text)
    if not match:
        return None, text
    label = match["label"]
    return (int(label) or None) if label.isascii() and label.isdigit() else None, match["text"]


def read_number(text: str) -> int | None:
    match = _ALONE.fullmatch(text)
    return int(match.group(1)) or None if match else None


def number_tasks(given: list[tuple[str, int | None]]) -> Numbering:
    """`given`: of each task its area and the number in the file. A count that starts again in each area is replaced by
    one that runs through the plan, as is one that is missing everywhere."""
    known = [number for _, number in given if number is not None]
    if not known or _starts_again(given):
        return Numbering(list(range(1, len(given) + 1)), {})
    first: dict[int, int] = {}
    repeated: dict[int, int] = {}
    for index, (_, number) in enumerate(given):
        if number is not None and first.setdefault(number, index) != index:
            repeated[index] = first[number]
    used = set(known)
    # Looked at when it is taken: one that follows the task before may have been given meanwhile.
    free = (number for number in count(max(known) + 1) if number not in used)
    kept = (None if index in repeated else number for index, (_, number) in enumerate(given))
    return Numbering(list(_fill(kept, used, free)), repeated)


def _starts_again(given: list[tuple[str, int | None]]) -> bool:
    by_area = [[number for _, number in tasks] for _, tasks in groupby(given, key=lambda task: task[0])]
    if len(by_area) < 2:
        return False
    starts = [next((number for number in numbers if number is not None), None) for numbers in by_area]
    return starts.count(1) > 1 and starts.count(1) * 2 > len(starts)


def _fill(numbers: Iterable[int | None], used: set[int], free: Iterator[int]) -> Iterator[int]:
    """A missing number is the one that follows the task before, if no task has it."""
    before = 0
    for number in numbers:
        chosen = number or (before + 1 if before + 1 not in used else next(free))
        used.add(chosen)
        yield chosen
        before = chosen
