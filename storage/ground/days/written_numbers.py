"""Months, quarters and years that stand as words become numbers, so that one grammar of days reads them."""

import re

from storage.ground.text import clean, fold

_MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi mot": 11, "muoi hai": 12, "muoi": 10, "chap": 12,
}  # fmt: skip
_QUARTERS = {"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4}
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Without its marks "sáu" is written as "sau" (after, next) is, "năm" (five) as "năm" (year), "tư" as "từ" (from).
_SIX = re.compile(r"\bsáu\b")
_FOUR = re.compile(r"\b(tháng|quý|quí)\s+tư\b")
_ENDS_A_MONTH = r"(?=\s*(?:[/.,;)-]|nam\b|va\b|(?:19|20)\d\d|$))"
_MONTH = re.compile(
    r"(?:(?<!\d )|(?<=ngay \d )|(?<=ngay \d\d ))\b(?:thang|thg)\s+"
    r"(?:(muoi mot|muoi hai|muoi|gieng|mot|hai|ba|bon|bay|tam|chin|chap)\b|(nam|sau|tu)\b" + _ENDS_A_MONTH + ")"
)
# "Ngày mười lăm tháng sáu", "mùng 5", "mồng mười": tens and ones, or a number behind.
_ONES = {**_MONTHS, "lam": 5, "nhat": 1}
_DAY = re.compile(
    r"\b(?:ngay|mung|mong|ngay\s+(?:mung|mong))(?:\s+(?P<tens>hai|ba)\s+muoi|\s+(?P<ten>muoi))?"
    r"(?:\s+(?P<ones>mot|hai|ba|tu|bon|nam|lam|sau|bay|tam|chin))?(?=\s*,?\s+(?:thang|hang|moi|cua|cac)\b)"
)
_FIRST_TEN = re.compile(r"\b(?:ngay\s+)?(?:mung|mong)\s+(?=\d{1,2}\b)")
_NEXT_MONTH = re.compile(r"\b(tháng|kỳ|quý|năm) sau\b")
_OTHER_SPELLING = re.compile(r"\bqui\b(?! (?:dinh|che|trinh|mo|hoach|tac|uoc)\b)|\bqui(?=\d)")
_NEW_LINE = re.compile(
    r"(?<!ngày)(?<!tháng)(?<!trước)(?<!đến)(?<!từ)(?<!năm)(?<!quý)(?<!trong)\s*\n\s*"
    r"(?=[-–•+*]|[^\W\d_](?!ăm\s+\d))(?!đến|trước|từ|và|tháng|ngày)"
    r"|(?<=\d)\s*\n\s*(?=\d{1,2}\s*[/.-]\s*\d)"
    r"|(?:(?<=\d{4})|(?<=tháng \d)|(?<=tháng \d\d))\s*\n\s*(?=tháng|quý|ngày|trước)"
)
_SLIPS = (
    (re.compile(r"[~÷—−]"), "-"),
    (re.compile(r"\b(tháng|quý|quí) từ\b"), r"\1 kể từ"),  # no fourth one
    (re.compile(r"\bđúng (?=\d|ngày)"), ""),  # folded it is no longer told from "dừng"
    (re.compile(r"\b(?:dừng|ngừng|ngưng)\b"), "tạm dừng"),
    (re.compile(r"(?<=\d )hay(?= (?:tháng|quý|ngày|\d))"), "hoặc"),
    (re.compile(r"(?<=\d)\s*/\s*/\s*(?=\d)"), "/"),  # "30//6"
    (re.compile(r"(?<=\d)o(?=\d)"), "0"),  # "2O26"
)
_QUARTER_OF_TWO = re.compile(r"\bquy\s+0([1-4])\b")
_CLOCK = re.compile(r"\b\d{1,2}\s*(?:h|g|gio)(?:\s*\d\d\b(?!\s*[/.-]))?'?(?!\w)(?:\s*,)?(?!\s*(?:lam viec|hang))")
# "Thứ 6, 15/5", "T2 hằng tuần": days of the week, no months.
_WEEKDAY = re.compile(
    r"(?<!nghiem )\bthu [2-7](?!\d)\s*,?\s*(?=(?:ngay )?\d{1,2}\s*[/.-])|\b(?:sang|chieu|toi) (?:t|thu )[2-7]\b,?"
    r"|(?<=\d)\s*\(\s*(?:t|thu) ?[2-7]\s*\)"
    r"|\b(?:(?:t|thu )[2-7](?:\s*(?:,|va|-|&))?\s*)+(?=(?:hang|moi|trong|cua) tuan\b)"
)
_LETTERS = (
    (re.compile(r"(?<!\w)t\.? ?(?=\d{1,2}(?!\d))"), "thang "),
    (re.compile(r"(?<!\w)q\.? ?(?=(?:[1-4]|iv|i{1,3})(?!\w))"), "quy "),
)
# "Đợt 1 tháng 4" is no first of April.
_ORDINAL = re.compile(
    r"\b(dot|lan|giai doan|buoc|noi dung|vong|khoa|lop|nhom|cum|muc|khoi|loai)"
    r"\s+(?:thu\s+)?\d{1,2}\s+(?=thang\b|quy\b|\()"
)
# "Mỗi quý một lần" is no first quarter.
_EACH = re.compile(
    r"\b((?:moi|hang|tung) (?:quy|thang|tuan|nam)|quy)\s+(?:\d{1,2}|mot|hai|ba|bon)\s+"
    r"(?=(?:lan|dot|ky|cuoc|buoi|lop|bai|tin|so"
    r"|phong su|chuyen|ho so|van ban|hoi nghi|mo hinh|san pham)\b(?!\s*\d))"
)
_QUARTER = re.compile(r"\bquy\s+(?:thu\s+)?(nhat|mot|hai|ba|tu|bon)\b(?!\s*\d)")
_COUNT = re.compile(r"\b(hai|ba|bon|nam|sau|bay|tam|chin|muoi)\s+(?=thang\s+(?:dau|cuoi|nam)\b)")
_COUNTED_DAYS = re.compile(r"(?<!thu )(?<!thang )\b(mot|hai|ba|bon|bay|tam|chin|muoi)\s+(?=(?:ngay|tuan)\b)")
_QUARTERS_COUNTED = re.compile(r"\b(0?[1-3]|mot|hai|ba) quy (?=(?:dau|cuoi)(?: cua)? nam\b)")
_DAY_OF_ENGLISH = re.compile(r"\b(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+((?:19|20)?\d\d)\b")
_ENGLISH_DAY_BEHIND = re.compile(r"\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b")
_ENGLISH_MONTH = re.compile(r"\b([a-z]{3})[a-z]*\.?[\s/-]+((?:19|20)\d\d|\d\d)\b")
_SHORT_NAMES = re.compile(r"\b(?:thg|th)\s*\.?\s*(\d{1,2})(?!\d)")
_SHORT_NAMED_DAY = re.compile(r"\b(\d{1,2})[\s-]+(?:thg|th)\s*\.?\s*(\d{1,2})[\s-]+((?:19|20)?\d\d)\b")
_THIS_YEAR = re.compile(r"\bnam (?:nay|ke hoach)\b")
# "Báo cáo năm trước 15/12" is no year before.
_LAST_YEAR = re.compile(r"\bnam (?:ngoai|vua qua|truoc(?! (?:ngay|thang|quy|het|khi|mung|\d)))\b")
_NEXT_YEAR = re.compile(r"(?<!cac )(?<!nhung )\bnam (?:sau|toi|ke tiep|tiep theo|ke tiep theo)\b")


def plain_days(text: str, year: int) -> str:
    """Folded, with "tháng Sáu" as "thang 6", "quý ba" as "quy 3", "Sep-26" as "9/2026", "năm sau" as `year` + 1."""
    marked = _FOUR.sub(r"\1 4", _SIX.sub("6", _NEW_LINE.sub(_between_lines, clean(text).lower())))
    for slip, right in _SLIPS:
        marked = slip.sub(right, marked)
    marked = _NEXT_MONTH.sub(r"\1 toi", marked)  # written with its marks, "tháng sau" is the next one, not June
    folded = _EACH.sub(r"\1 ", _OTHER_SPELLING.sub("quy", _WEEKDAY.sub(" ", _CLOCK.sub(" ", fold(marked)))))
    for letter, word in _LETTERS:
        folded = letter.sub(word, folded)
    folded = _QUARTER_OF_TWO.sub(r"quy \1", _ORDINAL.sub(r"\1 ", folded))
    folded = _FIRST_TEN.sub("ngay ", _DAY.sub(_day, folded))
    folded = _MONTH.sub(lambda found: f"thang {_MONTHS[found[1] or found[2]]}", folded)
    folded = _QUARTER.sub(lambda found: f"quy {_QUARTERS[found[1]]}", folded)
    folded = _COUNTED_DAYS.sub(lambda found: f"{_COUNTS[found[1]]} ", folded)
    folded = _QUARTERS_COUNTED.sub(lambda found: f"{3 * _counted(found[1])} thang ", folded)
    folded = _COUNT.sub(lambda found: f"{_COUNTS[found[1]]} ", folded)
    folded = _SHORT_NAMED_DAY.sub(lambda found: f"{found[1]}/{found[2]}/{_full(found[3])}", folded)
    folded = _SHORT_NAMES.sub(r"thang \1", folded)
    folded = _ENGLISH_DAY_BEHIND.sub(_day_in_front, folded)
    folded = _DAY_OF_ENGLISH.sub(_english_day, folded)
    folded = _ENGLISH_MONTH.sub(_english_month, folded)
    folded = _LAST_YEAR.sub(f"nam {year - 1}", folded)
    return _NEXT_YEAR.sub(f"nam {year + 1}", _THIS_YEAR.sub(f"nam {year}", folded))


def _day(found: re.Match[str]) -> str:
    tens = _ONES[found["tens"]] if found["tens"] else 1 if found["ten"] else 0
    ones = _ONES[found["ones"]] if found["ones"] else 0
    return f"ngay {10 * tens + ones}" if tens or ones else found[0]


def _between_lines(found: re.Match[str]) -> str:
    """A line of one word goes on below ("Thường / xuyên"); others are items of a list."""
    above = found.string[: found.start()].rpartition("\n")[2]
    return "; " if re.search(r"\W|\d", above) else " "


def _counted(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word]


def _full(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _day_in_front(found: re.Match[str]) -> str:
    """`sep 5, 2026` → `5 sep 2026`; but not `quy 3 2026`."""
    return f"{found[2]} {found[1]} {found[3]}" if found[1] in _ENGLISH else found[0]


def _english_day(found: re.Match[str]) -> str:
    if found[2] not in _ENGLISH:
        return found[0]
    return f"{found[1]}/{_ENGLISH.index(found[2]) + 1}/{_full(found[3])}"


def _english_month(found: re.Match[str]) -> str:
    return f"{_ENGLISH.index(found[1]) + 1}/{_full(found[2])}" if found[1] in _ENGLISH else found[0]
