"""A difficulty or a proposal in one line: `Sở Tài chính: bổ sung kinh phí …`, `khó khăn: thiếu máy tính`."""

import re
from dataclasses import dataclass

from storage.models import ProposalKind
from storage.text import clean, fold_letters, shorten

MAX_AGENCY = 120
_KIND = re.compile(
    r"(?:(?P<difficulty>kho khan|vuong mac|ton tai|han che)|de xuat|kien nghi|de nghi)"
    r"(?:,? (?:va )?(?:vuong mac|han che|kien nghi|de xuat))?(?!\w)",
    re.ASCII,
)
_COLON = re.compile(r"\s*[:–-]\s*(?=\S)")
_ADDRESSED = re.compile(r"\s*(?P<to>(?:doi voi|kinh gui|gui|voi|toi|den) )?(?P<agency>[^:\n]{2,100}?)\s*:\s*(?=\S)")
# What the name of an agency begins with; other words before a colon are part of the sentence.
_AGENCY = re.compile(
    r"(?:cac |toan )?(?:so|bo|ban|uy ban|ubnd|hdnd|hoi dong|van phong|trung tam|cong ty|tap doan|chinh phu|thu tuong"
    r"|thanh pho|tinh|quan|huyen|phuong|xa|cuc|tong cuc|chi cuc|vu|kho bac|buu dien|ngan hang|vien|truong|phong|cong an"
    r"|bao hiem|mat tran|quoc hoi|thanh tra|don vi|co quan)(?!\w)",
    re.ASCII,
)


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
    if addressed and (addressed["to"] or _AGENCY.match(addressed["agency"])):
        agency = shorten(text[addressed.start("agency") : addressed.end("agency")], MAX_AGENCY)
        return ProposalLine(kind or ProposalKind.PROPOSAL, agency, text[addressed.end() :])
    colon = _COLON.match(folded, begin) if named else None
    return ProposalLine(kind, "", text[colon.end() :] if colon else text)


def _kind(named: re.Match[str]) -> ProposalKind:
    return ProposalKind.DIFFICULTY if named["difficulty"] else ProposalKind.PROPOSAL


def read_agency(text: str) -> str:
    return shorten(text.strip(" .:;"), MAX_AGENCY)
