"""Which tables of a file are read: those with a heading, what goes on from them, and, asked for, one of several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storage.ground.text import fold, shorten
from storage.imports.cell_kinds import agreement
from storage.imports.feet import foot_of
from storage.imports.files.cells import read_text
from storage.imports.files.tables import FileTables, Table, Unread
from storage.imports.headings import Heading, best_heading, missing_headings
from storage.imports.meanings import Kind
from storage.imports.plan.numbers import read_number
from storage.imports.plan.year import find_title, find_year, years_in
from storage.imports.questions import Answers, Ask, Choice, FileQuestion, Unanswered
from storage.imports.stacked import taken_apart

ALL_TABLES = "*"
_MOST_CHOICES = 8
_ALIKE = 0.3
_TITLE = 40
_HEADINGS = 3
_MONEY = re.compile(r"(?:thanh tien|don gia|so tien|(?:du toan|tong)?\s*kinh phi|du toan)\b.{0,30}")
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2
Found = tuple[Table, Heading]


def find_tables(tables: FileTables, kind: Kind, answers: Answers, file_name: str = "") -> list[Found]:
    """The tables of this kind, in the file's order. Refuses where there is none, naming what is missing in the one that
    comes closest; raises `Unanswered` where one of several is meant. What is not read is added to `tables.unread`."""
    best = {id(table): heading for table in tables if (heading := best_heading(table, kind))}
    if kind.name == "plan":
        best = _each_alone(tables, best)
    headed = [(table, best[id(table)]) for table in tables if id(table) in best and best[id(table)].is_complete]
    if not headed:
        raise missing_headings(tables, list(best.values()), kind)
    chosen = _chosen(headed, answers, file_name)
    if kind.name == "plan" and answers.get(Ask.TABLE) is None and _count_anew(chosen):
        tables.unread.append(Unread("tables_together", {"count": len(chosen), "names": _sizes(chosen)}))
    found: list[Found] = []
    for table in tables:
        own = next((heading for other, heading in headed if other is table), None)
        if own is not None and any(table is other for other, _ in chosen):
            found.append((table, own))
        elif own is not None:
            tables.unread.append(Unread("other_table", _about(table)))
        elif found and (heading := _going_on(table, found[-1])):
            found.append((table, heading))
        elif _is_worth_telling(table, bool(found)):
            tables.unread.append(_not_of_kind(table))
    return found


def _not_of_kind(table: Table) -> Unread:
    return Unread("money_table" if _is_of_money(table) else "no_heading", _about(table))


def _is_of_money(table: Table) -> bool:
    """A table of costs behind the plan's: it has headings, and others than that."""
    return any(_MONEY.fullmatch(fold(text)) for row in table.head[:_HEADINGS] for text in _texts(row.cells))


def _each_alone(tables: FileTables, best: dict[int, Heading]) -> dict[int, Heading]:
    """Puts the tables that stand one below the other on a sheet into `tables`, each for itself."""
    apart = [
        taken_apart(table, heading) if (heading := best.get(id(table))) and heading.is_complete else [(table, heading)]
        for table in tables
    ]
    tables[:] = [part for parts in apart for part, _ in parts]
    return {id(part): heading for parts in apart for part, heading in parts if heading is not None}


def _about(table: Table) -> dict[str, str | int]:
    return {"name": table.name, "rows": sum(1 for _ in table.filled_rows())}


def lines_above(table: Table, heading: Heading) -> Iterator[str]:
    """The text above the heading, wherever it stands."""
    yield from table.lines_before
    for row in table.head[: max(0, heading.first_row)]:
        yield from dict.fromkeys(text for cell in row.cells if (text := read_text(cell)))


def _chosen(headed: list[Found], answers: Answers, file_name: str) -> list[Found]:
    """All, where they can only be parts of one; else the one that was asked for."""
    if len(headed) == 1 or headed[0][1].kind.name != "plan":
        return headed
    answer = answers.get(Ask.TABLE)
    if answer is not None:
        return headed if answer == ALL_TABLES else [found for found in headed if found[0].name == answer] or headed
    years = [_year(table, heading) for table, heading in headed]
    are_of_years = len(set(years)) > 1 and None not in years
    if are_of_years:
        meant = {*years_in([file_name, answers.caption])} | {int(answers.get(Ask.YEAR) or 0)}
        wanted = [found for found, year in zip(headed, years, strict=True) if year in meant]
        if len(wanted) == 1:
            return wanted
    elif not _are_alike(headed):
        return headed
    titles = [find_title(list(lines_above(table, heading))) for table, heading in headed]
    choices = [
        _choice(table, heading, year if are_of_years else None, title if titles.count(title) == 1 else "")
        for (table, heading), year, title in list(zip(headed, years, titles, strict=True))[:_MOST_CHOICES]
    ]
    if not are_of_years:
        choices.append(Choice(ALL_TABLES, "import.choice_all_tables", {"count": len(headed)}))
    raise Unanswered(FileQuestion(Ask.TABLE, tuple(choices), values={"count": len(headed)}))


