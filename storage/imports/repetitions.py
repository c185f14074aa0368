"""Rows that say the same twice are read once; rows that contradict each other are reported."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from storage.imports.reading import RowReader

_Content = TypeVar("_Content", bound=Hashable)


class SeenCodes(Generic[_Content]):
    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, _Content]] = {}

    def is_new(self, code: str, content: _Content, reader: RowReader) -> bool:
        """`content`: the row without its number in the file. Reports a code that came before with other content."""
        first_row, first = self._seen.setdefault(code, (reader.row, content))
        if first_row == reader.row and first is content:
            return True
        if first != content:
            reader.report("code.twice", code=code, first_row=first_row)
        return False
