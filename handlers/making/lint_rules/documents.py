"""The documents that the texts cite, each with the place where it stands."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handlers.making.lint_rules.findings import Finding, RuleName, Severity, Value, make_finding
from handlers.making.lint_rules.matter import LintPlan, Passage, Place, passages
from storage.ground.citations import Citation, find_citations
from storage.ground.document_kinds import LETTERS
from storage.ground.text import fold, fold_letters

_SEEN_BEFORE = 40
_FORMS_SINCE = 2011
_FOLDED_LETTERS = {kind: fold(letters) for kind, letters in LETTERS.items()}
_KIND_LETTERS = frozenset(letters for letters in _FOLDED_LETTERS.values() if letters) | {"cv", "ctph"}
# What is named after these words was there before; it is not what the task brought about.
_GROUND = re.compile(
    r"\b(?:theo|can cu|thuc hien|trien khai|cu the hoa|tinh than|quy dinh tai|tai|cua|noi dung|huong dan|thuc thi"
    r"|thi hanh|kem theo|kem|sua doi|bo sung|thay the|bai bo|dieu chinh)(?: cac| dung| noi dung| mot so dieu cua)?\s*$"
)
# From elsewhere, whatever their number.
_OF_GOVERNMENT = frozenset({"cp", "ttg", "qh", "ubtvqh"})


@dataclass(frozen=True)
class Cited:
    passage: Passage
    citation: Citation
    before: str

    @property
    def label(self) -> str:
        return self.citation.label

    @property
    def is_the_party_s(self) -> bool:
        return self.citation.is_the_party_s

    @cached_property
    def parts(self) -> Sequence[str]:
        return self.citation.symbol.split("-")

    @cached_property
    def letters(self) -> str:
        """The symbol's first part, folded."""
        return fold(self.parts[0])

    @cached_property
    def right_letters(self) -> str:
        """Those of the kind, folded; empty where it has none."""
        return _FOLDED_LETTERS[self.citation.kind]

    @cached_property
    def office(self) -> str:
        """Folded: `svhtt` of KH-SVHTT-VP and of SVHTT-VP, `qh` of QH14, empty where the symbol names none."""
        # CT is a tax office too, which then stands first.
        if self.letters in _KIND_LETTERS and (self.letters != "ct" or self.right_letters == "ct"):
            return fold(self.parts[1]) if len(self.parts) > 1 else ""
        return self.letters.rstrip("0123456789")

    @cached_property
    def year(self) -> int | None:
        """Of the number, or else of the day."""
        _, _, year = self.citation.number.partition("/")
        if year:
            return int(year)
        return self.citation.issued_on.year if self.citation.issued_on else None

    @cached_property
    def is_result(self) -> bool:
        """Whether the task produced this document; otherwise the task is based on it."""
        return self.passage.place is Place.NOTE and not _GROUND.search(self.before) and not self.is_of_government

    @property
    def is_of_government(self) -> bool:
        return self.office in _OF_GOVERNMENT or self.is_the_party_s


def find_cited(plan: LintPlan) -> Iterator[Cited]:
    for passage in passages(plan):
        for citation in find_citations(passage.text):
            before = fold_letters(passage.text[max(0, citation.start - _SEEN_BEFORE) : citation.start])
            yield Cited(passage, citation, before)


def symbols_of_today(cited: Iterable[Cited]) -> Iterator[Cited]:
    """Documents whose symbol can be judged: the Party has forms of its own, and other forms were used before 2011."""
    for one in cited:
        if one.citation.symbol and not one.is_the_party_s and (one.year or _FORMS_SINCE) >= _FORMS_SINCE:
            yield one


def without_citations(text: str) -> str:
    """The text without the documents it cites and what they are about."""
    rest, position = [], 0
    for citation in find_citations(text):
        rest.append(text[position : citation.start])
        position = citation.end
    return " ".join([*rest, text[position:]])


def finding_each(
    rule: RuleName, severity: Severity, found: Iterable[tuple[Cited, Mapping[str, Value]]]
) -> Iterator[Finding]:
    """One finding for each document, however often it is cited."""
    groups: dict[tuple[str, ...], list[tuple[Cited, Mapping[str, Value]]]] = {}
    for cited, values in found:
        key = (cited.citation.kind, cited.label, *map(str, values.values()))
        groups.setdefault(key, []).append((cited, values))
    for key, group in groups.items():
        first, values = group[0]
        tasks = [cited.passage.task for cited, _ in group]
        named: dict[str, Value] = {"kind": first.citation.kind, "document": first.label, **values}
        yield make_finding(rule, severity, tasks, first.passage.place, key, **named)
