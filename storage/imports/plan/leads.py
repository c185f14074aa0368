"""Who leads a task and who works with them, as plans write it: several units in one cell, roles in words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from storage.text import clean, fold, fold_letters


@dataclass(frozen=True, slots=True)
class Leads:
    """Names of units, as the plan has them; the first one that leads answers for the task. `everybody`: "Các phòng,
    đơn vị", which names no unit."""

    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    everybody: bool = False


# Words with which the name of a unit begins. A comma, a slash or "và" divides only before one of them: "Bộ Văn hóa, Thể
# thao và Du lịch" is one unit.
_HEADS = (
    "phong|p\\.|ban|van phong|vp|thanh tra|so|bo|uy ban|ubnd|hoi dong|hdnd|trung tam|tt\\.|chi cuc|cuc|tong cuc|vu"
    "|truong|don vi|cac|tat ca|vien|to|bo phan|doi|cong ty|thu vien|bao tang|nha hat|doan|hoi|lien doan|lanh dao"
    "|giam doc|cong an|bao|dai|quan|huyen|xa|phuong|thi tran|thanh pho|kho bac|toa an|vien kiem sat|bhxh|bao hiem"
    "|ngan hang|buu dien"
)
_BEGINS = re.compile(rf"(?:[-+•*–]\s*)?(?:{_HEADS})(?!\w)|(?:p|vp)\.?\s*(?=[a-z])(?!\w{{3}})")
_LEADS = r"(?:(?:co quan|don vi)(?:\s*,\s*(?:co quan|don vi))?\s+)?(?:chu tri(?:\s+thuc hien)?|dau moi)"
_SUPPORTS = r"(?:(?:co quan|don vi)(?:\s*,\s*(?:co quan|don vi))?\s+)?(?:phoi hop(?:\s+thuc hien)?)"
_LABEL = re.compile(
    rf"(?P<lead>{_LEADS})\s*[:：]|(?P<support>{_SUPPORTS})\s*[:：]|(?P<both>\bchu tri\s*,?\s*phoi hop (?:voi|cung))"
    r"|(?P<with>\bphoi hop (?:voi|cung)\b)"
)
_MARK = re.compile(r"\(\s*(?:la\s+)?(?:chu tri|dau moi|phoi hop)[^)]*\)|\s+(?:chu tri|phoi hop)(?:\s+thuc hien)?$")
_EVERYBODY = re.compile(
    r"(?:toan bo|tat ca|cac)(?:\s+cac)?(?:\s*,?\s*(?:va\s+)?(?:phong|ban|don vi|co quan|bo phan|phong ban|to chuc)"
    r"(?:\s+(?:truc thuoc|chuyen mon|lien quan|thuoc so|cua so))*)+\W*"
)
_BETWEEN = re.compile(r"\s*(?:[,;/+&\n]|\s[-–]\s|\s-|-\s|\bva\b)\s*(?:[-+•*–]\s*)?")
_SHORT = (
    (re.compile(r"^[Pp]\s*\.\s*"), "Phòng "),
    (re.compile(r"^P\s+(?=\S)"), "Phòng "),
    (re.compile(r"^VP\b\.?"), "Văn phòng"),
)
# What is left of "Các phòng, đơn vị liên quan" where something else stands beside it.
_NO_NAME = re.compile(
    r"(?:cac\s+)?(?:phong|ban|don vi|co quan|bo phan|phong ban|to chuc)(?:\s+(?:lien quan|co lien quan|khac))?"
)
_LONGEST = 1000


def read_leads(text: str, supports: str = "", known: Collection[str] = ()) -> Leads:
    """`text`: the cell of who leads, `supports`: that of who works with them, where it has a column of its own.
    `known`: folded names of units that exist, which are never divided."""
    text = clean(text)[:_LONGEST]
    found = list(_roles(text, known))
    leads = [name for role, name in found if role == "lead"]
    others = [name for role, name in found if role == "support"]
    others += [name for _, name in _roles(clean(supports)[:_LONGEST], known)]
    if not leads and others and not supports:
        leads, others = others[:1], others[1:]
    everybody = any(_EVERYBODY.fullmatch(fold(name)) for name in leads)
    leads = [name for name in leads if not _EVERYBODY.fullmatch(fold(name))]
    others = [name for name in others if not _EVERYBODY.fullmatch(fold(name)) and name not in leads]
    return Leads(tuple(dict.fromkeys(leads)), tuple(dict.fromkeys(others)), everybody)


def _roles(text: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    pieces = list(_labelled(text))
    marked = any(_MARK.search(fold(name)) for _, part in pieces for name in _names(part, known))
    for role, part in pieces:
        for name in _names(part, known):
            own = _MARK.search(fold(name))
            if own:
                role_of_name = "support" if "phoi hop" in own[0] else "lead"
            else:
                # "Văn phòng (chủ trì), Thanh tra": who has no mark works with who has.
                role_of_name = "support" if marked and role == "lead" and _leads_elsewhere(part, known) else role
            tidy = _tidied(name)
            if tidy and not _NO_NAME.fullmatch(fold(tidy)):
                yield role_of_name, tidy


def _leads_elsewhere(part: str, known: Collection[str]) -> bool:
    found = (_MARK.search(fold(name)) for name in _names(part, known))
    return any(mark and "phoi hop" not in mark[0] for mark in found)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Pieces with the role that a label before them says: "Chủ trì: …; phối hợp: …"."""
    folded = fold_letters(text)
    role, start = "lead", 0
    for label in _LABEL.finditer(folded):
        yield role, text[start : label.start()]
        role, start = ("support" if label["support"] or label["with"] or label["both"] else "lead"), label.end()
    yield role, text[start:]


def _names(text: str, known: Collection[str]) -> list[str]:
    """Divided where another unit begins."""
    if fold(text).strip(" .;:-") in known or _EVERYBODY.fullmatch(fold(text)):
        return [text]
    folded = fold_letters(text)
    cuts = []
    for between in _BETWEEN.finditer(folded):
        rest = folded[between.end() :]
        begins = _BEGINS.match(rest) or any(rest.startswith(name) for name in known)
        if begins or ";" in between[0] or _is_bullet(between[0]):
            cuts.append((between.start(), between.end()))
    names, start = [], 0
    for begin, end in cuts:
        names.append(text[start:begin])
        start = end
    return [name for name in (*names, text[start:]) if name.strip(" .,;:-–•+*\n")]


def _is_bullet(between: str) -> bool:
    return "\n" in between and any(mark in between for mark in "-+•*–")


def _tidied(name: str) -> str:
    """One line, without marks of its role, "P." written out."""
    line = " ".join(name.split()).strip(" .,;:-–•+*")
    while mark := _MARK.search(fold_letters(line)):
        line = f"{line[: mark.start()]} {line[mark.end() :]}".strip(" .,;:-–")
    for short, whole in _SHORT:
        line = short.sub(whole, line)
    return " ".join(line.split())
