"""The public code of a case: short, drawn by lot, of letters and digits nobody confuses when reading it aloud."""

import re
import secrets

# No vowels, so that no word comes out; none of 0 O 1 I L 2 Z 5 S 8 B G Q U.
ALPHABET = "CDFHJKMNPRTVWXY34679"
_CODE = re.compile(rf"(?:M[ÃA][\s:]{{0,3}})?([{ALPHABET}]{{3}})\s?[-–—.‐‑‒−]?\s?([{ALPHABET}]{{3}})")


def draw_code() -> str:
    """`KM4-XW7`"""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"


def read_code(text: str) -> str | None:
    """`mã km4 xw7` → `KM4-XW7`; None for what cannot be a code."""
    match = _CODE.fullmatch(text.strip().rstrip(" .,;!").upper())
    return f"{match[1]}-{match[2]}" if match else None
