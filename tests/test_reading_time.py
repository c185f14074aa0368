"""A message costs no more the longer it is: what is read of it is bounded, and the reader runs over it once. Counted in
looks into the vocabulary and not in seconds, so that nothing else on the machine matters."""

import pytest

from handlers.language import vocabulary as language
from handlers.plan.amendments import read_amendment
from handlers.plan.progress_line import read_lines, read_progress_line

PARTS = [
    "1 ", "xong ", "da xong a ", "x", "tieens ddooj 12 80% ", "thnah xogn ", "nhie65m vu5 12 ", "14 xong, con thieu ",
    "nv 1, ", "80% ", "12: 80%; ", "tu 60% len ", "được đạt khoảng ", "chưa ", "\n14 xong", "1-2-3-", "ba muoi ",
    "không phát sinh ", "em báo cáo ạ ", "16 bao giờ? ",
]  # fmt: skip
LONGEST = 4000
LOOKS = 8_000
"""A look takes some 0.3 µs: about 2 ms. Most of these messages need 500 to 1,500, "nv 1, nv 1, …" 7,300."""


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


def _of(part: str, length: int) -> str:
    return (part * length)[:length]
