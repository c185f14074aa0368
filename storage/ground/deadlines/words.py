"""Words around the times of a deadline, folded, that say what a time is there for."""

import re

from storage.ground.days.points import Point, find_points

YEAR = r"(?:19|20)\d\d(?!\d)"
# "theo quy định" is no quarter
UNIT = r"(?:ngay|tuan|thang|quy(?! (?:dinh|che|trinh|mo|hoach|tac|uoc)\b)|nam(?! hoc)|ky)"
WAITS_FOR = re.compile(
    rf"\b(?:(?<!khong )(?<!truoc va )(?<!\btuan )sau|(?<=\btuan )sau(?= (?:khi|ngay|\d))"
    rf"|khi|(?<!tiep )theo(?! (?:tung )?{UNIT}\b)|tuy (?:theo|thuoc)|neu co|dot xuat"
    r"|ke tu (?:khi|luc)|ngay ky|ngay ban hanh|can cu)\b|\bke tu (?!(?:(?:ngay|thang|quy|nam|dau) )*[\divx])"
)
# What has a time of its own that no calendar knows.
ELSEWHERE = re.compile(
    r"\b(?:ky hop(?! dong)|phien hop|hoi nghi|dai hoi|nam hoc|tet|dip|le ky niem|chua xac dinh|khong thoi han)\b"
)
BRACKETS = re.compile(r"\(([^()]*)\)")
_FROM = re.compile(
    r"(?:(?<!dien )(?<!dau )(?<!thu )\btu|\bke tu"
    r"|\b(?:bat dau|bd|khoi dong|khoi cong)(?: thuc hien| trien khai)?(?: vao| trong| tu)?)"
    r"\s*:?\s*(?:dau\s*)?(?:ngay\s*)?$"
)
# "Từ 01 đến 30/6", "từ tháng 3-6": one time with its own end; "15-6-2026" has none.
_HAS_AN_END = re.compile(r"\b(?:den|toi)\b|\d\s*[-–]\s*\d{1,2}(?:\s*/|$)|[a-z]\s*[-–]")
_BEGINS = re.compile(r"\s*(?:bat dau|khoi dong|khoi cong|tro di|ve sau)\b")


def only_begins(folded: str, point: Point) -> bool:
    """ "Từ 15/4", "bắt đầu tháng 4", "tháng 4 bắt đầu"."""
    if _HAS_AN_END.search(folded, point.start, point.end):
        return False
    return bool(_FROM.search(folded[: point.start]) or _BEGINS.match(folded, point.end))


_NEXT_CLAUSE = re.compile(r"[,;]|\bva\b")
_ITS_OWN = re.compile(
    r"\b(?:trinh|ban hanh|xong|hoan thanh|bao cao|so ket|tong ket|nop|gui|sau do|cham nhat)\b[^,;()]*$"
)
_OCCASION = re.compile(r"[,;]\s*(?:hoi nghi|dai hoi|dip|le ky niem)\b")


def names_more_behind(folded: str) -> bool:
    """ "15/6 trình; khi được duyệt, ban hành 30/8": what waits stands between two days, and the second may be another
    step. A time in the waiting words themselves is theirs ("theo Công văn ngày 15/5")."""
    waits = min(filter(None, (WAITS_FOR.search(folded), ELSEWHERE.search(folded))), key=re.Match.start, default=None)
    if not waits or not find_points(folded[: waits.start()]):
        return False
    behind = folded[waits.start() :]
    if _OCCASION.search(folded) and find_points(behind):
        return True
    return any(
        _NEXT_CLAUSE.search(behind[: point.start]) or _ITS_OWN.search(behind[: point.start])
        for point in find_points(behind)
    )


def before_waiting(folded: str) -> str:
    """The text before the event it waits for: a date after that belongs to the event."""
    waits = WAITS_FOR.search(folded)
    return folded[: waits.start()] if waits else folded
