"""A document in one line: `Kế hoạch số 12/KH-SM ngày 5/6/2026 về rà soát thủ tục; nhiệm vụ 3`."""

import re
from dataclasses import dataclass
from datetime import date

from storage.ground.citations import Citation, find_citations
from storage.ground.days.typed_days import SHORT, parse_day
from storage.ground.own_symbols import is_own
from storage.ground.text import clean, fold_letters, shorten
from storage.models import DocumentWay
from storage.plan.documents import NewDocument

MAX_SUBJECT, MAX_ISSUER = 500, 120
_WAY = re.compile(r"(?:van ban )?(?P<way>den|di)(?:[ :]+)(?=\S)", re.ASCII)
_BARE = re.compile(r"(?:so[ :.]+)?(?=\d{1,6} ?/ ?[^\W\d_])")
_SHORT_DAY = re.compile(rf"[\s,(]{{0,3}}(?:ngay )?(?!\d+ ?\.)({SHORT})(?![\d/])\)?", re.ASCII)
_TASK = re.compile(r"[\s;,.(]*\b(?:nhiem vu|nv)\s+(?:so\s+)?(?P<number>\d{1,3})\)?\.?$", re.ASCII)
_ISSUER = re.compile(
    r"\s*cua\s+(?P<issuer>[^;,:()\n]{2,120}?)\s*"
    r"(?=$|[;,:()]|\s(?:ngay|ve|v/v|ban hanh|phe duyet|quy dinh|sua doi|trien khai|huong dan|gui)\b)",
    re.ASCII,
)
_ABOUT = re.compile(
    r"[\s,;:–-]*(?:ngay \d{1,2}\s?(?:/|-|thang) ?\d{1,2}\s?(?:/|-|nam) ?\d{4}[\s,;:–-]*)?(?:(?:ve viec|ve|v/v:?)\s+)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """`task`: number of the task that was named."""

    document: NewDocument
    task: int | None


def read_document(text: str, today: date, own: str) -> DocumentLine | None:
    """None where the text does not begin with a document's number, or has no day. `own`: the agency's short form."""
    text = clean(text)
    named = _WAY.match(fold_letters(text))
    text = text[named.end() :] if named else text
    task = _TASK.search(fold_letters(text))
    text = text[: task.start()] if task else text
    cited, on, rest = _read_number(text, today)
    if cited is None or on is None:
        return None
    issuer, subject = _read_rest(rest)
    symbol = cited.symbol.upper() if cited.symbol.islower() else cited.symbol
    way = way_of(symbol, issuer, own)
    if named:
        way = DocumentWay.RECEIVED if named["way"] == "den" else DocumentWay.ISSUED
    document = NewDocument(way, cited.kind, cited.number, symbol, on, issuer, subject)
    return DocumentLine(document, int(task["number"]) if task else None)


def read_label(text: str, today: date) -> tuple[Citation, date] | None:
    """Kind, number and day alone."""
    cited, on, _ = _read_number(clean(text), today)
    return (cited, on) if cited is not None and on is not None else None


def _read_number(text: str, today: date) -> tuple[Citation | None, date | None, str]:
    """The document, its day, and the words behind both."""
    bare = _BARE.match(fold_letters(text))
    found = find_citations(text)
    if bare is not None and (not found or found[0].start > bare.end()):
        text = f"Công văn số {text[bare.end() :]}"  # which has no letters of its own
        found = find_citations(text)
    if not found or found[0].start > (bare.end() if bare else 0):
        return None, None, ""
    cited = found[0]
    end = _end_of_day(text, cited)
    on = cited.issued_on
    if on is None and not cited.day_text and (short := _SHORT_DAY.match(fold_letters(text), end)):
        on, end = parse_day(short[1], today), short.end()
    return cited, on, text[end:]


def _end_of_day(text: str, cited: Citation) -> int:
    """Without its subject, and what stands before that."""
    while cited.subject:
        head = find_citations(text[: cited.end - len(cited.subject)].rstrip())
        if not head:
            return cited.end - len(cited.subject)
        cited = head[0]
    return cited.end


def _read_rest(rest: str) -> tuple[str, str]:
    """Issuer and subject."""
    issuer = _ISSUER.match(fold_letters(rest))
    found = rest[issuer.start("issuer") : issuer.end("issuer")] if issuer else ""
    rest = rest[issuer.end() :] if issuer else rest
    about = _ABOUT.match(fold_letters(rest))
    subject = rest[about.end() :] if about else rest
    return shorten(found, MAX_ISSUER), shorten(subject.strip(" .;,"), MAX_SUBJECT)


def way_of(symbol: str, issuer: str, own: str) -> DocumentWay:
    """In which register it belongs, as far as number and issuer say; shown, and changed by one tap."""
    is_ours = is_own(symbol, own) and (own or not issuer)
    return DocumentWay.ISSUED if is_ours else DocumentWay.RECEIVED
