"""Finds `CCHC_…` names that are no setting: a misspelt one would be ignored without a word."""

from collections.abc import Sequence

from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource

from bot.settings.settings import PREFIX, Settings


def unknown_settings() -> Sequence[tuple[str, str | None]]:
    """Each with the name that may have been meant."""
    known = [f"{PREFIX}{name}".upper() for name in Settings.model_fields]
    given = {name.upper() for source in (EnvSettingsSource, DotEnvSettingsSource) for name in source(Settings).env_vars}
    unknown = sorted(name for name in given - set(known) if name.startswith(PREFIX))
    return [(name, _meant(name, known)) for name in unknown]


def _meant(name: str, known: Sequence[str]) -> str | None:
    from difflib import get_close_matches  # few ever misspell one

    return next(iter(get_close_matches(name, known, 1)), None)
