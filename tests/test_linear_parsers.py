"""A message takes no longer than it is long: eight times the longest one there is, hostile from end to end, costs far
less than a reader that runs back over the same characters, which needs minutes for it."""

import contextlib
import signal
from collections.abc import Callable, Iterator

import pytest

import handlers.dispatch
from handlers.plan.progress_line import read_progress_line
from handlers.registers.incident_line import _TAIL
from handlers.registers.indicator_line import read_value
from handlers.routes import ROUTES
from storage.ground.days.period_text import parse_coming_period, parse_period
from storage.imports.files.old_encodings import old_encoding
from storage.models import Role
from tests.chat import NOON, Town
from tests.samples import furnish
from tests.test_hostile_values import Attacker

LENGTH = 32_000
# Of the processor and not of the clock, so that nothing else on the machine counts. Measured: 0.02 s at the most.
SECONDS = 5.0
PARTS = ["1", "1/", "1- ", ", tu ", "a: ", "so 1/", "12/KH-UBND ", "ngay 1/1 ", "(", "\n"]
BEFORE = ["", "4 ", "4 xong ", "4 80% "]
TODAY = NOON.date()
READERS: dict[str, Callable[[str], object]] = {
    "report": read_progress_line,
    "tail": _TAIL.search,
    "value": read_value,
    "period": lambda text: parse_period(text, TODAY),
    "coming": lambda text: parse_coming_period(text, TODAY),
}


class TooLong(BaseException):
    """Not an error that the bot would apologise for."""


@contextlib.contextmanager
def _in_time(what: str) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooLong(what)

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _long(before: str, part: str) -> str:
    return (before + part * (LENGTH // len(part)))[:LENGTH] + "x"


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_no_longer_than_its_text_is_long(name: str) -> None:
    for part in [*PARTS, "-", ":", " ", "- ", "tu ", ", "]:
        with _in_time(f"{name}: {part}"):
            READERS[name](_long("", part))


def test_a_word_of_a_file_may_be_of_any_length() -> None:
    with _in_time("a word"):
        assert old_encoding(["a" * 10 * LENGTH]) is None


@pytest.fixture
async def attacker(town: Town, monkeypatch: pytest.MonkeyPatch) -> Attacker:
    monkeypatch.setattr(handlers.dispatch, "MAX_TEXT", 2 * LENGTH)
    await furnish(town)
    return Attacker(await town.member(Role.OFFICER))


async def test_plain_words_of_any_role_are_read_in_time(attacker: Attacker) -> None:
    town = attacker.person.town
    people = [attacker.person, town.person(), await town.member(Role.STAFF), await town.member(Role.DIRECTOR)]
    for person in people:
        for before in BEFORE:
            for part in PARTS:
                with _in_time(before + part):
                    assert await Attacker(person, before + part).sends({"text": _long(before, part)}) == []


async def test_what_follows_any_command_is_read_in_time(attacker: Attacker) -> None:
    for route in ROUTES.commands:
        for part in PARTS[::2]:
            with _in_time(f"/{route.name} {part}"):
                assert await attacker.sends({"text": _long(f"/{route.name} ", part)}) == []
