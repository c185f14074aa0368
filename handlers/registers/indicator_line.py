"""What stands after `/chisotieu`: an indicator's name, perhaps a period, perhaps a value and what it is a part of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.text import clean, fold
from storage.models import Every
from storage.registers.indicators import Definition, IndicatorRow, fits

_LONGEST_PERIOD = 6  # words
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,\d{1,4})?|\d{1,12}\.\d{1,2}"
_VALUE = re.compile(
    rf"(?:(?P<rest>.*?[^\s:=])[\s:=]+)?(?P<value>{_NUMBER})(?:\s*(?:/|tren(?: tong so)?)\s*(?P<base>{_NUMBER}))?",
    re.ASCII,
)
_EVERY = {
    "thang": Every.MONTH, "quy": Every.QUARTER, "6 thang": Every.HALF, "nua nam": Every.HALF, "nam": Every.YEAR,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    value: Decimal
    base: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """`found`: the indicators that may be meant; none where the text is a period alone or names none."""

    found: tuple[IndicatorRow, ...]
    period: Period | None
    value: Value | None = None


def read_number(text: str) -> Decimal:
    """`6.981`, `91,5` and `91.5`; three digits after a point are thousands."""
    decimals = "," in text or re.fullmatch(r"\d+\.\d{1,2}", text)
    return Decimal(text.replace(".", "").replace(",", ".") if "," in text or not decimals else text)


def read_value(text: str, measures: Sequence[str] = ()) -> Value | None:
    """`95/100`, `95/100 %`, `91,5%`, `12 tin`; the whole text has to be a value."""
    match = _VALUE.fullmatch(_without_measure(fold(text), measures))
    return None if match is None or match["rest"] else _value(match)


def _value(match: re.Match[str]) -> Value:
    return Value(read_number(match["value"]), read_number(match["base"]) if match["base"] else None)


def _without_measure(folded: str, measures: Sequence[str]) -> str:
    for measure in ("%", "phan tram", *sorted((fold(measure) for measure in measures), key=len, reverse=True)):
        if measure and folded.endswith(measure):
            return folded.removesuffix(measure).strip()
    return folded


def read_indicator_line(text: str, known: Sequence[IndicatorRow], today: date) -> IndicatorLine:
    """A number that may belong to the name or the period is not taken for a value."""
    folded = fold(text)
    whole = _named(folded, known, today)
    name, period = _split(folded, today)
    if any(_fits(whole, row) and (period or fold(row.name) == name) for row in whole.found):
        return whole
    match = _VALUE.fullmatch(_without_measure(folded, [row.measure for row in known]))
    if match is None or not match["rest"]:
        return whole
    line = _named(match["rest"].strip(" :=,;–-"), known, today)
    if not line.found or (not match["base"] and any(match["value"] in fold(row.name).split() for row in line.found)):
        return whole
    return replace(line, value=_value(match))


def _fits(line: IndicatorLine, row: IndicatorRow) -> bool:
    return line.period is None or fits(row.every, line.period)


def _named(folded: str, known: Sequence[IndicatorRow], today: date) -> IndicatorLine:
    """The indicator with exactly this name, or else all whose names have every word."""
    name, period = _split(folded, today)
    if not name:
        return IndicatorLine((), period)
    exact = tuple(row for row in known if fold(row.name) == name)
    words = set(name.split())
    return IndicatorLine(exact or tuple(row for row in known if words <= set(fold(row.name).split())), period)


def _split(folded: str, today: date) -> tuple[str, Period | None]:
    """The name, and the period that follows it."""
    words = folded.split()
    for count in range(min(_LONGEST_PERIOD, len(words)), 0, -1):
        period = parse_period(" ".join(words[-count:]), today)
        if period is not None and any(fits(every, period) for every in Every):
            return " ".join(words[:-count]).strip(" :,;–-"), period
    return folded, None


def read_definition(text: str) -> Definition:
    """`Tỷ lệ lãnh đạo dùng thư điện tử; %; tổng số lãnh đạo; quý`: what follows the name may be left out."""
    name, *rest = (part.strip() for part in clean(text).replace("\n", ";").split(";"))
    every: Every = Every.QUARTER
    others: list[str] = []
    for part in rest:
        known = _EVERY.get(fold(part).removeprefix("hang ").removeprefix("moi "))
        every, others = (known, others) if known else (every, [*others, part])
    measure, base, *_ = [*others, "", ""]
    return Definition(name, measure, base, every)
