"""What a rule found: where, with the values of its sentences, and a code to which a waiver can be attached."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Literal, NamedTuple

from handlers.making.lint_rules.matter import Place

RuleName = Literal[
    "missing_note", "missing_evidence", "same_note", "copied_note", "repeated_task", "signed_late", "late_but_on_time",
    "missing_product", "unnumbered_document", "impossible_day", "before_plan", "after_period", "year_of_number",
    "two_days", "out_of_order", "symbol_office", "symbol_issuer", "symbol_kind", "symbol_letters", "symbol_of_letter",
    "symbol_year", "symbol_needless_year", "symbol_form", "symbol_incomplete", "procedures_disagree", "online_disagree",
    "wrong_rate", "decimal_point", "mixed_thousands", "area_counts", "announced_tasks", "announced_areas",
    "no_product", "kind_issuer", "undated_document", "list_out_of_order", "not_as_registered",
    "missing_figure",
]  # fmt: skip
"""`lint.<rule>.what`, `.why` and `.fix` are its sentences."""


class Severity(enum.StrEnum):
    ERROR = "error"
    DOUBT = "doubt"


class Spot(NamedTuple):
    """A value and the task that has it; None: a text outside of the table."""

    text: str
    task: int | None


def in_order(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """By task, the texts outside of the table last."""
    return tuple(sorted(set(spots), key=lambda spot: (spot.task is None, spot.task or 0, spot.text)))


Value = str | int | date | tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """`tasks` is empty where only texts outside of the table are concerned. `code` stays the same while what was found
    stays the same, in whatever order the tasks come: 16 characters."""

    rule: RuleName
    severity: Severity
    tasks: tuple[int, ...]
    place: Place
    values: Mapping[str, Value]
    code: str


def make_finding(
    rule: RuleName,
    severity: Severity,
    tasks: Iterable[int | None],
    place: Place,
    content: Iterable[str],
    **values: Value,
) -> Finding:
    """`content`: the texts whose change makes another finding of it."""
    numbers = tuple(sorted({number for number in tasks if number is not None}))
    parts = [rule, *map(str, numbers), "", *content]
    code = blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return Finding(rule, severity, numbers, place, values, code)
