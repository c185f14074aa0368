"""Names in a plan that are of no unit yet: offered with those that are nearly the same, and made only when somebody has
said so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storage.ground.text import fold, shorten
from storage.imports.plan.unit_names import KnownUnits, UnitRef, are_near, unit_key
from storage.imports.questions import ALL, EACH, LEADS, NEAR, NEW, NONE, Answers, Ask, Choice, FileQuestion, Unanswered

_LISTED, _NUMBERS, _BUTTONS = 40, 6, 8


@dataclass(slots=True)
class Unknown:
    """`leads`, `supports`: numbers of the tasks that it is said to lead, or to work with. `near`: the nearest first; in
    the file itself a name that stands there, too, and is as new."""

    name: str
    leads: list[int] = field(default_factory=list)
    supports: list[int] = field(default_factory=list)
    near: list[UnitRef] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        return sorted({*self.leads, *self.supports})


def settle(unknown: Sequence[Unknown], known: KnownUnits, answers: Answers) -> dict[str, UnitRef | None]:
    """Key of the name → the unit it is, to be made or not, or None where it is left as words. Raises `Unanswered`."""
    for place, one in enumerate(unknown):
        one.near = _near(one, place, unknown, known)
    open_to_all = answers.get(Ask.UNITS) or ""
    told: dict[str, UnitRef | None] = {}
    left = []
    for one in unknown:
        answer = answer_for(one.name, answers)
        if answer == ALL:
            open_to_all = NEW
        if answer == NONE:
            told[unit_key(one.name)] = None
        elif answer and (unit := _answered(answer, one, unknown, known)):
            told[unit_key(one.name)] = unit
        else:
            left.append(one)
    if not open_to_all and known.is_alone and not any(one.near for one in unknown):
        open_to_all = NEW  # there is nothing yet; the preview shows what will be made
    found = told | {unit_key(one.name): _settled(one, open_to_all, left, known) for one in left}
    return {key: _made_as(key, unit, found) for key, unit in found.items()}


def _made_as(key: str, unit: UnitRef | None, found: Mapping[str, UnitRef | None]) -> UnitRef | None:
    """Where the other name of the file became another unit itself, this one is that unit, too."""
    other = unit_key(unit.name) if unit is not None and unit.id is None else key
    return unit if other == key else found.get(other) or unit


def answer_for(name: str, answers: Answers) -> str | None:
    """Whatever way the name is written."""
    told = answers.given.items()
    beginning = f"{Ask.UNIT}:"
    found = (value for key, value in told if key.startswith(beginning) and unit_key(key[5:]) == unit_key(name))
    return next(found, None)


def _near(one: Unknown, place: int, unknown: Sequence[Unknown], known: KnownUnits) -> list[UnitRef]:
    """Of two names that stand in the file, the one of more tasks is the better one, or the longer, or the first."""
    units = known.called(one.name) or known.shortened(one.name) or known.near(one.name)
    weight = (len(one.numbers), len(one.name), -place)
    others = [
        UnitRef(None, other.name)
        for at, other in enumerate(unknown)
        if (len(other.numbers), len(other.name), -at) > weight and are_near(one.name, other.name)
    ]
    return [*(UnitRef(unit.id, unit.name) for unit in units), *others[:1]]


def _answered(answer: str, one: Unknown, unknown: Sequence[Unknown], known: KnownUnits) -> UnitRef | None:
    """None for what is no answer: it is asked again."""
    if answer in (NEW, ALL):
        return UnitRef(None, one.name)
    if answer.isdecimal() and answer.isascii() and len(answer) < 19:
        return known.with_id(int(answer))
    if called := known.called(answer):
        return UnitRef(called[0].id, called[0].name)
    return next((UnitRef(None, other.name) for other in unknown if unit_key(other.name) == unit_key(answer)), None)


def _settled(one: Unknown, how: str, left: Sequence[Unknown], known: KnownUnits) -> UnitRef | None:
    if how == NEW or (how == LEADS and one.leads) or (how == NEAR and not one.near):
        return UnitRef(None, one.name)
    if how == NEAR:
        return one.near[0]
    if how == LEADS:
        return None
    several = len(left) > 1
    raise Unanswered(_about_all(left) if several and how != EACH else _about(one, known, several=several))


def _about(one: Unknown, known: KnownUnits, *, several: bool) -> FileQuestion:
    near = [Choice(_value(unit), "import.choice_unit_near", {"unit": unit.name}) for unit in one.near]
    shown = {unit.id for unit in one.near}
    others = [
        Choice(str(unit.id), "import.choice_unit_other", {"unit": unit.name})
        for unit in sorted(known.units, key=lambda unit: fold(unit.name))
        if unit.id not in shown
    ]
    buttons = others if len(others) <= _BUTTONS else []
    more = [Choice(ALL, "import.choice_unit_all")] if several else []
    choices = (
        *near,
        Choice(NEW, "import.choice_unit_new", {"unit": one.name}),
        *more,
        *buttons,
        Choice(NONE, "import.choice_unit_none"),
    )
    values: dict[str, str | int] = {"unit": one.name, "numbers": numbers(one.numbers)}
    hidden = () if buttons else tuple(others)
    return FileQuestion(Ask.UNIT, choices, about=one.name, values=values, typed=True, hidden=hidden)


def _value(unit: UnitRef) -> str:
    return unit.name if unit.id is None else str(unit.id)


def _about_all(left: Sequence[Unknown]) -> FileQuestion:
    near = sum(bool(one.near) for one in left)
    leading = sum(bool(one.leads) for one in left)
    choices = [Choice(NEW, "import.choice_units_new", {"count": len(left)})]
    if near:
        mixed = "import.choice_units_near" if near < len(left) else "import.choice_units_near_only"
        choices.insert(0, Choice(NEAR, mixed, {"near": near, "count": len(left) - near}))
    if 0 < leading < len(left):
        choices.append(Choice(LEADS, "import.choice_units_leads", {"count": leading}))
    choices.append(Choice(EACH, "import.choice_units_each"))
    more = len(left) - _LISTED
    lines = [f"• {_listed(one)}" for one in left[:_LISTED]] + ([f"… (+{more})"] if more > 0 else [])
    return FileQuestion(Ask.UNITS, tuple(choices), values={"count": len(left), "units": "\n".join(lines)})


def _listed(one: Unknown) -> str:
    """`Phòng Nghiệp vu (3, 5) ≈ Phòng Nghiệp vụ`"""
    near = f" ≈ {one.near[0].name}" if one.near else ""
    return f"{shorten(one.name, 80)} ({numbers(one.numbers)}){near}"


def numbers(found: Sequence[int]) -> str:
    """`1, 3, 5…`"""
    return ", ".join(map(str, found[:_NUMBERS])) + ("…" if len(found) > _NUMBERS else "")
