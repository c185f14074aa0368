"""What a file would change, before anything is written: one screen, then page by page, each line of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from handlers.catalogue import Keys, Words
from handlers.numbers import integer
from handlers.office.import_words import outcome_lines, problem_text
from storage.imports.names import LineName, SectionName
from storage.imports.outcome import Line, Outcome, Section

_LINE = Keys("import.line_{}", get_args(LineName))
_SECTION = Keys("import.section_{}", get_args(SectionName))
SCREEN = 1100  # characters of one phone screen, buttons below
_FIRST_LINES = 3
# Numbers of rows and tasks are names; these are quantities.
_QUANTITIES = ("count", "lines", "read", "other", "joined", "empty", "rows")


@dataclass(frozen=True, slots=True)
class Shown:
    """A section in words. `is_whole`: see `Section`."""

    title: str
    lines: Sequence[str]
    is_whole: bool = False


def line_text(say: Words, line: Line) -> str:
    values = {
        name: integer(value) if name in _QUANTITIES and isinstance(value, int) else value
        for name, value in line.values.items()
    }
    return say(_LINE[line.key], **values)


def section_lines(say: Words, section: Section, limit: int | None = None) -> list[str]:
    """Its title with the number of lines, and the first `limit` of them."""
    lines = [say(_SECTION[section.name], count=integer(len(section.lines)))]
    lines += [f"• {line_text(say, line)}" for line in section.lines[:limit]]
    if limit is not None and len(section.lines) > limit:
        lines.append(say("import.more_lines", count=integer(len(section.lines) - limit)))
    return lines


def with_not_read(outcome: Outcome, not_read: Sequence[Line]) -> Outcome:
    """How many lines a text table has, and what of the file was left away, belongs to what is shown before anything is
    written."""
    counted = [line for line in not_read if line.key == "lines_of_file"]
    left_away = [line for line in not_read if line not in counted]
    if counted:
        outcome.sections.insert(0, Section("read", counted, is_whole=True))
    if left_away:
        outcome.sections.append(Section("not_read", left_away))
    return outcome


def overview(say: Words, name: str, outcome: Outcome) -> str:
    """The first screen: what the file is, and of each section the first lines, fewer where it would get too long."""
    head = [say("import.preview", name=name), *outcome_lines(say, outcome)]
    sections = all_sections(say, outcome)
    for limit in range(_FIRST_LINES, -1, -1):
        body = [line for shown in sections for line in ("", *_first(say, shown, limit))]
        text = "\n".join([*head, *body])
        if len(text) <= SCREEN:
            break
    return text


def _first(say: Words, shown: Shown, limit: int) -> Iterator[str]:
    yield shown.title
    if shown.is_whole:
        yield from shown.lines
        return
    yield from shown.lines[:limit]
    if limit and len(shown.lines) > limit:
        yield say("import.more_lines", count=integer(len(shown.lines) - limit))


def all_sections(say: Words, outcome: Outcome) -> list[Shown]:
    """The rows that need a look among them."""
    found = []
    if outcome.problems:
        left_out = sum(problem.left_out for problem in outcome.problems)
        title = say("import.problems", count=integer(len(outcome.problems)), left_out=integer(left_out))
        found.append(Shown(title, [f"• {problem_text(say, problem)}" for problem in outcome.problems]))
    for section in outcome.sections:
        title, *lines = section_lines(say, section)
        if lines:
            found.append(Shown(title, lines, section.is_whole))
    return found


def pages(say: Words, outcome: Outcome) -> list[str]:
    """All sections with all their lines; a section that goes on repeats its title."""
    made: list[str] = []
    page = ""
    for shown in all_sections(say, outcome):
        fresh = f"{page}\n\n{shown.title}" if page else shown.title
        for line in shown.lines:
            if len(fresh) + len(line) + 1 > SCREEN and page != fresh:
                made.append(fresh)
                fresh = shown.title
            fresh = f"{fresh}\n{line}"
        page = fresh
    return [*made, page] if page else made


def digest(outcome: Outcome) -> str:
    """Of all that would be written: another one means that what is stored has changed since."""
    parts = (outcome.kind, outcome.new, outcome.changed, outcome.removed, outcome.year, outcome.sections)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
