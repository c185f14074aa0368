"""Tells from the headings what a file is, so that a person can just send it."""

from collections.abc import Sequence

from storage.imports.columns import KINDS, PLAN, PROCEDURES
from storage.imports.files.files import read_tables
from storage.imports.files.tables import FileTables, Table
from storage.imports.headings import Heading, best_heading, missing_headings, unknown_headings
from storage.imports.meanings import KindName
from storage.imports.plan.undated_plan import lacks_deadlines_only
from storage.imports.procedure_sheet import sheets_of
from storage.imports.questions import NO_ANSWERS, Answers, Ask, Choice, FileQuestion, Unanswered

_CHOICE = {kind.name: f"import.choice_kind_{kind.name}" for kind in KINDS}
_CLOSE = 3
Found = tuple[Table, Heading]


def detect_kind(data: bytes | FileTables, name: str, answers: Answers = NO_ANSWERS) -> KindName:
    """Refuses what `read_tables` refuses, and a file of which no table has the headings of any kind; raises
    `Unanswered` where it may be of several kinds."""
    tables = read_tables(data, name)
    if sheets_of(tables):
        return PROCEDURES.name
    found = [(table, heading) for table in tables for kind in KINDS if (heading := best_heading(table, kind))]
    complete = [(table, heading) for table, heading in found if heading.is_complete]
    likely = _of_whole_tables(complete) if complete else _close(found)
    if len(likely) > 1:
        choices = tuple(Choice(kind, _CHOICE[kind]) for kind in likely)
        raise Unanswered(FileQuestion(Ask.KIND, choices))
    if complete or (likely == [PLAN.name] and any(lacks_deadlines_only(heading) for _, heading in found)):
        return likely[0]
    if likely:
        kind = next(kind for kind in KINDS if kind.name == likely[0])
        raise missing_headings(tables, [heading for _, heading in found if heading.kind is kind], kind)
    raise unknown_headings(tables)


def _of_whole_tables(complete: Sequence[Found]) -> list[KindName]:
    """The kinds that fit some table best; a table that has the headings of several is of the one with most of them."""
    kinds: list[KindName] = []
    for table in dict.fromkeys(id(table) for table, _ in complete):
        headings = [heading for other, heading in complete if id(other) == table]
        most = max(heading.score for heading in headings)
        kinds += [heading.kind.name for heading in headings if heading.score == most]
    return list(dict.fromkeys(kinds))


def _close(found: Sequence[Found]) -> list[KindName]:
    """The kinds that come closest, with something of what they need."""
    scores: dict[KindName, int] = {}
    for _, heading in found:
        needed = {name for group in heading.kind.required for name in group}
        if needed & set(heading.columns):
            scores[heading.kind.name] = max(heading.score, scores.get(heading.kind.name, 0))
    most = max(scores.values(), default=0)
    return [kind for kind, score in scores.items() if score == most and score >= _CLOSE]
