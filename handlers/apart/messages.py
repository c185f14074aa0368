"""What goes between the bot and the process that works apart. The bot trusts nothing that comes back."""

import logging
import pickle
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any, BinaryIO, NoReturn

from handlers.apart.bounds import Bounds
from storage.ground.refusals import Refusal

log = logging.getLogger(__name__)
_LENGTH = struct.Struct("<Q")
_DAYS = {("datetime", kind.__name__): kind for kind in (date, datetime, time, timedelta)}
_OURS = ("storage.", "handlers.")


@dataclass(frozen=True, slots=True)
class Order:
    """The function `module`.`name` on the bytes that follow."""

    module: str
    name: str
    bounds: Bounds
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Done:
    value: Any


@dataclass(frozen=True, slots=True)
class Refused:
    key: str
    values: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class TooMuch:
    """It asked for more memory than it may have."""


@dataclass(frozen=True, slots=True)
class Stumbled:
    """An error nobody foresaw, in our own code: its kind and places, without its text, which may hold what people
    wrote."""

    error: str


Answer = Done | Refused | TooMuch | Stumbled


class StumbledError(Exception):
    """The work apart ended with an error nobody foresaw."""


def packed(work: Callable[..., Any], bounds: Bounds, arguments: tuple[Any, ...]) -> bytes:
    """The head of an order."""
    order = pickle.dumps(Order(work.__module__, work.__qualname__, bounds, arguments), pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(order)) + order


def read_order(stream: BinaryIO) -> Order:
    """Only of the process that started this one: it may name anything."""
    (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
    order: Order = pickle.loads(stream.read(length))  # noqa: S301
    return order


def value_of(answer: BinaryIO, bounds: Bounds) -> Any:
    """Raises Refusal, or StumbledError, where the work did. What cannot be read counts as too much."""
    try:
        read = _Reader(_InParts(answer)).load()
    except Exception as mishap:  # whatever hostile bytes make of a pickle
        log.warning("what came back of work apart cannot be read: %s", type(mishap).__qualname__)
        refuse_too_much(bounds)
    match read:
        case Done(value):
            return value
        case Refused(str(key), dict(values)):
            raise Refusal(key, **values)
        case Stumbled(str(error)):
            raise StumbledError(error)
    return refuse_too_much(bounds)


def refuse_too_much(bounds: Bounds) -> NoReturn:
    raise Refusal(bounds.too_much, memory_mb=bounds.memory_mb)


def _member(kind: Any, name: str) -> Enum:
    """What earlier releases of Python 3.11 (Debian 12 has 3.11.2) write for a member of an enumeration is the call of
    `getattr`; this stands in its place and gives nothing else."""
    if not (isinstance(kind, type) and issubclass(kind, Enum)):
        raise pickle.UnpicklingError(name)
    return kind[name]


class _InParts:
    """Written in Python on purpose: reading a large answer holds the interpreter without a break where it is C from end
    to end, for a second and more. Between the pieces that are asked for here whoever waits has a turn."""

    def __init__(self, answer: BinaryIO) -> None:
        self._answer = answer

    def read(self, size: int) -> bytes:
        return self._answer.read(size)

    def readline(self) -> bytes:
        return self._answer.readline()


class _Reader(pickle.Unpickler):
    """Values, and our own dataclasses and enumerations of modules that are loaded: nothing that could be called to
    any effect. Whoever takes over the other process with a broken picture does not get into this one."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _member
        found = _DAYS.get((module, name))
        if found is None and module.startswith(_OURS):
            found = getattr(sys.modules.get(module), name, None)
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(name)
        if not (is_dataclass(found) or issubclass(found, Enum) or module == "datetime"):
            raise pickle.UnpicklingError(name)
        return found
