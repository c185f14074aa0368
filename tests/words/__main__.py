"""`make words`: how much of what people type is understood, by role; and each line that is not."""

import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.words import Outcome
from tests.words.roles import SPEAKERS, try_all
from tests.words.trying import Result

_SHOWN = (Outcome.WRONG, Outcome.LOST, Outcome.HELPED)


def _row(role: str, results: list[Result]) -> str:
    counts = Counter(result.outcome for result in results)
    share = 100 * (counts[Outcome.UNDERSTOOD] + counts[Outcome.ASKED]) / len(results)
    return f"{role:10}{len(results):6}" + "".join(f"{counts[one]:14}" for one in Outcome) + f"{share:18.1f}%"


def main(roles: list[str]) -> None:
    rows, lines = [], []
    for role in roles or SPEAKERS:
        with tempfile.TemporaryDirectory() as folder:
            results = asyncio.run(try_all(role, Path(folder)))
        rows.append(_row(role, results))
        shown = [result for result in results if result.outcome in _SHOWN]
        lines += [result.line for result in sorted(shown, key=lambda one: _SHOWN.index(one.outcome))]
    head = f"{'role':10}{'lines':>6}" + "".join(f"{one:>14}" for one in Outcome) + f"{'understood, asked':>19}"
    sys.stdout.write("\n".join([*lines, "", head, *rows, ""]))


if __name__ == "__main__":
    main(sys.argv[1:])
