"""Rules that hold from a day until a day: targets, names of services, clocks, forms, calendars, working days.

What is shipped stands in `law.toml`; what the officer sets overrules it for its days. A period is reported by the rules
of its last day.
"""

import enum
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.database import Connection
from storage.ground.days.calendars import Regime
from storage.ground.days.working_time import WorkingTime
from storage.models import Rule

_SHIPPED = Path(__file__).with_name("law.toml")
LONGEST_STRETCH = timedelta(days=31)  # of days worked or off, set in one line


class RuleName(enum.StrEnum):
    SATISFACTION = "satisfaction"
    PARTICIPATION = "participation"
    LETTERS = "letters"
    ONLINE_WHOLE = "online_whole"
    ONLINE_PART = "online_part"
    ELECTRONIC = "electronic"
    SERVICES = "services"
    SERVICE_WHOLE = "service_whole"
    SERVICE_PART = "service_part"
    FEEDBACK_REFUSE = "feedback_refuse"
    FEEDBACK_MORE = "feedback_more"
    FEEDBACK_ANSWER = "feedback_answer"
    FEEDBACK_PUBLISH = "feedback_publish"
    FEEDBACK_URGENT = "feedback_urgent"
    FORM_RESULTS = "form_results"
    FORM_PROCEDURES = "form_procedures"
    MONTH_CCHC = "month_cchc"
    MONTH_KSTTHC = "month_kstthc"
    TASK_POINTS = "task_points"
    SENT_BACK = "sent_back"
    DAY_WORKED = "day_worked"
    DAY_OFF = "day_off"


class RuleGroup(enum.StrEnum):
    TARGETS = "targets"
    SERVICES = "services"
    CLOCKS = "clocks"
    FORMS = "forms"
    PERFORMANCE = "performance"
    CALENDARS = "calendars"
    DAYS = "days"


class Measure(enum.StrEnum):
    """What a value is: a share in per cent, working days, words, a day of the month, or nothing but the days."""

    PERCENT = "percent"
    DAYS = "days"
    WORDS = "words"
    DAY_OF_MONTH = "day_of_month"
    DATES = "dates"


_GROUPS: dict[RuleGroup, tuple[Measure, tuple[RuleName, ...]]] = {
    RuleGroup.TARGETS: (
        Measure.PERCENT,
        (
            *(RuleName.SATISFACTION, RuleName.PARTICIPATION, RuleName.LETTERS),
            *(RuleName.ONLINE_WHOLE, RuleName.ONLINE_PART, RuleName.ELECTRONIC),
        ),
    ),
    RuleGroup.SERVICES: (Measure.WORDS, (RuleName.SERVICES, RuleName.SERVICE_WHOLE, RuleName.SERVICE_PART)),
    RuleGroup.CLOCKS: (
        Measure.DAYS,
        (
            *(RuleName.FEEDBACK_REFUSE, RuleName.FEEDBACK_MORE, RuleName.FEEDBACK_ANSWER),
            *(RuleName.FEEDBACK_PUBLISH, RuleName.FEEDBACK_URGENT),
        ),
    ),
    RuleGroup.FORMS: (Measure.WORDS, (RuleName.FORM_RESULTS, RuleName.FORM_PROCEDURES)),
    RuleGroup.PERFORMANCE: (Measure.PERCENT, (RuleName.TASK_POINTS, RuleName.SENT_BACK)),
    RuleGroup.CALENDARS: (Measure.DAY_OF_MONTH, (RuleName.MONTH_CCHC, RuleName.MONTH_KSTTHC)),
    RuleGroup.DAYS: (Measure.DATES, (RuleName.DAY_WORKED, RuleName.DAY_OFF)),
}
_MONTHS = {RuleName.MONTH_CCHC: Regime.CCHC, RuleName.MONTH_KSTTHC: Regime.KSTTHC}


def names_in(group: RuleGroup) -> Sequence[RuleName]:
    return _GROUPS[group][1]


def group_of(name: RuleName) -> RuleGroup:
    return next(group for group, (_, names) in _GROUPS.items() if name in names)


def measure_of(name: RuleName) -> Measure:
    return _GROUPS[group_of(name)][0]


