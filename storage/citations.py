"""Documents cited in a text: `Kế hoạch số 990/KH-SVHTT-VP ngày 25 tháng 3 năm 2019 về Kiểm soát …`.

Kinds: the administrative documents of Nghị định 30/2020/NĐ-CP (Điều 7) and the legal ones of the Law on the
promulgation of legal documents. Every pattern is bounded, so that the time is linear in the text.
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from storage.text import fold, fold_letters

_NAMES = (
    "Nghị quyết liên tịch", "Thông tư liên tịch", "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Quy chế",
    "Quy định", "Thông cáo", "Thông báo", "Thông tư", "Hướng dẫn", "Chương trình phối hợp", "Chương trình", "Kế hoạch",
    "Phương án", "Đề án", "Dự án", "Báo cáo", "Biên bản", "Tờ trình", "Hợp đồng", "Công văn", "Công điện",
    "Bản ghi nhớ", "Bản thỏa thuận", "Giấy ủy quyền", "Giấy mời", "Giấy giới thiệu", "Giấy nghỉ phép", "Phiếu gửi",
    "Phiếu chuyển", "Phiếu báo", "Thư công", "Pháp lệnh", "Bộ luật", "Luật", "Lệnh",
)  # fmt: skip
_ABBREVIATIONS = {
    "kh": "Kế hoạch", "cv": "Công văn", "qd": "Quyết định", "ttr": "Tờ trình", "tb": "Thông báo", "bc": "Báo cáo",
    "nd": "Nghị định", "tt": "Thông tư", "nq": "Nghị quyết", "ct": "Chỉ thị",
}  # fmt: skip
_KINDS = {fold(name): name for name in _NAMES} | _ABBREVIATIONS

_names = "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
_HEAD = re.compile(
    rf"(?<!\w)(?P<kind>{_names})\s{{1,3}}(?P<so>so[\s:.]{{1,4}})?(?P<number>\d{{1,6}})(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
)
# Symbols are capitals (TTr, QĐ-UBND, QH14); a stray space on one side of a hyphen is forgiven. In a text without any
# capitals they are read too, but then without spaces.
_part = r"[A-ZĐƯ][A-Za-zĐđƯư0-9]*(?!\w)"
_SYMBOL = re.compile(rf"\s?/\s?({_part}(?:(?:\s?[-–&]|[-–&]\s?){_part}){{0,8}})")
_SMALL_SYMBOL = re.compile(r"\s?/\s?([a-zđ][a-zđ0-9]{0,11}(?:-[a-zđ0-9]{1,12}){0,8})(?!\w)")
_DAY = re.compile(
    r"[\s,(]{0,4}(?:(?:ky )?ngay\s{1,3})?(\d{1,2})\s{0,2}(?:thang|[/.-])\s{0,2}(\d{1,2})"
    r"\s{0,2}(?:nam|[/.-])\s{0,2}(\d{4})(?!\d)"
)
_END = re.compile(r"[;\n]|\.(?=\s|$)")
_ISSUER = re.compile(r"[\s,)]{0,4}cua\s.{1,150}?\s(?=(?:ve|v/v|ban hanh|phe duyet|quy dinh)\s)")
_ABOUT = re.compile(
    r"[\s,)]{0,4}(?:(?:ve viec|ve|v/v:?)\s+|(?=(?:ban hanh|trien khai|phe duyet|quy dinh|sua doi|gui)\s))"
)
_LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Citation:
    """`number`: `990`, or with its year `13/2019`. `symbol`: `KH-SVHTT-VP`, empty where the text has none."""

    kind: str
    number: str
    symbol: str
    issued_on: date | None
    subject: str
    start: int
    end: int


def find_citations(text: str) -> list[Citation]:
    """All of them, in the order of the text, not overlapping. A kind and a bare number (`Kế hoạch 3`) are none."""
    folded = fold_letters(text)
    found = [citation for head in _HEAD.finditer(folded) if (citation := _read(text, folded, head)) is not None]
    starts = [citation.start for citation in found] + [len(text)]
    return [
        _with_subject(text, folded, citation, following)
        for citation, (_, following) in zip(found, pairwise(starts), strict=True)
    ]


def _read(text: str, folded: str, head: re.Match[str]) -> Citation | None:
    symbol = _SYMBOL.match(text, head.end()) or _SMALL_SYMBOL.match(text, head.end())
    end = symbol.end() if symbol else head.end()
    day = _DAY.match(folded, end)
    if not (symbol or day or head["so"] or head["year"]):
        return None
    number = f"{head['number']}/{head['year']}" if head["year"] else head["number"]
    return Citation(
        kind=_KINDS[head["kind"]],
        number=number,
        symbol=re.sub(r"\s", "", symbol[1]).replace("–", "-") if symbol else "",
        issued_on=_date(day) if day else None,
        subject="",
        start=head.start(),
        end=day.end() if day else end,
    )


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _with_subject(text: str, folded: str, citation: Citation, following: int) -> Citation:
    begin = citation.end
    issuer = _ISSUER.match(folded, begin, following)
    about = _ABOUT.match(folded, issuer.end() if issuer else begin, following)
    if about is None:
        return citation
    stop = _END.search(text, about.end(), following)
    end = min(stop.start() if stop else following, about.end() + _LONGEST_SUBJECT)
    subject = text[about.end() : end].rstrip(" ,.;:()–-")
    return Citation(
        citation.kind,
        citation.number,
        citation.symbol,
        citation.issued_on,
        subject,
        citation.start,
        about.end() + len(subject),
    )
