"""The ways of writing a period that `plain_days` leaves: after this, one grammar reads it."""

import re
from datetime import date

from storage.ground.days.period_courtesy import EDGES
from storage.ground.days.written_numbers import plain_days

_COUNTS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
_WORD = "muoi mot|muoi hai|" + "|".join(word for word in _COUNTS if " " not in word)
_LATELY = r"(?:da )?(?:qua|gan|vua|truoc|roi|lien tiep|dau|cuoi)\b"
# "Ba tháng gần đây", "chín tháng"; not "tháng ba", which has become a number by then.
_COUNTED = re.compile(rf"(?<!\S)({_WORD})(?= (?:thang|quy|nam|tuan) {_LATELY})|^({_WORD})(?= thang$)")
_SHORT_MONTHS = re.compile(r"(?<![\w/.])(\d{1,2}) ?(?:t|th|thg)(?=$|[ /.,]?(?:\d{4}|dau|cuoi|nam)\b)")
# "Tháng 08/19", which can be no month of that number; from 20 on the grammar of days knows.
_EARLY_YEAR = re.compile(r"(?:(?<=thang \d/)|(?<=thang \d\d/))(1[3-9])(?![\d/])|(?<=quy [1-4]/)(0\d|1\d)(?![\d/])")
_SHORT_YEAR = re.compile(r"\bnam (1[5-9]|[2-4]\d)(?=$|[ ,.]*(?:quy|thang|thi|the|ra|nhe|a)\b)")
_AGO = re.compile(r"\bnam kia\b")
_NOW = "bay gio|hien nay|hien tai|gio|(?:ngay )?hom nay|thoi diem (?:nay|hien tai)|luc nay"
# "Tôi" is written as "tới" is: between times it is the latter.
_TIME_BEFORE = r"(?:\d|\b(?:nam|quy|thang|tuan|iv|i{1,3}|nay|qua))"
_TIME_BEHIND = r"(?:ngay|thang|quy|nam|tuan|het|cuoi|\d|nay|gio|bay|hien|hom|i)"
_SPELLINGS = (
    (re.compile(rf"({_TIME_BEFORE} )toi(?= {_TIME_BEHIND})"), r"\1den"),
    (re.compile(r"\b(?:cho |tinh |keo dai )?den(?: het| tan)?(?: cuoi)?(?= )"), "den"),
    (re.compile(r"(?<!luy )\b(?:ke|tinh|bat dau|keo dai) tu\b"), "tu"),
    (re.compile(rf"(?<=den )(?:{_NOW})$"), "nay"),
    (re.compile(r"\b(?:hien tai|hien nay)$"), "nay"),
    (re.compile(r"\b(?:luy ke|cong don|luy tien)\b:?"), "luy ke"),
    (re.compile(r"\b(?:nua nam dau|dau nua nam)\b"), "nua dau nam"),
    (re.compile(r"\bnua nam (?:cuoi|sau)\b"), "nua cuoi nam"),
    (re.compile(r"\bnua nam(?= (?:19|20)\d\d$|$)"), "nua dau nam"),
    (re.compile(r"\b(?:tron|toan|nguyen|het ca) (nam|quy|thang|tuan)\b"), r"ca \1"),
    (re.compile(r"→|->|=>|—|−|~"), "-"),
)
# "Năm tới" is next year, "đầu năm tới nay" is not.
_UNTIL_NOW = re.compile(r"(?i)\b(?:tới|toi) (?=(?:nay|giờ|gio|hôm nay|hom nay|bây giờ|bay gio|hiện|hien|thời điểm)\b)")


def plain_period(text: str, today: date) -> str:
    """Folded, with numbers for words, and each way of joining days written in one way."""
    plain = plain_days(_UNTIL_NOW.sub("đến ", text), today.year).strip(EDGES)
    for pattern, word in _SPELLINGS:
        plain = pattern.sub(word, plain).strip()
    plain = _AGO.sub(f"nam {today.year - 2}", plain)
    plain = _COUNTED.sub(lambda found: str(_COUNTS[found[1] or found[2]]), plain)
    plain = _SHORT_MONTHS.sub(r"\1 thang ", plain)
    plain = _EARLY_YEAR.sub(lambda found: f"20{found[1] or found[2]}", plain)
    plain = _SHORT_YEAR.sub(r"nam 20\1", plain)
    return " ".join(plain.split())
