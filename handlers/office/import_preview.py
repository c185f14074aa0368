"""What a file would change, before anything is written: one screen, then page by page, each line of it."""

import hashlib
from collections.abc import Iterator, Sequence

from handlers.catalogue import Words
from handlers.numbers import integer
from handlers.office.import_words import outcome_lines, problem_text
from storage.imports.outcome import Line, Outcome, Section

SCREEN = 1100  # characters of one phone screen, buttons below
_FIRST_LINES = 3


def line_text(say: Words, line: Line) -> str:
    return say(f"import.line_{line.key}", **line.values)


def section_lines(say: Words, section: Section, limit: int | None = None) -> list[str]:
    """Its title with the number of lines, and the first `limit` of them."""
    lines = [say(f"import.section_{section.name}", count=integer(len(section.lines)))]
    lines += [f"• {line_text(say, line)}" for line in section.lines[:limit]]
    if limit is not None and len(section.lines) > limit:
        lines.append(say("import.more_lines", count=integer(len(section.lines) - limit)))
    return lines


def with_not_read(outcome: Outcome, not_read: Sequence[Line]) -> Outcome:
    """What of the file was left away belongs to what is shown before anything is written."""
    if not_read:
        outcome.sections.append(Section("not_read", list(not_read)))
    return outcome


def overview(say: Words, name: str, outcome: Outcome) -> str:
    """The first screen: what the file is, and of each section the first lines, fewer where it would get too long."""
    head = [say("import.preview", name=name), *outcome_lines(say, outcome)]
    sections = all_sections(say, outcome)
    for limit in range(_FIRST_LINES, -1, -1):
        body = [line for title, lines in sections for line in ("", *_first(say, title, lines, limit))]
        text = "\n".join([*head, *body])
        if len(text) <= SCREEN:
            break
    return text


def _first(say: Words, title: str, lines: Sequence[str], limit: int) -> Iterator[str]:
    yield title
    yield from lines[:limit]
    if limit and len(lines) > limit:
        yield say("import.more_lines", count=integer(len(lines) - limit))


def all_sections(say: Words, outcome: Outcome) -> list[tuple[str, list[str]]]:
    """Title and lines of each, the rows that need a look among them."""
    found = []
    if outcome.problems:
        left_out = sum(problem.left_out for problem in outcome.problems)
        title = say("import.problems", count=integer(len(outcome.problems)), left_out=integer(left_out))
        found.append((title, [f"• {problem_text(say, problem)}" for problem in outcome.problems]))
    for section in outcome.sections:
        title, *lines = section_lines(say, section)
        if lines:
            found.append((title, lines))
    return found


def pages(say: Words, outcome: Outcome) -> list[str]:
    """All sections with all their lines; a section that goes on repeats its title."""
    made: list[str] = []
    page = ""
    for title, lines in all_sections(say, outcome):
        fresh = f"{page}\n\n{title}" if page else title
        for line in lines:
            if len(fresh) + len(line) + 1 > SCREEN and page != fresh:
                made.append(fresh)
                fresh = title
            fresh = f"{fresh}\n{line}"
        page = fresh
    return [*made, page] if page else made


def digest(outcome: Outcome) -> str:
    """Of all that would be written: another one means that what is stored has changed since."""
    parts = (outcome.kind, outcome.new, outcome.changed, outcome.removed, outcome.year, outcome.sections)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
