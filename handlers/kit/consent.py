"""Words by which somebody says yes."""

from storage.ground.text import fold

YES = frozenset({"dung", "dung roi", "dung vay", "co", "phai", "u", "uh", "vang", "da", "ok", "oke", "dong y", "yes"})


def says_yes(text: str) -> bool:
    return fold(text).strip(" .,!") in YES
