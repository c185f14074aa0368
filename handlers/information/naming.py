"""The words of a question that name the procedure: without those that only ask."""

import re

from storage.text import folded_words

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
    words = " ".join(folded_words(text))
    return _ASKED.sub(" ", words).split() or words.split()
