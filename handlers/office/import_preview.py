"""What a file would change, before anything is written: one screen, then page by page, each line of it."""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from handlers.office.import_words import outcome_lines, problem_text
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer
from storage.imports.names import LineName, SectionName
from storage.imports.outcome import Line, Outcome, Section

_LINE = Keys("import.line_{}", get_args(LineName))
_SECTION = Keys("import.section_{}", get_args(SectionName))
SCREEN = 1100  # characters of one phone screen, buttons below
MOST_PROBLEMS, MOST_LINES = 200, 1000  # on the pages; a file has the others
_FIRST_LINES = 3
# Numbers of rows and tasks are names; these are quantities.
_QUANTITIES = ("count", "lines", "read", "other", "joined", "empty", "rows")
# What was read, though not as it stands.
_READ_AS = frozenset(
    {
        "months_first",
        "marked_periods",
        "renumbered",
        "old_encoding",
        "tables_together",
        "lone_quotes",
        "shifted_rows",
        "shifted_rows_in",
    }
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A section in words: its first lines, of `count`. `is_whole`: see `Section`."""

    title: str
    lines: Sequence[str]
    count: int
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
    understood = [line for line in not_read if line.key in _READ_AS]
    left_away = [line for line in not_read if line not in counted and line not in understood]
    if understood:
        known = next((section for section in outcome.sections if section.name == "read_as"), None)
        if known is None:
            outcome.sections.append(Section("read_as", understood))
        else:
            known.lines = [*understood, *known.lines]
    if counted:
        outcome.sections.insert(0, Section("read", counted, is_whole=True))
    if left_away:
        outcome.sections.append(Section("not_read", left_away))
    return outcome


def overview(say: Words, name: str, outcome: Outcome) -> str:
    """The first screen: what the file is, and of each section the first lines, fewer where it would get too long."""
    head = [say("import.preview", name=name), *outcome_lines(say, outcome)]
    sections = all_sections(say, outcome)
    limits = [0] * len(sections)
    text = _screen(say, head, sections, limits)
    for limit in range(1, _FIRST_LINES + 1):
        for place, shown in enumerate(sections):
            tried = [*limits[:place], limit, *limits[place + 1 :]]
            # One line each before a second one.
            if limits[place] == limit - 1 < len(shown.lines):
                fuller = _screen(say, head, sections, tried)
                limits, text = (tried, fuller) if len(fuller) <= SCREEN else (limits, text)
    return text


def _screen(say: Words, head: Sequence[str], sections: Sequence[Shown], limits: Sequence[int]) -> str:
    body = [line for shown, limit in zip(sections, limits, strict=True) for line in ("", *_first(say, shown, limit))]
    return "\n".join([*head, *body])


def _first(say: Words, shown: Shown, limit: int) -> Iterator[str]:
    is_bare = not limit and not shown.is_whole
    yield shown.title.removesuffix(":") if is_bare else shown.title
    if shown.is_whole:
        yield from shown.lines
        return
    yield from shown.lines[:limit]
    if limit and shown.count > limit:
        yield say("import.more_lines", count=integer(shown.count - limit))


def all_sections(say: Words, outcome: Outcome) -> list[Shown]:
    """The rows that need a look among them; of each no more lines than anybody turns pages for."""
    found = []
    if outcome.problems:
        left_out = sum(problem.left_out for problem in outcome.problems)
        title = say("import.problems", count=integer(len(outcome.problems)), left_out=integer(left_out))
        lines = [f"• {problem_text(say, problem)}" for problem in outcome.problems[:MOST_PROBLEMS]]
        found.append(Shown(title, lines, len(outcome.problems)))
    for section in outcome.sections:
        if section.lines:
            title = say(_SECTION[section.name], count=integer(len(section.lines)))
            lines = [f"• {line_text(say, line)}" for line in section.lines[:MOST_LINES]]
            found.append(Shown(title, lines, len(section.lines), section.is_whole))
    return found


def is_cut(outcome: Outcome) -> bool:
    """Whether the pages lack some of its lines."""
    return len(outcome.problems) > MOST_PROBLEMS or any(len(one.lines) > MOST_LINES for one in outcome.sections)


def whole_list(say: Words, outcome: Outcome) -> bytes:
    """Every line, as a text table that spreadsheets open."""
    text = io.StringIO()
    rows = csv.writer(text)
    for problem in outcome.problems:
        rows.writerow([say("import.list_problem"), _as_words(problem_text(say, problem))])
    for section in outcome.sections:
        title = say(_SECTION[section.name], count=integer(len(section.lines)))
        rows.writerows([title, _as_words(line_text(say, line))] for line in section.lines)
    return text.getvalue().encode("utf-8-sig")


def _as_words(text: str) -> str:
    """A spreadsheet would work out what begins so, and it may come from a file of anybody's."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def pages(say: Words, outcome: Outcome) -> list[str]:
    """All sections with their lines; a section that goes on repeats its title, and one that was cut says so."""
    made: list[str] = []
    page = ""
    for shown in all_sections(say, outcome):
        fresh = f"{page}\n\n{shown.title}" if page else shown.title
        more = shown.count - len(shown.lines)
        cut = [say("import.more_in_list", count=integer(more))] if more else []
        for line in (*shown.lines, *cut):
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
