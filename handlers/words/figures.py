"""Figures in words, wherever they are said: rates, counts, cases."""

from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer, percent
from storage.cases.counts import CaseFigures
from storage.dossiers.imports_running import Running
from storage.figures.summary import Apart

_APART_NAMES = ("waiting", "refused", "withdrawn")
_APART = Keys("apart.{}", _APART_NAMES)


def share(say: Words, part: int | None, whole: int) -> str:
    """A rate, or that there is none: never 0% or 100% of nothing, or of what nobody knows."""
    return (None if part is None else percent(part, whole)) or say("no_figures")


def apart_counts(say: Words, apart: Apart) -> list[str]:
    """Only the counts that are not zero: most periods have none."""
    counts = {name: getattr(apart, name) for name in _APART_NAMES}
    return [say(_APART[name], count=integer(count)) for name, count in counts.items() if count]


def running_counts(running: Running) -> dict[str, str]:
    return {"done": integer(running.done), "rows": integer(running.rows)}


def case_line(say: Words, cases: CaseFigures) -> str:
    """Zero cases is a sentence, not an empty line."""
    if not cases.received and not cases.open_earlier:
        return say("summary.no_cases")
    counts = {name: integer(getattr(cases, name)) for name in ("received", "answered", "open", "open_earlier")}
    line = say("summary.cases", **counts)
    return line + say("summary.cases_earlier", **counts) if cases.open_earlier else line
