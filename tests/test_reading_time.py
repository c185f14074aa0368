"""A message costs no more the longer it is: what is read of it is bounded, and the reader runs over it once. Counted in
looks into the vocabulary, and in the time of the thread, so that nothing else on the machine matters."""

import itertools
import time
from collections.abc import Callable, Sequence
from functools import partial
from math import inf

import pytest

from handlers.language import vocabulary as language
from handlers.language.citizens import elsewhere, formal
from handlers.language.questions import is_question
from handlers.plan.amendments import read_amendment
from handlers.plan.progress_line import read_lines, read_progress_line

PARTS = [
    "1 ", "xong ", "da xong a ", "x", "tieens ddooj 12 80% ", "thnah xogn ", "nhie65m vu5 12 ", "14 xong, con thieu ",
    "nv 1, ", "80% ", "12: 80%; ", "tu 60% len ", "được đạt khoảng ", "chưa ", "\n14 xong", "1-2-3-", "ba muoi ",
    "không phát sinh ", "em báo cáo ạ ", "16 bao giờ? ", "14 xong; ", "nv 12 xong, nv 13 80%, ", "14, 15 và 16 xong. ",
    "12: đang làm\n", "nv 14: đã hoàn thành 80%\n", "nv 14 cơ bản xong, còn 2 phòng; ", "#12 ", "từ nv 4 đến nv 6 ",
    "1, 2, 3, 4, ", "nv 1 va nv 2 va ", "1,2,3,4,5 xong; ",
]  # fmt: skip
LONGEST = 4000
LOOKS = 2_500
"""Most of these messages need 300 to 800; a chain of tasks of which something is told needs most."""
MOST = 0.002
"""Seconds that the readers of a role together take for one message, where a core does nothing else."""
STEPS = 20_000
TRIES = 25
QUIET = 0.00076
"""Seconds that `_pace` takes there: where others use the same core's caches and its other half, it takes up to twice as
long, and so does everything."""


class Looks:
    """Counts what `Vocabulary.longest` and the states behind it are asked."""

    def __init__(self) -> None:
        self.count = 0


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    counted, longest = Looks(), language.Vocabulary.longest

    def counting(self: language.Vocabulary, tokens: object, first: int) -> object:
        counted.count += 1
        found = longest(self, tokens, first)  # type: ignore[arg-type]
        counted.count += found.end - found.first if found else 0
        return found

    monkeypatch.setattr(language.Vocabulary, "longest", counting)
    return counted


@pytest.mark.parametrize("part", PARTS)
def test_the_longest_message_costs_little_more_than_one_of_a_quarter(part: str, looks: Looks) -> None:
    for read in (read_progress_line, read_lines, read_amendment):
        read(_of(part, LONGEST // 4))
        quarter, looks.count = looks.count, 0
        read(_of(part, LONGEST))
        whole, looks.count = looks.count, 0
        assert whole <= max(5 * quarter, 500), (read.__name__, quarter, whole)
        assert whole <= LOOKS, (read.__name__, whole)


Readers = Sequence[Callable[[str], object]]
STAFF: Readers = (read_amendment, read_progress_line)
LINES: Readers = (read_lines,)
CITIZENS: Readers = (formal, elsewhere, is_question)


@pytest.mark.parametrize(
    ("before", "readers"),
    [((), STAFF), (STAFF, LINES), ((), CITIZENS)],
    ids=["staff", "what was found to have several tasks", "citizens"],
)
def test_a_message_is_read_within_two_milliseconds(before: Readers, readers: Readers) -> None:
    slow = {part: took for part in PARTS if (took := _took(before, readers, part)) > MOST}
    assert slow == {}


def _took(before: Readers, readers: Readers, part: str) -> float:
    """The least of several, at the pace of a core that does nothing else: more only says what else the machine does.
    Each message is another one: nothing of it is remembered but by those who read it `before`."""
    least = inf
    for _ in range(TRIES):
        message = f"{_of(part, LONGEST - 9)} {next(_numbers)}"
        _read(before, message)
        pace = _timed(_pace)
        least = min(least, _timed(partial(_read, readers, message)) * min(1, QUIET / pace))
        if least <= MOST:
            break
    return least


def _read(readers: Readers, message: str) -> None:
    for read in readers:
        read(message)


_numbers = itertools.count(1)


def _timed(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def _pace() -> int:
    """Work of the same kind: small things made, looked up and compared."""
    known, met = {str(number): number for number in range(64)}, 0
    for step in range(STEPS // 4):
        one = (str(step % 97), step)
        met += known.get(one[0], 0) > one[1] % 64
    return met


def _of(part: str, length: int) -> str:
    return (part * length)[:length]
