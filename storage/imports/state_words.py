"""What the words of a state column mean. Forms are data, the first that fits counts; a word that none knows is asked
about once and remembered for the unit."""

import re
from dataclasses import dataclass
from functools import lru_cache

from storage.ground.kinds import DossierState
from storage.ground.text import fold, shorten

_LONGEST = 40
_W = DossierState
# Over folded text without its note on the time limit; tried in this order.
_FORMS: tuple[tuple[DossierState, tuple[str, ...]], ...] = (
    (
        _W.WITHDRAWN,
        (
            r"(?:cong dan |nguoi dan |nguoi nop |to chuc |ho so )?(?:xin |da |yeu cau |de nghi )*rut\b.*",
            r"(?:da )?(?:bi )?huy(?: bo)?(?: ho so)?",
        ),
    ),
    (
        _W.REFUSED,
        (
            r"(?:da |bi )?tu choi\b.*|(?:ho so )?khong du dieu kien.*",
            r"(?:da |bi )?tra lai(?! ket qua)(?: ho so)?(?: do.*)?",
            r"khong (?:tiep nhan|thu ly|giai quyet|duoc giai quyet|duoc chap nhan|duoc phe duyet)",
        ),
    ),
    (_W.FINISHED, (r"(?:.* )?cho (?:tra|nhan|giao|phat) (?:ket qua|kq)(?: .*)?|da .*\bchua (?:tra|giao)(?: .*)?",)),
    (_W.RECEIVED, (r"da (?:nop |nhan |tiep nhan )?bo sung(?: .*)?",)),
    (
        _W.WAITING,
        (
            r"(?:da )?(?:yeu cau|cho|can|dang|tam dung|doi|thong bao|de nghi)\b.*\bbo sung\b.*",
            r"bo sung(?: ho so| giay to)?|(?:dang )?tam dung.*",
        ),
    ),
    (_W.EXTENDED, (r"(?:da |xin |duoc |dang )?(?:gia han|hen lai)\b.*",)),
    (_W.RECEIVED, (r"chua (?:xu ly|giai quyet|hoan thanh|xong|ket thuc|tra|co ket qua|den han)\b.*",)),
    (
        _W.HANDED_OVER,
        (
            r"(?:da )?(?:tra|giao|phat|nhan|ban giao) (?:ket qua|kq|xong)\b.*|da (?:tra|giao)",
            r"(?:cong dan|nguoi dan|to chuc) da nhan.*",
        ),
    ),
    (
        _W.FINISHED,
        (
            r"(?:da )?(?:xu ly|giai quyet|thuc hien) xong\b.*|da (?:xu ly|giai quyet|thuc hien)\b.*|xong",
            r"(?:da )?(?:hoan thanh|hoan tat|co ket qua|ket thuc)\b.*",
        ),
    ),
    (
        _W.RECEIVED,
        (
            r"(?:cho|dang|dang cho|moi) (?:xu ly|giai quyet|thu ly|tham dinh|tham tra|thuc hien|phan cong)\b.*",
            r"(?:cho|dang|dang cho) (?:phe duyet|duyet|trinh ky|ky|xac minh|xem xet|lay y kien)\b.*",
            r"(?:da |moi |dang )?tiep nhan(?: ho so)?|da nhan(?: ho so)?|(?:da )?chuyen (?:xu ly|thu ly)|trinh ky",
            r"dang (?:luan chuyen|trong qua trinh.*)",
        ),
    ),
)
_KNOWN = tuple((state, re.compile("|".join(forms))) for state, forms in _FORMS)
_LATE = re.compile(r"\b(?:bi )?(?:qua|tre) (?:thoi )?han\b(?: giai quyet| ngay.*)?")
_IN_TIME = re.compile(r"\b(?:dung|som|truoc|con|trong|chua (?:den|qua)) (?:thoi )?han\b(?: giai quyet)?")
_NOT = re.compile(r"\b(?:khong|chua) (?:bi )?(?:qua|tre) (?:thoi )?han\b")
_MARKS = re.compile(r"[\W_\d]+")


@dataclass(frozen=True, slots=True)
class Said:
    """`state`: None where the text says nothing of it. `late`: what it says of the time limit. `unknown`: the word to
    ask about, short and without digits: the column may be another than it seems."""

    state: DossierState | None = None
    late: bool | None = None
    unknown: str = ""


@lru_cache(maxsize=2048)
def read_state(text: str) -> Said:
    folded = " ".join(_MARKS.sub(" ", fold(text)).split())
    late = says_late(text)
    rest = " ".join(_LATE.sub(" ", _IN_TIME.sub(" ", _NOT.sub(" ", folded))).split())
    if not rest:
        return Said(late=late)
    for state, form in _KNOWN:
        if form.fullmatch(rest):
            return Said(state, late)
    return Said(None, late, shorten(" ".join(re.sub(r"\d", "", text).split()), _LONGEST))


@lru_cache(maxsize=2048)
def says_late(text: str) -> bool | None:
    """ "Đúng hạn" and "Quá hạn 3 ngày"; None where neither is said."""
    folded = " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())
    if _NOT.search(folded) or _IN_TIME.search(folded):
        return False
    return True if _LATE.search(folded) else None
