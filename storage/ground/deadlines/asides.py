"""What stands in a deadline and is none: the one it replaces, what is past, a document's day, a reason."""

import re

from storage.ground.days.points import Point, find_points
from storage.ground.deadlines.words import BRACKETS, WAITS_FOR, YEAR, only_begins

_FORMER = re.compile(
    r"\b(?:(?:dieu chinh|gia han|lui|doi|chuyen|hoan) tu|thay (?:cho|the|vi|(?=\d))|truoc day"
    r"|truoc la|cu(?= la|\s*:?\s*(?:\d|thang|quy))"
    r"|ban dau|(?:(?:tre|lui|cham|som)(?: hon)? )?so voi|khong (?:con|phai)(?: la)?)\b"
)
# The plan said another day: "31/5 (kế hoạch 30/6)".
_PLANNED = re.compile(r"\s*(?:theo )?(?:ke hoach|kh)(?: la)?\s*:?\s*(?=\d|thang \d|quy [\divx])")
_LATTER = re.compile(
    r"\b(?:dieu chinh|gia han|lui|chuyen|(?<!thay )doi"
    r"|thay doi (?=thanh|sang)|keo dai|rut ngan|day (?:som|lui)|hoan(?! (?:thanh|tat|thien|chinh)))\b"
    r"[^;()]{0,60}?\b(?:sang|den|toi|thanh|ve|qua|lai|xuong|len)\b|→|=>"
    r"|\b(?:han|moc|thoi gian) moi\b"
    r"|\b(?:lui|chuyen|doi|hoan|dieu chinh)(?=\s*:?\s*(?:(?:ngay )?\d{1,2}\s*[/.-]|thang \d|quy [\div]))"
    r"|\bgia han(?: lan \d)?"
    r"\s*:?(?=\s*(?:(?:ngay )?\d{1,2}\s*[/.-]|thang \d|quy [\div]))"
    r"|\bnay(?: la)?(?=\s+(?:(?:ngay )?\d|thang \d|quy [\div]))"
)
_ONLY_ASKED = re.compile(
    r"\b(?:xin|de nghi|de xuat|kien nghi|co the(?: duoc)?|duoc phep|xem xet)"
    r" (?:lui|gia han|dieu chinh|chuyen|doi|hoan|keo dai)\b"
)
# "Từ ngày ký đến 30/9": when it begins does not matter.
_OPEN_START = re.compile(r"\b(?:ke )?tu (?:sau )?(?:khi|ngay|luc) [^;,()\d]{0,40}?\b(?=(?:den|toi)\b)")
# "số 438/KH-UBND ngày 22/8/2026", "CV số 15 ngày 10/5", "QĐ ngày 10/5": the day is the document's.
_ITS_DAY = r"ngay\s*\d{1,2}\s*(?:/|-|\.|thang)\s*\d{1,2}(?!\d)(?:\s*(?:/|-|\.|nam)\s*\d{4})?"
_DOCUMENT = re.compile(
    r"(?:\bso\s*)?\b\d{1,5}\s*/\s*(?:(?:19|20)\d\d\s*/\s*)?(?!(?:nam|quy|thang|tuan|lan)\b)[a-z]{2,}[\w-]*"
    rf"(?:\s*,?\s*{_ITS_DAY})?"
    r"|\b(?:cong van|cv|ke hoach|kh|quyet dinh|qd|to trinh|ttr|nghi quyet|nq|thong bao|tb|chi thi|ct|van ban|vb"
    rf"|thong tu|nghi dinh|bao cao|bc)\s+(?:so\s*)?\d{{1,5}}\s*,?\s*{_ITS_DAY}"
    rf"|\b(?:cv|qd|ttr|nq|tb)\s+{_ITS_DAY}"
)
# "Đã nhắc 15/6": what is done, up to the end of the clause.
_PAST = re.compile(
    r"(?<!toi )\bda (?:nhac|don doc|bao cao|gui|trinh|hoan thanh|hoan tat|thuc hien|trien khai|ban hanh|xong|ky|duyet"
    r"|phe duyet|to chuc|nop|thong qua|co|duoc|giao|hop|tham muu|lam|qua han|gia han)\b[^;,()]*(?:,\s*\d[^;,()]*)*"
    r"|\bthuc te (?:hoan thanh|xong|thuc hien)\b[^;()]*|(?<=\()\s*(?:nhac|don doc|thuc te|ghi chu|luu y)\b[^()]*"
)
# "Tháng 6 (trước ngày 15)", "Tháng 6 (tuần 2)".
_WITHIN = re.compile(
    r"(?P<month>\bthang \d{1,2}(?:\s*(?:/|nam)\s*(?:19|20)\d\d)?)\s*"
    r"(?:\((?:truoc |cham nhat |den )?(?P<small>ngay \d{1,2}(?:\s*-\s*\d{1,2})?|tuan (?:thu )?\w+)\)"
    r"|,\s*cu the\s*:?\s*(?:la |truoc |vao )*(?P<closer>ngay \d{1,2})(?![\d/.-]))"
)
# "Giao ngày 01/3; hoàn thành 30/6": the day it was given out.
_GIVEN = re.compile(
    r"(?:(?:^|[;(,-])\s*|\bngay |\bnhiem vu )giao(?: viec)?(?: ngay)?\s*:?"
    r"\s*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?![\d/])"
)
_ALWAYS = re.compile(r"(\b(?:duy tri|truc|hoat dong|van hanh|phuc vu|giam sat|lien tuc)\b[^;()]{0,40})\b24/7")
# "Trước khi kết thúc năm 2026" waits for nothing but the calendar.
_BEFORE_END = re.compile(r"\btruoc khi (?:ket thuc|het|qua)(?= (?:thang|quy) [\divx]| nam (?:19|20)\d\d)")
# The two holidays are one day off: what is due before them is due before the first.
_HOLIDAYS = re.compile(
    r"(\btruoc (?:(?:ngay|dip|nghi|ky|le) )*30/0?4)\s*(?:va|-|,|&)\s*(?:ngay )?0?1/0?5(?!\d)((?:/(?:19|20)\d\d)?)"
)
# "1/4 khối lượng", "50% công việc" are no days.
_PART = re.compile(
    r"\b(?P<some>\d{1,2})\s*/\s*(?P<all>\d{1,2})\s+(?=(?:tong )?(?:so|khoi luong|cong viec|nhiem vu|dien tich|kinh phi"
    r"|ke hoach|chi tieu|don vi|co quan|xa|phuong|thu tuc|tthc|ho so|van ban|noi dung|muc tieu|du an)\b)"
    r"|\b[1-9]?\d\s*%\s*(?=(?:khoi luong|cong viec|tien do|nhiem vu)\b)"
    r"|\b(?:mot )?nua (?=(?:so|khoi luong|cong viec)\b)"
)
PART = "mot phan"
# "Cả năm, cao điểm tháng 9": when most of it is done is not when it is due.
_PEAK = re.compile(
    rf"(\b(?:(?:(?:ca|trong|suot) )*nam(?: {YEAR})?|thuong xuyen|lien tuc)\s*)[,;(:-]\s*"
    r"(?:cao diem|trong tam|tap trung|chu yeu|uu tien|nhat la)\b[^;,()]*\)?"
)
_ONLY_A_TIME = re.compile(r"\W*(?:(?:truoc|den|het|trong|ngay|la|cham nhat)\b\W*)*")
_OF_A_YEAR = re.compile(
    r"(?P<what>\b(?:bao cao|ke hoach|kh|chi so|quyet toan|danh gia|so lieu|du toan|tong ket|nhiem vu|ton dong"
    r"|chuyen tiep|ton|ket qua|xep hang|cham diem)(?: (?!nam\b)[a-z]+){0,4})"
    r" (?:tu )?(?:cua )?nam (?P<year>(?:19|20)\d\d)"
    r"(?=\s*[:,;(]|\s+(?:truoc|trong|xong|hoan thanh|vao|cham nhat|nop|gui)\b)"
)


