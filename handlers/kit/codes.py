"""The code of a dossier and the end of a phone number, as people type them: any dash, a full stop behind, the whole
number instead of its last four digits."""

import re
from dataclasses import dataclass

from storage.dossiers.dossiers import dossier_code
from storage.ground.text import clean, fold

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣﹘", "-"))
_GROUP = r"[A-Z0-9Đ]{1,20}"
_CODE = re.compile(rf"(?<![\w.-]){_GROUP}(?:[-.]{_GROUP}){{1,8}}(?![\w-])", re.IGNORECASE)
_SPACED = re.compile(rf"(?<![\w.-]){_GROUP}(?: ?- ?{_GROUP}){{1,8}}(?![\w-])", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}[-.]\d{1,2}(?:[-.]\d{2,4})?")
_PHONE = re.compile(r"(?<![\d.-])(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
_FOUR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_FOUR_GROUPED = re.compile(r"\d(?: ?\d){3}", re.ASCII)
_BEFORE_A_CODE = frozenset({"ma", "ho", "so", "la"})  # "mã hồ sơ là …"
_FEWEST_DIGITS, _DIGITS_ALONE = 5, 12  # of a code with letters; of one without: a phone number has fewer


@dataclass(frozen=True, slots=True)
class Given:
    """`code`: as stored, empty where there is none. `digits`: the last four, empty where there are none; `rest`: what
    else was said."""

    code: str
    digits: str
    rest: str


def read_given(text: str) -> Given:
    """Only what can be nothing else."""
    text = clean(text).translate(_DASHES)
    found = next((match for match in _CODE.finditer(text) if _is_code(match[0])), None)
    if found is None:
        found = next((match for match in _SPACED.finditer(text) if _is_code(match[0].replace(" ", ""))), None)
    if found is None:
        return Given("", *last_four(text))
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" .,;:")
    return Given(dossier_code(found[0]), *last_four(rest))


def _is_code(text: str) -> bool:
    digits = sum(letter.isdecimal() for letter in text)
    if _DAY.fullmatch(text):
        return False
    return digits >= (_FEWEST_DIGITS if any(letter.isalpha() for letter in text) else _DIGITS_ALONE)


def last_four(text: str) -> tuple[str, str]:
    """Of a phone number, or four digits that stand alone; and what is said beside them."""
    text = clean(text).translate(_DASHES)
    found = _PHONE.search(text) or _only(text)
    if found is None:
        return "", text
    digits = re.sub(r"\D", "", found[0])[-4:]
    return digits, f"{text[: found.start()]} {text[found.end() :]}".strip(" .,;:")


def _only(text: str) -> re.Match[str] | None:
    """Four digits in groups (`56 78`) are the last four where nothing else is said."""
    grouped = _FOUR_GROUPED.fullmatch(text)
    if grouped is not None:
        return grouped
    found = list(_FOUR.finditer(text))
    return found[0] if len(found) == 1 else None


def read_typed(text: str) -> Given:
    """Where a code was asked for: what stands there is one, unless it has no digit."""
    given = read_given(text)
    if given.code:
        return given
    words = clean(text).translate(_DASHES).rstrip(" .,;").split()
    while len(words) > 1 and fold(words[0]).strip(":") in _BEFORE_A_CODE:
        words.pop(0)
    phone = _PHONE.search(" ".join(words[1:])) if len(words) > 1 else None
    if phone is not None:
        return Given(dossier_code(words[0]), *last_four(phone[0]))
    digits = words[-1] if len(words) > 1 else ""
    return Given(dossier_code("".join(words[:-1] or words)), digits, "")


def has_phone(text: str) -> bool:
    return _PHONE.search(clean(text).translate(_DASHES)) is not None


_OWN = re.compile(
    r"(?:(?:so|sdt|dt|so dt|so dien thoai|dien thoai|lien he|goi|goi lai|alo|zalo)"
    r"(?: (?:cua|cho|lai|so|toi|em|chau|minh|bac|tui|la|qua|theo|nhe|nha|voi|a|dt|dien thoai)){0,6}|)[ :]*"
)


def is_only_phone(text: str) -> bool:
    """`gọi cho tôi số 0912 345 678 nhé`: the number, and words that only say whose it is."""
    flat = clean(text).translate(_DASHES)
    found = _PHONE.search(flat)
    if found is None:
        return False
    before, behind = fold(flat[: found.start()]).strip(" .,;:-"), fold(flat[found.end() :]).strip(" .,;:-!")
    return _OWN.fullmatch(f"{before} ".lstrip()) is not None and behind in (
        "",
        "nhe",
        "nha",
        "a",
        "giup toi",
        "voi",
        "nghe",
    )


def without_phones(text: str) -> str:
    """The same with stars for each phone number."""
    return _PHONE.sub("***", text)


_CONTACT = re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+|(?<!\w)@\w{4,}|(?<![\d.])\d{9}(?:\d{3})?(?!\d)")


def without_contacts(text: str) -> str:
    """The same with stars for phone numbers, addresses on the net and numbers of identity cards."""
    return _CONTACT.sub("***", without_phones(text))
