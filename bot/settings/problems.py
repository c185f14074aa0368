"""What is wrong with a setting, in the words of the command line."""

from collections.abc import Sequence

from pydantic import ValidationError

from bot.settings.settings import PREFIX
from handlers.words.catalogue import Keys, Words

_PROBLEM = Keys(
    "setting_problem.{}",
    (
        *("int_parsing", "int_parsing_size", "float_parsing", "greater_than", "greater_than_equal", "less_than_equal"),
        *("no_database", "short_key", "no_columns", "no_hours", "no_session", "no_days", "no_weekly"),
        *("zalo_incomplete", "no_rating_fields"),
    ),
)


def setting_problems(error: ValidationError) -> Sequence[str]:
    """A line for each. Never the values: one of them may be a token."""
    say = Words("vi")
    lines = []
    for problem in error.errors(include_input=False, include_url=False):
        name = PREFIX + "_".join(str(part) for part in problem["loc"]).upper()
        kind = problem["type"]
        limits = {name: _plain(value) for name, value in problem.get("ctx", {}).items()}
        words = say(_PROBLEM[kind], **limits) if kind in _PROBLEM else say("setting_problem.other")
        lines.append(say("cli.setting", name=name, problem=words))
    return lines


def _plain(value: object) -> object:
    """As it is typed: `65535`, not `65535.0`."""
    return f"{value:g}" if isinstance(value, float) else value
