"""A finding in words: where, what, why, and how to put it right."""

from datetime import date
from typing import NamedTuple

from handlers.catalogue import Words
from handlers.lint.findings import Finding, Spot, Value
from handlers.numbers import day

_SPOTS_SHOWN = 6


class FindingWords(NamedTuple):
    severity: str
    where: str
    what: str
    why: str
    fix: str


def finding_words(say: Words, finding: Finding) -> FindingWords:
    values = {name: _shown(say, value) for name, value in finding.values.items()}
    numbers = ", ".join(map(str, finding.tasks))
    return FindingWords(
        severity=say(f"lint.severity_{finding.severity}"),
        where=say(f"lint.place_{finding.place}", numbers=numbers),
        what=say(f"lint.{finding.rule}.what", **values),
        why=say(f"lint.{finding.rule}.why", **values),
        fix=say(f"lint.{finding.rule}.fix", **values),
    )


def _shown(say: Words, value: Value) -> str:
    if isinstance(value, date):
        return day(value)
    return _spots(say, value) if isinstance(value, tuple) else str(value)


def _spots(say: Words, spots: tuple[Spot, ...]) -> str:
    by_task: dict[int | None, list[str]] = {}
    for spot in spots[:_SPOTS_SHOWN]:
        by_task.setdefault(spot.task, []).append(spot.text)
    shown = [
        say("lint.at_body" if task is None else "lint.at_task", text=", ".join(texts), task=task)
        for task, texts in by_task.items()
    ]
    return "; ".join(shown) + ("…" if len(spots) > _SPOTS_SHOWN else "")
