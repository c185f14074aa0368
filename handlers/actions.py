"""Reading what a button carries. Anyone can send anything in its place."""

from storage.refusals import Refusal

_LARGEST = 2**63 - 1
_LAST_PAGE = 99_999  # times the rows of a page it is still a number that a database takes


def numbers(argument: str, count: int) -> list[int]:
    """`12:5` → [12, 5]; refuses anything but exactly `count` row numbers."""
    parts = argument.split(":")
    if len(parts) != count or not all(part.isascii() and part.isdecimal() and len(part) < 20 for part in parts):
        raise Refusal("button.stale")
    values = [int(part) for part in parts]
    if max(values) > _LARGEST:
        raise Refusal("button.stale")
    return values


def page_number(argument: str) -> int:
    """`3` → 3; nothing is the first page, 0."""
    (page,) = numbers(argument or "0", 1)
    if page > _LAST_PAGE:
        raise Refusal("button.stale")
    return page
