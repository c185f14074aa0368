"""Reading what a button carries. Anyone can send anything in its place."""

from storage.refusals import Refusal

_LARGEST = 2**63 - 1


def numbers(argument: str, count: int) -> list[int]:
    """`12:5` → [12, 5]; refuses anything but exactly `count` row numbers."""
    parts = argument.split(":")
    if len(parts) != count or not all(part.isascii() and part.isdecimal() and len(part) < 20 for part in parts):
        raise Refusal("button.stale")
    values = [int(part) for part in parts]
    if max(values) > _LARGEST:
        raise Refusal("button.stale")
    return values
