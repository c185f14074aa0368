"""Who did something, read with the thing itself: their name, or where they have none their role and unit."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Dialect, String, TypeDecorator, case, func, literal, select, type_coerce

from storage.models.base import aliased
from storage.models.people import Appointment, Person, Role, Unit


@dataclass(frozen=True, slots=True)
class Who:
    """A name; or a role, held at that unit; or neither, for somebody whose role has ended. `gone`: they have had their
    data erased, or it was nobody."""

    name: str | None = None
    role: Role | None = None
    unit: str = ""
    gone: bool = False


class _WhoType(TypeDecorator[Who]):
    """`=NAME`, `role:UNIT`, an empty text or NULL."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> Who:
        if value is None:
            return Who(gone=True)
        if value.startswith("="):
            return Who(name=value[1:])
        role, _, unit = value.partition(":")
        return Who(role=Role(role), unit=unit) if role else Who()


_unit = aliased(Unit)


def who_of(person: Any) -> ColumnElement[Who]:
    """A column of a statement that joins these people; the role is looked up only where there is no name."""
    held = (
        select(type_coerce(Appointment.role, String) + literal(":") + _unit.name)
        .select_from(Appointment)
        .join(_unit, _unit.id == Appointment.unit_id)
        .where(Appointment.person_id == person.id)
        .order_by(Appointment.id)
        .limit(1)
        .correlate(person)
        .scalar_subquery()
    )
    named = (person.name.is_not(None), literal("=") + person.name)
    return type_coerce(case(named, (person.id.is_not(None), func.coalesce(held, ""))), _WhoType())


WHO = who_of(Person)
