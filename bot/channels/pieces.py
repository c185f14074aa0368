"""A text longer than one message of a messenger: in messages that fit. Counted in UTF-16 code units, which no messenger
counts more sparingly."""


def units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int) -> list[str]:
    """The whole text in messages that fit, cut where a line or a word ends; at least one."""
    text = text.strip()
    found = []
    while units(text) > limit:
        head = _head(text, limit)
        place = max(head.rfind("\n"), 0) or max(head.rfind(" "), 0) or len(head)
        found.append(head[:place])
        text = text[place:].lstrip()
    return [*found, text]


def _head(text: str, limit: int) -> str:
    """As much of its beginning as fits. No character is cut in two."""
    head = text[:limit]
    while units(head) > limit:
        head = head[: len(head) - (units(head) - limit + 1) // 2]
    return head
