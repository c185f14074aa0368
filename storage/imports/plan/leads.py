"""Who leads a task and who works with them, as plans write it: several units in one cell, roles in words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from storage.ground.text import clean, fold, fold_letters
from storage.imports.plan.unit_list import Kind, Piece, begins_a_unit, split_units
from storage.models import UnitPart


@dataclass(frozen=True, slots=True)
class Leads:
    """Names of units, as the plan has them; the first one that leads answers for the task. `everybody`: the part of
    "Các phòng, đơn vị thuộc Sở", which names no unit and means all. `unnamed`: what means units that nobody can know
    ("các đơn vị liên quan")."""

    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    everybody: UnitPart | None = None
    unnamed: tuple[str, ...] = ()


_ROLE = re.compile(
    r"(?P<open>[(\[]\s*)?(?:(?<!cac )(?:co quan|don vi|cq|dv)\s*,?\s+)*(?P<all>(?:cung|dong)\s+)?"
    r"(?<!\w)(?P<role>chu tri|dau moi|phoi hop|(?:ct|ph)(?=\s*[:)\]]))(?!\w)(?:\s+(?:thuc hien|tham muu|chinh))*"
    r"(?:\s+la(?=\s*[:：]))?"
    r"(?P<with>\s+(?:voi|cung)(?!\w))?(?P<close>\s*[)\]])?(?P<colon>\s*[:：])?"
)
# "Các phòng, đơn vị phối hợp: …" names what follows, and not all units.
_OF_LABEL = re.compile(r"(?<!\w)cac\s+(?:(?:co quan|don vi|phong|ban)\s*,?\s*(?:va\s+)?)+$")
_BREAKS = re.compile(r"[;\n]|\.\s")
_LONGEST = 1000
_WORDS = re.compile(r"\w")


def read_leads(text: str, supports: str = "", known: Collection[str] = ()) -> Leads:
    """`text`: the cell of who leads, `supports`: that of who works with them, where it has a column of its own.
    `known`: folded names of units that exist, which are never divided."""
    found = list(_parts(clean(text)[:_LONGEST], known))
    own = [(UnitPart.SUPPORT, piece) for _, piece in _parts(clean(supports)[:_LONGEST], known)]
    names = [(part, piece.text) for part, piece in (*found, *own) if piece.kind is Kind.NAME]
    if not own and names and all(part is UnitPart.SUPPORT for part, _ in names):
        names[0] = (UnitPart.LEAD, names[0][1])
    leads = _once(name for part, name in names if part is UnitPart.LEAD)
    others = _once(name for part, name in names if part is UnitPart.SUPPORT)
    everybody = sorted(part for part, piece in (*found, *own) if piece.kind is Kind.EVERYBODY)
    return Leads(
        tuple(leads.values()),
        tuple(name for key, name in others.items() if key not in leads),
        everybody[0] if everybody else None,
        tuple(_once(piece.text for _, piece in (*found, *own) if piece.kind is Kind.UNNAMED).values()),
    )


def _once(names: Iterator[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return found


@dataclass(slots=True)
class _Run:
    """Units between two words of roles. `label`: the role said before them; `mark`: the one said after them, of `all`
    of them or of the last one."""

    pieces: list[Piece]
    label: UnitPart | None
    mark: UnitPart | None = None
    all: bool = False


def _parts(text: str, known: Collection[str]) -> Iterator[tuple[UnitPart, Piece]]:
    runs = list(_runs(text, known))
    led = any(UnitPart.LEAD in (run.label, run.mark) for run in runs)
    for index, run in enumerate(runs):
        alone = not led and not any(other.pieces for other in runs[:index])
        for place, piece in enumerate(run.pieces):
            yield _part(run, place, led, alone), piece


def _part(run: _Run, place: int, led: bool, alone: bool) -> UnitPart:
    last = place == len(run.pieces) - 1
    if run.mark is UnitPart.LEAD:
        # "Thanh tra, Văn phòng (chủ trì)": who has no mark works with who has.
        return UnitPart.LEAD if last or run.all else UnitPart.SUPPORT
    if run.mark is UnitPart.SUPPORT:
        # "Văn phòng, Thanh tra (phối hợp)": somebody leads.
        return UnitPart.LEAD if alone and place == 0 and len(run.pieces) > 1 else UnitPart.SUPPORT
    if run.label is not None:
        # "Chủ trì, phối hợp: Văn phòng, Thanh tra": the first one leads.
        return UnitPart.SUPPORT if run.all and place else run.label
    return UnitPart.SUPPORT if led else UnitPart.LEAD


def _runs(text: str, known: Collection[str]) -> Iterator[_Run]:
    """Cut at words of roles; at a break, too, where a mark that follows holds only behind it."""
    folded = fold_letters(text)
    label: UnitPart | None = None
    start, both = 0, False
    lone = _is_said_of_both(text, folded, known)
    for word in _ROLE.finditer(folded):
        role = UnitPart.SUPPORT if word["role"] in ("phoi hop", "ph") else UnitPart.LEAD
        before = text[start : word.start()]
        chunks = _chunks(before)
        in_brackets = bool(word["open"] and word["close"])
        is_label = not in_brackets and (lone or word["colon"] or word["with"] or not _WORDS.search(chunks[-1]))
        if word["colon"] and (of_label := _OF_LABEL.search(folded[start : word.start()])):
            before = before[: of_label.start()]
        if is_label:
            yield _Run(split_units(before, known), label, all=both)
            both = (
                role is UnitPart.SUPPORT and label is UnitPart.LEAD and not _WORDS.search(before) and not word["with"]
            )
            label = UnitPart.LEAD if both else role
        else:
            all_of_them = bool(word["all"]) or (role is UnitPart.LEAD and not in_brackets)
            others, marked = ("", before) if all_of_them else chunks
            yield _Run(split_units(others, known), label, all=both)
            yield _Run(split_units(marked, known), None, role, all_of_them)
            label, both = None, False
        start = word.end()
    yield _Run(split_units(text[start:], known), label, all=both)


def _is_said_of_both(text: str, folded: str, known: Collection[str]) -> bool:
    """ "Phòng A phối hợp Phòng B", as "phối hợp với": nothing else says who leads."""
    roles = list(_ROLE.finditer(folded))
    return len(roles) == 1 and roles[0]["role"] == "phoi hop" and begins_a_unit(text[roles[0].end() :], known)


def _chunks(text: str) -> tuple[str, str]:
    """What stands before the last break, and behind it."""
    cut = 0
    for found in _BREAKS.finditer(text.rstrip()):
        if _WORDS.search(text[found.end() :]):
            cut = found.end()
    return text[:cut], text[cut:]
