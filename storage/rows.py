"""The one way from a row to a dataclass: each column goes to the field of its name, so that no order has to match."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Result

T = TypeVar("T")
AnyResult = Result[*tuple[Any, ...]]


def all_as(kind: Callable[..., T], result: AnyResult, **same: object) -> list[T]:
    """Every row as a `kind` (a dataclass or named tuple), in the result's order. `same`: fields that are no columns and
    alike in all rows. A column without a field is a TypeError, and so is a field without a column or default."""
    columns = tuple(result.keys())
    if columns == getattr(kind, "__match_args__", ()):  # in the order of the fields anyway: no names to look up
        return [kind(*row) for row in result]
    return [kind(**dict(zip(columns, row, strict=True)), **same) for row in result]


def one_as(kind: Callable[..., T], result: AnyResult) -> T | None:
    """The only row, where there is one; errors as `all_as`."""
    columns, row = tuple(result.keys()), result.one_or_none()
    return None if row is None else kind(**dict(zip(columns, row, strict=True)))
