"""What people say around a period: `cho tôi xem tình hình quý 2 thế nào rồi em`. Folded phrases; to teach one, add it
here and its line to tests/period_forms.toml."""

from collections.abc import Iterable

from storage.ground.patterns import compiled_later

EDGES = " .,:;!?…\"'()[]"
# In front, what a report is called: it belongs to no period, but to no other thing either.
_CALLED = ("bao cao", "so lieu", "tong hop", "tom tat", "thong ke", "trong", "cua", "ky", "thoi gian", "giai doan")
_WHO = ("toi", "anh", "chi", "minh", "bo", "sep", "em", "lanh dao", "giam doc")
_GIVE = (
    "cho", "gui", "bao cao", "dua", "lay", "mo", "trich", "ke", "in", "xuat", "bao", "gui cho", "bao cho", "lay cho",
)  # fmt: skip
_SEE = ("", " xem", " biet", " coi", " nghe")
_WISH = ("can", "muon", "can xem", "muon xem", "muon biet", "xin", "hoi")
_FOR_WHOM = tuple(f"{give} {who}{see}" for give in _GIVE for who in _WHO for see in _SEE)
_WANTS = tuple(f"{who} {wish}" for who in _WHO for wish in _WISH)
_ASKING = (
    *_CALLED, *_FOR_WHOM, *_WANTS,
    "em", "ban", "bot", "alo", "oi", "nay", "a", "da", "vang", "the", "con", "roi", "thi", "va", "hay", "hoi", "biet",
    "em oi", "vui long", "lam on", "nho", "nho em", "phien em", "xem", "xem lai", "xem giup", "xem ho", "coi", "lay",
    "mo", "gui", "cho", "cho xem", "cho biet", "cho coi", "kiem tra", "can xem", "muon xem", "muon biet", "ve",
    "tinh hinh", "tinh hinh chung", "tinh hinh cong viec", "tinh hinh thuc hien", "ket qua", "ket qua chung",
    "ket qua thuc hien", "ket qua cong viec", "con so", "cac so", "tong quan", "tong the", "toan canh", "tong ket",
    "cchc", "cai cach hanh chinh", "summary", "moi thu", "tat ca",
)  # fmt: skip
_ASKED = (
    "the nao", "nhu the nao", "the nao nhi", "ra sao", "sao", "thi sao", "lam the nao", "lam den dau", "den dau",
    "co gi", "co gi moi", "co gi can chu y", "co gi khong", "bao nhieu", "duoc khong", "dat the nao", "dat bao nhieu",
    "on khong", "co on khong", "co tot khong", "tot khong",
)  # fmt: skip
_PLEASE = (
    "cho toi", "cho anh", "cho chi", "cho minh",
    "a", "nhe", "nha", "nhi", "nghe", "di", "voi", "thoi", "em", "oi", "giup", "giup toi", "giup anh", "giup chi",
    "dum", "ho", "xem", "xem nao", "coi", "ngay", "day", "ha", "ah", "vay", "xem sao", "cai", "gap", "cam on", "nao",
    "roi", "the",
)  # fmt: skip


def _any_of(phrases: Iterable[str]) -> str:
    """The longest first."""
    return "|".join(sorted(set(phrases), key=lambda phrase: -len(phrase)))


_NAME = compiled_later(rf"^(?:(?:{_any_of(_CALLED)})\s+)+")
_BEFORE = compiled_later(rf"^(?:(?:{_any_of(_ASKING)})[\s,:]+)+")
_AT_THE_END = compiled_later(rf"(?:[\s,]+(?:{_any_of(_PLEASE)})\b\W*)+$")
_QUESTION = compiled_later(rf"[\s,]+(?:{_any_of(_ASKED)})(?: roi)?\W*$")


def without_name(plain: str) -> str:
    """`bao cao quy 3` → `quy 3`"""
    return _NAME.sub("", plain)


def without_courtesy(plain: str) -> str:
    """`cho toi xem tinh hinh quy 2 the nao a` → `quy 2`. What is left may be empty."""
    for pattern in (_QUESTION, _AT_THE_END, _QUESTION, _AT_THE_END):
        plain = pattern.sub("", plain).strip(EDGES)
    return _BEFORE.sub("", plain).strip(EDGES)
