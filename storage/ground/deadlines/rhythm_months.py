"""Rhythms as plans name them ("hằng quý", "2 tháng/lần", "05 ngày sau khi kết thúc quý"): months of their rounds."""

import re

_NO_NUMBER = r"(?!\s*(?:\d|[ivx]+\b))"
_EVERY = r"\b(?:hang|moi|tung|theo|dinh ky|cac)(?: tung)?"
TIMES = r"(?:lan|cuoc|dot|ky|buoi|hoi nghi)"
_COUNTED = (
    rf"\b(?:\d{{1,2}}|mot|hai|ba)(?:\s*-\s*\d{{1,2}})?\s*{TIMES}\s*(?:/|trong|moi|tren|mot|1)\s*(?:(?:mot|0?1|moi)\s*)?"
    r"|\b(?:\d{1,3}\s*-\s*)?\d{1,3}\s+(?:[a-z]+\s+){0,3}[a-z]+\s*/\s*"
)
_PER = r"(?:\s*/\s*|\s+)(?:(?:\d{1,2}|mot|hai|ba)\s*)?"
_STEP = re.compile(
    rf"\b(?P<step>\d{{1,2}}|hai|ba|bon) thang\s*(?:/\s*|mot |0?1 )+{TIMES}\b"
    r"|\b(?:moi|dinh ky|cu) (?P<each>\d{1,2}|hai|ba|bon) thang\b(?! (?:dau|cuoi))"
    r"|\b(?:0?1|mot) lan\s*(?:/|trong|moi)\s*(?P<per>\d{1,2}) thang\b"
    rf"|\b(?P<half>nua nam)\s*(?:/\s*|mot |0?1 )+{TIMES}\b"
)
_MONTHLY = re.compile(
    rf"{_EVERY} thang\b{_NO_NUMBER}|\b(?:moi|hang|tung) thang\b(?= \d)"
    rf"|(?:{_COUNTED})thang\b{_NO_NUMBER}|(?<!\d )\bthang{_PER}{TIMES}\b(?!\s*\d)"
    rf"|\bdinh ky (?:vao )?(?:cuoi|het) thang\b{_NO_NUMBER}|\b(?:0?1|mot) thang{_PER}{TIMES}\b(?!\s*\d)"
)
# "… tháng đầu quý", "… tháng thứ hai của quý", "… tháng đầu quý sau"; "… ngày 5 tháng sau".
_IN_QUARTER = re.compile(
    r"\bthang\s*(?:thu\s*)?(?P<which>dau(?: tien)?|cuoi(?: cung)?|giua|hai|ba|2|3|nhat|1)\s*(?:cua\s*)?"
    rf"(?:moi\s*|hang\s*)?quy\b{_NO_NUMBER}(?P<next> (?:sau|toi|ke|tiep|lien)\w*)?"
)
_QUARTERLY = re.compile(
    rf"{_EVERY} quy\b(?! (?:dinh|che|trinh)){_NO_NUMBER}|(?:{_COUNTED})quy\b{_NO_NUMBER}"
    rf"|\bdinh ky (?:vao )?(?:cuoi|het) quy\b{_NO_NUMBER}|(?:(?<!\d )\b|\b0?1 )quy{_PER}{TIMES}\b(?!\s*\d)"
)
# "05 ngày sau khi kết thúc quý", "trong 5 ngày đầu tháng".
_AFTER_END = re.compile(
    r"\b(?P<number>\d{1,2}) ngay(?P<working> lam viec)?\s*,?\s*(?:(?:ke tu|tinh tu|sau|khi|ngay)\s+)+"
    rf"(?:ket thuc|het|cuoi)\s+(?:cua |moi |hang )*(?P<unit>thang|quy)\b{_NO_NUMBER}"
)
_AFTER_EACH = re.compile(
    r"\b(?P<number>\d{1,2}) ngay(?P<working> lam viec)?,? sau (?:moi|hang|tung) (?P<unit>thang|quy)\b"
    r"|\bsau (?:khi )?(?:ket thuc |het )?(?:moi|hang|tung) (?P<each>thang|quy),? (?:(?:khong qua|cham nhat|toi da) )?"
    r"(?P<behind>\d{1,2}) ngay\b(?P<works> lam viec)?"
)
_FIRST_DAYS = re.compile(
    r"\b(?P<number>\d{1,2}) ngay(?P<working> lam viec)? dau(?: tien)?\s+(?:cua |moi |hang )*(?P<unit>thang|quy)\b"
    rf"{_NO_NUMBER}(?P<next> (?:sau|toi|ke|tiep|lien)\w*)?"
)
_NEXT_ONE = re.compile(r"\b(thang|quy) sau\b")
_IN_NEXT_MONTH = re.compile(r"\bthang (?:sau|toi|ke tiep|tiep theo|lien ke)\b")
# "Tháng, quý, năm", "06 tháng, năm": reports of each of these periods.
_LISTED = re.compile(
    rf"(?<!\d )(?<!cuoi )(?<!trong )\b(?P<period>thang|quy|0?6 thang)\s*(?:,|va|/|-)\s*"
    rf"(?:(?:quy|0?[69] thang)\s*(?:,|va|/|-)\s*)*(?:ca )?(?:quy|0?6 thang|nam)\b{_NO_NUMBER}"
    r"|\bso ket (?P<half>0?6 thang)\b[^;]{0,20}\btong ket (?:ca )?nam\b(?! \d)"
)
_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4}


