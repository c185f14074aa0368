"""What of a file was not read, as the lines of the preview: each with the place where it stands."""

from collections.abc import Mapping

from storage.imports.files.tables import FileTables, Lines
from storage.imports.names import LineName
from storage.imports.outcome import Line

# Where the place has to be said.
_IN_PLACE: Mapping[LineName, LineName] = {
    "hidden_columns": "hidden_columns_in",
    "hidden_rows": "hidden_rows_in",
    "struck_rows": "struck_rows_in",
    "struck_cells": "struck_cells_in",
    "foot_rows": "foot_rows_in",
    "group_rows": "group_rows_in",
    "loose_rows": "loose_rows_in",
    "shifted_rows": "shifted_rows_in",
    "unread_columns": "unread_columns_in",
}


def not_read(tables: FileTables) -> list[Line]:
    lines = [Line("lines_of_file", _counts(tables.lines, tables.rows_read))] if tables.lines else []
    are_several = len(tables) > 1
    for unread in tables.all_unread():
        has_place = are_several and unread.values.get("place")
        lines.append(Line(_IN_PLACE.get(unread.key, unread.key) if has_place else unread.key, unread.values))
    return lines


def _counts(lines: Lines, rows_read: int) -> dict[str, str | int]:
    """Every line of the file is one of these: a row, the heading with what stands above and below, a cell's second
    line, or empty."""
    other = lines.in_file - rows_read - lines.joined - lines.empty
    return {"lines": lines.in_file, "read": rows_read, "joined": lines.joined, "empty": lines.empty, "other": other}
