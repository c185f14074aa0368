"""Documents cited in a text: `Kế hoạch số 990/KH-SVHTT-VP ngày 25 tháng 3 năm 2019 về Kiểm soát …`.

Every pattern is bounded, so that the time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from storage.ground.days.day_text import make_day
from storage.ground.document_kinds import KIND_OF_LETTERS, NAMES
from storage.ground.document_numbers import full_number, is_the_party_s
from storage.ground.text import fold, fold_letters

_names = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))
_number = r"(?P<number>\d{1,6})(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
_HEAD = re.compile(rf"(?<!\w)(?P<kind>{_names})\s{{1,3}}(?P<so>so[\s:.]{{0,4}})?{_number}")
# Its symbol tells the kind: "Đề án tinh giản số 12/ĐA-SM", "các Quyết định số 4/QĐ-SM, 5/QĐ-SM".
_ALONE = re.compile(rf"(?<![\w/.,-])(?P<kind>(?P<so>so[\s:.]{{0,4}})?){_number}(?=\s?/)")
# Symbols are capitals (TTr, QĐ-UBND, QH14); a stray space on one side of a hyphen is forgiven. In a text without any
# capitals they are read too, but then without spaces. The Party's stand the other way round (18-NQ/TW).
_part = r"[A-ZĐƯ][A-Za-zĐđƯư0-9]*(?!\w)"
_SYMBOLS = (
    re.compile(rf"\s?/\s?({_part}(?:(?:\s?[-–&]|[-–&]\s?){_part}){{0,8}})"),
    re.compile(r"\s?/\s?([a-zđ][a-zđ0-9]{0,11}(?:-[a-zđ0-9]{1,12}){0,8})(?!\w)"),
    re.compile(rf"\s?-\s?({_part}/{_part})"),
)
_day = r"(\d{1,2})\s{0,2}(?:thang|[/.-])\s{0,2}(\d{1,2})\s{0,2}(?:nam|[/.-])\s{0,2}(\d{4})(?!\d)"
_DAY = re.compile(rf"[\s,(]{{0,4}}(?:(?:ky )?ngay\s{{1,3}})?{_day}")
_DAY_BEHIND_ISSUER = re.compile(rf"[\s,]{{0,4}}cua\s[^,;.()\n\d]{{1,80}}?[\s(]{{1,3}}(?:ky )?ngay\s{{1,3}}{_day}")
_DAY_BEFORE = re.compile(rf"ngay\s{{1,3}}{_day},?\s[^.;:\n\d]{{0,60}}(?:ban hanh|co|ky|phat hanh)\s{{1,3}}$")
_FARTHEST_DAY_BEFORE = 120
_END = re.compile(r"[;\n]|\.(?=\s|$)")
_ISSUER = re.compile(r"[\s,)]{0,4}cua\s{1,3}([^;.()\n\d]{2,80})")
_ISSUER_BEFORE_SUBJECT = re.compile(r"[\s,)]{0,4}cua\s.{1,150}?\s(?=(?:ve|v/v|ban hanh|phe duyet|quy dinh)\s)")
_ABOUT = re.compile(
    r"[\s,)]{0,4}(?:(?:ve viec|ve|v/v:?)\s+|(?=(?:ban hanh|trien khai|phe duyet|quy dinh|sua doi|gui)\s))"
)
_LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Citation:
    """`number`: `990`, or with its year `13/2019`. `symbol`: `KH-SVHTT-VP`, empty where the text has none.

    `day_text`: `31/02/2019`; it stands without `issued_on` where no calendar has such a day. `issuer`: the words after
    "của", which may run on into the sentence.
    """

    kind: str
    number: str
    symbol: str
    issued_on: date | None
    day_text: str
    issuer: str
    subject: str
    start: int
    end: int

    @property
    def is_the_party_s(self) -> bool:
        return is_the_party_s(self.symbol)

    @property
    def label(self) -> str:
        return full_number(self.number, self.symbol)


def find_citations(text: str) -> list[Citation]:
    """All of them, in the order of the text, not overlapping. A kind and a bare number (`Kế hoạch 3`) are none."""
    folded = fold_letters(text)
    found: list[Citation] = []
    for head in _heads(folded):
        if not found or found[-1].end <= head.start():
            found += _read(text, folded, head)
    starts = [citation.start for citation in found] + [len(text)]
    return [
        _with_subject(text, folded, citation, following)
        for citation, (_, following) in zip(found, pairwise(starts), strict=True)
    ]


def _heads(folded: str) -> list[re.Match[str]]:
    named = list(_HEAD.finditer(folded))
    numbers = {head.start("number") for head in named}
    alone = (head for head in _ALONE.finditer(folded) if head.start("number") not in numbers)
    return sorted([*named, *alone], key=lambda head: head.start())


def _read(text: str, folded: str, head: re.Match[str]) -> Iterator[Citation]:
    forms = (form.match(text, head.end()) for form in _SYMBOLS)
    found = next((match for match in forms if match), None)
    symbol = re.sub(r"\s", "", found[1]).replace("–", "-") if found else ""
    kind = _kind(head, symbol)
    after_symbol = found.end() if found else head.end()
    beside = _DAY.match(folded, after_symbol)
    day = beside or _DAY_BEHIND_ISSUER.match(folded, after_symbol)
    if kind is None or not (symbol or day or head["so"] or head["year"]):
        return
    after_day = beside.end() if beside else after_symbol
    issuer = _ISSUER.match(folded, after_day)
    day = day or _DAY_BEFORE.search(folded[max(0, head.start() - _FARTHEST_DAY_BEFORE) : head.start()])
    yield Citation(
        kind=kind,
        number=f"{head['number']}/{head['year']}" if head["year"] else head["number"],
        symbol=symbol,
        issued_on=make_day(day[3], day[2], day[1]) if day else None,
        day_text="/".join(day.groups()) if day else "",
        issuer=text[issuer.start(1) : issuer.end(1)].strip() if issuer else "",
        subject="",
        start=head.start(),
        end=after_day,
    )


def _kind(head: re.Match[str], symbol: str) -> str | None:
    letters, _, office = symbol.partition("-")
    return NAMES.get(head["kind"]) or (KIND_OF_LETTERS.get(fold(letters)) if office else None)


def _with_subject(text: str, folded: str, citation: Citation, following: int) -> Citation:
    begin = citation.end
    issuer = _ISSUER_BEFORE_SUBJECT.match(folded, begin, following)
    about = _ABOUT.match(folded, issuer.end() if issuer else begin, following)
    if about is None:
        return citation
    stop = _END.search(text, about.end(), following)
    end = min(stop.start() if stop else following, about.end() + _LONGEST_SUBJECT)
    subject = text[about.end() : end].rstrip(" ,.;:()–-")
    return replace(citation, subject=subject, end=about.end() + len(subject))
