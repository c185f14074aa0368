"""What a button does, as a typed value: packed into the 64 bytes a button has, read back, and never trusted.

An action is a small frozen dataclass. Its fields are what the handler needs (ids, enums, a `Period`, a day); `name` is
the word on the wire. Whatever comes back over a channel may be forged or years old: too few fields, too many, another
type, a value that does not exist are found here, and become `button.stale`.
"""

import enum
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Annotated, Any, ClassVar, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.messages.payloads import Style

ACTION_BYTES = 64  # Telegram's limit for a button's data
_LARGEST = 2**63 - 1
LAST_PAGE = 99_999  # times the rows of a page it is still a number that a database takes
_BETWEEN = ":"


class Action:
    """Base of all actions. Subclasses are frozen dataclasses with slots, and set `name`; `style`: how their buttons
    stand out, DANGER where a tap takes something away for good.

    Fields with a default come last; on the wire they may be missing, and are left out where nothing follows them.
    """

    __slots__ = ()
    name: ClassVar[str]
    style: ClassVar[Style | None] = None

    @property
    def wire(self) -> str:
        """`task:12`; raises ValueError where it is longer than a button can carry: a defect, not a person's doing."""
        wire = _wire(self)
        if len(wire.encode()) > ACTION_BYTES:
            raise ValueError(f"the action is longer than {ACTION_BYTES} bytes: {wire}")
        return wire

    def with_value(self, stand_in: object, value: object) -> Self:
        """The same with this value in the place of the other. Refuses with `button.stale` what makes no sense."""
        values: dict[str, Any] = {shape.name: getattr(self, shape.name) for shape in _shapes(type(self))}
        try:
            return type(self)(**{name: value if held == stand_in else held for name, held in values.items()})
        except ValueError:
            raise Refusal("button.stale") from None

    @property
    def fits(self) -> bool:
        """Whether a button can carry it: what a person has typed may be longer."""
        return len(_wire(self).encode()) <= ACTION_BYTES

    @classmethod
    def read(cls, argument: str) -> Self:
        """From what stands behind the name. Refuses with `button.stale`."""
        shapes = _shapes(cls)
        at_most = len(shapes) - 1 if shapes and shapes[-1].codec.takes_rest else -1
        parts = argument.split(_BETWEEN, at_most) if argument else []
        if len(parts) > len(shapes):
            raise Refusal("button.stale")
        values: dict[str, Any] = {}
        for shape, part in zip(shapes, parts, strict=False):
            if part or not shape.may_be_missing:
                values[shape.name] = shape.read(part)
        try:
            return cls(**values)
        except (TypeError, ValueError):  # a field is missing, or the whole makes no sense
            raise Refusal("button.stale") from None


@dataclass(frozen=True, slots=True)
class Codec:
    """How one type of field stands on the wire, in as few letters as it can: without colons, unless it is the last
    one and takes the rest."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    takes_rest: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    name: str
    codec: Codec
    may_be_missing: bool
    default: Any

    def read(self, part: str) -> Any:
        try:
            return self.codec.read(part)
        except (ValueError, KeyError, OverflowError):
            raise Refusal("button.stale") from None


def read_number(text: str) -> int:
    """A row's number, a page: decimal digits and nothing else. Raises ValueError."""
    if not (text.isascii() and text.isdecimal() and len(text) < 20) or int(text) > _LARGEST:
        raise ValueError("no number")
    return int(text)


def read_page(text: str) -> int:
    """Raises ValueError for a page that no list has: the database is not asked for the row before it."""
    page = read_number(text)
    if page > LAST_PAGE:
        raise ValueError("no page")
    return page


def read_day(text: str) -> date:
    """`20260615`"""
    if not (text.isascii() and text.isdecimal() and len(text) == 8):
        raise ValueError("no day")
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _write_token(text: str) -> str:
    if _BETWEEN in text:
        raise ValueError(f"a colon divides fields and stands in none: {text}")
    return text


_CODECS: Mapping[type, Codec] = {
    int: Codec(str, read_number),
    str: Codec(_write_token, str),
    date: Codec(lambda day: f"{day:%Y%m%d}", read_day),
    Period: Codec(lambda period: period.code, Period.from_code),
}


Page = Annotated[int, Codec(str, read_page)]
"""A page of a list, from 0. Any field may bring its codec in this way."""

Rest = Annotated[str, Codec(str, str, takes_rest=True)]
"""Words of a person, as the last field."""


def _codec(kind: Any) -> Codec:
    """Raises TypeError for a type that has no place in a button."""
    own = [extra for extra in getattr(kind, "__metadata__", ()) if isinstance(extra, Codec)]
    if own:
        return own[0]
    if isinstance(kind, type) and issubclass(kind, enum.StrEnum):
        return Codec(str, kind)
    if isinstance(kind, type) and hasattr(kind, "from_code"):
        return Codec(lambda value: value.code, kind.from_code)
    if kind in _CODECS:
        return _CODECS[kind]
    raise TypeError(f"no button can carry {kind}")


_KNOWN: dict[Any, tuple[_Shape, ...]] = {}


def _shapes(kind: Any) -> tuple[_Shape, ...]:
    """The fields of an action, read once for each class: reading type hints takes longer than all the rest."""
    if kind not in _KNOWN:
        _KNOWN[kind] = _shapes_of(kind)
    return _KNOWN[kind]


def _shapes_of(kind: Any) -> tuple[_Shape, ...]:
    hints = get_type_hints(kind, include_extras=True)
    shapes = []
    for field in fields(kind):
        has_default = field.default is not MISSING
        codec = _codec(_without_none(hints[field.name]))
        shapes.append(_Shape(field.name, codec, has_default, field.default if has_default else None))
    return tuple(shapes)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        (only,) = (part for part in get_args(kind) if part is not type(None))
        return only
    return kind


def _wire(action: Action) -> str:
    return _BETWEEN.join((action.name, *_written(action)))


def _written(action: Action) -> list[str]:
    shapes = _shapes(type(action))
    values = [getattr(action, shape.name) for shape in shapes]
    while shapes and shapes[-1].may_be_missing and values[-1] == shapes[-1].default:
        shapes, values = shapes[:-1], values[:-1]
    return ["" if value is None else shape.codec.write(value) for shape, value in zip(shapes, values, strict=True)]


A = TypeVar("A", bound=Action)
