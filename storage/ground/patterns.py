"""Long patterns, compiled when they are first asked something: some take longer than the module they stand in."""

import re
from functools import cached_property
from typing import Any, cast


class _Later:
    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)

    def __getattr__(self, name: str) -> Any:
        """Asked only for what is not kept yet: from the second time on it costs nothing."""
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def compiled_later(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`. A text that is no pattern is found by the first test that uses it, not by the import."""
    return cast(re.Pattern[str], _Later(text, flags))
