"""What stands after `/suco`: a new report, or a number and what became of it. With or without diacritics."""

import enum
import re
from dataclasses import dataclass
from datetime import date

from handlers.registers.letter_line import read_letter
from storage.ground.days.typed_days import SHORT, parse_day
from storage.ground.text import clean, fold, fold_letters
from storage.registers.incident_letters import Letter


class Act(enum.Enum):
    REPORT = enum.auto()
    SHOW = enum.auto()
    FIXED = enum.auto()
    BROKEN = enum.auto()
    SINCE = enum.auto()
    LETTER = enum.auto()
    NOTE = enum.auto()


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """`number`: of the incident; None for a new report. `on`: the day that is named, if one is."""

    act: Act
    number: int | None = None
    text: str = ""
    on: date | None = None
    letter: Letter | None = None


_HEAD = re.compile(r"(?:(?:su co )?so |#)?\s?(?P<number>\d{1,9})(?!\w)(?!\s?[/.,:-]\d)[\s.:,;)–—-]*", re.ASCII)
_DAY = rf"(?:ngay )?(?P<day>{SHORT}|hom nay|hom qua)"
_MENDED = r"(?:sua(?: chua)?|khac phuc|xu ly)(?: duoc)?"
_FIXED = re.compile(
    rf"(?:(?:da|vua) (?:duoc )?{_MENDED}(?: xong)?|{_MENDED} xong|(?:da )?xong"
    rf"|(?:da )?(?:hoat dong|chay|dung|vao)(?: duoc)? (?:lai|binh thuong)(?: binh thuong)?)(?: roi)?"
    rf"(?:[ ,]+(?:tu |vao )?{_DAY})?[ .!]*",
    re.ASCII,
)
_BROKEN = re.compile(
    r"(?:(?:van|con|van con|lai)(?: bi)? (?:hong|loi|chua (?:sua|khac phuc|xong|duoc))|(?:hong|loi) lai"
    r"|chua (?:sua|khac phuc|xong|duoc))(?: duoc| xong)?(?: roi)?[ .!]*",
    re.ASCII,
)
_SINCE = re.compile(rf"(?:bi )?(?:hong |loi )?(?:ke )?tu {_DAY}[ .]*", re.ASCII)
_TAIL = re.compile(rf"(?<![\s,;(–-])[\s,;(–-]+(?:ke )?tu {_DAY}\)?[ .]*$", re.ASCII)


_DAMAGE = re.compile(
    r"\b(?:hong|hu hong|bi (?:hu|loi|treo|do|sap)|khong (?:len|hoat dong|chay|vao duoc|dung duoc|in duoc|bat duoc)"
    r"|mat (?:mang|ket noi|tin hieu|dien))\b"
)


def tells_of_damage(text: str) -> bool:
    return _DAMAGE.search(fold(text)) is not None


def read_incident_line(text: str, today: date) -> IncidentLine:
    """`3`, `3 đã sửa ngày 12/6`, `3 vẫn hỏng`, `3 từ 2/2/2026`, `3 công văn số 512/STT-VP ngày 12/6 gửi …`; anything
    else after a number is a note, and without a number a report: `Kiosk tầng trệt không lên màn hình từ 12/6`."""
    text = clean(text)
    folded = fold_letters(text)
    head = _HEAD.match(folded)
    if head is None:
        return _report(text, folded, today)
    return _about(int(head["number"]), text[head.end() :], folded[head.end() :], today)


def _report(text: str, folded: str, today: date) -> IncidentLine:
    tail = _TAIL.search(folded)
    on = parse_day(tail["day"], today) if tail else None
    if tail is None or on is None or not text[: tail.start()].strip():
        return IncidentLine(Act.REPORT, text=text)
    return IncidentLine(Act.REPORT, text=text[: tail.start()].strip(), on=on)


def _about(number: int, text: str, folded: str, today: date) -> IncidentLine:
    if not text:
        return IncidentLine(Act.SHOW, number)
    if _BROKEN.fullmatch(folded):
        return IncidentLine(Act.BROKEN, number, text)
    for act, pattern in ((Act.FIXED, _FIXED), (Act.SINCE, _SINCE)):
        match = pattern.fullmatch(folded)
        on = parse_day(match["day"], today) if match and match["day"] else None
        if match and (on or not match["day"]):
            return IncidentLine(act, number, text, on)
    letter = read_letter(text, today)
    return IncidentLine(Act.LETTER if letter else Act.NOTE, number, text, letter=letter)
