"""A run of text that names units, divided into them: "Phòng Di sản, Kiến trúc và Thanh tra" names two."""

import enum
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from storage.ground.text import fold_letters


class Kind(enum.StrEnum):
    """A unit's name; all units ("Các phòng, đơn vị thuộc Sở"); several that nobody names ("các đơn vị liên quan")."""

    NAME = "name"
    EVERYBODY = "everybody"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    kind: Kind = Kind.NAME


# Words with which the name of a unit begins. After one of them a comma, a slash or "và" divides only before another
# one: "Bộ Văn hóa, Thể thao và Du lịch" is one unit.
_WHOLE = r"van phong|vp|vps|thanh tra|ttr|ban giam doc|hdnd|ubnd|bhxh|mttq"  # may stand alone
_HEADS = (
    r"phong|ban|so|bo(?! phan\b)|bo phan|uy ban|hoi dong|trung tam|tt\.|chi cuc|cuc|tong cuc|vu|truong|vien|to|doi"
    r"|cong ty|thu vien|bao tang|nha hat|doan|hoi|lien doan|lanh dao|giam doc|cong an|bao|dai|quan|huyen|xa|phuong"
    r"|thi tran|thanh pho|kho bac|toa an|bao hiem|ngan hang|buu dien|don vi|truong phong|chanh van phong|pho giam doc"
)
_BEGINS = re.compile(
    rf"(?:{_WHOLE})(?!\w)|(?:{_HEADS})\s+(?!(?:va|voi|cung|hoac)\b)(?=\w)|(?:p|tt|bp)\s*\.\s*(?=\w)|p\s+(?=[a-z])"
)
_CAPITALS = re.compile(r"(?:[A-ZĐ]{2,}[a-z]{0,2}(?:[-.]?[A-ZĐ]+)*)(?!\w)")
# "Sở NN&MT", "Phòng GD & ĐT": half of an abbreviation, where the whole stands behind the word it begins with.
_SHORT_FOR_ONE = re.compile(rf"(?i:^\W*(?:{_HEADS}|p\.?|phòng|sở|bộ|hội|viện|trường)\s+)\S*[A-ZĐ]{{2,}}$")
_MARKER = r"(?:[-+•*–]\s*|\d{1,2}[.)]\s+|[a-zđ]\)\s+)"
_ENUMERATOR = re.compile(r"\d{1,2}[.)]\s")
_ENUMERATED = re.compile(rf"\n\s*{_MARKER}$|\d[.)]\s")
_HEAD = re.compile(rf"(?:{_WHOLE}|{_HEADS}|p|tt)(?!\w)")
_EDGES = " .,;:-–—•+*\n"
_BETWEEN = re.compile(
    rf"\s*;\s*{_MARKER}?|\s*\n\s*{_MARKER}?|\s*[,/+&]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+(?:va|hoac|cung)\s+"
    r"|(?<=\w)\s+(?=\d{1,2}[.)]\s)|(?:^|(?<=\s))\d{1,2}[.)]\s+"
)
_OUTSIDE = r"so|nganh|xa|phuong|thi tran|dac khu|quan|huyen|dia phuong|doan the|hoi"
_KINDS = (
    rf"phong ban|phong|ban|don vi|co quan|bo phan|to chuc|chi cuc|trung tam|ca nhan|cong chuc|vien chuc|to|{_OUTSIDE}"
)
_OTHERS = re.compile(r"lien quan|\bkhac\b|con lai|duoc giao|duoc phan cong")


def without_head(folded: str) -> str:
    """`phong ke hoach` → `ke hoach`"""
    head = _HEAD.match(folded)
    return folded[head.end() :].strip() if head else folded


def _any_of(names: Collection[str]) -> str:
    """Longest first; any marks between the words."""
    words = (re.findall(r"[^\W_]+", name) for name in sorted(names, key=len, reverse=True))
    return "|".join(r"[\W_]+".join(map(re.escape, name)) for name in words if name) or r"(?!)"


@dataclass(frozen=True, slots=True)
class _Names:
    """Patterns of what is known: a name; one without the word it begins with, as it stands behind another ("Phòng Tổ
    chức, Tài chính"); either; a group of units."""

    whole: re.Pattern[str]
    shortened: re.Pattern[str]
    either: re.Pattern[str]
    group: re.Pattern[str]


@lru_cache(maxsize=8)
def _names(known: frozenset[str]) -> _Names:
    short = {rest for name in known if (rest := without_head(name)) != name and len(rest) > 1}
    pieces = (_any_of(known), _any_of(short), _any_of(known | short))
    whole, shortened, either = (re.compile(rf"(?<!\w)(?:{piece})(?!\w)") for piece in pieces)
    return _Names(whole, shortened, either, re.compile(_group(pieces[0])))


_LED_BY = "ubnd|uy ban nhan dan|thu truong|truong|lanh dao|nguoi dung dau|can bo|cong chuc|dai dien"
_ALL_OF = r"(?:toan bo|tat ca|toan the|moi|cac|nhung)(?:\s+cac)?"
_AGENCIES = "so|cuc|bo|ubnd|uy ban|thanh pho|tinh|xa|phuong|co quan|don vi"
_WHOSE = r"thuoc|truc thuoc|thuoc va truc thuoc|thuoc,\s*truc thuoc|cua"
_WHICH = r"chuyen mon|nghiep vu|su nghiep|tham muu|(?:co\s+)?lien quan|khac|con lai|duoc giao|duoc phan cong"
# What may stand behind "phòng" in such a group; with another word it is the name of a room.
_GOES_ON = r"va|thuoc|truc|chuyen|nghiep|su|tham|co|lien|khac|con|duoc|cua|phoi|chu"


