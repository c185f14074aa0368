"""A letter in one line: `công văn số 512/STT-VP ngày 12/6/2026 gửi Công ty …`."""

import re
from datetime import date

from storage.ground.citations import find_citations
from storage.ground.days.typed_days import SHORT, parse_day
from storage.ground.text import clean, fold_letters, shorten
from storage.registers.incident_letters import Letter

MAX_RECIPIENT = 120
_SENT = re.compile(r"(?:da |vua )?(?:gui |co |ban hanh |bang )?", re.ASCII)
_BARE = re.compile(r"(?:so[ :.]+)?(?=\d{1,6} ?/ ?[^\W\d_])")
_TO = re.compile(r"(?<!\w)gui (?:den |toi |cho )?")
_FOLLOWS = re.compile(r"[\s,;]*(?:cho|toi|den) ")
_SHORT_DAY = re.compile(rf"[\s,(]{{0,3}}(?:ngay )?(?!\d+ ?\.)({SHORT})(?![\d/])\)?", re.ASCII)
_END = re.compile(r"[;\n]|,? (?:ve viec|de nghi|yeu cau|v/v)\b")


def read_letter(text: str, today: date) -> Letter | None:
    """None where the text does not begin with a document's number. Without a day today is meant; `cv` and a number
    without a kind are a Công văn."""
    text = clean(text)
    sent = _SENT.match(fold_letters(text))
    text = text[sent.end() :] if sent else text
    bare = _BARE.match(fold_letters(text))
    if bare is not None:
        text = f"Công văn số {text[bare.end() :]}"
    folded = fold_letters(text)
    to = _TO.search(folded)
    head, tail = (text[: to.start()], text[to.end() :]) if to else (text, "")
    found = find_citations(head)
    if not found or found[0].start:
        return None
    cited = found[0]
    day = _SHORT_DAY.match(folded, cited.end) if cited.issued_on is None else None
    if to is None and (follows := _FOLLOWS.match(folded, day.end() if day else cited.end)):
        tail = text[follows.end() :]
    issued_on = cited.issued_on or (parse_day(day[1], today) if day else None) or today
    symbol = cited.symbol.upper() if cited.symbol.islower() else cited.symbol
    return Letter(cited.kind, cited.number, symbol, issued_on, read_recipient(tail))


def read_recipient(text: str) -> str:
    end = _END.search(fold_letters(text))
    return shorten((text[: end.start()] if end else text).strip(" .,:"), MAX_RECIPIENT)
