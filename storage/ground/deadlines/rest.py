"""What a deadline says beyond the times that were read of it: a number nobody accounts for makes it unclear."""

import re
from datetime import date

from storage.ground.days.points import blank, find_points
from storage.ground.deadlines.asides import PART
from storage.ground.deadlines.words import before_waiting

# Exceptions, the other calendar, "not before": no day follows from them.
_UNSURE = re.compile(
    r"\bam lich\b|\bal\b|\bram (?:thang )|\bgiua (?:va|hoac|-)|\bdau (?:va|hoac|-) (?:giua|cuoi)\b"
    r"|(?<!luu )(?<!du )\btru\b(?! (?:so|cot)\b)|\bngoai (?:ra|tru)\b|\brieng\b"
    r"|\bsom nhat\b(?!.*\b(?:muon|cham|tre) nhat\b)"
    r"|\bnua thang (?:dau|cuoi) quy\b|\btruoc va sau\b|\bkhong (?:truoc|som hon)\b"
    r"|(?<!khong )(?<!chua )\bqua\b[^;]{0,30}\bthi\b|\bhuy bo\b|\(\s*(?:bo|huy)\s*\)"
    r"|\bhoan\b(?! (?:thanh|tat|thien|chinh|toan|den|sang)\b)"
    r"|\bthu (?:[2-7]|hai|ba|tu|nam|sau|bay) (?:tuan )?(?:dau|cuoi) (?:cua )?(?:thang|quy)\b"
    r"|\bquy\s*0?[05-9]\b"
    r"|\btam (?:dung|hoan)\b|\bkhong (?:thuong xuyen|lien tuc|dinh ky|thuc hien|trien khai|ap dung|to chuc)\b"
)
# Numbers that are no times: percentages, counts, ordinals, places, hours, documents.
_OTHER_NUMBERS = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*%"
    r"|\b\d{1,2}\s*(?:h|g|gio)(?:\s*\d\d)?'?(?:\s*phut)?\b|\b\d{1,2}:\d\d(?::\d\d)?\b"
    r"|\b(?:\d{1,3}\s*-\s*)?\d{1,4}\s+(?!(?:h|gio|phut|ngay|tuan|thang|quy|nam|va|den|toi|hoac|t|q|am|al)\b)[a-z]{2,}"
    r"|\b(?:dot|lan|ky|buoc|b|giai doan|gd|lop|noi dung|nhiem vu|phan|cap|muc|dieu|khoan|nhom|cum|khoi|loai|to|khu"
    r"|khu vuc|vung|p\.|khu pho|khom|ap|thon|phuong|quan|phong|so|doi|bieu|mau"
    r"|phu luc|muc do|cap do|chi tieu|de an|du an|trung tam|truong|khoa|vong|dot thu|lan thu)"
    r"\s*(?:thu\s*)?(?:so\s*)?(?:\d{1,4}|[ivx]{1,4}\b)(?:\s*(?:,|va|-)\s*\d{1,2})*(?![\d/])"
    r"|\b\d{1,2} (?:nam|tuan|ngay)\s*(?:/|mot )\s*(?:\d+ )?lan\b"
    r"|\b0?1 nam \d{1,2} lan\b"
    r"|\b0?[369] thang(?:\s*\)|(?=\s?[:(]?\s+(?:(?:truoc|cham nhat|ngay|den|nop|gui|la)\s+)*;))"
    r"|\b\d{1,2} ngay\W+(?:tu (?:ngay )?)?;"
    r"|\bbao cao (?:so ket )?0?[369] thang\b"
    r"|(?:^|[;,+*-]\s*)\(\d{1,2}\)(?=\s)"
    r"|(?:^|[;(]\s*|,\s+)\d{1,2}\s*[.):]\s+(?=[a-z])"
)
_SEVERAL = re.compile(r"(?<!quy )(?<!thang )\b0?[2-9]\s*(?:lan|dot|ky)\b")
_FIRST = re.compile(r"\b(?:lan|dot|ky) (?:thu )?(?:1|nhat|dau(?: tien)?)\b")
_OTHERS = re.compile(r"\b(?:lan|dot|ky) (?:thu )?(?:2|hai|cuoi)\b|\bcon lai\b")
_NUMBER = re.compile(r"\d|\b(?:i{1,3}|iv)\b")
# "Trước 30/6: 50%; cả năm: 100%": the last part is due on a day that is not read.
_REST_IN_YEAR = re.compile(r"[;,]\s*(?:ca|trong|het|den het) nam\b[^;,]{0,20}\d\s*%")
_YEARS = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")


def is_unsure(folded: str) -> bool:
    return bool(_UNSURE.search(folded))


def has_numbers_left(folded: str, years: set[int]) -> bool:
    """Beside its points and what is known to be no time. `years`: those that it may name."""
    folded = blank(folded, find_points(folded))
    rest = _OTHER_NUMBERS.sub(" ", _YEARS.sub(lambda found: " " if int(found[0]) in years else found[0], folded))
    return bool(_NUMBER.search(rest))


def is_only_a_part(folded: str) -> bool:
    """ "1/4 khối lượng trong quý I": when all of it is due is not said. "02 lần/năm, lần 1 trước 30/6" neither."""
    named = len(find_points(folded))
    first_of_several = _SEVERAL.search(folded) and _FIRST.search(folded) and not _OTHERS.search(folded)
    return named == 1 and (PART in folded or bool(first_of_several))


def says_more(folded: str, on: date | None, year: int) -> bool:
    """Whether more is said than a deadline on that day, or one without a day."""
    region = before_waiting(folded)
    years = {on.year, *({year} if year <= on.year else ())} if on else {int(found) for found in _YEARS.findall(region)}
    ends_later = on is not None and _REST_IN_YEAR.search(folded) is not None
    return is_unsure(folded) or ends_later or has_numbers_left(region, years)