@dataclass(frozen=True, slots=True)
class Held:
    """A value with its days. `id`: None of what is shipped; `first`, `last`: None where that side is open."""

    id: int | None
    name: RuleName
    value: str
    first: date | None
    last: date | None
    source: str

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Rules:
    """`held`: later ones overrule earlier ones."""

    held: Sequence[Held]

    def of(self, name: RuleName) -> list[Held]:
        return [one for one in self.held if one.name is name]

    def at(self, name: RuleName, day: date) -> Held | None:
        """None where no rule of that name is known for the day."""
        return next((one for one in reversed(self.held) if one.name is name and one.holds(day)), None)

    def number(self, name: RuleName, day: date) -> int | None:
        found = self.at(name, day)
        return None if found is None else int(found.value)

    def always(self, name: RuleName, day: date) -> int:
        """Of a rule that is shipped for every day: its number."""
        found = self.number(name, day)
        assert found is not None, f"law.toml has a gap: {name}, {day}"  # noqa: S101
        return found

    def words(self, name: RuleName, day: date) -> str:
        """Empty where none is known."""
        found = self.at(name, day)
        return "" if found is None else found.value

    def days(self, name: RuleName) -> frozenset[date]:
        """All days of a rule that is nothing but days."""
        return frozenset(day for one in self.of(name) for day in _stretch(one))

    def working_time(self, usual: WorkingTime) -> WorkingTime:
        """With the days worked and off that were set here."""
        worked, off = self.days(RuleName.DAY_WORKED), self.days(RuleName.DAY_OFF)
        return WorkingTime(usual.hours, usual.days_off | off, worked) if worked or off else usual

    def months(self) -> tuple[tuple[Regime, date | None, date | None, int], ...]:
        """From when until when a regime's month begins on which day, the newest rule first."""
        held = [one for one in reversed(self.held) if one.name in _MONTHS]
        return tuple((_MONTHS[one.name], one.first, one.last, int(one.value)) for one in held)


def _stretch(one: Held) -> Iterable[date]:
    if one.first is None:
        return ()
    last = one.last or one.first
    return (one.first + timedelta(days=number) for number in range((last - one.first).days + 1))


@cache
def shipped() -> tuple[Held, ...]:
    found = tomllib.loads(_SHIPPED.read_text("utf-8"))
    return tuple(
        Held(None, RuleName(name), one["value"], one.get("from"), one.get("until"), one["source"])
        for name, rules in found.items()
        for one in rules
    )


_SET = (
    select(Rule.id, Rule.name, Rule.value, Rule.first, Rule.last, Rule.source)
    .where(Rule.undone_at.is_(None))
    .order_by(Rule.id)
)


def _held(row: Any) -> Held:
    return Held(row.id, RuleName(row.name), row.value, row.first, row.last, row.source)


async def load_rules(db: Connection) -> Rules:
    names = set(RuleName)
    rows = [row for row in await db.execute(_SET) if row.name in names]
    return Rules((*shipped(), *map(_held, rows)))


@dataclass(frozen=True, slots=True)
class NewRule:
    name: RuleName
    value: str
    first: date
    last: date | None
    source: str


async def set_rule(db: Connection, rule: NewRule, person_id: int, now: datetime) -> int:
    """Its id. The same rule set again in the same words is not stored twice."""
    same = [one.id for one in (await load_rules(db)).of(rule.name)
            if one.id is not None and (one.value, one.first, one.last, one.source)
            == (rule.value, rule.first, rule.last, rule.source)]  # fmt: skip
    if same:
        return same[-1]
    row: dict[str, object] = {"name": rule.name.value, "value": rule.value, "first": rule.first, "last": rule.last}
    row |= {"source": rule.source, "set_by_id": person_id, "set_at": now}
    return (await db.scalars(insert(Rule).returning(Rule.id), row)).one()


_FIND = select(Rule.name).where(Rule.id == bindparam("rule"))
_UNDO = update(Rule).where(Rule.id == bindparam("rule"), Rule.undone_at.is_(None)).values(undone_at=bindparam("at"))


async def undo_rule(db: Connection, rule_id: int, now: datetime) -> RuleName | None:
    """The name of the rule that was taken back, whether now or before; None where there is none of that id."""
    name = (await db.scalars(_FIND, {"rule": rule_id})).one_or_none()
    if name is None or name not in set(RuleName):
        return None
    await db.execute(_UNDO, {"rule": rule_id, "at": now})
    return RuleName(name)


@dataclass(frozen=True, slots=True)
class Targets:
    """In per cent, of the rules of one day; the list that is shipped has one for every day. `services`: what services
    with an online part are called in all."""

    satisfaction: int
    participation: int
    services: str

    def satisfies(self, satisfied: int, rated: int) -> bool | None:
        """Whether so many of so many are enough; None where there is nothing to measure."""
        return _is_met(satisfied, rated, self.satisfaction)

    def takes_part(self, rated: int, received: int) -> bool | None:
        return _is_met(rated, received, self.participation)


def _is_met(part: int, whole: int, target: int) -> bool | None:
    return part * 100 >= target * whole if whole else None


async def targets_at(db: Connection, day: date) -> Targets:
    rules = await load_rules(db)
    return Targets(
        rules.always(RuleName.SATISFACTION, day),
        rules.always(RuleName.PARTICIPATION, day),
        rules.words(RuleName.SERVICES, day),
    )
