"""How notes are compared: by their words, without marks, diacritics and what says nothing."""

import re

from storage.ground.text import fold, folded_words, shorten

# Words of notes that may stand under any task: "Đang thực hiện đúng tiến độ, đúng quy định".
_SAYS_NOTHING = frozenset({
    "da", "dang", "duoc", "se", "thuc", "hien", "dung", "tien", "do", "quy", "dinh", "kip", "thoi", "thuong",
    "xuyen", "day", "du", "theo", "cac", "trong", "nam", "khi", "co", "phat", "sinh", "va", "cho", "ve", "cua",
    "tai", "luon", "tot", "nghiem", "tuc", "hoan", "thanh", "trien", "khai", "xong", "ro", "tiep",
})  # fmt: skip
# Digits that prove nothing.
_NO_FIGURE = re.compile(r"\b(?:nam (?:19|20)\d\d|1 cua|muc do \d(?: ?(?:,|va) ?\d)*|(?:tcvn )?iso [\d:]+)")
_ALL_OF_THEM = re.compile(r"\b100 ?%")
_NOTHING_AROSE = re.compile(
    r"\b(?:khong|chua) (?:(?:co|he|de|xay ra) )*"
    r"(?:phat sinh|tiep nhan|nhan duoc|nhan|xay ra|ghi nhan|phan anh|kien nghi|yeu cau|truong hop|vu viec|vu|don)\b"
)


def excerpt(text: str) -> str:
    """For a sentence that goes on behind it."""
    return shorten(text, 90).rstrip(" .;,:")


def telling_words(text: str) -> list[str]:
    return [word for word in folded_words(text) if word not in _SAYS_NOTHING and not word.isdigit()]


def has_evidence(text: str, *, all_counts: bool = True) -> bool:
    """A number or a date. `all_counts`: so does "100%"."""
    folded = _NO_FIGURE.sub("", fold(text))
    return any(letter.isdigit() for letter in (folded if all_counts else _ALL_OF_THEM.sub("", folded)))


def says_nothing_arose(text: str) -> bool:
    """A statement too: "không tiếp nhận phản ánh, kiến nghị nào"."""
    return _NOTHING_AROSE.search(fold(text)) is not None