def _choice(table: Table, heading: Heading, year: int | None, title: str) -> Choice:
    """Told by what tells it from the others: its year, else its title."""
    values: dict[str, str | int] = {"name": table.name, "rows": sum(1 for _ in heading.rows(table))}
    if year is not None and str(year) not in table.name:
        return Choice(table.name, "import.choice_table_year", {**values, "year": year})
    if title and year is None:
        return Choice(table.name, "import.choice_table_title", {**values, "title": shorten(title, _TITLE)})
    return Choice(table.name, "import.choice_table", values)


def _year(table: Table, heading: Heading) -> int | None:
    named = list(years_in([table.name])) if table.is_sheet else []
    return named[-1] if named else find_year(list(lines_above(table, heading)), [])


def _are_alike(headed: Sequence[Found]) -> bool:
    """Whether two sheets name the same tasks, or count them from the same numbers: then they may be two versions."""
    if not all(table.is_sheet for table, _ in headed):
        return False
    seen: set[str] = set()
    for table, heading in headed:
        own = set(_marks(table, heading))
        if len(own & seen) > _ALIKE * min(len(own), len(seen) or 1):
            return True
        seen |= own
    return False


def _marks(table: Table, heading: Heading) -> Iterator[str]:
    for row in heading.rows(table):
        for column in heading.columns.get("number", ())[:1]:
            if number := read_number(read_text(row.cell(column))):
                yield str(number)
        if title := fold(read_text(row.cell(heading.columns["title"][0]))):
            yield title


def _count_anew(chosen: Sequence[Found]) -> bool:
    """Whether a table begins with a number that another had: they may be plans of their own."""
    firsts = [next((mark for mark in _marks(table, heading) if mark.isdigit()), "") for table, heading in chosen]
    return any(first and first in firsts[:index] for index, first in enumerate(firsts))


def _sizes(chosen: Sequence[Found]) -> str:
    sizes = [(table.name, sum(1 for _ in heading.rows(table))) for table, heading in chosen]
    return ", ".join(f"{name} ({rows})" for name, rows in sizes[:_MOST_CHOICES]) + "…" * (len(sizes) > _MOST_CHOICES)


def _going_on(table: Table, before: Found) -> Heading | None:
    """The heading of the table before, where this one has none and its columns hold the same."""
    above, heading = before
    if table.is_nested or table.is_layout or table.is_sheet != above.is_sheet or _is_of_money(table):
        return None
    rows = [row for row in table.head if not foot_of(_texts(row.cells))]
    if not rows or _width(table) != _width(above):
        return None
    needed = [name for group in heading.kind.required for name in group if name in heading.columns]
    for name in needed:
        cells = [row.cell(heading.columns[name][0]) for row in rows]
        same = [row.cell(heading.columns[name][0]) for row in above.head[heading.last_row + 1 :]]
        if any(map(read_text, same)) and not any(map(read_text, cells)):
            return None
        if agreement(cells, heading.kind.column(name).holds) < 1:
            return None
    return replace(heading, first_row=-1, last_row=-1)


def _texts(cells: Sequence[object]) -> list[str]:
    return list(dict.fromkeys(text for cell in cells if (text := read_text(cell))))  # type: ignore[arg-type]


def _width(table: Table) -> int:
    return max((len(row.cells) for row in table.head), default=0)


def _is_worth_telling(table: Table, is_below: bool) -> bool:
    """Sheets; and below a table that was read what is no layout and no signature."""
    if table.is_nested or table.is_layout:
        return False
    rows = [texts for row in table.head if (texts := _texts(row.cells)) and not foot_of(texts)]
    if table.is_sheet:
        return bool(rows)
    return is_below and len(rows) >= _FEWEST_ROWS and max(map(len, rows)) >= _FEWEST_COLUMNS
