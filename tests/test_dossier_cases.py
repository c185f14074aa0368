"""The small files that were read wrongly once, with the right outcome of each. They stand beside the repository where
the project is developed."""

from datetime import date

import pytest

from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind
from storage.imports.questions import NO_ANSWERS, Answers, Ask, Unanswered
from tests.chat import Town
from tests.shared import shared_import
from tests.test_dossier_states import dossier, late


async def sends(town: Town, name: str, answers: Answers = NO_ANSWERS) -> Outcome:
    return await town.imports(FileKind.DOSSIERS, name, shared_import(name).read_bytes(), answers=answers)


async def test_20_an_export_of_a_one_stop_system(town: Town) -> None:
    outcome = await sends(town, "20.csv")
    assert (outcome.new, outcome.problems) == (3, [])
    codes = (f"000.00.12.H29-26050{number + 4}-000{number}" for number in (1, 2, 3))
    assert [(await dossier(town, code)).returned_on for code in codes] == [date(2026, 5, 14), None, date(2026, 5, 15)]


async def test_22_states_and_an_extended_day(town: Town) -> None:
    outcome = await sends(town, "22.csv")
    assert [(problem.key, problem.values) for problem in outcome.problems] == [
        ("dossier.ended_without_day", {"code": "H-1"})
    ]
    assert await late(town, date(2026, 6, 30)) == ["H-6"]


async def test_23_a_second_file_with_fewer_columns(town: Town) -> None:
    await sends(town, "23a.csv")
    outcome = await sends(town, "23b.csv")
    assert (outcome.changed, outcome.problems) == (1, [])
    assert (await dossier(town, "H-1")).procedure == "P-1"


async def test_24_marks_for_not_yet_and_an_order_that_is_asked(town: Town) -> None:
    with pytest.raises(Unanswered) as asked:
        await sends(town, "24.csv")
    assert asked.value.question.ask is Ask.DAY_ORDER
    outcome = await sends(town, "24.csv", NO_ANSWERS.with_answer(Ask.DAY_ORDER, "by_row"))
    assert outcome.new == 6
    assert [(problem.row, problem.key) for problem in outcome.problems] == [(8, "dossier.day_order_unclear")]
