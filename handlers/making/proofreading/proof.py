"""A finished document held against what is known: sentences, numbers, claims, rows of its table.

A sentence is right if it is one of those known. One that differs from such a sentence in its numbers alone is wrong.
Of any other (an office's own words in its template, what somebody wrote) each number has to be among those known, and
what it claims has to hold.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handlers.making.proofreading.faults import Fault, Kind
from handlers.making.proofreading.figures import numbers_in, without_figures
from handlers.making.proofreading.lines import Line, read_lines
from storage.ground.text import fold_letters


@dataclass(frozen=True, slots=True)
class Claim:
    """`pattern`: of folded text. `fact`: in words what speaks against it; empty where the claim holds."""

    pattern: re.Pattern[str]
    fact: str


@dataclass(frozen=True)
class Known:
    """`sentences`: those that are right; `said`: of these the ones nobody derived a second time, whose numbers have to
    be among `numbers`, too. `quoted`: whole lines of others' words, which are theirs. `rows`: of tables, cell by cell.
    `row_claims`: what a row may not claim beside a state."""

    sentences: Collection[str]
    numbers: Collection[str]
    said: Collection[str] = ()
    quoted: Collection[str] = ()
    claims: Sequence[Claim] = ()
    rows: Collection[tuple[str, ...]] = ()
    row_faults: dict[tuple[str, ...], str] = field(default_factory=dict)

    @cached_property
    def by_words(self) -> dict[str, list[str]]:
        """Without its figures → what the sentence says with the right ones."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for sentence in (*self.said, *self.quoted):
            found[without_figures(plain_sentence(sentence))].append(plain_sentence(sentence))
        # What was derived counts for more than what was written.
        return {**found, **self._derived_by_words}

    @cached_property
    def _derived_by_words(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for sentence in self.sentences:
            found[without_figures(plain_sentence(sentence))].append(plain_sentence(sentence))
        return found

    @cached_property
    def rows_by_end(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """By all cells but the first, which may be merged with the one above it and is empty then."""
        return {row[1:]: row for row in self.rows}

    @cached_property
    def whole_rows(self) -> frozenset[tuple[str, ...]]:
        return frozenset(self.rows)

    @cached_property
    def rows_by_words(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {tuple(map(without_figures, row[1:])): row for row in self.rows}

    @cached_property
    def right(self) -> frozenset[str]:
        return frozenset(map(plain_sentence, (*self.sentences, *self.quoted)))

    @cached_property
    def checked_by_number(self) -> frozenset[str]:
        said = map(plain_sentence, self.said)
        return frozenset(one for one in said if without_figures(one) not in self._derived_by_words)


def plain_sentence(text: str) -> str:
    """Without the dash before it and the mark behind it."""
    return text.strip().removeprefix("- ").removeprefix("+ ").rstrip(" .;:")


def proofread(content: bytes, known: Known) -> list[Fault]:
    """All that is wrong, each once, in the order of the document."""
    found = (fault for line in read_lines(content) for fault in _faults(line, known))
    return list(dict.fromkeys(found))


def _faults(line: Line, known: Known) -> Iterator[Fault]:
    if line.row:
        yield from _row_faults(line, known)
        return
    sentence = plain_sentence(line.text)
    if sentence in known.right:
        return
    if sentence not in known.checked_by_number and (others := known.by_words.get(without_figures(sentence))):
        yield _other_figure(line, sentence, others)
        return
    yield from _unknown_numbers(line, sentence, known)
    yield from _false_claims(line, sentence, known)


def _other_figure(line: Line, sentence: str, others: Sequence[str]) -> Fault:
    mine = [number.text for number in numbers_in(sentence)]

    def unlike(other: str) -> int:
        return sum(one != two.text for one, two in zip(mine, numbers_in(other), strict=False))

    nearest = min(others, key=unlike)
    pairs = zip(mine, (number.text for number in numbers_in(nearest)), strict=False)
    wrong = next((one for one, two in pairs if one != two), "")
    return Fault(Kind.FIGURE, line.text.strip(), line.under, wrong, nearest)


def _unknown_numbers(line: Line, sentence: str, known: Known) -> Iterator[Fault]:
    for number in numbers_in(sentence):
        if number.value not in known.numbers:
            yield Fault(Kind.UNKNOWN, line.text.strip(), line.under, number.text)


def _false_claims(line: Line, sentence: str, known: Known) -> Iterator[Fault]:
    folded = fold_letters(sentence)
    for claim in known.claims:
        if claim.fact and (match := claim.pattern.search(folded)):
            yield Fault(Kind.CLAIM, line.text.strip(), line.under, sentence[match.start() : match.end()], claim.fact)


def _row_faults(line: Line, known: Known) -> Iterator[Fault]:
    area, *rest = line.row
    # Two rows may have the same cells behind different names.
    row = tuple(line.row) if tuple(line.row) in known.whole_rows else known.rows_by_end.get(tuple(rest))
    if row is not None and area in ("", row[0]):
        if row in known.row_faults:
            yield Fault(Kind.ROW, line.text, line.under, rest[-1], known.row_faults[row])
        return
    likely = row or known.rows_by_words.get(tuple(map(without_figures, rest)))
    if likely is not None:
        pairs = zip((*rest, area), (*likely[1:], likely[0]), strict=True)
        found, expected = next((mine, right) for mine, right in pairs if mine != right)
        yield Fault(Kind.FIGURE, found, line.under, found, expected)
        return
    for cell in line.row:
        yield from _unknown_cell(line, cell, known)


def _unknown_cell(line: Line, cell: str, known: Known) -> Iterator[Fault]:
    """Of a table that is laid out in another way."""
    if plain_sentence(cell) not in known.right:
        for number in numbers_in(cell):
            if number.value not in known.numbers:
                yield Fault(Kind.UNKNOWN, cell, line.under, number.text)
