"""A finding in words: where, what, why, and how to put it right."""

from datetime import date
from typing import NamedTuple, get_args

from handlers.making.lint_rules.findings import Finding, RuleName, Severity, Spot, Value
from handlers.making.lint_rules.matter import Place
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day

SEVERITY = Keys("lint.severity_{}", Severity)
PLACE = Keys("lint.place_{}", Place)
_WHAT = Keys("lint.{}.what", get_args(RuleName))
_WHY = Keys("lint.{}.why", get_args(RuleName))
_FIX = Keys("lint.{}.fix", get_args(RuleName))
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
        severity=say(SEVERITY[finding.severity]),
        where=say(PLACE[finding.place], numbers=numbers),
        what=say(_WHAT[finding.rule], **values),
        why=say(_WHY[finding.rule], **values),
        fix=say(_FIX[finding.rule], **values),
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
