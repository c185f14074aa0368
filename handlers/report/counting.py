"""Sentences of the report that count something: a zero has a sentence of its own."""

from handlers.words.catalogue import Keys, Words
from handlers.words.formats import padded

_ALWAYS_SAID = (
    *("documents_issued", "by_post", "submitted_online", "submitted_post", "late", "letters"),
    *("cases_received", "cases_answered", "cases_overdue", "incidents", "outages"),
)
_COUNTED = Keys("report_text.{}", (*_ALWAYS_SAID, "submitted_direct", "submitted_other"))
_NONE = Keys("report_text.{}_none", _ALWAYS_SAID)


def count_sentence(say: Words, name: str, count: int, **values: object) -> str:
    """The sentence of that name, or its negative form where there is nothing to count."""
    return say((_COUNTED if count else _NONE)[name], count=padded(count), **values)
