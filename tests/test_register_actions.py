"""The buttons and questions of the registers: what was sent or kept before is read, what was forged is found."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from handlers.kit.kept import Kept
from handlers.registers import questions as ask
from handlers.registers.actions import PutValue
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.models import Role, What
from tests.chat import Town

JUNE = Period.of_months(2026, 6, 6)


@dataclass(frozen=True, slots=True)
class Old:
    """As an older version kept it."""

    data: dict[str, Any]
    question: Kept


@pytest.mark.parametrize(
    "old",
    [
        Old({}, ask.AskIncident()),
        Old({"text": "Kiosk hỏng"}, ask.OfferIncident("Kiosk hỏng")),
        Old({"incident_id": 3}, ask.AskLetter(3)),
        Old({"indicator_id": 3, "period": "20260601-20260630"}, ask.AskBase(3, JUNE)),
        Old({"indicator_id": 3, "what": "measure"}, ask.AskDefinition(3, What.MEASURE)),
        Old({"choices": ["3:20260601-20260630"]}, ask.AskWhichFigure(["3:20260601-20260630"])),
        Old(
            {"choices": ["3:20260601-20260630"], "value": "91.50", "base": "100"},
            ask.AskWhichFigure(["3:20260601-20260630"], Decimal("91.50"), Decimal(100)),
        ),
        Old({"proposal_id": 3}, ask.AskAgency(3)),
    ],
    ids=lambda old: old.question.kind,
)
def test_a_question_that_was_kept_before_is_read(old: Old) -> None:
    assert type(old.question).read(old.data) == old.question
    kept = {name: value for name, value in old.question.data.items() if value is not None}
    assert kept == old.data


def test_a_question_about_other_words_of_a_definition_is_stale() -> None:
    with pytest.raises(Refusal, match=r"button\.stale"):
        ask.AskDefinition.read({"indicator_id": 3, "what": "note"})


def test_a_value_waits_for_the_figures_that_were_offered() -> None:
    assert PutValue(3, JUNE).choice == "3:20260601-20260630"


@pytest.mark.parametrize(
    "action",
    [
        "incidents:broken:0",
        "incidents:open:x",
        "incidents:open:9223372036854775807",
        "indicators:20260630:9223372036854775807",
        "proposals:20260101-20261231:9223372036854775807",
        "entry_history:incident:1:9223372036854775807",
        "incident:1:1",
        "incident_new:1",
        "letter_to:1",
        "letter_to:1:2:3",
        "entry_history:person:1:0",
        "entry_history:incident:1",
        "indicators:20261301:0",
        "indicators:00010101:0",
        "indicators:99991231:0",
        "indicator:1:2026",
        "indicator_every:1:week",
        "indicator_every:1",
        "indicator_field:1:note",
        "indicator_unit:1:x",
        "proposals:2026:0",
        "proposal_kind:1:wish",
        "proposal_agency:1:-1",
    ],
)
async def test_what_is_forged_is_told_to_be_stale(town: Town, action: str) -> None:
    officer = await town.member(Role.OFFICER)
    stale = await officer.forges("task:x")
    assert (await officer.forges(action)).text == stale.text


@pytest.mark.parametrize("action", ["incidents", "incidents:all", "indicators", "indicators:20260630", "proposals"])
async def test_a_list_may_say_less_than_all(town: Town, action: str) -> None:
    officer = await town.member(Role.OFFICER)
    stale = await officer.forges("task:x")
    assert (await officer.forges(action)).text != stale.text
