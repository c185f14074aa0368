"""Tells from the headings what a file is, so that a person can just send it."""

from storage.imports.columns import KINDS, KindName
from storage.imports.files.files import read_tables
from storage.imports.headings import best_heading, missing_headings
from storage.imports.questions import NO_ANSWERS, Answers
from storage.refusals import Refusal


def detect_kind(data: bytes, name: str, answers: Answers = NO_ANSWERS) -> KindName:
    """Refuses what `read_tables` refuses, and a file of which no table has the headings of any kind."""
    tables = read_tables(data, name)
    found = [
        (heading.score, kind.name)
        for table in tables
        for kind in KINDS
        if (heading := best_heading(table, kind)) and heading.is_complete(kind)
    ]
    if not found:
        raise Refusal("headings.unknown", found=missing_headings(tables, [], KINDS[0]).values["found"])
    return max(found, key=lambda scored: scored[0])[1]
