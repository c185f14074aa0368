"""How far a task has come, as people type it: `80%`, `80,5 %`, `80 phần trăm`, and what only looks like it."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Between the parts of a line; a dash right before a digit is a sign.
SEPARATORS = r"(?:[\s.:,;)]|[–—-](?!\d))*"
_SIGN, _DIGITS = r"[-–—−+]", r"\d{1,9}(?:[.,]\d{1,9})?"
_AMOUNT = re.compile(rf"(?P<sign>{_SIGN})?(?P<amount>{_DIGITS})\s*(?:%|phan tram\b){SEPARATORS}", re.ASCII)
_NUMBER = re.compile(rf"{_SIGN}?(?P<amount>{_DIGITS})[.\s]*", re.ASCII)
_FIGURES = re.compile(r"[\s.,:;/%+–—−-]*\d[\d\s.,:;/%+–—−-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Amount:
    """`percent` None: more than 100. Not `sure`: with a sign. `end`: where the text goes on."""

    percent: int | None
    sure: bool
    end: int


def read_amount(folded: str, position: int) -> Amount | None:
    match = _AMOUNT.match(folded, position)
    return match and Amount(_percent(match["amount"]), match["sign"] is None, match.end())


def read_bare_number(folded: str) -> int | None:
    """`80`, `-5`, `80,5`: what may be meant as a percentage."""
    match = _NUMBER.fullmatch(folded)
    return _percent(match["amount"]) if match else None


def is_only_figures(folded: str) -> bool:
    """Digits and marks, without a single word."""
    return _FIGURES.fullmatch(folded) is not None


def _percent(written: str) -> int | None:
    """Rounded half up; but what is not 100 yet is not taken to be done."""
    exact = Decimal(written.replace(",", "."))
    if exact > 100:
        return None
    rounded = int(exact.to_integral_value(ROUND_HALF_UP))
    return 99 if exact < 100 and rounded == 100 else rounded
