"""Figures inside a sentence: `{late}` stands for one that stays true, a bare number for what somebody typed."""

import re
from collections.abc import Mapping

from storage.ground.text import fold

_FIELD = re.compile(r"\{([a-z_]{1,40}\d{0,9})\}")
# Days, numbers of documents, years, months and quarters are no figures.
_NUMBER = re.compile(
    r"(?P<other>\d{1,2}/\d{1,2}/\d{4}|\d{1,6}(?:/\d{4})?/[A-ZĐ][\w-]*|\{[a-z_]+\d*\}"
    r"|(?:năm|tháng|quý|ngày|số|lần|khoản|điều)\s+\d+(?:/\d+)*)"
    r"|(?<![\w.,])(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|\d+(?:,\d+)?%?)(?!\w|[.,]\d)",
    re.IGNORECASE,
)


def fields_in(text: str) -> list[str]:
    return list(dict.fromkeys(_FIELD.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """With the figures of now; what is no figure's name stays as it is."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def numbers_in(text: str) -> list[str]:
    """Those that were typed, each once."""
    return list(dict.fromkeys(found["number"] for found in _NUMBER.finditer(text) if found["number"]))


def _plain(number: str) -> str:
    """`07` and `7` are one number."""
    return number.lstrip("0") or number


def bound(text: str, names: Mapping[str, str]) -> str:
    """`names`: number as written → whose it is. Those numbers become fields."""
    plain = {_plain(number): name for number, name in names.items()}

    def field(found: re.Match[str]) -> str:
        name = plain.get(_plain(found["number"] or ""))
        return f"{{{name}}}" if name else found[0]

    return _NUMBER.sub(field, text)


def names_of(text: str, values: Mapping[str, str], likely: Mapping[str, str]) -> dict[str, str]:
    """Number → figure, for the numbers of a computed sentence. `likely`: figures that it may have, with what they mean
    in words: of several with that value the one that the sentence speaks of; none where that is not one."""
    folded = fold(text)
    found: dict[str, str] = {}
    for number in numbers_in(text):
        same = [name for name in likely if _plain(values.get(name, "")) == _plain(number)]
        spoken_of = [name for name in same if fold(likely[name]) in folded]
        if len(only := spoken_of if len(same) > 1 else same) == 1:
            found[number] = only[0]
    return found


def may_be(text: str, values: Mapping[str, str], most: int) -> list[tuple[str, str]]:
    """(number, figure) for typed numbers that some figure has, too: one tap tells whether it is meant."""
    pairs = [
        (number, name)
        for number in numbers_in(text)
        for name, value in values.items()
        if _plain(value) == _plain(number)
    ]
    return pairs[:most]
