"""Findings in words: the same for the chat and the command line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.lint.collecting import Linted
from handlers.making.lint_rules.findings import Finding, Severity
from handlers.making.lint_rules.sentences import SEVERITY, finding_words
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer, moment
from handlers.words.periods import period_label
from storage.ground.days.periods import Period
from storage.lint.runs import NewFinding

MARKS = {Severity.ERROR: "❌", Severity.DOUBT: "⚠️"}


def told(say: Words, found: Sequence[Linted]) -> list[NewFinding]:
    """Errors first; with the plan's unit where there are several plans, or its name where one unit has them."""
    pairs = [(linted, finding) for linted in found for finding in linted.findings]
    pairs.sort(key=lambda pair: pair[1].severity is Severity.DOUBT)
    units = Counter(linted.plan.unit for linted in found)
    return [_told(say, linted, finding, _plan(linted, units)) for linted, finding in pairs]


def _plan(linted: Linted, units: Counter[str]) -> str:
    if units.total() == 1:
        return ""
    return f"{linted.plan.name if units[linted.plan.unit] > 1 else linted.plan.unit}: "


def _told(say: Words, linted: Linted, finding: Finding, plan: str) -> NewFinding:
    words = finding_words(say, finding)
    return NewFinding(
        plan_id=linted.plan.id,
        code=finding.code,
        severity=finding.severity,
        place=finding.place,
        tasks=[(task.id, task.number) for task in linted.plan.tasks if task.number in finding.tasks],
        where=f"{plan}{words.where}",
        what=words.what,
        why=words.why,
        fix=words.fix,
    )


def mark(finding: NewFinding) -> str:
    return MARKS[Severity(finding.severity)]


def head_lines(
    say: Words, period: Period, today: date, ran_at: datetime, tasks: int, counts: Mapping[str, int]
) -> list[str]:
    """`counts`: findings that are not waived, by severity."""
    until = day(period.as_of(today))
    lines = [say("lint_chat.title", period=period_label(period)), say("lint_chat.as_of", day=until, at=moment(ran_at))]
    if not tasks:
        return [*lines, say("lint_chat.no_plan", year=period.last.year)]
    errors, doubts = (integer(counts.get(severity, 0)) for severity in (Severity.ERROR, Severity.DOUBT))
    key = "lint_chat.counts" if counts else "lint_chat.clean"
    return [*lines, say(key, tasks=integer(tasks), errors=errors, doubts=doubts)]


def finding_lines(say: Words, finding: NewFinding) -> list[str]:
    """Where, what, why, and how to put it right."""
    return [
        f"{mark(finding)} {say(SEVERITY[finding.severity])} – {finding.where}",
        finding.what,
        say("lint_chat.why", why=finding.why),
        say("lint_chat.fix", fix=finding.fix),
    ]