def _group(names: str) -> str:
    """`Các phòng, ban, đơn vị thuộc Sở`. `names`: an alternation of known units."""
    agency = rf"(?:{names}|(?:{_AGENCIES})(?:\s+(?!(?:va|phoi)\b)\w+){{0,8}})"
    quality = rf"(?:(?:{_WHOSE})(?:\s+{agency})?|{_WHICH})"
    kind = rf"(?:{_KINDS})(?!\w)(?!\s+(?!(?:{_GOES_ON})\b)\w)"
    return (
        rf"(?<!\w)(?:(?:{_LED_BY})\s*,?\s*)*{_ALL_OF}\s+(?:{_KINDS})(?!\w)"
        rf"(?:\s*(?:,|/|-|;)?\s*(?:va\s+)?(?:cac\s+)?{kind})*(?:\s*,?\s*(?:va\s+)?{quality}(?!\w))*"
    )


def split_units(text: str, known: Collection[str] = ()) -> list[Piece]:
    """`known`: folded names of units that exist; they are never divided."""
    names = _names(frozenset(known))
    folded = fold_letters(text)
    pieces, start = [], 0
    for found in names.group.finditer(folded):
        begin, end = found.span()
        pieces += _split(text[start:begin], names)
        words = text[begin:end]
        pieces.append(Piece(_line(words), Kind.UNNAMED if _names_nobody(folded[begin:end]) else Kind.EVERYBODY))
        start = end
    pieces += _split(text[start:], names)
    return [piece for piece in pieces if re.search(r"\w", piece.text)]


def begins_a_unit(text: str, known: Collection[str]) -> bool:
    """Whether the name of a unit follows at once, without a mark between."""
    return text[:1] == " " and _begins(text, _names(frozenset(known)))


def _names_nobody(group: str) -> bool:
    if _OTHERS.search(group):
        return True
    kinds = set(re.findall(rf"(?<!\w)(?:{_KINDS})(?!\w)", re.split(r"\b(?:thuoc|cua)\b", group)[0]))
    return bool(kinds) and kinds <= set(_OUTSIDE.split("|"))


def _split(text: str, names: _Names) -> list[Piece]:
    folded = fold_letters(text)
    kept = [match.span() for match in names.either.finditer(folded)]
    pieces, start = [], 0
    for between in _BETWEEN.finditer(folded):
        if any(begin < between.end() and between.start() < end for begin, end in kept) or between.start() < start:
            continue
        left, right = text[start : between.start()], text[between.end() :]
        if _divides(between[0], left, right, names):
            pieces.append(left)
            start = between.end()
    return [Piece(_line(piece)) for piece in (*pieces, text[start:])]


def _divides(between: str, left: str, right: str, names: _Names) -> bool:
    if "&" in between and _SHORT_FOR_ONE.search(left) and _CAPITALS.match(right):
        return False
    if ";" in between or _ENUMERATED.search(between) or _ENUMERATOR.match(right) or _begins(right, names):
        return True
    if names.shortened.match(fold_letters(right)):
        return bool(names.whole.fullmatch(fold_letters(left).strip()))
    is_dash = "-" in between or "–" in between
    return bool(left.strip()) and not is_dash and not _has_head(left, names)


def _begins(text: str, names: _Names) -> bool:
    """Whether the name of a unit stands at the beginning."""
    text = text.lstrip(" \n(")
    folded = fold_letters(text)
    return bool(names.whole.match(folded) or _BEGINS.match(folded) or _CAPITALS.match(text))


def _has_head(text: str, names: _Names) -> bool:
    return _begins(text, names) or bool(_HEAD.match(fold_letters(text.strip(_EDGES))))


_SHORT = (
    (re.compile(r"^[Pp]\s*\.\s*"), "Phòng "),
    (re.compile(r"^P\s+(?=\S)"), "Phòng "),
    (re.compile(r"^VP\b\.?"), "Văn phòng"),
    (re.compile(r"^T\.?Tr\b\.?|^TTr\b\.?"), "Thanh tra"),
    (re.compile(r"^(?:TT\.\s*|TT\s+(?=\S))"), "Trung tâm "),
)
# With their marks: "tỉnh Sơn La" and "Phòng Lạ" end with a name. Without any marks "la" at the end may be one, too.
_LOOSE = re.compile(
    r"^(?i:và|với|cùng|là)\s+|\s+(?:và|với|cùng|là|(?i:(?:tổ chức\s+)?(?:thực hiện|triển khai|tham mưu)))$"
)
_LOOSE_IN_CAPITALS = re.compile(_LOOSE.pattern, re.IGNORECASE)
_LOOSE_WITHOUT_MARKS = re.compile(
    r"^(?:va|voi|cung|la)\s+|\s+(?:va|voi|cung|(?:to chuc\s+)?(?:thuc hien|trien khai|tham muu))$"
)


def _line(name: str) -> str:
    line = " ".join(name.split()).strip(_EDGES)
    if line.startswith("(") and line.endswith(")") and line.count("(") == 1:
        line = line[1:-1].strip(_EDGES)
    pattern = _LOOSE_WITHOUT_MARKS if line.isascii() else _LOOSE_IN_CAPITALS if line.isupper() else _LOOSE
    while loose := pattern.search(line):
        line = f"{line[: loose.start()]}{line[loose.end() :]}".strip(_EDGES)
    for short, whole in _SHORT:
        line = short.sub(whole, line)
    return " ".join(line.split()).strip(_EDGES)
