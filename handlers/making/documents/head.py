"""What stands above the text: agency and motto, symbol and date, kind and subject, addressees.

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II, khoản 1 to 5 and 9.
"""

from collections.abc import Iterator
from math import ceil

from handlers.making.documents.elements import (
    BLANK,
    TWIPS_PER_POINT,
    Element,
    composed,
    layout_table,
    paragraph,
    text_paragraph,
    twips,
)
from handlers.making.documents.model import Head
from handlers.making.plain_text import plain
from handlers.words.catalogue import Words

_SAY = Words("vi")
# The republic's name at 12 points is 89 mm wide and stays on one line; a long place with its day needs more.
_MOTTO_COLUMN_MM, _WIDEST_MOTTO_COLUMN_MM = 95, 105
_AGENCY_SHARE, _SUBJECT_SHARE = 0.4, 0.4
# Mean widths of the bold letters of Times New Roman, in ems.
_CAPITAL, _SMALL, _SPACE, _OTHER = 0.71, 0.5, 0.25, 0.4
# Light capitals are narrower, light italics are not; LibreOffice draws words and blanks wider than Word.
_LIGHTER, _WIDER, _WIDEST_BLANK = 0.94, 1.03, 0.33
_PLACE_DATE_POINTS = 13
_ROOM, _LEAST_ROOM = 6, 3
_PEOPLE_S_COMMITTEE = "ỦY BAN NHÂN DÂN "
_DAYS = " từ ngày "


def head_elements(head: Head, width: int) -> Iterator[Element]:
    place_date, right = _place_date(head)
    left = width - right
    yield layout_table(
        [left, right],
        [_agency(head, left), _motto(right)],
        [_number(head), [composed("PlaceDate", place_date)]],
    )
    if head.kind:
        yield text_paragraph("Kind", head.kind)
        subject = _divided(plain(head.subject), _DAYS, text_width(plain(head.subject), 14) > width)
        if subject:
            yield text_paragraph("Subject", subject)
        yield rule(subject or plain(head.kind), 14, width, _SUBJECT_SHARE)
    yield from _addressees(head)


def _place_date(head: Head) -> tuple[str, int]:
    """Place and day on one line, and how wide their column is; less room for the pen where the place is long."""
    rooms = range(_ROOM, _LEAST_ROOM - 1, -1)
    lines = [place_date_words(head, room) for room in rooms]
    right = max(twips(_MOTTO_COLUMN_MM), min(_filled_width(lines[-1]), twips(_WIDEST_MOTTO_COLUMN_MM)))
    fitting = (line for line in lines if _filled_width(line) <= right)
    return next(fitting, lines[-1]), right


def place_date_words(head: Head, room: int = _ROOM) -> str:
    return _SAY("document.place_date", place=plain(head.place), date=date_words(head, room))


def _divided(text: str, before: str, too_wide: bool) -> str:
    """On two lines, so that no single word or day is left for the second."""
    return text.replace(before, f"\n{before.lstrip()}", 1) if too_wide else text


def number_words(head: Head) -> dict[str, str]:
    """The number, or room for it, and the symbol, for a sentence that has both."""
    return {"number": plain(head.number) or BLANK * 8, "symbol": plain(head.symbol).lstrip("/")}


def date_words(head: Head, room: int = _ROOM) -> str:
    """`ngày 05 tháng 10 năm 2026`: a zero goes before days below 10 and the months 1 and 2, so that nobody adds a 1.
    `room`: blanks for each number that is written in by hand."""
    day = head.day
    if day is None:
        year = str(head.year) if head.year else BLANK * room
        return _SAY("document.date", day=BLANK * room, month=BLANK * room, year=year)
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return _SAY("document.date", day=f"{day.day:02}", month=month, year=day.year)


def _agency(head: Head, width: int) -> list[Element]:
    parent = plain(head.parent)
    if parent.upper().startswith(_PEOPLE_S_COMMITTEE) and text_width(parent.upper(), 12) * _LIGHTER > width:
        own = len(_PEOPLE_S_COMMITTEE)
        parent = f"{parent[: own - 1]}\n{parent[own:]}"
    above = [text_paragraph("Parent", parent)] if parent else []
    line = rule(plain(head.agency).upper(), 12, width, _AGENCY_SHARE)
    return [*above, text_paragraph("Agency", head.agency), line]


def _motto(width: int) -> list[Element]:
    motto = _SAY("document.motto")
    republic = text_paragraph("Republic", _SAY("document.republic"))
    return [republic, text_paragraph("Motto", motto), rule(motto, 13, width, 1)]


def _number(head: Head) -> list[Element]:
    made = [composed("Number", _SAY("document.number", **number_words(head)))]
    if head.subject and not head.kind:
        made.append(text_paragraph("LetterSubject", _SAY("document.about", subject=head.subject)))
    return made


def _addressees(head: Head) -> Iterator[Element]:
    to, addressees = _SAY("document.to"), head.addressees
    if len(addressees) == 1:
        yield text_paragraph("Addressee", f"{to} {addressees[0]}")
    elif addressees:
        yield text_paragraph("Addressees", to)
        for number, addressee in enumerate(addressees, 1):
            end = "." if number == len(addressees) else ";"
            yield text_paragraph("AddresseeLine", f"- {addressee.strip().rstrip(';.')}{end}")


def text_width(text: str, points: float) -> float:
    """About how wide a bold line is, in twips; within a few percent for Vietnamese."""
    return sum(map(_ems, text)) * points * TWIPS_PER_POINT


def _filled_width(line: str) -> int:
    """Of place and day, in twips."""
    blanks = line.count(BLANK) * _WIDEST_BLANK * _PLACE_DATE_POINTS * TWIPS_PER_POINT
    return ceil(text_width(line.replace(BLANK, ""), _PLACE_DATE_POINTS) * _WIDER + blanks)


def _ems(letter: str) -> float:
    if letter.isspace():
        return _SPACE
    if letter.isupper():
        return _CAPITAL
    return _SMALL if letter.isalpha() else _OTHER


def rule(text: str, points: float, available: int, share: float) -> Element:
    """A centred line of `share` of the last line of the text above it."""
    last = text.rpartition("\n")[2]
    length = min(text_width(last, points), available) * share
    return paragraph("Rule", side_indents=max(1, round((available - length) / 2)))