def without_past_years(folded: str, year: int) -> str:
    """ "Báo cáo năm 2025: trước 15/01", in a plan of 2026: what of, not when."""
    shorter = _OF_A_YEAR.sub(lambda found: found["what"] if int(found["year"]) < year else found[0], folded)
    return shorter if find_points(shorter) else folded


def without_asides(folded: str) -> str | None:
    """The deadline that holds; None where a bracket says the contrary of what stands before it, or where
    another one is only asked for."""
    folded = _ALWAYS.sub(r"\1 lien tuc", folded.replace("[", "(").replace("]", ")"))
    folded = _HOLIDAYS.sub(r"\1\2", _PEAK.sub(r"\1", folded))
    folded = _PART.sub(_as_part, _BEFORE_END.sub("truoc het", folded))
    if _ONLY_ASKED.search(folded):
        return None
    if latter := list(_LATTER.finditer(folded)):
        folded = folded[latter[-1].end() :]
    folded = _PAST.sub(" ", _GIVEN.sub(" ", _OPEN_START.sub("", folded)))
    folded = _WITHIN.sub(_narrowed, _DOCUMENT.sub(" ", folded))
    outside = BRACKETS.sub(" ", folded)

    def kept(found: re.Match[str]) -> str:
        waits = WAITS_FOR.search(found[1]) and find_points(outside)
        return " " if waits or _FORMER.search(found[1]) or _PLANNED.match(found[1]) else found[0]

    folded = _until_former(BRACKETS.sub(kept, folded))
    return _with_one_time(folded, BRACKETS.search(folded))


def _as_part(found: re.Match[str]) -> str:
    is_one = not found["some"] or 0 < int(found["some"]) < int(found["all"])
    return f" {PART} " if is_one else found[0]


def _narrowed(found: re.Match[str]) -> str:
    return f"{found['small'] or found['closer']} {found['month']}"


def _until_former(folded: str) -> str:
    former = _FORMER.search(folded)
    before = folded[: former.start()] if former else folded
    if not former or not (points := find_points(before)):
        return folded
    if former[0] != "ban dau" or len(points) < 2:
        return before
    return before[: points[-1].start]  # "30/6, 15/5 ban đầu": it stands behind


def _with_one_time(folded: str, bracket: re.Match[str] | None) -> str | None:
    """ "Quý II (tháng 5)", "15/5 (quý II)": the closer one of two that name the same time."""
    if not bracket or folded.count("(") > 1:
        return folded
    before_and_behind = BRACKETS.sub(" ", folded)
    inside, outside = find_points(bracket[1]), find_points(before_and_behind)
    if len(inside) != 1 or len(outside) != 1 or only_begins(bracket[1], inside[0]):
        return folded
    closer, wider = sorted((inside[0], outside[0]), key=lambda point: point.grain)
    if _is_within(closer, wider):
        return bracket[1] if closer is inside[0] and closer.grain < wider.grain else before_and_behind
    says_more = _ONLY_A_TIME.sub("", bracket[1][: inside[0].start]) or bracket[1][inside[0].end :].strip()
    return folded if says_more else None


def _is_within(closer: Point, wider: Point) -> bool:
    """Whether both may be meant at once; what has no year is of any."""
    year = closer.year or wider.year or 2000
    first, last, on = wider.first(year), wider.last(year), closer.last(year)
    return bool(first and last and on and first <= on <= last)
