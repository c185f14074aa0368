"""Sentences that ask for a tap, as they stand where there are no buttons and a choice is typed: its number, or its
words. Only our own sentences are worded anew, never what is filled in."""

import re
from collections.abc import Mapping
from functools import partial

_VI = (
    (re.compile(r"(?<!lượt )\b([Cc])hạm (?:vào )?(?:một |các )?nút\b"), "hắn số"),
    (re.compile(r"(?<!lượt )\b([Cc])hạm (?:vào )?một lần\b"), "hắn một lần"),
    (re.compile(r"(?<!lượt )\b([Cc])hạm (?:vào )?(?=(?:một|loại)\b)"), "hắn số của "),
    (re.compile(r"(?<!lượt )\b([Cc])hạm (?=để\b)"), "hắn số "),
    # The words of a line choose it, too.
    (re.compile(r"(?<!lượt )\b([Cc])hạm (?=[“A-ZĐ])"), "hắn "),
)
_EN = (
    (re.compile(r"\b([Tt])ap (?:a|the) button\b"), "end the number"),
    (re.compile(r"\b([Tt])ap below\b"), "end a number"),
    (re.compile(r"\b([Tt])ap (?=(?:one|what)\b)"), "end the number of "),
    (re.compile(r"\b([Tt])ap (?=[“A-Z])"), "end "),
)
_FORMS = {"vi": (_VI, "n"), "en": (_EN, "s")}


def typed(sentences: Mapping[str, str], language: str) -> Mapping[str, str]:
    """All of a language; those without a tap as they are."""
    return {key: _typed(sentence, language) for key, sentence in sentences.items()}


def _typed(sentence: str, language: str) -> str:
    forms, first = _FORMS[language]
    for form, rest in forms:
        sentence = form.sub(partial(_as_it_began, first, rest), sentence)
    return sentence


def _as_it_began(first: str, rest: str, found: re.Match[str]) -> str:
    return (first.upper() if found[1].isupper() else first) + rest
