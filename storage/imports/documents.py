"""A register of documents, as a document management system exports it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from storage.ground.citations import find_citations
from storage.ground.document_kinds import KIND_OF_LETTERS, NAMES
from storage.ground.document_numbers import full_number
from storage.ground.text import clean, fold, fold_letters, shorten
from storage.imports.columns import DOCUMENTS
from storage.imports.files.files import read_tables
from storage.imports.files.tables import FileTables, Problem
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.reading import RowReader, read_rows

_LONGEST_SUBJECT, _LONGEST_ISSUER = 500, 120
_NUMBER = re.compile(r"(?:so\s*:?\s*)?(\d{1,6})(?:\.0)?\s*(?:[/-]\s*(.{1,40}))?$", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d\d)\s*/\s*(.+)$")
_PARTY = re.compile(r"\d{1,6}\s*-\s*[^\W\d_]+/")
_ABOUT = re.compile(r"(?:v/v|ve viec|ve)\b[\s:.]*(?=\S)", re.ASCII)
Way = Literal["issued", "received", ""]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """`way`: empty where the file does not say of which register it is."""

    row: int
    way: Way
    kind: str
    number: str
    symbol: str
    issued_on: date
    issuer: str
    subject: str

    @property
    def label(self) -> str:
        return full_number(self.number, self.symbol)


@dataclass(frozen=True, slots=True)
class DocumentsFile:
    rows: list[DocumentLine]
    problems: list[Problem]


def read_documents(data: bytes | FileTables, name: str, answers: Answers = NO_ANSWERS) -> DocumentsFile:
    """Refuses as `read_rows` does."""
    rows: list[DocumentLine] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, date, str], int] = {}
    tables = read_tables(data, name)
    for reader in read_rows(tables, name, DOCUMENTS, answers):
        for row in _read(reader, _way_of(*tables.titles, name, answers.caption), answers.today):
            first = seen.setdefault((fold(row.label), row.issued_on, fold(row.issuer)), row.row)
            if first == row.row:
                rows.append(row)
            else:
                reader.report("document.twice", label=row.label, first_row=first)
        problems += reader.problems
    return DocumentsFile(rows, problems)


def _read(reader: RowReader, way: Way, today: date | None) -> Iterator[DocumentLine]:
    number, symbol = _number(reader)
    on = reader.day("issued_on", needed=True)
    issuer = shorten(reader.text("issuer"), _LONGEST_ISSUER)
    kind, subject = _kind_and_subject(reader, symbol)
    if on is not None and today is not None and on > today:
        reader.report("document.ahead", label=full_number(number, symbol), day=f"{on:%d/%m/%Y}")
    if number and on is not None and not reader.is_left_out:
        yield DocumentLine(reader.row, _way_of(reader.text("way")) or way, kind, number, symbol, on, issuer, subject)


def _number(reader: RowReader) -> tuple[str, str]:
    """`12/KH-SM`, `13/2026/QĐ-UBND`, `18-NQ/TW`, or number and symbol in columns of their own."""
    text, own = clean(reader.text("number", needed=True)), clean(reader.text("symbol")).strip(" /")
    found = _NUMBER.match(text)
    if found is None:
        if text:
            reader.report("document.no_number", value=shorten(text, 40))
        return "", ""
    number, symbol = found[1].lstrip("0") or found[1], (found[2] or "").strip()
    if own and not symbol:
        symbol = own
    year = _YEAR.match(symbol)
    if year:
        number, symbol = f"{number}/{year[1]}", year[2]
    return number, re.sub(r"\s", "", symbol)


def _kind_and_subject(reader: RowReader, symbol: str) -> tuple[str, str]:
    """The subject may begin with the kind ("Kế hoạch về …"); else the symbol's letters tell it, and an official
    letter has none."""
    text = shorten(reader.text("subject", needed=True), _LONGEST_SUBJECT)
    named = NAMES.get(fold(reader.text("kind")))
    begun = next((name for name in _BY_LENGTH if fold(text).startswith(f"{name} ")), None)
    letters, _, office = symbol.partition("-")
    by_letters = KIND_OF_LETTERS.get(fold(letters)) if office else None
    kind = named or by_letters or (NAMES[begun] if begun else "Công văn")
    if begun and NAMES[begun] == kind:
        rest = " ".join(text.split()[len(begun.split()) :])
        text = rest if not find_citations(text[:60]) else text
    about = _ABOUT.match(fold_letters(text))
    return kind, text[about.end() :].strip() if about else text


_BY_LENGTH = sorted((name for name in NAMES if len(name) > 3), key=len, reverse=True)


def _way_of(*texts: str) -> Way:
    for text in texts:
        folded = fold(text)
        if re.search(r"\b(?:van ban|cong van|vb|so) den\b|^den$", folded):
            return "received"
        if re.search(r"\b(?:van ban|cong van|vb|so) (?:di|phat hanh)\b|^di$", folded):
            return "issued"
    return ""
