"""What people type is understood, or asked about with one tap, or helped on; nothing is stored otherwise than meant.
`make words` tries every line and shows each that is not understood; here, of a long list some hundreds are tried,
all of them with `make thorough`."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.words import Outcome, Said, lines_of
from tests.words.roles import SPEAKERS, WANTED, try_lines
from tests.words.trying import Result

TRIED = {"staff": 340, "citizens": 350, "directors": 210}
"""So many lines of each role, spread over its list: a summary takes longest."""
# What must not come back is tried each time: the lines by which this began.
ALWAYS = 60


def _tried(role: str) -> list[Said]:
    lines = lines_of(role)
    if "CCHC_TEST_EXAMPLES" in os.environ:
        return lines
    others = lines[ALWAYS:]
    return [*lines[:ALWAYS], *others[:: -(-len(others) // (TRIED[role] - ALWAYS))]]


def _share(results: list[Result]) -> float:
    counts = Counter(result.outcome for result in results)
    return 100 * (counts[Outcome.UNDERSTOOD] + counts[Outcome.ASKED]) / len(results)


@pytest.mark.parametrize("role", SPEAKERS)
async def test_the_role_s_lines_are_understood(role: str, tmp_path: Path) -> None:
    results = await try_lines(role, _tried(role), tmp_path)
    wrong = [result.line for result in results if result.outcome in (Outcome.WRONG, Outcome.LOST)]
    assert wrong == []
    assert _share(results) >= WANTED[role], [result.line for result in results if result.outcome is Outcome.HELPED]


@pytest.mark.parametrize(
    ("typed", "meant", "outcome"),
    [
        ("12 80%", "12 80", Outcome.UNDERSTOOD),
        ("12 cơ bản xong", "12 done", Outcome.ASKED),
        ("12 80%", "12 70", Outcome.WRONG),
        ("12 80%", "ask", Outcome.WRONG),
        ("hôm nay trời đẹp", "12 80", Outcome.HELPED),
    ],
)
async def test_what_a_line_came_to_is_told_apart(typed: str, meant: str, outcome: Outcome, tmp_path: Path) -> None:
    [result] = await try_lines("staff", [Said("", (typed,), (meant,))], tmp_path)
    assert result.outcome is outcome
