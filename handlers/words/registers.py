"""Figures and letters of the registers in words."""

from decimal import Decimal

from handlers.words.catalogue import Words
from handlers.words.formats import day, decimal, percent
from handlers.words.periods import period_inside
from storage.registers.incident_letters import Letter
from storage.registers.indicator_values import Figure

PERCENT = "%"
_EXACT = 4  # digits after the comma


def figure_words(say: Words, figure: Figure) -> str:
    """`95/100 = 95%`, `91,5%`, `12 tin`, or that it is missing."""
    entered = figure.entered
    if entered is None or entered.value is None:
        return say("indicator.missing")
    return value_words(entered.value, entered.base, figure.indicator.measure)


def value_words(value: Decimal, base: Decimal | None, measure: str) -> str:
    if base is None:
        gap = "" if measure in ("", PERCENT) else " "
        return f"{decimal(value)}{gap}{measure}"
    share = value_share(value, base)
    return f"{decimal(value)}/{decimal(base)} = {share}" if share else f"{decimal(value)}/{decimal(base)}"


def value_share(value: Decimal, base: Decimal) -> str | None:
    return percent(int(value.scaleb(_EXACT)), int(base.scaleb(_EXACT)))


def figure_name(figure: Figure) -> str:
    return f"{figure.indicator.name}, {period_inside(figure.period)}"


def letter_words(say: Words, letter: Letter) -> str:
    """`Công văn số 512/STT-VP ngày 12/06/2026, gửi Công ty …`"""
    words = say("incident.letter", kind=letter.kind, number=letter.reference, day=day(letter.issued_on))
    return words + say("incident.letter_to", recipient=letter.recipient) if letter.recipient else words
