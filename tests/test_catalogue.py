"""Every key of the catalogue is said somewhere, and whoever says it gives it all its values."""

import re
import string
from collections.abc import Iterator
from typing import get_args

import pytest

from handlers.making.lint_rules.findings import RuleName
from handlers.routes import ROUTES
from handlers.words.catalogue import LANGUAGES, Keys, catalogue
from storage.imports.names import LineName, ProblemName, SectionName
from tests.catalogue_uses import constants_of, pages, sources, texts_of, uses, uses_with_mapping

# Keys that are put together where they are said: what they are made of is looked at instead.
PUT_TOGETHER = {
    "f'refusal.{refusal.key}'",  # where `Refusal` is raised
    "f'doctor.{what}'",  # where an `Examination` is told of it
    "f'doctor.{what}_advice'",
    "f'command.{route.name}'",  # the table of routes
}
# What handlers/report/template/ and handlers/cases/answer_templates.py show as it is typed: `{mã}`, `{%p endif %}`.
_FIELD = re.compile(r"[a-z_]+")


def _families() -> Iterator[tuple[str, Keys]]:
    for source in sources():
        for name, value in vars(source.module).items():
            if isinstance(value, Keys):
                yield f"{source.name}: {name}", value


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name and _FIELD.fullmatch(name)}


def _of_a_page(key: str) -> bool:
    """`words.retry` in a script or a page, `data-word="why"` or `'ask'` on the kiosk."""
    section, _, name = key.partition(".")
    if section == "page":
        return re.search(rf"\bwords\.{name}\b", pages()) is not None
    return section == "kiosk_page" and re.search(rf"[\"']{name}[\"']", pages()) is not None


def test_every_key_is_said() -> None:
    said = {text for source in sources() for text in (*texts_of(source.tree), *constants_of(source))}
    said |= {key for use in uses() for key in use.keys or ()}
    said |= {f"command.{route.name}" for route in ROUTES.commands if route.listed}
    assert [key for key in catalogue("vi") if key not in said and not _of_a_page(key)] == []


@pytest.mark.parametrize(
    "names", [LineName, SectionName, ProblemName, RuleName], ids=["line", "section", "problem", "rule"]
)
def test_every_name_of_a_type_is_made(names: object) -> None:
    """mypy sees that nothing else is made."""
    made = {text for source in sources() for text in (*texts_of(source.tree), *constants_of(source))}
    assert [name for name in get_args(names) if name not in made] == []


def test_whatever_is_said_is_in_the_catalogue() -> None:
    said = [(use.place, key) for use in (*uses(), *uses_with_mapping()) for key in use.keys or ()]
    said += [(place, key) for place, keys in _families() for key in keys.values()]
    assert [(place, key) for place, key in said if key not in catalogue("vi")] == []


def test_whoever_says_a_key_gives_it_all_its_values() -> None:
    missing = [
        (use.place, key, gaps)
        for use in (*uses(), *uses_with_mapping())
        if use.values is not None
        for key in use.keys or ()
        if (gaps := _fields(catalogue("vi")[key]) - use.values)
    ]
    assert missing == []


def test_no_key_is_put_together_where_it_is_said() -> None:
    """It is declared: `STATE = Keys("case.state_{}", CaseState)`, `say(STATE[case.state])`."""
    untold = {(use.place, use.written) for use in uses() if use.keys is None and "{" in use.written}
    assert sorted((place, written) for place, written in untold if written not in PUT_TOGETHER) == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "vi"])
def test_of_keys_that_differ_by_a_name_all_are_translated_or_none(language: str) -> None:
    own = catalogue(language)
    partly = [
        (place, missing)
        for place, keys in _families()
        if (missing := [key for key in keys.values() if key not in own]) and len(missing) < len(keys)
    ]
    assert partly == []
