"""Words around the times of a deadline, folded, that say what a time is there for."""

import re

from storage.ground.days.points import Point

YEAR = r"(?:19|20)\d\d(?!\d)"
# "theo quy định" is no quarter
UNIT = r"(?:ngay|tuan|thang|quy(?! (?:dinh|che|trinh|mo|hoach|tac|uoc)\b)|nam|ky)"
WAITS_FOR = re.compile(
    rf"\b(?:(?<!khong )(?<!truoc va )sau|khi|(?<!tiep )theo(?! (?:tung )?{UNIT}\b)|tuy (?:theo|thuoc)|neu co|dot xuat"
    r"|ke tu (?:khi|luc)|ngay ky|ngay ban hanh|can cu)\b|\bke tu (?!(?:(?:ngay|thang|quy|nam|dau) )*[\divx])"
)
# What has a time of its own that no calendar knows.
ELSEWHERE = re.compile(
    r"\b(?:ky hop|phien hop|hoi nghi|dai hoi|nam hoc|tet|dip|le ky niem|chua xac dinh|khong thoi han)\b"
)
BRACKETS = re.compile(r"\(([^()]*)\)")
_FROM = re.compile(
    r"(?:\btu|\bke tu|\b(?:bat dau|khoi dong|khoi cong)(?: thuc hien| trien khai)?(?: vao| trong| tu)?)"
    r"\s*:?\s*(?:dau\s*)?(?:ngay\s*)?$"
)
# "Từ 01 đến 30/6", "từ tháng 3-6": one time with its own end; "15-6-2026" has none.
_HAS_AN_END = re.compile(r"\b(?:den|toi)\b|\d\s*[-–]\s*\d{1,2}(?:\s*/|$)|[a-z]\s*[-–]")
_BEGINS = re.compile(r"\s*(?:bat dau|khoi dong|khoi cong)\b")


def only_begins(folded: str, point: Point) -> bool:
    """ "Từ 15/4", "bắt đầu tháng 4", "tháng 4 bắt đầu"."""
    if _HAS_AN_END.search(folded, point.start, point.end):
        return False
    return bool(_FROM.search(folded[: point.start]) or _BEGINS.match(folded, point.end))


def before_waiting(folded: str) -> str:
    """The text before the event it waits for: a date after that belongs to the event."""
    waits = WAITS_FOR.search(folded)
    return folded[: waits.start()] if waits else folded
