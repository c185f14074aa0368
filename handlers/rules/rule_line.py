"""A rule as it is typed: `95% từ 01/01/2030 đến 31/12/2030; Nghị quyết 76/NQ-CP`; of days `02/05/2026; văn bản …`."""

import re
from datetime import date

from storage.ground.days.typed_days import day_within
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.rules.rules import LONGEST_STRETCH, Measure, NewRule, RuleName, measure_of

_LONGEST_WORDS, _LONGEST_SOURCE = 120, 300
_DAY = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
_UNTIL = rf"(?:\s*(?:đến|den|tới|toi|-|–)\s*(?:hết\s+|het\s+)?(?:ngày\s+|ngay\s+)?(?P<last>{_DAY}))?"
_FROM = r"(?:từ|tu)\s+(?:ngày\s+|ngay\s+)?"
_VALUE = re.compile(rf"(?P<value>.+?)[\s,]+{_FROM}(?P<first>{_DAY}){_UNTIL}", re.IGNORECASE)
_DAYS = re.compile(rf"(?:{_FROM})?(?:ngày\s+|ngay\s+)?(?P<first>{_DAY}){_UNTIL}", re.IGNORECASE)
_MOST = {Measure.PERCENT: 100, Measure.DAYS: 90, Measure.DAY_OF_MONTH: 28}
_LEAST = {Measure.PERCENT: 0, Measure.DAYS: 1, Measure.DAY_OF_MONTH: 1}
_UNITS = re.compile(r"\s*(?:%|ngay(?: lam viec)?)$")


def read_rule(name: RuleName, text: str) -> NewRule:
    """Refuses with `rule.unclear` what has no days, with `rule.no_source`, `rule.value` and `rule.days` what else is
    wrong with it."""
    line, _, source = (" ".join(part.split()) for part in text.partition(";"))
    measure = measure_of(name)
    match = (_DAYS if measure is Measure.DATES else _VALUE).fullmatch(line)
    if match is None:
        raise Refusal("rule.unclear")
    if not source:
        raise Refusal("rule.no_source")
    if len(source) > _LONGEST_SOURCE:
        raise Refusal("text.too_long", limit=_LONGEST_SOURCE)
    first, last = _day(match["first"]), _day(match["last"]) if match["last"] else None
    if last is not None and (last < first or (measure is Measure.DATES and last - first > LONGEST_STRETCH)):
        raise Refusal("rule.days")
    value = "" if measure is Measure.DATES else _value(measure, match["value"])
    return NewRule(name, value, first, last, source)


def _day(text: str) -> date:
    try:
        found = day_within(fold(text), None)
    except ValueError:
        found = None
    if found is None:
        raise Refusal("rule.days")
    return found


def _value(measure: Measure, text: str) -> str:
    if measure is Measure.WORDS:
        if len(text) > _LONGEST_WORDS:
            raise Refusal("text.too_long", limit=_LONGEST_WORDS)
        return text
    number = _UNITS.sub("", fold(text))
    least, most = _LEAST[measure], _MOST[measure]
    if not (number.isascii() and number.isdecimal() and len(number) <= 3 and least <= int(number) <= most):
        raise Refusal("rule.value", least=least, most=most)
    return str(int(number))
