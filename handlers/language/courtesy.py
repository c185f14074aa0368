"""Courtesy is no part of what is said: "Dạ em báo cáo ạ: nhiệm vụ 12 xong nhé" says "nhiệm vụ 12 xong"."""

from collections.abc import Sequence

from handlers.language.tokens import Token
from handlers.language.vocabulary import Reading, vocabulary

BEFORE, BEHIND = "courtesy.before", "courtesy.behind"
_EITHER = (BEFORE, BEHIND)


def content(reading: Reading, first: int = 0, end: int | None = None, *, opens: bool = True) -> tuple[int, int]:
    """Where what is said begins and ends, as tokens: without the courtesy and the marks around it. `opens`: nothing was
    said before; otherwise "báo cáo" is a report and "da" is "đã"."""
    end = len(reading.tokens) if end is None else end
    behind = [span for span in reading.spans if may_go_on(reading.tokens, span.first, span.meaning)]
    before = [span for span in reading.spans if span.meaning in _EITHER] if opens else behind
    begins, ends = {span.first: span.end for span in before}, {span.end: span.first for span in behind}
    while first < end and (first in begins or not _counts(reading, first)):
        first = begins.get(first, first + 1)
    while first < end and (end in ends or not _counts(reading, end - 1)):
        end = ends.get(end, end - 1)
    return first, max(first, end)


def may_go_on(tokens: Sequence[Token], place: int, meaning: str) -> bool:
    """Whether it is courtesy behind what was said, too."""
    return meaning == BEHIND or (meaning == BEFORE and tokens[place].marked in ("dạ", "ạ"))


def _counts(reading: Reading, place: int) -> bool:
    """Words, numbers, and the marks that say something."""
    return reading.tokens[place].bare.isalnum() or reading.tokens[place].bare in "%?✔✅☑👌"


def plain(text: str) -> str:
    """The words of a message as they were typed, without courtesy around them: what the readers of days, names and
    commands are given."""
    reading = vocabulary("courtesy").read(text)
    first, end = content(reading)
    return reading.line.between(first, end)
