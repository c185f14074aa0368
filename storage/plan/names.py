"""What a plan is called where there are several."""

from storage.text import shorten

LONGEST = 60


def plan_name(number: str, symbol: str, title: str, year: int) -> str:
    """`438/KH-SVHTT`, else its title, else `KH 2026`."""
    if number:
        return f"{number}/{symbol}" if symbol else number
    return shorten(title, LONGEST) or f"KH {year}"
