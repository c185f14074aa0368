"""The message catalogue: every sentence a person may read, in `<language>/<topic>.toml`.

Vietnamese is complete; a language that lacks a sentence says it in Vietnamese.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from handlers.words.typed import typed

LANGUAGES = ("vi", "en")


def _flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def sentences_of(language: str, topic: str) -> Mapping[str, str]:
    """Those of one file by their dotted keys."""
    path = Path(__file__).parent / language / f"{topic}.toml"
    return _flatten(tomllib.loads(path.read_text("utf-8")))


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All sentences of one language by their dotted keys; raises ValueError where two files give one key."""
    sentences: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / language).glob("*.toml")):
        topic = sentences_of(language, path.stem)
        if twice := sentences.keys() & topic.keys():
            raise ValueError(f"{path.name} says again: {', '.join(sorted(twice))}")
        sentences |= topic
    return sentences


@cache
def _sentences(language: str, *, numbered: bool) -> Mapping[str, str]:
    said = {one: typed(catalogue(one), one) if numbered else catalogue(one) for one in ("vi", language)}
    return {**said["vi"], **said[language]}


class Words:
    """`say("summary.title", period=…)`: the sentence under that key with its values filled in. `numbered`: as it stands
    where choices are typed and not tapped."""

    def __init__(self, language: str, *, numbered: bool = False) -> None:
        self.numbered = numbered
        self._texts = _sentences(language if language in LANGUAGES else "vi", numbered=numbered)

    def __call__(self, key: str, /, **values: object) -> str:
        text = self._texts[key]
        return text.format_map(values) if values else text


class Keys(dict[object, str]):
    """Keys that differ by a name. At the top of the module that says them:

    `STATE = Keys("case.state_{}", CaseState)`; then `say(STATE[case.state])`, with values as for any other key.
    `tests/test_catalogue.py` finds them there and checks each: is it translated, are its gaps filled.
    """

    def __init__(self, form: str, names: Iterable[object]) -> None:
        super().__init__((name, form.format(name)) for name in names)
