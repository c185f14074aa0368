"""A difficulty or a proposal in one line: `Sở Tài chính: bổ sung kinh phí …`, `khó khăn: thiếu máy tính`."""

import re
from dataclasses import dataclass

from storage.ground.text import clean, fold_letters, shorten
from storage.models import ProposalKind

MAX_AGENCY = 120
_KIND = re.compile(
    r"(?:(?P<difficulty>kho khan|vuong mac|ton tai|han che)|de xuat|kien nghi|de nghi)"
    r"(?:,? (?:va )?(?:vuong mac|han che|kien nghi|de xuat))?(?!\w)",
    re.ASCII,
)
_COLON = re.compile(r"\s*[:–-]\s*(?=\S)")
_ADDRESSED = re.compile(r"\s*(?P<to>(?:doi voi|kinh gui|gui|voi|toi|den) )?(?P<agency>[^:\n]{2,100}?)\s*:\s*(?=\S)")
# What the name of an agency begins with; other words before a colon are part of the sentence.
_BEGINNINGS = (
    "sở", "bộ", "ban", "ủy ban", "uỷ ban", "ubnd", "hđnd", "hội đồng", "văn phòng", "trung tâm", "công ty", "tập đoàn",
    "chính phủ", "thủ tướng", "thành phố", "tỉnh", "quận", "huyện", "phường", "xã", "cục", "tổng cục", "chi cục", "vụ",
    "kho bạc", "bưu điện", "ngân hàng", "viện", "trường", "phòng", "công an", "bảo hiểm", "mặt trận", "quốc hội",
    "thanh tra", "đơn vị", "cơ quan",
)  # fmt: skip
_AGENCY = re.compile(rf"(?:các |toàn )?(?:{'|'.join(_BEGINNINGS)})(?!\w)")
_BARE_AGENCY = re.compile(fold_letters(_AGENCY.pattern))


def _is_agency(words: str) -> bool:
    """Written with all its marks or with none: `Số liệu` is no `Sở`."""
    small = words.casefold()
    return bool(_AGENCY.match(small) or (small == fold_letters(words) and _BARE_AGENCY.match(small)))


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """`agency`: empty where none is addressed. `kind`: None where the words do not tell."""

    kind: ProposalKind | None
    agency: str
    text: str


def read_proposal(text: str) -> ProposalLine:
    text = clean(text)
    folded = fold_letters(text)
    named = _KIND.match(folded)
    kind = None if named is None else _kind(named)
    begin = named.end() if named else 0
    addressed = _ADDRESSED.match(folded, begin)
    agency = text[addressed.start("agency") : addressed.end("agency")] if addressed else ""
    if addressed and (addressed["to"] or _is_agency(agency)):
        return ProposalLine(kind or ProposalKind.PROPOSAL, shorten(agency, MAX_AGENCY), text[addressed.end() :])
    colon = _COLON.match(folded, begin) if named else None
    return ProposalLine(kind, "", text[colon.end() :] if colon else text)


def begins_with_difficulty(text: str) -> bool:
    """`khó khăn: …`, `Vướng mắc – …`"""
    folded = fold_letters(clean(text))
    named = _KIND.match(folded)
    return named is not None and bool(named["difficulty"]) and _COLON.match(folded, named.end()) is not None


def _kind(named: re.Match[str]) -> ProposalKind:
    return ProposalKind.DIFFICULTY if named["difficulty"] else ProposalKind.PROPOSAL


def read_agency(text: str) -> str:
    return shorten(text.strip(" .:;"), MAX_AGENCY)