def as_rhythm(folded: str) -> str | None:
    """ "05 ngày sau khi kết thúc quý" as a day of a quarter's first month; None where it counts working days."""
    if any(found["working"] for form in (_AFTER_END, _AFTER_EACH, _FIRST_DAYS) for found in form.finditer(folded)):
        return None
    if any(found["works"] for found in _AFTER_EACH.finditer(folded)):
        return None
    folded = _AFTER_EACH.sub(_after_each, folded)
    return _FIRST_DAYS.sub(_first_days, _AFTER_END.sub(_after_end, _NEXT_ONE.sub(r"\1 toi", folded)))


def _after_end(found: re.Match[str]) -> str:
    """Of the quarter that has ended: a day in the first month of the next."""
    inside = "thang dau quy toi" if found["unit"] == "quy" else "thang toi"
    return f"hang {found['unit']}, ngay {found['number']} {inside}"


def _after_each(found: re.Match[str]) -> str:
    """ "Sau mỗi quý 10 ngày", "10 ngày sau mỗi quý"."""
    unit, number = found["unit"] or found["each"], found["number"] or found["behind"]
    return f"hang {unit}, ngay {number} {'thang dau quy toi' if unit == 'quy' else 'thang toi'}"


def _first_days(found: re.Match[str]) -> str:
    behind = " toi" if found["next"] else ""
    inside = f" thang dau quy{behind}" if found["unit"] == "quy" else f" thang{behind}" if behind else ""
    return f"hang {found['unit']}, ngay {found['number']}{inside}"


def months_of(folded: str) -> tuple[int, ...] | None:
    """In which its rounds end: of the shortest that is named; None where they do not fit a year."""
    if step := _STEP.search(folded):
        named = step["step"] or step["each"] or step["per"]
        length = 6 if step["half"] else int(named) if named.isdigit() else _WORDS[named]
        if length in (12, 24):
            return ()
        return tuple(range(length, 13, length)) if length and 12 % length == 0 else None
    listed = _LISTED.search(folded)
    period = (listed["period"] or listed["half"]) if listed else ""
    if _MONTHLY.search(folded) or period == "thang":
        return tuple(range(1, 13))
    if _QUARTERLY.search(folded) or _IN_QUARTER.search(folded) or period == "quy":
        return (3, 6, 9, 12)
    return (6, 12) if period else ()


def months_later(folded: str, rounds: int) -> int:
    """From the last month of each round to the one that its day is in."""
    if rounds == 12:
        return 1 if _IN_NEXT_MONTH.search(folded) else 0
    found = _IN_QUARTER.search(folded)
    if rounds != 4 or not found:
        return 0
    which = found["which"].split()[0]
    month = 0 if which in ("cuoi", "ba", "3") else -1 if which in ("giua", "hai", "2") else -2
    return month + 3 if found["next"] else month


def names_month_of_quarter(folded: str) -> bool:
    return bool(_IN_QUARTER.search(folded))


def without_rhythm(folded: str) -> str:
    for form in (_STEP, _LISTED, _MONTHLY, _IN_QUARTER, _QUARTERLY):
        folded = form.sub(" ", folded)
    return folded
