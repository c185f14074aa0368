"""The words of a question that name the procedure: without those that only ask."""

import re

from handlers.language.spelling import from_telex, is_syllable
from storage.ground.text import folded_words

_ASKING = (
    *("thu tuc hanh chinh", "thu tuc", "tthc", "can (?:chuan bi )?(?:nhung )?giay to (?:gi|nao)?"),
    *("ho so gom (?:nhung )?gi", "can (?:chuan bi )?(?:nhung )?gi", "gom (?:nhung )?gi", "(?:mat )?bao lau"),
    *("(?:het )?bao nhieu(?: ngay| tien)?", "le phi", "phi", "chi phi", "(?:nop |lam )?o dau", "mau (?:don|to khai)"),
    *("(?:lam )?(?:nhu )?the nao", "lam sao", "thi can", "(?:cho )?(?:toi|em|chau|minh|con|bac)(?: muon| can| hoi)?"),
    *("muon", "xin(?: hoi)?", "hoi(?: ve)?", "lam", "ve", "cho biet", "huong dan", "don", "vay", "a", "nhe", "voi"),
    *(
        "giay to (?:gi|can)",
        "may ngay",
        "di",
        "la",
        "thi",
        "va",
        "cua",
        "de",
        "procedure",
        "fee",
        "documents",
        "how",
        "to",
        "for",
        "the",
    ),
)
_ASKED = re.compile(rf"\b(?:{'|'.join(_ASKING)})\b")


def name_words(text: str) -> list[str]:
    """`thủ tục quảng cáo cần những gì ạ` → `quang`, `cao`; all of them where nothing would be left."""
    words = _spelled(text)
    return _named(words) or words.split()


def names_something(text: str) -> bool:
    """Not `cần giấy tờ gì`."""
    return bool(_named(_spelled(text)))


def _spelled(text: str) -> str:
    """Also what was typed without the input method: `quangr caos`."""
    return " ".join(word if is_syllable(word) else from_telex(word) for word in folded_words(text))


def _named(words: str) -> list[str]:
    return _ASKED.sub(" ", words).split()
