"""Indicators as figures of sentences: `{indicator_3}`, by the number of the indicator."""

from collections.abc import Mapping

from handlers.report.content import Report
from handlers.report.drafts.numbers import fields_in
from handlers.report.template.fields import means
from handlers.words.catalogue import Words
from handlers.words.formats import decimal, padded
from handlers.words.registers import PERCENT, value_share
from storage.registers.indicator_values import Figure

_PREFIX = "indicator_"


def indicator_texts(say: Words, report: Report) -> Mapping[str, str]:
    """Of each the newest figure of the period; "không có số liệu" where it has none and a sentence may name it."""
    named = (name for edit in report.edits.values() for point in edit.points for name in fields_in(point.text or ""))
    gaps = {name: say("no_figures") for name in named if name.startswith(_PREFIX)}
    missing = {_name(figure): say("no_figures") for figure in report.missing}
    return gaps | missing | {_name(figure): _text(say, figure) for figure in report.indicators}


def meaning(say: Words, report: Report, name: str) -> str:
    """Of any figure of a sentence, in words."""
    if not name.startswith(_PREFIX):
        return means(say, name)
    known = {_name(figure): figure.indicator.name for figure in (*report.missing, *report.indicators)}
    return known.get(name) or say("drafts.indicator_unknown")


def _name(figure: Figure) -> str:
    return f"{_PREFIX}{figure.indicator.id}"


def _text(say: Words, figure: Figure) -> str:
    """A share where it is a part of something."""
    entered = figure.entered
    if entered is None or entered.value is None:
        return say("no_figures")
    if entered.base is not None:
        return value_share(entered.value, entered.base) or say("no_figures")
    whole = entered.value == int(entered.value)
    number = padded(int(entered.value)) if whole else decimal(entered.value)
    return number + (PERCENT if figure.indicator.measure == PERCENT else "")
