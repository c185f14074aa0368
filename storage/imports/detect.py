"""Tells from the headings what a file is, so that a person can just send it."""

from storage.imports.columns import KINDS
from storage.imports.files.files import read_tables
from storage.imports.files.tables import FileTables
from storage.imports.headings import best_heading, unknown_headings
from storage.imports.meanings import KindName
from storage.imports.questions import NO_ANSWERS, Answers


def detect_kind(data: bytes | FileTables, name: str, answers: Answers = NO_ANSWERS) -> KindName:
    """Refuses what `read_tables` refuses, and a file of which no table has the headings of any kind."""
    tables = read_tables(data, name)
    found = [
        (heading.score, kind.name)
        for table in tables
        for kind in KINDS
        if (heading := best_heading(table, kind)) and heading.is_complete
    ]
    if not found:
        raise unknown_headings(tables)
    return max(found, key=lambda scored: scored[0])[1]
