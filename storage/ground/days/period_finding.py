"""A period within a sentence: `hồ sơ trễ quý 3 phòng tổ chức`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from storage.ground.days.period_grammar import read_period
from storage.ground.days.period_plain import plain_period
from storage.ground.days.periods import Period

LONGEST = 160
_MOST_WORDS, _MOST_DROPPED = 14, 3
_WORDS = frozenset(
    (
        *(
            "quy",
            "thang",
            "nam",
            "tuan",
            "ngay",
            "hom",
            "ca",
            "nua",
            "dau",
            "cuoi",
            "nay",
            "truoc",
            "ngoai",
            "qua",
            "vua",
        ),
        *(
            "roi",
            "gan",
            "day",
            "nhat",
            "kia",
            "den",
            "toi",
            "het",
            "tinh",
            "tu",
            "ke",
            "va",
            "cung",
            "ky",
            "luy",
            "tiep",
        ),
        *("lien", "cua", "mai", "giai", "doan", "i", "ii", "iii", "iv"),
    )
)
_NUMBERS = re.compile(r"[\d./–-]*\d[\d./–-]*|[-–+&]")


@dataclass(frozen=True, slots=True)
class Found:
    """`rest`: the other words, folded, as `plain_period` writes them."""

    period: Period | None
    rest: str


def find_period(text: str, today: date) -> Found:
    """The longest period in it; None where it names none."""
    if len(text) > LONGEST:
        return Found(None, "")
    words = plain_period(text, today).split()
    best: tuple[int, int, Period] | None = None
    for first, last in _runs(words):
        for begins, ends in _stretches(first, last):
            if best is not None and ends - begins <= best[1] - best[0]:
                break
            period = _read(words[begins:ends], today)
            if period is not None:
                best = (begins, ends, period)
                break
    if best is None:
        return Found(None, " ".join(words))
    return Found(best[2], " ".join((*words[: best[0]], *words[best[1] :])))


def _read(words: Sequence[str], today: date) -> Period | None:
    try:
        return read_period(" ".join(words).strip(" ,.;:"), today)
    except (ValueError, OverflowError):
        return None


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of words that may all belong to a period."""
    first = None
    for place, word in enumerate([*words, "…"]):
        bare = word.strip(",.;:?!")
        may = bare in _WORDS or _NUMBERS.fullmatch(bare) is not None
        if may and first is None:
            first = place
        elif not may and first is not None:
            yield first, min(place, first + _MOST_WORDS)
            first = None


def _stretches(first: int, last: int) -> Iterator[tuple[int, int]]:
    """The longest first; a word or two at its ends may belong to what stands beside it."""
    length = last - first
    for dropped in range(min(length, 2 * _MOST_DROPPED + 1)):
        for left in range(max(0, dropped - _MOST_DROPPED), min(dropped, _MOST_DROPPED) + 1):
            yield first + left, last - (dropped - left)
