"""What people type is understood, or asked about with one tap, or helped on; nothing is stored otherwise than meant.
`make words` shows each line that is not understood."""

from collections import Counter
from pathlib import Path

import pytest

from tests.words import Outcome
from tests.words.roles import SPEAKERS, WANTED, try_all


@pytest.mark.parametrize("role", SPEAKERS)
async def test_the_role_s_lines_are_understood(role: str, tmp_path: Path) -> None:
    results = await try_all(role, tmp_path)
    wrong = [result.line for result in results if result.outcome in (Outcome.WRONG, Outcome.LOST)]
    assert wrong == []
    counts = Counter(result.outcome for result in results)
    share = 100 * (counts[Outcome.UNDERSTOOD] + counts[Outcome.ASKED]) / len(results)
    assert share >= WANTED[role], [result.line for result in results if result.outcome is Outcome.HELPED]
