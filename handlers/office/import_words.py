"""What an import did, or would do, in words: the same for the chat and the command line."""

from collections.abc import Sequence
from typing import get_args

from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer
from storage.imports.files.tables import Problem
from storage.imports.names import ProblemName
from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind

_KIND = Keys("import.kind_{}", FileKind)
_PROBLEM = Keys("problem.{}", get_args(ProblemName))


def outcome_lines(say: Words, outcome: Outcome, *, written: bool = False) -> list[str]:
    """`written`: units that it names are there already."""
    kind = say(_KIND[outcome.kind])
    if outcome.year:
        kind += " " + say("import.year", year=outcome.year)
    counts = [
        say(key, count=integer(count))
        for key, count in (
            ("import.new", outcome.new),
            ("import.changed", outcome.changed),
            ("import.same", outcome.same),
            ("import.removed", outcome.removed),
        )
        if count or key == "import.new"
    ]
    lines = [f"{kind}: {', '.join(counts)}"]
    lines += [f"  {name}: {integer(count)}" for name, count in outcome.areas]
    if outcome.new_units:
        names = ", ".join(outcome.new_units)
        lines.append(say("import.made_units", names=names) if written else say("import.new_units", names=names))
    examples = () if outcome.areas else outcome.examples
    examples = [*examples, *(f"{name}: {integer(part)}/{integer(whole)}" for name, part, whole in outcome.channels)]
    if examples:
        lines += [say("import.examples"), *(f"  {example}" for example in examples)]
    return lines


# Numbers of rows and tasks are names; these are quantities.
_QUANTITIES = ("satisfied", "rated")


def problem_text(say: Words, problem: Problem) -> str:
    values = {
        name: integer(value) if name in _QUANTITIES and isinstance(value, int) else value
        for name, value in problem.values.items()
    }
    text = say(_PROBLEM[problem.key], **values)
    place = say("import.place", place=problem.place) if problem.place else ""
    return say("import.row", row=problem.row, place=place) + " " + text


def problem_lines(say: Words, problems: Sequence[Problem], limit: int | None = None) -> list[str]:
    if not problems:
        return []
    left_out = sum(problem.left_out for problem in problems)
    lines = ["", say("import.problems", count=integer(len(problems)), left_out=integer(left_out))]
    lines += [f"• {problem_text(say, problem)}" for problem in problems[:limit]]
    if limit is not None and len(problems) > limit:
        lines.append(say("import.more_problems", count=integer(len(problems) - limit)))
    return lines
