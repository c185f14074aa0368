"""Charts that stand in a report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    png: bytes
    title: str
    description: str
