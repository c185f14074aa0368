"""Finds the heading of a table by its words: below title lines, over one row or two, in any order of columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.imports.cell_kinds import agreement
from storage.imports.files.tables import Cell, Row, Table, Unread, numbered
from storage.imports.heading_rows import (
    can_be_heading,
    can_go_on_heading,
    cell_text,
    is_known_heading,
    is_numbering,
    shown_headings,
)
from storage.imports.matching import Offer, best_offers, match, offers
from storage.imports.meanings import LOOSE, Kind, heading_words

_ROWS_LOOKED_AT = 60
_CELLS_LOOKED_AT = 60
_FOUND_SHOWN = 12
_NEARLY = 0.8
_LONGEST_SHOWN = 40
_COUNTING = frozenset({"", "stt", "tt", "so tt", "so thu tu", "thu tu"})


@dataclass(frozen=True, slots=True)
class Heading:
    """`columns`: a heading that spans several columns has them all. `texts`: as the file writes them. `score`: how
    well all of it fits. `unread`: headings of columns that have no meaning here. `lines`: its rows; `marks`: what they
    have in the column `key`, so that a row of data is told from them at once."""

    kind: Kind
    columns: dict[str, tuple[int, ...]]
    texts: dict[str, str]
    first_row: int
    last_row: int
    score: int
    unread: tuple[str, ...] = ()
    lines: frozenset[tuple[str, ...]] = frozenset()
    key: int = 0
    marks: frozenset[str] = frozenset()

    @property
    def is_complete(self) -> bool:
        return self.kind.is_complete(set(self.columns))

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of data: without empty ones, a row of column numbers, and the heading where a page repeats it."""
        is_just_below = True
        for row in islice(table.filled_rows(), self.last_row + 1, None):
            if is_just_below and is_numbering(row):
                continue
            is_just_below = self.is_repeated(row)
            if not is_just_below:
                yield row

    def unread_columns(self, table: Table) -> list[Unread]:
        named = [shorten(text, _LONGEST_SHOWN) for text in self.unread if heading_words(text) not in _COUNTING]
        return [numbered("unread_columns", named, table.name)] if named else []

    def is_repeated(self, row: Row) -> bool:
        """Whether it is the heading, or a row of it, written once more."""
        key = row.cell(self.key)
        if not isinstance(key, str) or cell_text(key) not in self.marks:
            return False
        return _line(row) in self.lines


def best_heading(table: Table, kind: Kind) -> Heading | None:
    """The first complete one that fits nearly as well as the best, else the one that comes closest."""
    found = [
        heading
        for index, row in enumerate(table.head[:_ROWS_LOOKED_AT])
        if can_be_heading(row) and (heading := heading_at(table, index, kind)).columns
    ]
    complete = [heading for heading in found if heading.is_complete]
    if complete:
        enough = _NEARLY * max(heading.score for heading in complete)
        first = next(heading for heading in complete if heading.score >= enough)
        if _is_title(table.head[first.first_row]):
            # A title line above says nothing of its own: the row below alone reads as well.
            alone = (heading for heading in complete if heading.first_row == first.last_row)
            return next((heading for heading in alone if heading.score >= first.score), first)
        return first
    return max(found, key=lambda heading: heading.score, default=None)


def _is_title(row: Row) -> bool:
    texts = {text for cell in row.cells if (text := cell_text(cell))}
    return 2 * sum(map(is_known_heading, texts)) < len(texts)


def heading_at(table: Table, index: int, kind: Kind) -> Heading:
    rows = table.head
    upper = [cell_text(cell) for cell in rows[index].cells]
    single = _read(table, [[text] for text in upper], (index, index), kind)
    if index + 1 == len(rows) or not can_go_on_heading(rows[index + 1]):
        return single
    below = rows[index + 1]
    lower = [cell_text(cell) for cell in below.cells]
    goes_on = _goes_on(upper, lower, below)
    if single.is_complete and not goes_on:
        return single
    texts = [
        [f"{above} {under}".strip(), under, above] if above != under else [above]
        for above, under in zip_longest(upper, lower, fillvalue="")
    ]
    double = _read(table, texts, (index, index + 1), kind)
    both = (double, single) if goes_on else (single, double)
    return max(both, key=lambda heading: (heading.is_complete, heading.score))


