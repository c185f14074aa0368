"""What is wrong with a finished document."""

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    FIGURE = "figure"  # another figure is known for this sentence
    UNKNOWN = "unknown"  # a number that is none of the report's
    CLAIM = "claim"  # what is claimed is not so
    ROW = "row"  # words of a row that its own state contradicts


@dataclass(frozen=True, slots=True)
class Fault:
    """`under`: the heading above it. `found`: the number or the claim; `expected`: what would be right, as far as that
    is known: a sentence, or the reason."""

    kind: Kind
    sentence: str
    under: str
    found: str = ""
    expected: str = ""
