"""Roman numerals: of areas, appendices and quarters."""

_STEPS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
LABEL = r"X{0,3}(?:IX|IV|V?I{0,3})"
"""Those that number parts of a document, up to 39; the empty text, too."""


def roman(number: int) -> str:
    """`14` → `XIV`"""
    letters = ""
    for value, letter in _STEPS:
        letters += letter * (number // value)
        number %= value
    return letters


_VALUES = {roman(number): number for number in range(1, 40)}


def read_numeral(text: str) -> int:
    """`3`, `III`, `iii`. Raises ValueError for anything else."""
    return _VALUES.get(text.upper()) or int(text)
