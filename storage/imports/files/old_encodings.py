"""Texts in the letters of old Vietnamese fonts (TCVN3 or ABC, VNI, VIQR): recognised by how they read, and converted.

Tables: TCVN 5712:1993 (its third form), the VNI-Windows code page, RFC 1456 (VIQR)."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from storage.ground.text import fold

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_MARKS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "ê": "\u0306",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}
_VNI_LETTERS |= {letter.upper(): meant.upper() for letter, meant in _VNI_LETTERS.items()}
_VNI = re.compile(
    f"([aeouyôöAEOUYÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])|([{''.join(_VNI_LETTERS)}])"
)
_VIQR_MARKS = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_VIQR = re.compile(r"([aeiouyAEIOUY])([\^(+]?)(['`?~.]?)(?=[a-zA-Z\s,;:/]|$)|([dD])[dD]")
_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "": ""}
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.ASCII
)
# Only from a word's beginning: from each of its letters anew, a long word would take the square of its length.
_HEAD = r"(?:(?<![^\W\d_])[^\W\d_]*)?"
_WORDS_BEYOND_ASCII = re.compile(
    rf"{_HEAD}[^\x00-\x7f\W\d_](?:[^\W\d_]|[\xa1-\xbf\u00ad])*|{_HEAD}[\xa1-\xbf\u00ad]+\w*"
)
_VIQR_HINT = re.compile(r"[aeo]\^['`?~.]?|[ou]\+|\bdd[aeiouy]", re.IGNORECASE)
_LETTERS = frozenset("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
_SURE, _FEWEST = 0.75, 3


def from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        base, mark, alone = match.groups()
        return _VNI_LETTERS[alone] if alone else _VNI_LETTERS.get(base, base) + _VNI_MARKS[mark.lower()]

    return unicodedata.normalize("NFC", _VNI.sub(letter, text))


def from_viqr(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        base, shape, tone, dd = match.groups()
        return ("đ" if dd == "d" else "Đ") if dd else base + _SHAPES[shape] + _VIQR_MARKS.get(tone, "")

    return unicodedata.normalize("NFC", _VIQR.sub(letter, text))


OLD: dict[str, Callable[[str], str]] = {"TCVN3 (ABC)": from_tcvn3, "VNI": from_vni}
_VIQR_NAME = "VIQR"


def old_share(text: str) -> float:
    """The same where its letters are those of an old font."""
    return max(share(convert(text)) for convert in OLD.values())


def share(text: str) -> float:
    """How many of the words with letters beyond ASCII read as Vietnamese syllables."""
    words = _WORDS_BEYOND_ASCII.findall(unicodedata.normalize("NFC", text))[:2000]
    return sum(map(is_syllable, words)) / len(words) if words else 0


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    lower = word.lower()
    beyond = [letter for letter in lower if not letter.isascii()]
    return all(letter in _LETTERS for letter in beyond) and len(beyond) <= 3 and bool(_SYLLABLE.fullmatch(fold(lower)))


def old_encoding(texts: Iterable[str]) -> str | None:
    """The old encoding in which these texts read as Vietnamese, where they do not as they stand."""
    text = "\n".join(texts)
    words = _WORDS_BEYOND_ASCII.findall(text)
    if len(words) >= _FEWEST and share(text) < _SURE:
        shares = {name: share(convert(text)) for name, convert in OLD.items()}
        # Of a few words both may read well: VNI only ever marks the vowel before.
        best = max(shares, key=lambda name: (min(shares[name], _SURE), name == "VNI" and _is_vni(text), shares[name]))
        if shares[best] >= _SURE:
            return best
    if not words and len(_VIQR_HINT.findall(text)) >= _FEWEST and share(from_viqr(text)) >= _SURE:
        return _VIQR_NAME
    return None


def _is_vni(text: str) -> bool:
    """Whether hardly a letter beyond ASCII is left when its marks and letters are taken away. It has "ì", "í", too."""
    left = [letter for letter in _VNI.sub("", text) if letter.isalpha() and letter.lower() not in "ìí"]
    return 20 * sum(not letter.isascii() for letter in left) <= sum(not letter.isascii() for letter in text)


def converter(name: str) -> Callable[[str], str]:
    """Of a file with old letters: what is written in today's letters stays as it is."""
    if name == _VIQR_NAME:
        return from_viqr
    convert = OLD[name]

    @lru_cache(maxsize=20_000)
    def converted(text: str) -> str:
        return text if text.isascii() or share(text) > share(convert(text)) else convert(text)

    return converted
