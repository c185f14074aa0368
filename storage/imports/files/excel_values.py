"""From what a cell of a spreadsheet keeps to the value a person sees in it."""

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from storage.imports.files.excel_parts import STRUCK
from storage.imports.files.excel_rows import RawCell
from storage.imports.files.excel_styles import PLAIN, Shows, Style
from storage.imports.files.tables import Cell, Fault

_ZERO, _ZERO_1904 = datetime.fromisoformat("1899-12-30"), datetime.fromisoformat("1904-01-01")
_LAST_DAY = 2_958_465  # 31/12/9999
_EXACT_DIGITS = 15


class Values:
    def __init__(self, texts: Sequence[str], styles: Sequence[Style], *, since_1904: bool) -> None:
        self.texts = [text.replace(STRUCK, "") for text in texts]
        self._partly_struck = frozenset(str(index) for index, text in enumerate(texts) if STRUCK in text)
        self.struck = frozenset(str(index) for index, style in enumerate(styles) if style.is_struck)
        self._styles = {str(index): style for index, style in enumerate(styles)}
        self._zero = _ZERO_1904 if since_1904 else _ZERO

    @property
    def has_struck_runs(self) -> bool:
        return bool(self._partly_struck)

    def is_partly_struck(self, cell: RawCell) -> bool:
        return STRUCK in cell[5] or (cell[2] == "s" and cell[4] in self._partly_struck)

    def of_row(self, cells: Sequence[RawCell]) -> list[Cell]:
        texts, value = self.texts, self.value
        return [
            texts[int(cell[4])]
            if cell[2] == "s" and cell[4]
            else cell[5]
            if cell[2] == "inlineStr" and STRUCK not in cell[5]
            else value(cell)
            for cell in cells
        ]

    def value(self, cell: RawCell) -> Cell:
        """Empty for a cell that is only formatted; a month or a year, as text, where the format shows no day."""
        _, style, kind, formula, value, text = cell
        if kind == "s":
            return self.texts[int(value)] if value else ""
        if kind == "inlineStr":
            return text.replace(STRUCK, "")
        if kind == "e":
            return Fault.EXCEL_ERROR
        if not value:
            return Fault.NOT_CALCULATED if formula and kind != "str" else text
        if kind == "str":
            return value
        if kind == "b":
            return value == "1"
        if kind == "d":
            return datetime.fromisoformat(value.rstrip("Z"))
        shows = self._styles.get(style, PLAIN).shows
        return _shown(value, shows, self._zero) if shows else _number(value)


def _number(value: str) -> int | float:
    return int(value) if len(value) <= _EXACT_DIGITS and value.isascii() and value.isdigit() else float(value)


@lru_cache(maxsize=4096)
def _shown(value: str, shows: Shows, zero: datetime) -> Cell:
    number = float(value)
    if not math.isfinite(number) or not 0 <= number <= _LAST_DAY:
        return number
    moment = zero + timedelta(seconds=round(number * 86400))
    if shows == "time":
        return moment.time() if number < 1 else moment
    if shows == "month":
        return f"{moment.month}/{moment.year}"
    if shows == "year":
        return str(moment.year)
    return date(moment.year, moment.month, moment.day) if moment.time() == time() else moment