def _goes_on(upper: list[str], lower: list[str], below: Row) -> bool:
    """Whether the row below is the heading's second one: merged with it, or filled only under headings that span."""
    if any(column in below.continued and text for column, text in enumerate(upper)):
        return True
    filled = {column for column, text in enumerate(lower) if text and text not in upper[column : column + 1]}
    spanned = {column for column, text in enumerate(upper) if text and text in upper[max(0, column - 1) : column]}
    spanned |= {column - 1 for column in spanned}
    return bool(filled) and filled <= spanned


def _read(table: Table, texts: list[list[str]], rows: tuple[int, int], kind: Kind) -> Heading:
    first, last = rows
    starts = [
        column
        for column, choices in enumerate(texts)
        if any(choices) and texts[max(0, column - 1) : column] != [choices]
    ]
    sample = table.head[last + 1 : last + 1 + _CELLS_LOOKED_AT]
    offered = best_offers([offer for start in starts for offer in offers(start, texts[start], kind)])
    cells = {offer.place: [row.cell(offer.place) for row in sample] for offer in offered}
    found = [weighed for offer in offered if (weighed := _weighed(offer, cells[offer.place], kind))]
    chosen = match(found, kind)
    columns = {offer.name: _spanned(texts, offer.place) for offer in chosen}
    meant = {offer.place for offer in chosen}
    return Heading(
        kind=kind,
        columns=columns,
        texts={offer.name: offer.text for offer in chosen},
        first_row=first,
        last_row=last,
        score=sum(2 if offer.rank < LOOSE else 1 for offer in chosen),
        unread=tuple(texts[start][0] for start in starts if start not in meant),
        lines=frozenset(map(_line, table.head[first : last + 1])),
        key=(key := min(meant, default=0)),
        marks=frozenset(cell_text(row.cell(key)) for row in table.head[first : last + 1]),
    )


def _line(row: Row) -> tuple[str, ...]:
    texts = [cell_text(cell) for cell in row.cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _weighed(offer: Offer, cells: list[Cell], kind: Kind) -> Offer | None:
    """What the cells below say to it: their kind decides where a heading alone may mean two things."""
    share = agreement(cells, kind.column(offer.name).holds)
    return Offer(offer.place, offer.name, offer.text, offer.rank, int(offer.value * share)) if share else None


def _spanned(texts: list[list[str]], start: int) -> tuple[int, ...]:
    end = start + 1
    while end < len(texts) and texts[end] == texts[start]:
        end += 1
    return tuple(range(start, end))


def missing_headings(tables: Sequence[Table], found: list[Heading], kind: Kind) -> Refusal:
    """The refusal for a file in which no table has all headings of this kind: `headings.missing`, or `headings.none`
    where there is no heading at all."""
    closest = max(found, key=lambda heading: heading.score, default=None)
    known = set(closest.columns) if closest else set()
    missing = ", ".join(kind.heading(group[0]) for group in kind.required if not any(name in known for name in group))
    shown = headings_shown(tables)
    return Refusal("headings.missing", missing=missing, found=shown) if shown else Refusal("headings.none")


def unknown_headings(tables: Sequence[Table]) -> Refusal:
    """The refusal for a file whose headings belong to no kind: `headings.unknown`, or `headings.none` where there is no
    heading at all."""
    shown = headings_shown(tables)
    return Refusal("headings.unknown", found=shown) if shown else Refusal("headings.none")


def headings_shown(tables: Sequence[Table]) -> str:
    """What may be shown of the headings that were found; empty where no row is surely a heading."""
    rows = [row for table in tables for row in table.head[:_ROWS_LOOKED_AT]]
    return "; ".join(shown_headings(rows)[:_FOUND_SHOWN])
